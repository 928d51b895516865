// Plaid's dialogue: a token from the API opens it, and what it ends with goes back to the API.

import { call, run, show } from "./api.js";

const KEPT = "plaid-link";
const asked = new URLSearchParams(window.location.search);
// A bank with a login page of its own leads back here; the dialogue goes on with the same token.
const resumed = asked.has("oauth_state_id");
const held = resumed ? JSON.parse(window.sessionStorage.getItem(KEPT) ?? "{}") : {};
const connection = resumed ? held.connection : Number(asked.get("connection")) || null;

async function finish(publicToken, about) {
  window.sessionStorage.removeItem(KEPT);
  show("state", "Plaid is asked for your accounts…");
  if (connection) {
    await call("POST", "sync/trigger", { connection_id: connection });
  } else {
    await call("POST", "plaid/item/public-token/exchange", {
      public_token: publicToken,
      institution_id: about?.institution?.institution_id ?? null,
      institution_name: about?.institution?.name ?? null,
    });
  }
  window.location.assign("/app/banks/plaid/done");
}

run(async () => {
  if (!window.Plaid) throw new Error("Plaid's script did not load.");
  const path = connection ? `connections/${connection}/relink` : "plaid/link-token";
  const token = held.token ?? (await call("POST", path)).link_token;
  window.sessionStorage.setItem(KEPT, JSON.stringify({ token, connection }));
  const dialogue = window.Plaid.create({
    token,
    receivedRedirectUri: resumed ? window.location.href : undefined,
    onSuccess: (publicToken, about) => run(() => finish(publicToken, about)),
    onExit: (error) => show("state", error ? (error.display_message ?? "Plaid stopped.") : "Nothing was linked."),
  });
  const open = document.getElementById("open");
  open.disabled = false;
  open.addEventListener("click", () => dialogue.open());
  show("state", "");
  dialogue.open();
});
