import { byId, say, words } from "./page.js";
import { askFrom } from "./dialogs.js";
import { choose, chosenRows, currentRow, focusLine } from "./list.js";
import { model } from "./model.js";
import { playPart } from "./playing.js";
import { edit, seen } from "./server.js";
import { untouched } from "./writing.js";

const BEFORE_MS = 500; // of what was heard, to know where it begins

let place = null; // { after, at, start, end, version }: where to add, and where that is heard

/** New items, and edits of the lines that are chosen. */
export function startAdding() {
  byId("add-form").addEventListener("submit", answer);
  byId("add-form").addEventListener("change", showSpeaker);
  byId("add-hear").addEventListener("click", () => playPart(Math.max(0, place.start - BEFORE_MS), place.end));
  byId("add-text").addEventListener("keydown", event => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    byId("add-form").requestSubmit(byId("add-form").querySelector("[value=apply]"));
  });
}

/** What to add after the current line; where speech has no text there, that is filled in. */
export function askWhatToAdd() {
  const [missing] = missingIn(currentRow());
  if (missing) askToAdd(missing);
  else open({ after: currentRow()?.id ?? null, at: null });
}

/** The stretches of speech beside a row that have no text. */
export const missingIn = row => row?.work.filter(each => each.kind === "missing") ?? [];

/** The texts in the picture beside a row that nobody says or describes. */
export const untoldIn = row => row?.work.filter(each => each.kind === "screen") ?? [];

/** Puts the first text in the picture beside the current line that is not told into the text, as a scene. */
export function addScreenText() {
  const [untold] = untoldIn(currentRow());
  if (untold) tellText(untold);
  else say(words.said_no_screen);
}

/** Puts a text in the picture into the text, as a scene that tells it, where it is shown. */
export async function tellText({ scene, after }) {
  const still = untouched();
  const added = await attempt({ kind: "insert", after, item: "scene", text: scene, speaker: null, at: null });
  if (added?.length && still()) choose(added[0]);
}

/** Asks to add what was heard where there is no text, with a guess of who says it. */
export function askToAdd({ said, speaker, after, at, start, end }) {
  open({ after, at, start, end });
  byId("add-text").value = said;
  byId("add-speaker").value = speaker ?? "";
  byId("add-guess").textContent = speaker ? words.guess : words.no_guess;
  byId("add-text").select();
}

function open({ after, at, start = null, end = null }) {
  place = { after, at, start, end, version: seen([after]) };
  byId("add-heading").textContent = at === null ? words.add_dialog : words.add_within;
  byId("add-hearing").hidden = start === null;
  byId("add-form").reset();
  byId("add-error").textContent = "";
  byId("add-guess").textContent = "";
  showSpeaker();
  byId("add-dialog").showModal();
  byId("add-text").focus();
}

const kind = () => byId("add-form").querySelector("[name=add-kind]:checked").value;

/** Only speech has a speaker. */
function showSpeaker() {
  byId("add-who").hidden = kind() !== "spoken";
}

async function answer(event) {
  event.preventDefault();
  const dialog = byId("add-dialog");
  if (event.submitter?.value === "cancel") return dialog.close();
  const { after, at, version } = place;
  const speaker = (kind() === "spoken" && byId("add-speaker").value.trim()) || null;
  const what = { kind: "insert", after, item: kind(), text: byId("add-text").value, speaker, at };
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
    const added = await edit(what, { fields });
    say(words.did[what.kind]);
    return added;
  } catch (refused) {
    say(refused.message);
    if (document.activeElement === document.body) focusLine(); // the line that was leaving is there again
  }
}
