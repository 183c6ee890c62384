import { byId, clock, fill, make, say, words } from "./page.js";
import { listen, model } from "./model.js";
import { choose, focusLine } from "./list.js";
import { ask, listenToSending } from "./server.js";

let sending = { waiting: 0, reached: true };
let version = null;

/** What is kept and what is saved, undo and redo, and what to do where somebody else changed the same lines. */
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
  byId("anew-form").addEventListener("submit", event => event.submitter.value === "apply" && send({ anew: true }));
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
    if (saving) askAboutConflicts();
    say(refused.message);
  }
}

export const undo = () => turn("undo", words.said_undone, words.said_nothing_to_undo);
export const redo = () => turn("redo", words.said_redone, words.said_nothing_to_redo);

async function turn(which, told, nothing) {
  try {
    // Several in a row are asked for before the first is answered, so what it was is known only after it.
    const other = which === "undo" ? "redo" : "undo";
    const before = model.version;
    await ask(which);
    const what = model.about[other];
    if (!what || model.version === before) return say(nothing);
    const there = what.items.find(id => model.rows.has(id));
    if (there !== undefined) choose(there, { focus: !document.activeElement?.closest("dialog") });
    say(fill(told, { what: words.did[what.kind] ?? what.kind }));
  } catch (refused) {
    say(refused.message);
  }
}

function show() {
  const { saved, bundle, busy, trouble, aside, lost = [], undo: undoable, redo: redoable } = model.about;
  const state = !sending.reached ? "offline" : sending.waiting ? "keeping" : saved ? "saved" : "kept";
  const sign = byId("saved");
  if (sign.dataset.state !== state || sending.over) {
    sign.dataset.state = state;
    sign.textContent = state === "offline" && sending.over ? words.ended : words[state];
  }
  byId("save").classList.toggle("needed", state === "kept");
  byId("bundle").textContent = busy ? words.timing : words[`bundle_${bundle}`] ?? "";
  byId("previews").hidden = busy || bundle !== "follows";
  const kept = aside ? fill(words.aside, { path: aside }) : "";
  put("trouble", sending.reached ? kept : sending.over ? words.over : words.offline);
  put("told", trouble ?? "");
  byId("undo").disabled = !undoable;
  byId("redo").disabled = !redoable;
  byId("lost-panel").hidden = !lost.length;
  byId("lost").replaceChildren(...lost.map(each => make("li", {}, `“${each.text}” (${[each.start, each.end].filter(ms => ms !== null).map(ms => clock(ms / 1000)).join(" – ")})`)));
}

function put(id, text) {
  if (byId(id).textContent !== text) byId(id).textContent = text;
}

/** Says so where a change came from elsewhere, and asks where it cannot be merged. */
function noticeOthers() {
  if (version !== null && model.version > version && model.about.merged !== merges && !sending.waiting) say(words.merged);
  merges = model.about.merged;
  version = model.version;
  if (model.about.conflicts?.length && !asked) askAboutConflicts();
  asked = Boolean(model.about.conflicts?.length);
}

let merges;
let asked = false;

function askAboutConflicts() {
  const conflicts = model.about.conflicts;
  if (byId("merge-dialog").open && JSON.stringify(byId("merge-dialog").conflicts) === JSON.stringify(conflicts)) return;
  byId("conflicts").replaceChildren(...conflicts.map((each, at) => conflict(each, at, conflicts.length)));
  byId("merge-dialog").conflicts = conflicts;
  if (!byId("merge-dialog").open) byId("merge-dialog").showModal();
  byId("conflicts").querySelector("input").focus();
}

function conflict({ ours, theirs }, at, total) {
  const choices = [["ours", ours], ["theirs", theirs], ["both", null]].map(([name, text], number) => {
    const box = make("input", { type: "radio", name: `conflict-${at}`, value: name, ...(number ? {} : { checked: "" }) });
    const shown = text === null ? [] : [make("pre", {}, text || words.empty)];
    return make("label", { class: "choice" }, box, make("span", {}, words[name === "theirs" && model.about.left ? "theirs_left" : name]), ...shown);
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
  const choices = dialog.conflicts.map(({ ours, theirs }, at) => {
    const keep = byId("conflicts").querySelector(`[name=conflict-${at}]:checked`).value;
    return { ours, theirs, keep };
  });
  try {
    await ask("resolve", { choices });
    dialog.close();
    say(words.merged);
    focusLine();
    if (saving) await save();
  } catch (refused) {
    if (model.about.conflicts?.length) askAboutConflicts();
    say(refused.message);
  }
}
