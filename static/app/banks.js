// Your banks: what is linked, what it holds, and linking one more.

import { call, run, show } from "./api.js";

const PAUSE = 1000;
const UNFINISHED = new Set(["queued", "running"]);

function element(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

function button(text, work, className = "quiet") {
  const made = element("button", text, className);
  made.addEventListener("click", () => run(work));
  return made;
}

function row(...parts) {
  const made = document.createElement("li");
  made.append(...parts);
  return made;
}

function fill(id, rows, nothing) {
  document.getElementById(id).replaceChildren(...(rows.length ? rows : [row(element("span", nothing, "quiet"))]));
}

function money(amount, currency) {
  return element("span", new Intl.NumberFormat("en", { style: "currency", currency }).format(amount), "amount");
}

async function unlink(connection) {
  if (!window.confirm(`Unlink ${connection.institution || connection.provider_id}? Its history stays.`)) return;
  await call("DELETE", `connections/${connection.id}`);
  await refresh();
}

async function renew(connection) {
  if (connection.provider_id === "plaid") {
    window.location.assign(`/app/banks/plaid?connection=${connection.id}`);
    return;
  }
  const { auth_url } = await call("POST", `connections/${connection.id}/relink`);
  window.location.assign(auth_url);
}

async function sync(connection) {
  await call("POST", "sync/trigger", { connection_id: connection.id });
  await follow();
}

async function link(provider) {
  if (provider.kind === "plaid") {
    window.location.assign("/app/banks/plaid");
    return;
  }
  const { auth_url } = await call("POST", "auth/link-bank", { provider_id: provider.id });
  window.location.assign(auth_url);
}

function connectionRow(connection) {
  const parts = [
    element("span", connection.institution || connection.provider_id, "grow"),
    element("span", connection.status, "quiet"),
  ];
  if (connection.status === "disconnected") return row(...parts);
  if (connection.last_error) parts.push(element("span", connection.last_error, "quiet"));
  return row(
    ...parts,
    button("Sync now", () => sync(connection)),
    button("Renew", () => renew(connection)),
    button("Unlink", () => unlink(connection)),
  );
}

async function refresh() {
  const [connections, accounts, transactions] = await Promise.all([
    call("GET", "connections"),
    call("GET", "accounts"),
    call("GET", "transactions?limit=10"),
  ]);
  fill("connections", connections.data.map(connectionRow), "No bank yet.");
  fill(
    "accounts",
    accounts.data
      .filter((account) => account.is_active)
      .map((account) => row(element("span", account.name, "grow"), money(account.balance, account.currency))),
    "No account yet.",
  );
  fill(
    "transactions",
    transactions.data.map((one) =>
      row(
        element("span", one.date, "quiet"),
        element("span", one.description || one.merchant || "", "grow"),
        money(one.signed_amount, one.currency),
      ),
    ),
    "No transaction yet.",
  );
}

// Shows what syncs bring until none is under way.
async function follow() {
  for (;;) {
    const { runs } = await call("GET", "sync/status?limit=20");
    const open = runs.filter((one) => UNFINISHED.has(one.status)).length;
    show("state", open ? "Your bank is being read…" : "");
    await refresh();
    if (!open) return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

document.getElementById("sign-out").addEventListener("click", () =>
  run(async () => {
    await call("POST", "auth/logout");
    window.location.assign("/app/sign-in");
  }),
);

run(async () => {
  const { providers } = await call("GET", "providers");
  const choices = providers.map((provider) => button(provider.name, () => link(provider), ""));
  document.getElementById("providers").replaceChildren(...choices);
  await follow();
});
