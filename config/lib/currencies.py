"""The active currencies of ISO 4217 that have a minor unit (funds included; metals and test codes not).

As of November 2026, that is without the Bulgarian lev (BGN), which became the euro with 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Currency:
    code: str
    name: str
    symbol: str
    decimals: int


# Code, decimals, symbol ("-" = the code itself), name.
_TABLE = """
AED 2 - UAE Dirham
AFN 2 ؋ Afghani
ALL 2 - Lek
AMD 2 ֏ Armenian Dram
AOA 2 Kz Kwanza
ARS 2 AR$ Argentine Peso
AUD 2 A$ Australian Dollar
AWG 2 - Aruban Florin
AZN 2 ₼ Azerbaijan Manat
BAM 2 KM Convertible Mark
BBD 2 Bds$ Barbados Dollar
BDT 2 ৳ Taka
BHD 3 - Bahraini Dinar
BIF 0 FBu Burundi Franc
BMD 2 BD$ Bermudian Dollar
BND 2 B$ Brunei Dollar
BOB 2 Bs Boliviano
BOV 2 - Mvdol
BRL 2 R$ Brazilian Real
BSD 2 - Bahamian Dollar
BTN 2 Nu Ngultrum
BWP 2 P Pula
BYN 2 Br Belarusian Ruble
BZD 2 BZ$ Belize Dollar
CAD 2 CA$ Canadian Dollar
CDF 2 - Congolese Franc
CHE 2 - WIR Euro
CHF 2 - Swiss Franc
CHW 2 - WIR Franc
CLF 4 UF Unidad de Fomento
CLP 0 CLP$ Chilean Peso
CNY 2 CN¥ Yuan Renminbi
COP 2 COP$ Colombian Peso
COU 2 - Unidad de Valor Real
CRC 2 ₡ Costa Rican Colon
CUP 2 - Cuban Peso
CVE 2 - Cabo Verde Escudo
CZK 2 Kč Czech Koruna
DJF 0 Fdj Djibouti Franc
DKK 2 kr. Danish Krone
DOP 2 RD$ Dominican Peso
DZD 2 - Algerian Dinar
EGP 2 E£ Egyptian Pound
ERN 2 Nfk Nakfa
ETB 2 - Ethiopian Birr
EUR 2 € Euro
FJD 2 FJ$ Fiji Dollar
FKP 2 - Falkland Islands Pound
GBP 2 £ Pound Sterling
GEL 2 ₾ Lari
GHS 2 GH₵ Ghana Cedi
GIP 2 - Gibraltar Pound
GMD 2 - Dalasi
GNF 0 FG Guinean Franc
GTQ 2 Q Quetzal
GYD 2 G$ Guyana Dollar
HKD 2 HK$ Hong Kong Dollar
HNL 2 L Lempira
HTG 2 - Gourde
HUF 2 Ft Forint
IDR 2 Rp Rupiah
ILS 2 ₪ New Israeli Sheqel
INR 2 ₹ Indian Rupee
IQD 3 - Iraqi Dinar
IRR 2 - Iranian Rial
ISK 0 - Iceland Krona
JMD 2 J$ Jamaican Dollar
JOD 3 - Jordanian Dinar
JPY 0 ¥ Yen
KES 2 KSh Kenyan Shilling
KGS 2 - Som
KHR 2 ៛ Riel
KMF 0 CF Comorian Franc
KPW 2 - North Korean Won
KRW 0 ₩ Won
KWD 3 - Kuwaiti Dinar
KYD 2 CI$ Cayman Islands Dollar
KZT 2 ₸ Tenge
LAK 2 ₭ Lao Kip
LBP 2 - Lebanese Pound
LKR 2 - Sri Lanka Rupee
LRD 2 L$ Liberian Dollar
LSL 2 - Loti
LYD 3 - Libyan Dinar
MAD 2 - Moroccan Dirham
MDL 2 - Moldovan Leu
MGA 2 Ar Malagasy Ariary
MKD 2 - Denar
MMK 2 - Kyat
MNT 2 ₮ Tugrik
MOP 2 MOP$ Pataca
MRU 2 UM Ouguiya
MUR 2 - Mauritius Rupee
MVR 2 Rf Rufiyaa
MWK 2 - Malawi Kwacha
MXN 2 MX$ Mexican Peso
MXV 2 - Mexican Unidad de Inversion
MYR 2 RM Malaysian Ringgit
MZN 2 MT Mozambique Metical
NAD 2 N$ Namibia Dollar
NGN 2 ₦ Naira
NIO 2 C$ Cordoba Oro
NOK 2 kr Norwegian Krone
NPR 2 - Nepalese Rupee
NZD 2 NZ$ New Zealand Dollar
OMR 3 - Rial Omani
PAB 2 - Balboa
PEN 2 S/ Sol
PGK 2 - Kina
PHP 2 ₱ Philippine Peso
PKR 2 - Pakistan Rupee
PLN 2 zł Zloty
PYG 0 ₲ Guarani
QAR 2 - Qatari Rial
RON 2 lei Romanian Leu
RSD 2 - Serbian Dinar
RUB 2 ₽ Russian Ruble
RWF 0 - Rwanda Franc
SAR 2 - Saudi Riyal
SBD 2 SI$ Solomon Islands Dollar
SCR 2 - Seychelles Rupee
SDG 2 - Sudanese Pound
SEK 2 kr Swedish Krona
SGD 2 S$ Singapore Dollar
SHP 2 - Saint Helena Pound
SLE 2 Le Leone
SOS 2 - Somali Shilling
SRD 2 - Surinam Dollar
SSP 2 - South Sudanese Pound
STN 2 Db Dobra
SVC 2 - El Salvador Colon
SYP 2 - Syrian Pound
SZL 2 E Lilangeni
THB 2 ฿ Baht
TJS 2 - Somoni
TMT 2 - Turkmenistan New Manat
TND 3 - Tunisian Dinar
TOP 2 T$ Pa'anga
TRY 2 ₺ Turkish Lira
TTD 2 TT$ Trinidad and Tobago Dollar
TWD 2 NT$ New Taiwan Dollar
TZS 2 TSh Tanzanian Shilling
UAH 2 ₴ Hryvnia
UGX 0 USh Uganda Shilling
USD 2 $ US Dollar
USN 2 - US Dollar (Next day)
UYI 0 - Uruguay Peso en Unidades Indexadas
UYU 2 $U Peso Uruguayo
UYW 4 - Unidad Previsional
UZS 2 - Uzbekistan Sum
VED 2 - Digital Bolivar
VES 2 - Bolivar Soberano
VND 0 ₫ Dong
VUV 0 VT Vatu
WST 2 WS$ Tala
XAD 2 - Arab Accounting Dinar
XAF 0 FCFA CFA Franc BEAC
XCD 2 EC$ East Caribbean Dollar
XCG 2 Cg Caribbean Guilder
XOF 0 - CFA Franc BCEAO
XPF 0 - CFP Franc
YER 2 - Yemeni Rial
ZAR 2 R Rand
ZMW 2 ZK Zambian Kwacha
ZWG 2 ZiG Zimbabwe Gold
"""


def _read(line: str) -> Currency:
    code, decimals, symbol, name = line.split(" ", 3)
    return Currency(code, name, code if symbol == "-" else symbol, int(decimals))


CURRENCIES: Mapping[str, Currency] = MappingProxyType(
    {currency.code: currency for currency in map(_read, _TABLE.strip().splitlines())}
)


def decimals_of(code: str) -> int:
    """Decimals of the minor unit; 2 for a code that is not known."""
    currency = CURRENCIES.get(code)
    return currency.decimals if currency else 2


def is_currency(code: str) -> bool:
    return code in CURRENCIES
