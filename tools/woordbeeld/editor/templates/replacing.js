import { byId, fill, make, say, words } from "./page.js";
import { askFrom } from "./dialogs.js";
import { renew, write } from "./drawing.js";
import { choose, chosenRows, currentRow } from "./list.js";
import { model } from "./model.js";
import { finish } from "./rewriting.js";
import { edit, find } from "./server.js";
import { fieldsOf } from "./writing.js";

const WAIT_MS = 250; // after the last key in a field

let ids = null; // of the rows that are chosen
let shown = null; // what was found: { version, total, places }
let last = null; // what was searched for last: { search, ids }
let asked = 0;
let timer = 0;

const form = byId("replace-form");
const boxes = () => [...byId("found").querySelectorAll("input")];

/** Words found, shown where they stand, and replaced where somebody wants that, all at once. */
export function startReplacing() {
  form.addEventListener("submit", answer);
  form.addEventListener("input", event => {
    if (byId("found").contains(event.target)) return count();
    clearTimeout(timer);
    timer = setTimeout(look, WAIT_MS);
  });
  for (const field of fieldsOf(form)) field.addEventListener("keydown", press);
  byId("found-all").addEventListener("click", () => tick(true));
  byId("found-none").addEventListener("click", () => tick(false));
}

/** Enter in a field finds: nothing is replaced before it was looked over. */
function press(event) {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  look();
}

/** Asks what to find, with what it was the last time. */
export async function askWhatToReplace() {
  if (!(await finish())) return;
  const chosen = chosenRows();
  ids = chosen.length > 1 ? chosen.map(row => row.id) : null;
  byId("replace-selection").hidden = !ids;
  byId("replace-scope").textContent = fill(words.replace_selection, { count: chosen.length });
  form.elements["replace-where"].value = ids ? "selection" : "all";
  byId("replace-error").textContent = "";
  byId("replace-dialog").showModal();
  byId("find-text").select();
  byId("find-text").focus();
  look();
}

const search = () => ({
  find: byId("find-text").value,
  by: byId("replace-text").value,
  whole_word: byId("whole-word").checked,
  match_case: byId("match-case").checked,
});

/** Finds anew; an answer that comes after another was asked for tells nothing. */
async function look() {
  clearTimeout(timer);
  const mine = ++asked;
  last = { search: search(), ids: form.elements["replace-where"].value === "selection" ? ids : null };
  const found = last.search.find.trim() ? await find(last).catch(refused => refused) : null;
  if (mine !== asked || !byId("replace-dialog").open) return;
  shown = found instanceof Error ? null : found;
  byId("replace-error").textContent = found instanceof Error ? found.message : "";
  const places = shown?.places ?? [];
  renew(
    byId("found"),
    places.map(each => [JSON.stringify(each), item(each)]),
  );
  count();
}

function item({ before, found, place, after }) {
  const box = make("input", { type: "checkbox", checked: "" });
  const by = place.at(-1);
  const becomes = [make("del", {}, found), make("span", {}, " → "), make("ins", {}, by || words.nothing)];
  return make("li", {}, make("label", { class: "check" }, box, make("span", {}, before, ...becomes, after)));
}

function tick(checked) {
  for (const box of boxes()) box.checked = checked;
  count();
}

function count() {
  const wanted = boxes().filter(box => box.checked).length;
  const total = shown?.total ?? 0;
  const more = total > boxes().length ? ` ${fill(words.found_more, { count: boxes().length })}` : "";
  const told = total ? fill(words.found_count, { count: total }) + more : words.found_none;
  write(byId("found-count"), shown ? told : "");
  byId("found-bar").hidden = boxes().length < 2;
  byId("replace-all").disabled = !wanted;
  const takesAway = !byId("replace-text").value.trim();
  write(
    byId("replace-all"),
    fill(takesAway ? words.take_away_count : words.replace_count, { count: wanted }),
  );
}

async function answer(event) {
  event.preventDefault();
  const dialog = byId("replace-dialog");
  if (event.submitter?.value === "cancel") return dialog.close();
  // What was typed since was not looked over yet.
  if (!shown || JSON.stringify(last.search) !== JSON.stringify(search())) return look();
  const checked = boxes().map(box => box.checked);
  const places = shown.places.filter((_, at) => checked[at]).map(each => each.place);
  if (!places.length) return;
  const { version } = shown;
  const done = await askFrom(dialog, () => edit({ kind: "replace", places }, { version }));
  if (!done) return lookAgain();
  if (done.untouched) choose(places[0][0]);
  say(fill(words.said_replaced, { count: places.length }));
}

/** The text may be another by now; why it was refused stays to be read. */
async function lookAgain() {
  const told = byId("replace-error").textContent;
  await look();
  byId("replace-error").textContent ||= told;
}

/** Goes to the next line, or the one before, in which stands what was searched for last. */
export async function findNext(by = 1) {
  if (!last?.search.find.trim()) return askWhatToReplace();
  const found = await find({ ...last, search: { ...last.search, by: "" } }).catch(refused => refused);
  if (found instanceof Error) return say(found.message);
  const rows = [...new Set(found.places.map(({ place }) => place[0]))];
  if (!rows.length) return say(words.found_none);
  const here = model.order.indexOf(currentRow()?.id);
  const places = rows.map(id => model.order.indexOf(id));
  const next = by > 0 ? places.findIndex(at => at > here) : places.findLastIndex(at => at < here);
  const at = next >= 0 ? next : by > 0 ? 0 : rows.length - 1;
  choose(rows[at]);
  say(fill(words.said_found, { number: at + 1, total: rows.length, find: last.search.find.trim() }));
}
