import { byId, say, words } from "./page.js";
import { choose, chosenRows, currentRow, focusLine } from "./list.js";
import { model } from "./model.js";
import { edit } from "./server.js";

/** New items, and items joined, moved and deleted. */
export function startAdding() {
  byId("add-form").addEventListener("submit", answer);
  byId("add-text").addEventListener("keydown", event => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    byId("add-form").requestSubmit(byId("add-form").querySelector("[value=apply]"));
  });
}

export function askWhatToAdd() {
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
  try {
    const [added] = await edit({ kind: "insert", after: currentRow()?.id ?? null, item, text: byId("add-text").value });
    dialog.close();
    say(words.did.insert);
    if (added !== undefined) choose(added);
  } catch (refused) {
    byId("add-error").textContent = refused.message;
    byId("add-text").focus();
  }
}

export function join() {
  const row = currentRow();
  const following = model.order[model.order.indexOf(row?.id) + 1];
  if (following === undefined) return say(words.refused["at-edge"]);
  attempt({ kind: "join", id: row.id, following });
}

export const move = by => currentRow() && attempt({ kind: "move", id: currentRow().id, by });

export const remove = () => chosenRows().length && attempt({ kind: "delete", ids: chosenRows().map(row => row.id) });

async function attempt(what) {
  try {
    await edit(what);
    say(words.did[what.kind]);
  } catch (refused) {
    say(refused.message);
  }
  focusLine();
}
