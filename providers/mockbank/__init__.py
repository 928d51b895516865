"""Three made-up banks as real HTTP services, and the one made-up life that they all tell of.

What follows is the contract that an adapter is written against; `views` answers it, `schema` shapes the rows.
<base> is this server's own address, or that of `manage.py mockbank --port N`; <id> is banka, bankb or bankc.
Off (404, all of it) unless settings.MOCK_BANKS.

Consent (OAuth 2, authorization code)
-------------------------------------
GET  <base>/mockbank/<id>/authorize?response_type=code&client_id=moneta&redirect_uri=…&state=…
     A page that asks for the bank's customer. Optional: login_hint (prefills the customer), currency (of a
     customer that the bank does not know yet). Approved: 302 to redirect_uri?code=…&state=…; denied: 302 to
     redirect_uri?error=access_denied&state=…. redirect_uri must be on this server, on FRONTEND_URL or on the
     loopback, else a page with 400 and no redirect; `state` comes back as it was given (≤ 500 characters).
POST <base>/mockbank/<id>/token, a form (application/x-www-form-urlencoded)
     grant_type=authorization_code & code & redirect_uri & client_id=moneta: a code works once, for 5 minutes,
     with the redirect_uri and at the bank of its authorize; used a second time it also ends what it gave.
     grant_type=refresh_token & refresh_token & client_id=moneta
     -> 200 {"access_token", "refresh_token", "token_type": "bearer", "expires_in": 1800, "item_id"}
     A refresh gives a new access token, the same refresh token and item_id; older access tokens live on until
     they expire. item_id is stable: the same customer linked again at this bank has the same one.
     -> 400 {"error": "invalid_grant" | "invalid_request" | "invalid_client" | "unsupported_grant_type", …}
POST <base>/mockbank/<id>/revoke, a form: token (access or refresh) -> 200 {}, whatever the token was.

Accounts and transactions (Authorization: Bearer <access_token>)
---------------------------------------------------------------
GET  <base>/mockbank/<id>/accounts?cursor=&limit=
GET  <base>/mockbank/<id>/transactions?cursor=&limit=     limit 1…500, default 100: rows and removals together

Every answer also has "next_cursor" (text), "has_more" (true or false) and "unavailable" (ids of accounts that
are down at the bank: still listed, but their transactions are not told now; they are told once it is up).

banka, traditional
    accounts      {"accounts": [{"acct_id", "acct_type": "CHECKING" | "SAVINGS", "acct_name",
                   "current_balance": 1500.5, "available_balance": 1480.0, "curr": "INR",
                   "acct_mask": "4821"}]}
                  The spellings acc_id, acc_type, curr_bal occur too (switch `old_spelling`).
    transactions  {"transactions": [{"txn_id", "acct_id", "txn_date": "2026-11-20", "txn_amount": -12.5,
                   "txn_curr", "txn_desc", "merchant_info": text or null, "txn_status": "POSTED" | "PENDING",
                   "txn_change": "NEW" | "MODIFIED", "pending_txn_id": id or null}], "removed": [ids]}
                  Amounts and balances are JSON numbers.
bankb, modern
    accounts      {"data": [{"account_number", "type": "credit_card" | "wallet", "nickname",
                   "balance_amount": "-812.40", "available_amount", "limit_amount": text or null,
                   "currency_code"}]}
    transactions  {"added": [row…], "modified": [row…], "removed": [ids]}, a row being
                  {"id", "account_number", "date": "2026-11-20", "amt": "-12.50", "currency_code", "memo",
                   "merchant_name": text or null, "state": "settled" | "pending",
                   "type": "debit" | "credit", "replaces": id or null}
                  Amounts are text.
bankc, legacy
    accounts      {"accountList": [{"id", "category": "SAV" | "INV", "display_name", "available": "90210.00",
                   "iso_currency"}]}
                  `available` is all that it knows of a balance.
    transactions  {"transactionList": [{"transaction_id", "account_id", "posted_date": "20/11/2026"
                   (day first), "transaction_amount": "-12.50", "iso_currency", "description", "vendor": text,
                   "status_code": "B" booked | "P" pending, "transaction_type": "DR" | "CR",
                   "record": "N" new | "C" changed, "pending_ref": id or ""}], "removed": [ids]}
                  Amounts are text; descriptions are in capitals.

Amounts and balances are signed everywhere, in the account's currency: negative = spent, or owed on a card.
The balance holds posted rows only, the available one pending rows too.

Cursors
-------
Opaque; the empty one (or none) begins at the beginning and tells everything there is as new, oldest first.
The last page of an update (has_more false) gives the cursor to keep: asked later, it tells the difference
between then and now, and an empty page with has_more false when there is none. All pages of one update tell
the state at its first page. A cursor may be asked any number of times; one of an older state tells the
difference from that state. In one update an id is new or modified or removed, never two of them.
A pending row is posted in one of three ways: the same id modified; a new id that names the pending one, which
is removed in the same update (on the same page or another); a new id without a link, the old one removed.
An amount may change on the way. Rows may be modified or removed long after; the same facts may come back
under a new id while the old id is removed in the same update (no link); two equal rows with two ids that are
both there are two transactions.

Errors: JSON {"error": code, "message": text for people}
--------------------------------------------------------
400 invalid_request (limit), invalid_cursor    401 expired_token (refresh helps), invalid_token
403 access_revoked (only a new consent helps)  404 not_found
409 mutated_during_pagination: begin the update again with the cursor that it began with
410 cursor_reset: begin again with the empty cursor
429 too_many_requests, with Retry-After        5xx server_error

Failures on demand (never in production)
----------------------------------------
POST <base>/mockbank/<id>/control, JSON {"customer", "mode", "on", "times", "value"} -> 200; `failures` lists
the modes. `times` 0 = until {"mode": "clear"}; `on` is transactions (default), accounts, token or any.
"""
