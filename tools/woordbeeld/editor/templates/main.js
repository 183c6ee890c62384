import { byId, data, say, words } from "./page.js";
import { store } from "./store.js";
import { addScreenText, askWhatToAdd, editLines, join, startAdding } from "./adding.js";
import { openBooth, startBooth } from "./booth.js";
import { DIGITS, underKey } from "./cast.js";
import { startDialogs } from "./dialogs.js";
import { currentRow, elementOf, focusLine, moves, startList } from "./list.js";
import { askKind, startKinds } from "./kinds.js";
import { askLanguage, startLanguages } from "./languages.js";
import { startOffset } from "./offset.js";
import { follow, playLine, repeat, skip, speed, startPlaying, toggle } from "./playing.js";
import { startPlaces } from "./places.js";
import { askWhatToReplace, findNext, startReplacing } from "./replacing.js";
import { finish, rewrite, startRewriting } from "./rewriting.js";
import { redo, save, startSaving, undo } from "./saving.js";
import { keepUp } from "./server.js";
import { askSpeaker, give, mergeTurn, selectTurn, startSpeakers, toggleFilter, wanted } from "./speakers.js";
import { heightAbovePanel, startMessage } from "./message.js";
import { free, nudge, setNow, startTimes } from "./times.js";
import { startWave } from "./wave.js";
import { startRarer } from "./rarer.js";
import { askSimilar, playTypical, startVoices } from "./voices.js";
import {
  acceptVoice,
  goBack,
  goOn,
  markCorrect,
  showDifferences,
  startWork,
  takeOverAll,
  unmark,
} from "./work.js";
import { startWriting } from "./writing.js";

const SKIP_S = 2;

// What the keys and the buttons do, by the name of their words.
const actions = {
  choose_speaker: () => askSpeaker(),
  select_turn: selectTurn,
  split_turn: () => askSpeaker("rest"),
  merge_turn: mergeTurn,
  filter: toggleFilter,
  edit: () => rewrite(),
  add: askWhatToAdd,
  add_screen: addScreenText,
  join,
  set_language: askLanguage,
  change_kind: askKind,
  show_differences: showDifferences,
  take_over_all: takeOverAll,
  start_earlier: () => nudge("start", -1),
  start_later: () => nudge("start", 1),
  end_earlier: () => nudge("end", -1),
  end_later: () => nudge("end", 1),
  start_now: () => setNow("start"),
  end_now: () => setNow("end"),
  free,
  toggle,
  play_line: playLine,
  repeat,
  back: () => skip(-SKIP_S),
  forward: () => skip(SKIP_S),
  slower: () => speed(-1),
  faster: () => speed(1),
  follow,
  next: goOn,
  previous: goBack,
  correct: markCorrect,
  unmark,
  accept_voice: acceptVoice,
  give_similar: askSimilar,
  play_typical: () => playTypical(true),
  play_own: () => playTypical(false),
  record_description: () => openBooth(),
  replace: askWhatToReplace,
  find_next: () => findNext(1),
  find_previous: () => findNext(-1),
  undo,
  redo,
  save: async () => {
    if (await finish()) save();
  },
  help: () => byId("help").showModal(),
};
for (const [name, edit] of Object.entries(data.edits)) actions[name] = () => editLines(edit);
const EVERYWHERE = "F3"; // counts also where no line has the focus
const otherNames = { " ": "Space", "=": "+", F2: "Enter" };

startMessage();
startWriting();
startList();
startSpeakers();
startTimes();
startOffset();
startRewriting();
startPlaying();
startWork();
startSaving();
startAdding();
startLanguages();
startKinds();
startReplacing();
startVoices();
startRarer();
startBooth();
startDialogs();
startWave();
startPlaces();
for (const button of document.querySelectorAll("[data-action]")) {
  button.addEventListener("click", event => press(button, event));
}
byId("lines").addEventListener("keydown", pressOnLine);
let clicked = null; // the line under the mouse at the first of two clicks, by which the lines may move
byId("lines").addEventListener("click", event => {
  if (event.detail === 1) clicked = event.target.closest(".line");
});
byId("lines").addEventListener("dblclick", event => {
  if (clicked && !event.target.closest("textarea, button")) rewrite(Number(clicked.dataset.id));
});
document.addEventListener("keydown", pressAnywhere);
byId("language").addEventListener("change", event => changeLanguage(event.target.value));
if (store.get("language", document.documentElement.lang) !== document.documentElement.lang)
  changeLanguage(store.get("language"));
const low = matchMedia("(max-height: 30rem)"); // as in the style
low.addEventListener("change", placePanel);
byId("more").addEventListener("click", showMore);
placePanel();
for (const name of ["line-panel", "status", "lines"]) new ResizeObserver(keepLineInView).observe(byId(name));
const above = { top: document.querySelector(".top"), work: document.querySelector(".work") };
for (const [name, element] of Object.entries(above)) {
  const told = () =>
    document.documentElement.style.setProperty(`--${name}-height`, `${element.offsetHeight}px`);
  new ResizeObserver(told).observe(element);
}
keepUp();

/** Who pressed a button of the line with the mouse goes on with keys at that line. */
function press(button, event) {
  if (event.detail && button.closest("#line-panel") && document.activeElement === button) focusLine();
  actions[button.dataset.action]();
}

/** Keys of one sign count only on a line, where nobody writes. */
function pressOnLine(event) {
  if (!event.target.matches(".line") || event.key === EVERYWHERE) return;
  const typed = event.getModifierState("AltGraph");
  const [control, alt] = [(event.ctrlKey || event.metaKey) && !typed, event.altKey && !typed];
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  let act = null;
  if (!control && !alt && digit && DIGITS.includes(digit)) act = () => giveTo(digit, event.shiftKey);
  else if (!control && !alt && event.key in moves) act = () => moves[event.key](event.shiftKey);
  else if (!control) act = actions[data.keys[(alt ? "Alt+" : "") + (otherNames[event.key] ?? event.key)]];
  if (!act) return;
  event.preventDefault();
  act();
}

function pressAnywhere(event) {
  if (event.key === EVERYWHERE && !document.querySelector("dialog[open]")) {
    event.preventDefault();
    return findNext(event.shiftKey ? -1 : 1);
  }
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  const writing = event.target.closest("input[type=text], textarea, dialog");
  const { save, replace, undo, redo } = actions;
  const act = { s: save, h: replace, z: event.shiftKey ? redo : undo, y: redo }[key];
  if (!act || (writing && key !== "s")) return;
  event.preventDefault();
  act();
}

function giveTo(digit, whole) {
  const name = underKey(digit);
  if (name) give(wanted(whole), name).catch(() => {});
  else say(words.nobody_there);
}

/** Under the lines, where it sticks to the edge of the window; above them where it would hide them. */
function placePanel() {
  if (low.matches) byId("lines").before(byId("line-panel"));
  else byId("lines-hint").after(byId("line-panel"));
}

/** On a phone the times and the rarer buttons of a line are shown when they are asked for. */
function showMore() {
  const shows = byId("line-panel").classList.toggle("open");
  byId("more").setAttribute("aria-expanded", String(shows));
  byId("more").textContent = shows ? words.less : words.more;
}

/** What sticks to the edge of the window never covers the line on which the work is, also where lines grow */
function keepLineInView() {
  const panel = byId("line-panel");
  const sticks = getComputedStyle(panel).position === "sticky";
  const covered = sticks ? panel.offsetHeight + heightAbovePanel() : byId("status").offsetHeight;
  document.documentElement.style.scrollPaddingBottom = `${covered}px`;
  const isAtPanel = panel.contains(document.activeElement);
  const line = isAtPanel ? elementOf(currentRow()?.id) : document.activeElement?.closest(".line");
  const { top, bottom } = line?.getBoundingClientRect() ?? {};
  if (top < innerHeight && bottom > innerHeight - covered) line.scrollIntoView({ block: "nearest" });
}

function changeLanguage(language) {
  store.set("language", language);
  location.search = `?lang=${language}`;
}
