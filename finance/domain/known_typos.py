"""Misspelt category names that real spreadsheets contain."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from config.lib.text import fold

_MEANT: Final = {
    "Food & Dining": "food & dinning, food and dinning, food and dining, food & dinnig, food dining",
    "Entertainment": "entertianment, entertainement, entertaintment, enterainment, entertainmnet",
    "Transportation": "transporation, transportaion, transportatin, tranportation, transpotation",
    "Groceries": "groceris, grocries, grocceries, grocery's",
    "Healthcare": "helthcare, heathcare, healtcare, health care",
    "Bills & Utilities": "bills & utilites, bills & utilties, bills and utilities, bils & utilities",
    "Utilities": "utilites, utilties, utillities",
    "Shopping": "shoping, shoppping, shoppng",
    "Travel": "travle, travell, traval",
    "Education": "educaton, educatoin, eductaion",
    "Electricity": "electricty, electrcity, elecricity",
    "Insurance": "insurence, insurace, insuranse",
    "Investments": "investements, investmets, invesments, investmnets",
    "Maintenance": "maintainance, maintenence, maintanance",
    "Miscellaneous": "miscelaneous, miscellanous, miscellenous, miscellanious",
    "Restaurants": "resturants, restaraunts, restraunts, resturaunts",
    "Salary": "salery, sallary, salarly",
    "Subscriptions": "subscripitons, subcriptions, subscribtions",
    "Household": "houshold, househlod",
    "Personal Care": "personnel care, personal carre",
    "Gifts & Donations": "gifts & donatons, gifts and donations",
}
_CORRECTIONS: Final = {typo: meant for meant, typos in _MEANT.items() for typo in typos.split(", ")}


def corrected_name(hint: str, owned: Collection[str]) -> str:
    """The category that a misspelt `hint` means, if the person has it; else the hint itself.

    `owned` are the folded names of the person's top categories. A name that the person has is no typo.
    """
    key = fold(hint)
    meant = _CORRECTIONS.get(key)
    return meant if meant and key not in owned and fold(meant) in owned else hint
