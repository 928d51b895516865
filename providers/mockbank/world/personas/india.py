"""The household of the spreadsheet demo, as its banks see it: UPI, Paytm, Razorpay, cards."""

from __future__ import annotations

from typing import Final

from finance.demo.persona import (
    BENGALURU,
    RAISE_PERCENT,
    SALARY,
    SAVINGS,
)
from finance.demo.persona import CARD as ICICI
from finance.demo.persona import CASH as PURSE
from finance.demo.persona import WALLET as PAYTM
from providers.mockbank.world.persona import CARD, CASH, FUNDS, MAIN, NEST, POT, WALLET, Persona, Trip

INDIA: Final = Persona(
    household=BENGALURU,
    places={SAVINGS: MAIN, ICICI: CARD, PAYTM: WALLET, PURSE: CASH},
    names={
        MAIN: "Salary Account",
        POT: "PPF",
        CARD: "Platinum Credit Card",
        WALLET: "UPI Wallet",
        NEST: "Emergency Fund",
        FUNDS: "Mutual Funds",
    },
    salary=SALARY,
    raise_percent=RAISE_PERCENT,
    employer="Nimbus Software",
    set_aside=((5, FUNDS, 34_000), (6, POT, 5_000), (7, NEST, 8_000)),
    step=500,
    surprises=(
        ("Malabar Gold", 38_000, 90_000),
        ("Decathlon", 6_000, 19_000),
        ("Royal Enfield Motors", 25_000, 60_000),
        ("Pepperfry", 14_000, 42_000),
    ),
    trip=Trip("SGD", 6_310, (("Hotel Boss", 6_000, 11_000), ("Grab", 500, 1_800), ("Toast Box", 300, 900))),
    phrases={
        MAIN: (
            "UPI/DR/{ref}/{name}/YESB/paytmqr{code}/UPI",
            "UPI-{name}-Q{ref}@ybl-PAYMENT",
            "BIL/ONL/{ref}/{name}",
        ),
        CARD: ("POS {name} BENGALURU IN", "RAZ*{name} {code}", "PAYU*{name}", "{name} BANGALORE"),
        WALLET: ("PAYTM*{name} {ref}", "UPI/{ref}/{name}@paytm"),
        "salary": ("NEFT CR-HDFC0000240-{name}-SALARY {month}",),
        "bonus": ("NEFT CR-HDFC0000240-{name}-BONUS {month}",),
        "interest": ("INT.PD QTR {month}",),
        "refund": ("{name} REFUND {code}",),
        "out": ("IMPS-{ref}-TO XX{mask}", "MB TRF TO XX{mask} REF {ref}"),
        "in": ("IMPS-{ref}-FROM XX{mask}", "MB TRF FROM XX{mask} REF {ref}"),
        "cash": ("ATM-CASH/{code}/MG ROAD BENGALURU", "NWD-{ref}-ATM WDL INDIRANAGAR"),
        "trip": ("{name} SINGAPORE SG {amount}",),
        "fee": ("FCY MARKUP FEE {code}",),
    },
)
