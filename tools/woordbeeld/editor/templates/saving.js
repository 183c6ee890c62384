import { byId, clock, fill, make, say, words } from "./page.js";
import { listen, model } from "./model.js";
import { askFrom } from "./dialogs.js";
import { renew, write } from "./drawing.js";
import { choose } from "./list.js";
import { ask, listenToSending } from "./server.js";
import { isWriting, tookAway, untouched, whenFree } from "./writing.js";

let sending = { waiting: 0, reached: true };
let version = null;
let listening = false; // to the video

/** What is kept and saved, undo and redo, and what to do where somebody else changed the same lines. */
export function startSaving() {
  listenToSending(now => {
    sending = now;
    show();
  });
  listen(() => {
    show();
    noticeOthers();
  });
  byId("merge-form").addEventListener("submit", resolve);
  byId("anew-form").addEventListener(
    "submit",
    event => event.submitter.value === "apply" && send({ anew: true }),
  );
  addEventListener("beforeunload", event => sending.waiting && event.preventDefault());
}

let saving = false; // as soon as it is chosen what stays

export const save = () => send({});

async function send(body) {
  try {
    await ask("save", body);
    say(words.said_saved);
  } catch (refused) {
    // Somebody took the file away: only a person knows whether it is to be there again.
    if (refused.reason === "file-gone") return byId("anew-dialog").open || byId("anew-dialog").showModal();
    saving = Boolean(model.about.conflicts?.length);
    if (saving) askWhenFree();
    say(refused.message);
  }
}

export const undo = () => turn("undo", words.said_undone, words.said_nothing_to_undo);
export const redo = () => turn("redo", words.said_redone, words.said_nothing_to_redo);

async function turn(which, told, nothing) {
  const still = untouched();
  try {
    // Several in a row are asked for before the first is answered, so what it was is known only after it.
    const other = which === "undo" ? "redo" : "undo";
    const before = model.version;
    await ask(which);
    const what = model.about[other];
    if (!what || model.version === before) return say(nothing);
    const there = what.items.find(id => model.rows.has(id));
    if (there !== undefined && still()) choose(there, { focus: !isWriting() });
    say(fill(told, { what: words.did[what.kind] ?? what.kind }));
  } catch (refused) {
    say(refused.message);
  }
}

function show() {
  const { saved, bundle, busy, trouble, aside, lost = [], undo: undoable, redo: redoable } = model.about;
  const { hearing } = model.about;
  const state = !sending.reached ? "offline" : sending.waiting ? "keeping" : saved ? "saved" : "kept";
  const sign = byId("saved");
  if (sign.dataset.state !== state || sending.over) {
    sign.dataset.state = state;
    sign.textContent = state === "offline" && sending.over ? words.ended : words[state];
  }
  byId("save").classList.toggle("needed", state === "kept");
  const follows = busy ? words.timing : (words[`bundle_${bundle}`] ?? "");
  write(byId("bundle"), hearing ? fill(words.hearing, hearing) : follows);
  if (listening && hearing === null) say(words.said_heard);
  listening = Boolean(hearing);
  byId("previews").hidden = busy || bundle !== "follows";
  const kept = aside ? fill(words.aside, { path: aside }) : "";
  write(byId("trouble"), sending.reached ? kept : sending.over ? words.over : words.offline);
  write(byId("told"), trouble ?? "");
  byId("undo").disabled = !undoable;
  byId("redo").disabled = !redoable;
  byId("lost-panel").hidden = !lost.length;
  renew(
    byId("lost"),
    lost.map((each, at) => [at, make("li", {}, `“${each.text}” (${span(each)})`)]),
  );
}

const span = ({ start, end }) =>
  [start, end]
    .filter(ms => ms !== null)
    .map(ms => clock(ms / 1000))
    .join(" – ");

/** Says so where a change came from elsewhere, and asks where it cannot be merged. */
function noticeOthers() {
  if (version !== null && model.version > version && model.about.merged !== merges && !sending.waiting)
    say(words.merged);
  merges = model.about.merged;
  version = model.version;
  if (model.about.conflicts?.length && !asked) askWhenFree();
  asked = Boolean(model.about.conflicts?.length);
}

let merges;
let asked = false;

/** Asks as soon as nobody writes, if there still is something to ask then. */
const askWhenFree = () => whenFree(() => model.about.conflicts?.length && askAboutConflicts());

function askAboutConflicts() {
  const { conflicts } = model.about;
  const dialog = byId("merge-dialog");
  const drawn = conflicts.map((each, at) => conflict(each, at, conflicts.length));
  const keys = conflicts.map(each => JSON.stringify(each));
  const nth = at => keys.slice(0, at).filter(key => key === keys[at]).length; // the same may stand twice
  renew(
    byId("conflicts"),
    drawn.map((place, at) => [`${nth(at)} ${keys[at]}`, place]),
  );
  dialog.conflicts = conflicts;
  if (dialog.open) return;
  dialog.showModal();
  byId("conflicts").querySelector("input").focus();
  tookAway(); // what is typed now is no choice
}

let groups = 0;

function conflict({ ours, theirs }, at, total) {
  groups += 1; // a name of its own, so that none loses its choice to another
  const their = model.about.left ? words.theirs_left : words.theirs;
  const sides = [
    ["ours", words.ours, ours],
    ["theirs", their, theirs],
    ["both", words.both, null],
  ];
  const choices = sides.map(([value, name, text]) => {
    const first = value === "ours" ? { checked: "" } : {};
    const box = make("input", { type: "radio", name: `conflict-${groups}`, value, ...first });
    const shown = text === null ? [] : [make("pre", {}, text || words.empty)];
    return make("label", { class: "choice" }, box, make("span", {}, name), ...shown);
  });
  return make("fieldset", {}, make("legend", {}, fill(words.place, { number: at + 1, total })), ...choices);
}

async function resolve(event) {
  event.preventDefault();
  const dialog = byId("merge-dialog");
  if (event.submitter?.value === "cancel") {
    saving = false;
    return dialog.close();
  }
  const kept = [...byId("conflicts").querySelectorAll(":checked")].map(box => box.value);
  const choices = dialog.conflicts.map(({ ours, theirs }, at) => ({ ours, theirs, keep: kept[at] }));
  const done = await askFrom(dialog, () => ask("resolve", { choices }));
  if (!done) return askAgain();
  say(words.merged);
  if (saving) await save();
}

/** There may be other conflicts by now. */
function askAgain() {
  if (byId("merge-dialog").open && model.about.conflicts?.length) askAboutConflicts();
}
