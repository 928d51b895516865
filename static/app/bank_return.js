// Back from a bank's consent page: hands its code to the API, and takes it out of the address first.

import { call, run } from "./api.js";

const given = new URLSearchParams(window.location.search);
window.history.replaceState(null, "", window.location.pathname);

run(async () => {
  if (given.has("error") || !given.has("code")) {
    throw new Error("The bank was not linked: you did not agree there, or it said no.");
  }
  await call("POST", "auth/callback", { code: given.get("code"), state: given.get("state") });
  window.location.replace("/app/banks");
});
