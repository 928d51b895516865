"""Guesses what kind of account a name speaks of, for the names that people in India and the West use."""

from __future__ import annotations

from typing import Final, Literal

from finance.domain.phrases import PhraseTable

AccountType = Literal["checking", "savings", "credit", "investment", "loan", "cash", "other"]

# What the account *is* ("Savings", "Credit Card") outweighs whose it is ("Amex", "Zerodha"), and the first
# rows tell apart what single words would mix up (an emergency fund is no mutual fund).
_TABLE: Final = PhraseTable[AccountType](
    (
        (
            "savings",
            "emergency fund, rainy day, sinking fund, cash isa, health savings, money market account",
        ),
        (
            "investment",
            """retirement savings, national savings, savings certificate, savings bond, savings bonds
            stocks and shares, share market, share trading, debt fund, debt funds, credit fund""",
        ),
        (
            "checking",
            """debit card, cash management, credit union
            credit suisse, credit agricole, credit mutuel, credit lyonnais""",
        ),
        (
            "cash",
            """prepaid card, forex card, gift card, travel card, metro card, transit card, meal card
            cash card, cash app""",
        ),
        ("loan", "line of credit, credit line, cash credit"),
        ("credit", "card, cards, creditcard, mastercard, kreditkarte, cc"),
        (
            "loan",
            """loan, loans, mortgage, mortgages, emi, emis, lent, lended, borrowed, overdraft, debt, debts
            heloc, bnpl, darlehen, kredit, hypothek, pret, prestamo, hipoteca, udhaar, udhar""",
        ),
        (
            "investment",
            """investment, investments, investing, invest, mutual, stock, stocks, shares, equity, equities
            demat, trading, broker, brokers, brokerage, portfolio, securities, debenture, debentures
            bond, bonds, etf, etfs, reit, reits, funds, index fund, liquid fund, depot
            small cap, mid cap, large cap, flexi cap, elss, sip, sips, ulip, sgb, sgbs
            fixed deposit, fixed deposits, term deposit, term deposits, recurring deposit, recurring deposits
            fd, fds, rd, rds, nsc, kvp, ssy, sukanya, ppf, epf, vpf, gpf, pf, nps, provident
            pension, retirement, superannuation, annuity, endowment, 401k, 403b, 457b, 529
            roth ira, traditional ira, rollover ira, sipp, rrsp, rrif, tfsa
            crypto, bitcoin, btc, ethereum, eth, rsu, rsus, espp""",
        ),
        (
            "savings",
            """saving, savings, saver, fund, sparkonto, tagesgeld, livret, ahorro, ahorros, spaarrekening
            bachat, salary""",
        ),
        ("checking", "checking, chequing, current, debit, giro, girokonto, courant, corriente"),
        (
            "cash",
            """cash, wallet, wallets, purse, petty, pocket, bargeld, efectivo, especes, contanti
            paytm, phonepe, gpay, google pay, amazon pay, mobikwik, freecharge, upi lite, venmo, paypal""",
        ),
        ("credit", "credit, amex, american express, visa, rupay, diners, discover, onecard"),
        (
            "investment",
            """zerodha, groww, upstox, angel one, kuvera, smallcase, indmoney, etmoney
            coinbase, binance, kraken, wazirx, coindcx, robinhood, vanguard, fidelity, schwab, etrade
            ameritrade, wealthfront, betterment, acorns, interactive brokers, hargreaves lansdown
            questrade, wealthsimple, degiro, etoro, gold, ira, isa, roth""",
        ),
        (
            "savings",
            """hdfc, icici, sbi, axis, kotak, idfc, indusind, pnb, canara, rbl, idbi, bandhan, boi, iob
            state bank, punjab national, federal bank, bank of baroda, bank of india, union bank, yes bank
            post office""",
        ),
        (
            "checking",
            """bank, banks, account, konto, chase, citi, citibank, wells fargo, barclays, hsbc, lloyds
            natwest, santander, monzo, starling, revolut, n26, wise, ally, usaa, bmo, cibc, scotiabank, td
            rbc, ing, dkb, sparkasse, bunq""",
        ),
    )
)


def guess_account_type(name: str) -> AccountType:
    """The type is "other" where no word is known."""
    return _TABLE.meaning_of(name, default="other")
