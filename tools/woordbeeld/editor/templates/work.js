import { byId, clock, data, fill, make, play, say, seek, words } from "./page.js";
import { askToAdd, missingIn, tellText, untoldIn } from "./adding.js";
import { listen, model, rowOf } from "./model.js";
import { openBooth } from "./booth.js";
import { renew, write } from "./drawing.js";
import { choose, chosenRows, currentRow, elementOf, focusLine, listenToChoice } from "./list.js";
import { languageName, proposedLanguages } from "./languages.js";
import { sayToo } from "./message.js";
import { give } from "./speakers.js";
import { edit, seen } from "./server.js";
import { askRarer } from "./rarer.js";
import { askSimilar, playTypical, voiceIn, voicesBusy } from "./voices.js";

const KINDS = {
  all: ["missing", "screen", "recording", "doubt", "hint", "voice", "language", "wrong", "rule"],
  difference: ["wrong", "difference"],
};

const OF_ONE = new Set(["one-voice", "alike", "first-name", "initial"]); // two labels of one person
const EXCHANGED = new Set(["exchanged", "exchanged-throughout"]);

const passed = new Set(); // the rows that somebody was led to one after another
let led = null; // the last of them
const trail = []; // the rows from which somebody was led on

/** The worklist, and what is to be looked at in the current line. */
export function startWork() {
  listen(() => {
    drawProgress();
    drawLine();
  });
  listenToChoice(drawLine);
  byId("work-kind").addEventListener("change", () => {
    drawProgress();
    if (byId("work-kind").value === "difference" && !showsDifferences()) showDifferences();
  });
}

/** The rows to look at, of the kind that is chosen, in the order in which that is needed most.
 *  Words are misheard all the time, so differences are looked at only where they are asked for, but for those
 *  in which it may be the text that is wrong. */
function worklist() {
  const chosen = byId("work-kind").value;
  const wanted = KINDS[chosen] ?? [chosen];
  const ids = new Set(model.todo.filter(([, kind]) => wanted.includes(kind)).map(([id]) => id));
  return [...ids].map(rowOf).filter(row => row?.work.some(each => wanted.includes(each.kind)));
}

/** Speech without text and text in the picture stay to be looked at until they are added, or left out. */
const unadded = row => [...missingIn(row), ...untoldIn(row)];

/** Somebody has looked at a row, nothing is to be added beside it, and no recording made again. */
const isDone = row => row.reviewed && !unadded(row).length && !isStale(row);

const isStale = row => row.work.some(each => each.kind === "recording");

/** Why it is not known yet whether there is something to look at; empty where it is. */
const notKnown = () => {
  if (model.about.hearing) return words.not_known_yet;
  const { value } = byId("work-kind");
  return (KINDS[value] ?? [value]).includes("voice") ? voicesBusy() : "";
};

const progress = () => {
  const list = worklist();
  if (!list.length) return notKnown() || words.nothing_to_do;
  return fill(words.progress, { reviewed: list.filter(isDone).length, total: list.length });
};

function drawProgress() {
  write(byId("progress"), progress());
}

/** Goes to the worst of what nobody has looked at, then to the next; who went elsewhere begins anew. */
export function goOn() {
  const list = worklist();
  const open = list.filter(row => !isDone(row));
  if (!open.length) return say(list.length ? `${words.said_no_doubts} ${progress()}` : progress());
  const here = currentRow()?.id;
  if (here !== led) passed.clear();
  const left = open.filter(row => row.id !== here && !passed.has(row.id) && !elementOf(row.id).hidden);
  if (!left.length) {
    led = null;
    return say(`${words.said_end_of_list}. ${progress()}`);
  }
  const [found] = byId("work-kind").value === "rule" ? fromHere(left) : left;
  trail.push(here);
  passed.add(found.id);
  led = found.id;
  show(found);
}

/** Goes back to where somebody was before that. */
export function goBack() {
  passed.delete(currentRow()?.id);
  const found = rowOf(trail.pop());
  led = found?.id ?? null;
  if (found && !elementOf(found.id).hidden) show(found);
  else if (trail.length) goBack();
  else say(words.said_start_of_list);
}

function show(row) {
  choose(row.id);
  const [missing] = unadded(row);
  if (missing) seek(missing.start / 1000);
  sayToo(toldOnce(row).map(told).join("; "));
}

/** Rules are broken anywhere and none is worse than another: those after the current row come first. */
function fromHere(rows) {
  const here = model.order.indexOf(currentRow()?.id);
  const isAfter = row => model.order.indexOf(row.id) > here;
  return [...rows.filter(isAfter), ...rows.filter(row => !isAfter(row))];
}

/** The chosen rows are right as they are; goes on to the next. */
export const markCorrect = () => mark(true);
export const unmark = () => mark(false);

async function mark(reviewed) {
  const chosen = chosenRows();
  if (!chosen.length) return;
  const fields = chosen.map(row => [row.id, { reviewed }]);
  const asked = edit({ kind: "mark", ids: chosen.map(row => row.id), reviewed }, { fields });
  if (reviewed) goOn();
  const list = worklist();
  const marked = list.length && list.every(isDone) ? words.said_all_marked : words.said_marked;
  const done = reviewed ? marked : words.said_unmarked;
  await telling(asked, () => fill(done, { progress: progress() }));
}

/** Does what the voices, or else the text, propose for the current line: who says it, or which labels are
 *  one or exchanged; goes on to the next. */
export async function acceptVoice() {
  const row = currentRow();
  const proposed = voiceIn(row) ?? namedIn(row);
  if (!proposed) return say(voicesBusy() || words.said_no_voice);
  if (proposed.rule === "two-voices") return askRarer(proposed);
  const asked = accepted(row, proposed);
  goOn();
  await telling(asked, () => `${doneBy(proposed)}. ${progress()}`);
}

/** Whom alone the text names. */
function namedIn(row) {
  const hint = row?.work.find(each => each.kind === "hint" && each.names?.length === 1);
  return hint && { rule: hint.rule, own: row.speaker, speaker: hint.names[0] };
}

function accepted(row, { rule, own, speaker, at, until, ids = [] }) {
  if (OF_ONE.has(rule)) return edit({ kind: "merge-speakers", speaker: own, into: speaker });
  if (rule === "part-voice") {
    return edit({ kind: "give-part", id: row.id, at, until, speaker }, { version: seen([row.id]) });
  }
  if (!EXCHANGED.has(rule)) return give([row], speaker);
  const where = ids.length ? { ids } : {};
  return edit({ kind: "swap-speakers", speaker: own, other: speaker, ...where });
}

function doneBy({ rule, speaker }) {
  if (OF_ONE.has(rule)) return words.did["merge-speakers"];
  return EXCHANGED.has(rule)
    ? words.did["swap-speakers"]
    : fill(words.said_speaker, { name: speaker, count: 1 });
}

/** Says what was done as soon as that is known, or why it was not. */
const telling = (asked, done) =>
  asked.then(
    () => say(done()),
    refused => say(refused.message),
  );

/** Shows all that was heard otherwise, also where the recogniser is most likely wrong, or no more. */
export function showDifferences() {
  const shows = !showsDifferences();
  byId("lines").classList.toggle("all-differences", shows);
  byId("show-differences").setAttribute("aria-pressed", String(shows));
  drawLine();
  say(shows ? words.said_differences : words.said_no_differences);
}

const showsDifferences = () => byId("lines").classList.contains("all-differences");

const differencesIn = row => row?.differences.filter(([, , , wrong]) => wrong || showsDifferences()) ?? [];

/** Takes over all that is shown as heard instead of what stands in the current line. */
export function takeOverAll() {
  const row = currentRow();
  const shown = differencesIn(row);
  if (shown.length) takeOver(row, shown);
  else if (row?.differences.length) say(words.said_only_differences);
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

function told({ rule, names = [], said = "", language = data.language, ...more }) {
  const values = { ...more, names: names.join(", "), language: languageName(language) };
  const why = words.work[rule]
    ? fill(words.work[rule], values)
    : fill(words.work.caption, { name: data.rules[rule] });
  return said ? `${why}: “${said}”` : why;
}

/** What is to be looked at in a row, without whom it sounds like where two labels are exchanged. */
function toldOnce({ work }) {
  const isExchanged = work.some(each => each.rule === "exchanged");
  return isExchanged ? work.filter(each => each.rule !== "other-voice") : work;
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
  const doubts = row ? toldOnce(row).filter(each => each.kind !== "difference") : [];
  const key = about => JSON.stringify([row.id, row.text, about]);
  renew(byId("doubts"), [
    ...doubts.map(about => [key(about), doubt(row.id, about)]),
    ...differencesIn(row).map(about => [key(about), difference(row.id, about)]),
  ]);
}

function doubt(id, about) {
  const item = make("li", { class: about.kind }, make("span", {}, told(about)));
  if (about.kind === "missing") item.append(...missingButtons(about));
  if (about.kind === "screen") item.append(...screenButtons(about));
  if (about.kind === "recording") item.append(buttonTo([words.record_again, () => openBooth(id)]));
  if (about.kind === "voice") item.append(...voiceButtons(about));
  if (about.kind === "language") item.append(...languageButtons(about));
  for (const name of about.names ?? []) {
    const button = make("button", { type: "button" }, name);
    button.addEventListener("click", () => {
      const row = rowOf(id);
      focusLine();
      const proposed = { rule: about.rule, own: row.speaker, speaker: name };
      accepted(row, proposed).catch(refused => say(refused.message));
    });
    item.append(button);
  }
  return item;
}

/** To hear speech that has no text, to add it, and to say that it has no place there. */
function missingButtons(about) {
  const buttons = [
    [`▶ ${clock(about.start / 1000)}`, () => hear(about)],
    [words.add, () => askToAdd(about)],
    [words.leave_out, () => leaveOut(about)],
  ];
  return buttons.map(buttonTo);
}

/** To see text in the picture that is not told, to add it as a scene, and to leave it so. */
function screenButtons(about) {
  const add = buttonTo([words.add_screen, () => tellText(about)]);
  add.title = `${words.add_screen} (${keyOf("add_screen")})`;
  const look = buttonTo([`▶ ${clock(about.start / 1000)}`, () => hear(about)]);
  return [look, add, buttonTo([words.ignore_screen, () => leaveOut(about)])];
}

const ACCEPTING = {
  "one-voice": words.same_voice,
  "two-voices": words.give_rarer,
  exchanged: words.exchange_here,
  "exchanged-throughout": words.exchange_throughout,
};

/** To do what the voices propose, to hear both, and to see all lines that sound so. */
function voiceButtons({ rule, speaker, own, count = 1 }) {
  const hasSimilar = rule === "other-voice";
  const example = `▶ ${fill(words.typical_of, { name: speaker ?? "" })}`;
  const accepting = fill(ACCEPTING[rule] ?? words.accept_voice_of, { name: speaker ?? own, count });
  const buttons = [
    [accepting, acceptVoice, "accept_voice"],
    ...(speaker ? [[example, () => playTypical(true), "play_typical"]] : []),
    [`▶ ${fill(words.typical_of, { name: own })}`, () => playTypical(false), "play_own"],
    ...(hasSimilar ? [[words.give_similar, askSimilar, "give_similar"]] : []),
  ];
  return buttons.map(([text, act, name]) => {
    const button = buttonTo([text, act]);
    button.title = `${words[name]} (${keyOf(name)})`;
    return button;
  });
}

const keyOf = name => Object.keys(data.keys).find(key => data.keys[key] === name);

/** To mark what seems to be in another language, and to say that it is not. */
const languageButtons = about =>
  proposedLanguages(about).map(([text, language]) => buttonTo([text, () => setLanguage(about, language)]));

function setLanguage({ ids, first, last }, language) {
  focusLine();
  telling(edit({ kind: "set-language", ids, language, first, last }), () => words.did["set-language"]);
}

function buttonTo([text, act]) {
  const button = make("button", { type: "button" }, text);
  button.addEventListener("click", act);
  return button;
}

function hear({ start }) {
  seek(start / 1000);
  play();
}

function leaveOut({ said }) {
  focusLine();
  telling(edit({ kind: "leave-out", heard: said }), () => words.did["leave-out"]);
}

function difference(id, one) {
  const button = make("button", { type: "button" }, words.take_over);
  button.addEventListener("click", () => takeOver(rowOf(id), [one]));
  return make("li", { class: "difference" }, make("span", {}, fill(words.heard, { words: one[2] })), button);
}
