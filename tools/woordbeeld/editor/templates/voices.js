import { byId, clock, fill, make, say, words } from "./page.js";
import { askFrom } from "./dialogs.js";
import { renew, write } from "./drawing.js";
import { currentRow } from "./list.js";
import { listen, model, rowOf, rows } from "./model.js";
import { playPart } from "./playing.js";
import { seen } from "./server.js";
import { give } from "./speakers.js";

let asked = null; // { name, lines, version }

const boxes = () => [...byId("similar").querySelectorAll("input")];

/** Whom lines sound like: how far that is known, a voice to hear beside a line, and all lines like one. */
export function startVoices() {
  listen(drawNote);
  byId("similar-form").addEventListener("submit", answer);
  byId("similar").addEventListener("change", count);
  byId("similar-all").addEventListener("click", () => tick(true));
  byId("similar-none").addEventListener("click", () => tick(false));
}

/** The doubt about a row that is one of voices. */
export const voiceIn = row => row?.work.find(each => each.kind === "voice");

/** The rows that sound like somebody else, and were not looked at. */
const doubtful = () => rows().filter(row => voiceIn(row)?.rule === "other-voice" && !row.reviewed);

function drawNote() {
  const { percent = null, is_known, untold } = model.about.voices ?? {};
  const count = doubtful().length;
  const found = count ? fill(words.voices_told, { count }) : words.voices_agree;
  const busy = percent === null ? "" : fill(words.voices_busy, { percent });
  write(byId("voices-note"), busy || untold || (is_known ? found : ""));
}

/** Plays a typical line of who the current line sounds like, or of its own speaker. */
export function playTypical(ofOther) {
  const row = currentRow();
  const name = (ofOther && voiceIn(row)?.speaker) || row?.speaker;
  if (!name) return say(words.refused["not-spoken"]);
  const line = rowOf(model.about.voices?.typical[name]);
  if (!line || line.start === null) return say(fill(words.said_no_typical, { name }));
  say(fill(words.said_typical, { name }));
  playPart(line.start, line.end);
}

/** Shows all lines that sound like who the current line sounds like, or its speaker; they are given at once. */
export function askSimilar() {
  const row = currentRow();
  const name = voiceIn(row)?.speaker ?? row?.speaker;
  if (!name) return say(words.refused["not-spoken"]);
  const lines = doubtful().filter(each => voiceIn(each).speaker === name);
  if (!lines.length) return say(fill(words.said_no_similar, { name }));
  asked = { name, lines, version: seen(lines.map(each => each.id)) };
  byId("similar-heading").textContent = fill(words.similar_dialog, { name });
  byId("similar-error").textContent = "";
  renew(
    byId("similar"),
    lines.map(each => [JSON.stringify([each.id, each.text, each.start, voiceIn(each)]), item(each)]),
  );
  tick(true);
  byId("similar-dialog").showModal();
  byId("similar-apply").focus();
}

function item(row) {
  const { percent } = voiceIn(row);
  const box = make("input", { type: "checkbox", checked: "" });
  const told = fill(words.similar_line, { speaker: row.speaker, text: row.text });
  const sure = make("span", { class: "note" }, fill(words.similar_percent, { percent }));
  const hear = make("button", { type: "button" }, row.start === null ? "▶" : `▶ ${clock(row.start / 1000)}`);
  hear.disabled = row.start === null;
  hear.addEventListener("click", () => playPart(row.start, row.end));
  return make("li", {}, hear, make("label", { class: "check" }, box, make("span", {}, told), sure));
}

function tick(checked) {
  for (const box of boxes()) box.checked = checked;
  count();
}

function count() {
  const wanted = boxes().filter(box => box.checked).length;
  byId("similar-apply").disabled = !wanted;
  write(byId("similar-apply"), fill(words.similar_count, { count: wanted, name: asked.name }));
}

async function answer(event) {
  event.preventDefault();
  const dialog = byId("similar-dialog");
  if (event.submitter?.value === "cancel") return dialog.close();
  const checked = boxes().map(box => box.checked);
  const { name, lines, version } = asked;
  const wanted = lines.filter((_, at) => checked[at]);
  await askFrom(dialog, () => give(wanted, name, version));
}
