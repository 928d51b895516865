"""The names of the months, as bank files in many languages write and shorten them."""

from __future__ import annotations

from config.lib.text import fold

_NAMES = """
january february march april may june july august september october november december
januar februar marz april mai juni juli august september oktober november dezember
janner feber maerz
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
januari februari maart april mei juni juli augustus september oktober november december
janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro
januari februari mars april maj juni juli augusti september oktober november december
januar februar marts april maj juni juli august september oktober november december
januar februar mars april mai juni juli august september oktober november desember
tammikuu helmikuu maaliskuu huhtikuu toukokuu kesakuu heinakuu elokuu syyskuu lokakuu marraskuu joulukuu
styczen luty marzec kwiecien maj czerwiec lipiec sierpien wrzesien pazdziernik listopad grudzien
stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia
leden unor brezen duben kveten cerven cervenec srpen zari rijen listopad prosinec
ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik
januari februari maret april mei juni juli agustus september oktober november desember
январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
"""
# Shorter than the rule below gives, or not a beginning of the name.
_SHORT = """
sept:9 mrt:3 maa:3 peb:2 pebruari:2 agt:8 ags:8 jly:7 juil:7 sep:9 set:9 dic:12 dec:12 dez:12 des:12
fev:2 fevr:2 avr:4 abr:4 ago:8 aou:8 aug:8
out:10 ott:10 oct:10 okt:10 ene:1 gen:1 jan:1 mag:5 maj:5 mai:5 may:5
mei:5 giu:6 lug:7 jun:6 jul:7 mar:3 apr:4 nov:11 feb:2
"""


def _numbered() -> dict[str, int]:
    """Every name and every beginning of three letters or more that means only one month."""
    meanings: dict[str, set[int]] = {}
    full: dict[str, int] = {}
    for line in _NAMES.strip().splitlines():
        names = line.split()
        numbers = range(1, 13) if len(names) == 12 else range(1, len(names) + 1)
        for number, name in zip(numbers, names, strict=True):
            full[name] = number
            for length in range(3, len(name)):
                meanings.setdefault(name[:length], set()).add(number)
    months = {name: next(iter(numbers)) for name, numbers in meanings.items() if len(numbers) == 1}
    months.update(full)
    months.update({name: int(number) for name, number in (pair.split(":") for pair in _SHORT.split())})
    return months


_MONTHS = _numbered()


def month_of(name: str) -> int | None:
    """1 to 12 for a name or its usual short form in any case, with or without accents; else None."""
    return _MONTHS.get(fold(name))
