"""What the words of headings mean: known wordings from `headings.txt`, and parts of words for all others."""

from __future__ import annotations

import re
from typing import Literal, cast, get_args

from finance.importers.csv.wordlist import load

Role = Literal[
    "date", "value_date", "amount", "debit", "credit", "balance", "fee", "direction", "currency", "note",
    "merchant", "external_id", "category", "subcategory", "account", "to_account", "status", "tags", "type",
    "reference", "other",
]  # fmt: skip
Language = str  # the section of headings.txt


def _load() -> dict[str, dict[Role, frozenset[Language]]]:
    """Wording -> part -> the languages in which it has it."""
    found: dict[str, dict[Role, frozenset[Language]]] = {}
    for language, parts in load("headings.txt").items():
        for part, wordings in parts.items():
            for wording in wordings:
                roles = found.setdefault(wording, {})
                roles[_role(part)] = roles.get(_role(part), frozenset()) | {language}
    return found


def _role(name: str) -> Role:
    if name not in get_args(Role):
        raise ValueError(f"headings.txt: there is no part {name!r}")
    return cast("Role", name)


EXACT = _load()

# For headings that are not listed; the first that occurs comes first. A star stands for any letters.
_PARTS: tuple[tuple[Role, str], ...] = (
    (
        "other",
        """foreign original orig fremd* oorspr* ursprung* instructed etrangere extranjera cashback point
        points reward* vat gst mwst btw tva moms tax quantity qty unit units share shares price prix
        limit rate kurs koers wechselkurs taux cambio uhrzeit heure hora mask excluded bonus incl
        including""",
    ),
    ("external_id", "transa*_id transa*_uuid"),
    ("balance", "balance bal *saldo* solde kontostand zustatek bakiye egyenleg остаток *余额* *残高*"),
    (
        "value_date",
        """value_date value_dt valuta_date date_valuta dat*_valeur dat*_de_valeur dat*_valor dat*_waluty
        valutadat* data_valuta fecha_valor rentedat* interest_date effective_date settle*_date""",
    ),
    (
        "date",
        """date dt data fecha tarih дата pvm *datum *dato *buchungstag* *bokforingsdag* *paiva *日期*
        *日付*""",
    ),
    (
        "direction",
        """deb*_credit deb*_cr dr_cr cr_dr cred*_debit cred*_debet debit_or_credit credit_or_debit
        soll_haben soll_oder_haben debet_kredit sign""",
    ),
    (
        "debit",
        """debit* withdraw* outflow money_out paid_out debet ausgab* ausgehend* belastung* uscit* addebit*
        depens* cargo cargos gasto gastos debito debitos saida saidas uttag udgift* wydat* obciaz*""",
    ),
    (
        "credit",
        """credit* deposit* inflow money_in paid_in kredit einnahm* eingehend* gutschrift* entrat*
        accredit* recett* abono abonos ingreso ingresos credito creditos entrada entradas insattning*
        indtaegt* uznani* wplyw*""",
    ),
    ("fee", "fee fees gebuhr* frais comision* commission*"),
    (
        "amount",
        """amount amt *betrag *bedrag montant belopp belob belop importe importo monto kwota castka tutar
        osszeg сумма maara umsatz *金额* *金額*""",
    ),
    ("currency", "currency ccy wahrung waehrung devise moneda divisa moeda waluta mena munt*"),
    (
        "other",
        """number no nr nummer numero iban bic swift code account konto* rekening compte cuenta conto id
        ref reference referenz""",
    ),
    (
        "merchant",
        """payee merchant counterparty beneficia* empfanger auftraggeber tegenpartij naam name partner""",
    ),
    (
        "note",
        """descri* narrat* particular particulars remark remarks detail details memo note notes
        verwendungszweck *text tekst omschrijving* mededeling* libelle* concepto causale historico opis
        popis beskriv* information* beschreibung* meddel* observa*""",
    ),
    ("category", "categor* kategori*"),
    ("status", "status"),
    ("type", "type typ art tipo"),
)


def _pattern(words: str) -> re.Pattern[str]:
    alternatives = "|".join(word.replace("_", " ").replace("*", r"\w*") for word in words.split())
    return re.compile(rf"\b(?:{alternatives})\b")


PARTS = tuple((role, _pattern(words)) for role, words in _PARTS)
