import { byId, fill, say, words } from "./page.js";
import { askFrom } from "./dialogs.js";
import { renew, write } from "./drawing.js";
import { rowOf } from "./model.js";
import { edit, seen } from "./server.js";
import { ticked } from "./voices.js";

let asked = null; // { lines, version }: the lines of a label that sound otherwise than its other ones

const boxes = () => [...byId("rarer").querySelectorAll("input")];

/** The question who says the lines of a label that sounds like two people. */
export function startRarer() {
  byId("rarer-form").addEventListener("submit", answer);
  byId("rarer").addEventListener("change", count);
}

export function askRarer({ own, ids }) {
  const lines = ids.map(rowOf).filter(row => row?.speaker === own);
  asked = { lines, version: seen(ids) };
  byId("rarer-about").textContent = fill(words.rarer_about, { name: own });
  byId("rarer-error").textContent = "";
  byId("rarer-name").value = "";
  renew(
    byId("rarer"),
    lines.map(row => [JSON.stringify([row.id, row.text, row.start]), ticked(row, row.text)]),
  );
  for (const box of boxes()) box.checked = true;
  count();
  byId("rarer-dialog").showModal();
  byId("rarer-name").focus();
}

const wanted = () => {
  const checked = boxes().map(box => box.checked);
  return asked.lines.filter((_, at) => checked[at]);
};

function count() {
  const found = wanted().length;
  byId("rarer-apply").disabled = !found;
  write(byId("rarer-apply"), fill(words.rarer_count, { count: found }));
}

/** One step, which one undo takes back. */
async function answer(event) {
  event.preventDefault();
  const dialog = byId("rarer-dialog");
  if (event.submitter?.value === "cancel") return dialog.close();
  const name = byId("rarer-name").value.trim();
  const given = wanted().map(row => [row.id, name]);
  const done = await askFrom(dialog, () => {
    if (!name) throw new Error(words.refused["no-label"]);
    return edit({ kind: "set-speakers", given }, { version: asked.version });
  });
  if (done) say(fill(words.said_speaker, { name, count: given.length }));
}
