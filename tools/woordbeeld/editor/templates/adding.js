import { byId, say, words } from "./page.js";
import { askFrom } from "./dialogs.js";
import { choose, chosenRows, currentRow, focusLine } from "./list.js";
import { model } from "./model.js";
import { edit, seen } from "./server.js";

let place = null; // { after, version }: where to add

/** New items, and edits of the lines that are chosen. */
export function startAdding() {
  byId("add-form").addEventListener("submit", answer);
  byId("add-text").addEventListener("keydown", event => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    byId("add-form").requestSubmit(byId("add-form").querySelector("[value=apply]"));
  });
}

export function askWhatToAdd() {
  const after = currentRow()?.id ?? null;
  place = { after, version: seen([after]) };
  byId("add-form").reset();
  byId("add-error").textContent = "";
  byId("add-dialog").showModal();
  byId("add-text").focus();
}

async function answer(event) {
  event.preventDefault();
  const dialog = byId("add-dialog");
  if (event.submitter?.value === "cancel") return dialog.close();
  const item = dialog.querySelector("[name=add-kind]:checked").value;
  const { after, version } = place;
  const what = { kind: "insert", after, item, text: byId("add-text").value };
  const done = await askFrom(dialog, () => edit(what, { version }));
  if (!done) return;
  say(words.did.insert);
  if (done.untouched && done.answer.length) choose(done.answer[0]);
}

export function join() {
  const row = currentRow();
  const following = model.order[model.order.indexOf(row?.id) + 1];
  if (following === undefined) return say(words.refused["at-edge"]);
  attempt({ kind: "join", id: row.id, following });
}

/** An edit of the current line, or of several: all that are chosen. */
export function editLines({ kind, several, fixed, shown }) {
  const ids = (several ? chosenRows() : [currentRow()]).filter(Boolean).map(row => row.id);
  if (!ids.length) return;
  const lines = several ? { ids } : { id: ids[0] };
  attempt({ kind, ...lines, ...fixed }, Object.keys(shown).length ? ids.map(id => [id, shown]) : []);
}

async function attempt(what, fields = []) {
  focusLine();
  try {
    await edit(what, { fields });
    say(words.did[what.kind]);
  } catch (refused) {
    say(refused.message);
    if (document.activeElement === document.body) focusLine(); // the line that was leaving is there again
  }
}
