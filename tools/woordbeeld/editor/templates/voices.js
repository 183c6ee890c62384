import { byId, clock, fill, make, say, words } from "./page.js";
import { askFrom } from "./dialogs.js";
import { renew, write } from "./drawing.js";
import { currentRow } from "./list.js";
import { listen, model, rowOf, rows } from "./model.js";
import { playPart } from "./playing.js";
import { edit, seen } from "./server.js";

let asked = null; // { name, all, lines, version }: the doubtful lines, and those that sound like one speaker

const form = byId("similar-form");
const boxes = () => [...byId("similar").querySelectorAll("input")];

/** Whom lines sound like: how far that is known, a voice to hear beside a line, and all lines like one. */
export function startVoices() {
  listen(drawNote);
  form.addEventListener("submit", answer);
  byId("similar").addEventListener("change", count);
  byId("similar-scope").addEventListener("change", list);
  byId("similar-all").addEventListener("click", () => tick(true));
  byId("similar-none").addEventListener("click", () => tick(false));
}

/** The doubt about a row that is one of voices, and concerns most lines. */
export const voiceIn = row => row?.work.find(each => each.kind === "voice");

const otherIn = row => row.work.find(each => each.rule === "other-voice");

/** The rows of which the voices tell one of these, and that were not looked at. */
const doubtful = (...rules) =>
  rows().filter(row => !row.reviewed && row.work.some(each => rules.includes(each.rule)));

/** How far the voices are compared, empty where nobody does that: until then nothing is known of them. */
export const voicesBusy = () => {
  const { percent = null } = model.about.voices ?? {};
  return percent === null ? "" : fill(words.voices_busy, { percent });
};

function drawNote() {
  const { is_known, untold } = model.about.voices ?? {};
  const rarer = doubtful("two-voices").flatMap(row => row.work.flatMap(each => each.ids ?? []));
  const count = new Set([...doubtful("other-voice", "part-voice").map(row => row.id), ...rarer]).size;
  const found = count ? fill(words.voices_told, { count }) : words.voices_agree;
  write(byId("voices-note"), voicesBusy() || untold || (is_known ? found : ""));
  const short = model.about.read_as ?? [];
  byId("read-as").hidden = !short.length;
  renew(
    byId("read-as"),
    short.map(each => [each.label, make("li", {}, fill(words.read_as, each))]),
  );
}

/** Plays a typical line of who the current line sounds like, or of its own speaker. */
export function playTypical(ofOther) {
  const row = currentRow();
  const name = (ofOther && voiceIn(row)?.speaker) || row?.speaker;
  if (!name) return say(words.refused["not-spoken"]);
  const line = rowOf(model.about.voices?.typical[name]);
  if (!line || line.start === null) return say(voicesBusy() || fill(words.said_no_typical, { name }));
  say(fill(words.said_typical, { name }));
  playPart(line.start, line.end);
}

/** Shows all lines that sound like who the current line sounds like, or else all that sound like anybody. */
export function askSimilar() {
  const all = doubtful("other-voice");
  if (!all.length) return say(voicesBusy() || words.said_no_similar);
  const row = currentRow();
  const name = voiceIn(row)?.speaker ?? row?.speaker;
  const lines = all.filter(each => otherIn(each).speaker === name);
  asked = { name, all, lines, version: seen(all.map(each => each.id)) };
  byId("similar-one").textContent = fill(words.similar_one, { name, count: lines.length });
  byId("similar-everyone").textContent = fill(words.similar_everyone, { count: all.length });
  byId("similar-scope").hidden = !lines.length || lines.length === all.length;
  form.elements["similar-where"].value = lines.length ? "one" : "all";
  byId("similar-error").textContent = "";
  list();
  byId("similar-dialog").showModal();
  byId("similar-apply").focus();
}

const listed = () => (form.elements["similar-where"].value === "one" ? asked.lines : asked.all);

function list() {
  renew(
    byId("similar"),
    listed().map(each => [JSON.stringify([each.id, each.text, each.start, otherIn(each)]), item(each)]),
  );
  tick(true);
}

function item(row) {
  const { percent, speaker: other } = otherIn(row);
  const told = fill(words.similar_line, { speaker: row.speaker, other, text: row.text });
  return ticked(row, told, make("span", { class: "note" }, fill(words.similar_percent, { percent })));
}

/** A line that can be heard, and ticked. */
export function ticked(row, told, ...more) {
  const box = make("input", { type: "checkbox", checked: "" });
  const hear = make("button", { type: "button" }, row.start === null ? "▶" : `▶ ${clock(row.start / 1000)}`);
  hear.disabled = row.start === null;
  hear.addEventListener("click", () => playPart(row.start, row.end));
  return make("li", {}, hear, make("label", { class: "check" }, box, make("span", {}, told), ...more));
}

function tick(checked) {
  for (const box of boxes()) box.checked = checked;
  count();
}

const wanted = () => {
  const checked = boxes().map(box => box.checked);
  return listed().filter((_, at) => checked[at]);
};

function count() {
  const found = wanted().length;
  byId("similar-apply").disabled = !found;
  write(byId("similar-apply"), fill(words.similar_count, { count: found }));
}

/** One step, which one undo takes back. */
async function answer(event) {
  event.preventDefault();
  const dialog = byId("similar-dialog");
  if (event.submitter?.value === "cancel") return dialog.close();
  const lines = wanted();
  const given = lines.map(row => [row.id, otherIn(row).speaker]);
  const fields = given.map(([id, speaker]) => [id, { speaker, remark: "", reviewed: true }]);
  const { version } = asked;
  const done = await askFrom(dialog, () => edit({ kind: "set-speakers", given }, { fields, version }));
  if (done) say(fill(words.said_given, { count: lines.length }));
}
