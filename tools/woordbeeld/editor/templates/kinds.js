import { byId, say, words } from "./page.js";
import { askFrom } from "./dialogs.js";
import { chosenRows } from "./list.js";
import { edit, seen } from "./server.js";

const form = byId("kind-form");
let asked = null; // { ids, version }

/** What lines are: speech, a description or a sound. */
export function startKinds() {
  form.addEventListener("submit", answer);
}

/** Asks what the chosen lines are; proposes what they are now. */
export function askKind() {
  const lines = chosenRows();
  if (!lines.length) return;
  const ids = lines.map(row => row.id);
  asked = { ids, version: seen(ids) };
  byId("kind-error").textContent = "";
  form.elements["new-kind"].value = lines[0].kind;
  byId("kind-dialog").showModal();
  form.querySelector(":checked").focus();
}

async function answer(event) {
  event.preventDefault();
  const dialog = byId("kind-dialog");
  if (event.submitter?.value === "cancel") return dialog.close();
  const { ids, version } = asked;
  const what = { kind: "set-kind", ids, item: form.elements["new-kind"].value };
  const done = await askFrom(dialog, () => edit(what, { version }));
  if (done) say(words.did["set-kind"]);
}
