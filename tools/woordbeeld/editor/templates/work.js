import { byId, clock, fill, make, say, words } from "./page.js";
import { listen, model, rowOf, rows } from "./model.js";
import { renew, write } from "./drawing.js";
import { choose, chosenRows, currentRow, focusLine, listenToChoice } from "./list.js";
import { give } from "./speakers.js";
import { edit } from "./server.js";

/** The worklist, and what is to be looked at in the current line. */
export function startWork() {
  listen(() => {
    drawProgress();
    drawLine();
  });
  listenToChoice(drawLine);
  byId("work-kind").addEventListener("change", drawProgress);
}

/** The rows to look at, of the kind that is chosen: doubts the least certain first, else as in the text.
 *  Words are misheard all the time, so differences are looked at only where they are asked for. */
function worklist() {
  const kind = byId("work-kind").value;
  const found = rows().filter(row =>
    row.work.some(each => (kind === "all" ? each.kind !== "difference" : each.kind === kind)),
  );
  if (kind === "doubt") found.sort((one, other) => (one.confidence ?? 0) - (other.confidence ?? 0));
  return found;
}

const progress = () => {
  const list = worklist();
  if (!list.length) return words.nothing_to_do;
  return fill(words.progress, { reviewed: list.filter(row => row.reviewed).length, total: list.length });
};

function drawProgress() {
  write(byId("progress"), progress());
}

/** Goes to the next row that nobody has looked at, or the one before. */
export function goOn(by) {
  const list = worklist();
  const at = list.findIndex(row => row.id === currentRow()?.id);
  const place = at >= 0 || byId("work-kind").value === "doubt" ? at : nearest(list, by);
  const order =
    by > 0
      ? [...list.slice(place + 1), ...list.slice(0, Math.max(0, place))]
      : [...list.slice(0, Math.max(0, place)).reverse(), ...list.slice(place + 1).reverse()];
  const found = order.find(row => !row.reviewed && row.id !== currentRow()?.id);
  if (!found) return say(list.length ? `${words.said_end_of_list}. ${progress()}` : progress());
  choose(found.id);
  say(found.work.map(told).join("; "));
}

/** Where the current row would stand in a list in the order of the text. */
function nearest(list, by) {
  const here = model.order.indexOf(currentRow()?.id);
  const before = list.filter(row => model.order.indexOf(row.id) < here).length;
  return by > 0 ? before - 1 : before;
}

/** The chosen rows are right as they are; goes on to the next. */
export const markCorrect = () => mark(true);
export const unmark = () => mark(false);

async function mark(reviewed) {
  const chosen = chosenRows();
  if (!chosen.length) return;
  const fields = chosen.map(row => [row.id, { reviewed }]);
  const asked = edit({ kind: "mark", ids: chosen.map(row => row.id), reviewed }, { fields });
  if (reviewed) goOn(1);
  const done = reviewed ? words.said_marked : words.said_unmarked;
  await telling(asked, () => fill(done, { progress: progress() }));
}

/** Says what was done as soon as that is known, or why it was not. */
const telling = (asked, done) =>
  asked.then(
    () => say(done()),
    refused => say(refused.message),
  );

/** Takes over all that was heard instead of what stands in the current line. */
export function takeOverAll() {
  const row = currentRow();
  if (row?.differences.length) takeOver(row, row.differences);
}

/** What was heard stands there at once; the other differences are found anew. */
function takeOver({ id, text: before }, differences) {
  const parts = before.split(/\s+/).filter(Boolean);
  for (const [from, to, heard] of [...differences].reverse()) {
    parts.splice(from, to - from + 1, fitting(parts.slice(from, to + 1), heard));
  }
  const text = parts.join(" ");
  focusLine();
  const asked = edit({ kind: "reword", id, text }, { fields: [[id, { text, differences: [] }]] });
  telling(asked, () => words.did.reword);
}

/** What was heard with the punctuation, and the capital at the beginning, of what it stands for. */
function fitting(written, heard) {
  const bare = heard.replace(/^[\s.,!?…:;"'“”]+|[\s.,!?…:;"'“”]+$/g, "");
  const before = /^[^\p{L}\p{N}]*/u.exec(written[0])[0];
  const after = /[^\p{L}\p{N}]*$/u.exec(written.at(-1))[0];
  const first = written[0].slice(before.length, before.length + 1);
  const capital = first !== first.toLowerCase();
  return before + (capital ? bare[0].toUpperCase() : bare[0].toLowerCase()) + bare.slice(1) + after;
}

function told({ kind, rule, names = [], said = "" }) {
  const why = fill(words.work[rule] ?? words.work.other, { names: names.join(", "), rule, kind });
  return said ? `${why}: “${said}”` : why;
}

function drawLine() {
  const row = currentRow();
  const chosen = chosenRows();
  const name = row && (row.kind === "spoken" ? (row.speaker ?? words.nobody) : words[row.kind]);
  const one = row ? `${name}${row.start === null ? "" : `, ${clock(row.start / 1000)}`}` : words.this_line;
  write(byId("chosen"), chosen.length > 1 ? fill(words.these_lines, { count: chosen.length }) : one);
  byId("unmark").disabled = !chosen.some(each => each.reviewed);
  for (const button of byId("line-panel").querySelectorAll("[data-for]")) {
    button.disabled = !row || (button.dataset.for === "spoken") !== (row.kind === "spoken");
  }
  const doubts = row?.work.filter(each => each.kind !== "difference") ?? [];
  const key = about => JSON.stringify([row.id, row.text, about]);
  renew(byId("doubts"), [
    ...doubts.map(about => [key(about), doubt(row.id, about)]),
    ...(row?.differences ?? []).map(about => [key(about), difference(row.id, about)]),
  ]);
}

function doubt(id, about) {
  const item = make("li", { class: about.kind }, make("span", {}, told(about)));
  for (const name of about.names ?? []) {
    const button = make("button", { type: "button" }, name);
    button.addEventListener("click", () => {
      const row = rowOf(id);
      focusLine();
      const merge = { kind: "merge-speakers", speaker: row.speaker, into: name };
      (about.rule === "alike" ? edit(merge) : give([row], name)).catch(refused => say(refused.message));
    });
    item.append(button);
  }
  return item;
}

function difference(id, one) {
  const button = make("button", { type: "button" }, words.take_over);
  button.addEventListener("click", () => takeOver(rowOf(id), [one]));
  return make("li", { class: "difference" }, make("span", {}, fill(words.heard, { words: one[2] })), button);
}
