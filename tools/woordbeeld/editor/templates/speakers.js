import { byId, fill, make, say, words } from "./page.js";
import { listen, model, rows, turnBefore, turnOf } from "./model.js";
import { askFrom } from "./dialogs.js";
import { renew } from "./drawing.js";
import { choose, chooseAll, chosenRows, currentRow, filterLines, focusLine, listenToChoice } from "./list.js";
import { DIGITS, cast, colourOf, letterOf } from "./cast.js";
import { edit, seen } from "./server.js";

const given = new Map(); // to whom this page gave a line
let only = null; // the speaker whose lines alone are shown

/** The palette of speakers, the filter, and the question who says something. */
export function startSpeakers() {
  listen(() => drawPeople());
  listenToChoice(() => markChosen());
  byId("everyone").addEventListener("click", () => chooseFilter(null));
  byId("speaker-form").addEventListener("submit", answer);
  byId("speaker-name").addEventListener("input", describeScopes);
}

const spoken = found => found.filter(row => row.kind === "spoken");

/** These lines are said by somebody else; shown at once, and told. */
export async function give(lines, name, version) {
  if (!name) return;
  const count = spoken(lines).length;
  if (!count) return say(words.refused["not-spoken"]);
  const changing = spoken(lines).filter(row => row.speaker !== name);
  const below = unnamedAfter(lines);
  const told = below.length ? fill(words.said_speaker_below, { name, count: below.length }) : null;
  say(`${told ?? fill(words.said_speaker, { name, count })}${alsoTaken(changing)}${silenced(changing)}`);
  if (!changing.length) return;
  for (const row of changing) given.set(row.id, name);
  const fields = [
    ...below.map(row => [row.id, { speaker: name, remark: "" }]),
    ...changing.map(row => [row.id, { speaker: name, remark: "", reviewed: true }]),
  ];
  const ids = changing.map(row => row.id);
  await attempt({ kind: "set-speaker", ids, speaker: name }, { fields, version });
}

/** What to tell where lines that were given to somebody go on together with those that were theirs before. */
function alsoTaken(lines) {
  const { speaker } = lines[0] ?? {};
  const were = lines.filter(row => row.speaker === speaker && given.get(row.id) !== speaker);
  const came = lines.some(row => given.get(row.id) === speaker);
  return speaker && came && were.length
    ? `, ${fill(words.said_also_taken, { name: speaker, count: were.length })}`
    : "";
}

/** What to tell where somebody has no line any more. */
function silenced(lines) {
  const taken = new Set(lines.map(row => row.id));
  const left = new Set(spoken(rows()).map(row => (taken.has(row.id) ? null : row.speaker)));
  const names = [...new Set(lines.map(row => row.speaker))].filter(name => name && !left.has(name));
  return names.map(name => `. ${fill(words.said_silenced, { name })}`).join("");
}

/** The lines right after these of which nobody is known who says them: those go with them. */
function unnamedAfter(lines) {
  const given = new Set(lines.map(row => row.id));
  let follows = false;
  return spoken(rows()).filter(row => {
    follows = given.has(row.id) || (follows && row.speaker === null);
    return follows && !given.has(row.id);
  });
}

/** The chosen lines, or the turns that they are in. */
export const wanted = whole =>
  whole
    ? [
        ...new Map(
          chosenRows()
            .flatMap(row => turnOf(row.id))
            .map(row => [row.id, row]),
        ).values(),
      ]
    : chosenRows();

/** The turn of the current line goes on with the one before it, said by who says that one. */
export async function mergeTurn() {
  const row = currentRow();
  if (row?.kind !== "spoken") return say(words.refused["not-spoken"]);
  const [before] = turnBefore(row.id).slice(-1);
  if (!before) return say(words.refused["no-first-turn"]);
  const turn = turnOf(row.id);
  const fields = turn.map(each => [
    each.id,
    { speaker: before.speaker ?? each.speaker, remark: before.remark, opens: false },
  ]);
  const name = before.speaker ?? row.speaker ?? words.nobody;
  say(fill(words.said_turns_joined, { name, count: turn.length }));
  await attempt({ kind: "join-turn", id: row.id }, { fields }).catch(() => {});
}

export function selectTurn() {
  const turn = turnOf(currentRow()?.id);
  if (turn.length) chooseAll(turn.map(row => row.id));
}

/** Shows only the lines of one speaker, or with null those of all. */
function filterOn(name) {
  only = name;
  filterLines(row => only === null || row.speaker === only);
  byId("everyone").hidden = only === null;
  for (const button of byId("people").querySelectorAll(".only")) {
    button.setAttribute("aria-pressed", String(button.dataset.name === only));
  }
  const count = rows().filter(row => row.speaker === only).length;
  say(only === null ? words.said_everyone : fill(words.said_filter, { name: only, count }));
}

export const showEveryone = () => filterOn(null);

function chooseFilter(name) {
  filterOn(name);
  focusLine();
}

export function toggleFilter() {
  if (only === null && !currentRow()?.speaker) return say(words.refused["not-spoken"]);
  chooseFilter(only === null ? currentRow().speaker : null);
}

async function attempt(what, how) {
  try {
    await edit(what, how);
  } catch (refused) {
    say(refused.message);
    throw refused;
  }
}

// -- the palette ---------------------------------------------------------------------------------------

let drawn = "";

function drawPeople() {
  const counts = new Map();
  for (const row of spoken(rows())) counts.set(row.speaker, (counts.get(row.speaker) ?? 0) + 1);
  const told = JSON.stringify([cast(), [...counts]]);
  if (told === drawn) return;
  drawn = told;
  const seats = cast()
    .map((name, at) => [name, DIGITS[at]])
    .filter(([name]) => name !== null);
  renew(
    byId("people"),
    seats.map(([name, digit]) => [name, person(name, digit, counts.get(name) ?? 0)]),
  );
  renew(
    byId("speaker-names"),
    seats.map(([name]) => [name, make("option", { value: name })]),
  );
  if (only !== null && !counts.has(only)) filterOn(null);
  markChosen();
}

function person(name, digit, lines) {
  const give_to = make(
    "button",
    {
      type: "button",
      class: "give",
      "data-name": name,
      title: fill(words.people_count, { name, count: lines }),
      ...(digit ? { "aria-keyshortcuts": digit } : {}),
    },
    make("span", { class: "letter", "data-colour": colourOf(name), "aria-hidden": "true" }, letterOf(name)),
    make("bdi", {}, name),
    ...(digit ? [make("kbd", { "aria-hidden": "true" }, digit)] : []),
  );
  give_to.addEventListener("click", () => give(chosenRows(), name).catch(() => {}));
  const label = fill(words.only, { name });
  const pressed = String(only === name);
  const show = make("button", {
    type: "button",
    class: "only",
    "data-name": name,
    "aria-pressed": pressed,
    "aria-label": label,
    title: label,
  });
  show.addEventListener("click", () => chooseFilter(only === name ? null : name));
  return make("li", { class: lines ? "" : "gone" }, give_to, show);
}

function markChosen() {
  const names = new Set(spoken(chosenRows()).map(row => row.speaker));
  for (const button of byId("people").querySelectorAll(".give")) {
    button.classList.toggle("current", names.has(button.dataset.name));
  }
}

// -- the question --------------------------------------------------------------------------------------

let asked = null; // { row, lines, turn, rest, version }

/** Asks who says the chosen lines, with another scope proposed where that is given. */
export function askSpeaker(scope) {
  const row = currentRow();
  if (row?.kind !== "spoken") return say(words.refused["not-spoken"]);
  const turn = turnOf(row.id);
  const rest = turn.slice(turn.findIndex(each => each.id === row.id));
  const lines = spoken(chosenRows());
  const several = lines.length > 1;
  const these = fill(several ? words.scope_selection : words.scope_line, { count: lines.length });
  const below = unnamedAfter(lines).length;
  const scopes = {
    [several ? "selection" : "line"]: below
      ? `${these}, ${fill(words.scope_below, { count: below })}`
      : these,
    ...(turn.length > 1 ? { turn: words.scope_turn } : {}),
    ...(rest.length > 1 && rest.length < turn.length ? { rest: words.scope_rest } : {}),
    ...(row.speaker ? { all: fill(words.scope_all, { name: row.speaker }), swap: "" } : {}),
  };
  if (scope === "rest" && rest.length === turn.length) return say(words.refused["turn-begins"]);
  asked = { row, lines, turn, rest, version: seen([...turn, ...lines].map(each => each.id)) };
  const first = scope in scopes ? scope : Object.keys(scopes)[0];
  const choices = Object.entries(scopes).map(([value, text]) => {
    const box = make("input", {
      type: "radio",
      name: "scope",
      value,
      ...(value === first ? { checked: "" } : {}),
    });
    return make("label", { class: "check" }, box, make("span", {}, text));
  });
  byId("scopes").replaceChildren(byId("scopes").firstElementChild, ...choices);
  byId("speaker-error").textContent = "";
  byId("speaker-name").value = "";
  describeScopes();
  byId("speaker-dialog").showModal();
  byId("speaker-name").focus();
}

/** Everywhere means another name, or the same person as somebody who has a name already; those two may
 *  also have changed places. */
function describeScopes() {
  const [all, swap] = ["all", "swap"].map(value => byId("scopes").querySelector(`[value=${value}]`));
  if (!all) return;
  const name = known(byId("speaker-name").value);
  const mine = asked.row.speaker;
  all.nextElementSibling.textContent = name
    ? fill(words.scope_merge, { name: mine, other: name })
    : fill(words.scope_all, { name: mine });
  swap.nextElementSibling.textContent = name ? fill(words.scope_swap, { name: mine, other: name }) : "";
  swap.parentElement.hidden = !name;
  if (!name && swap.checked) all.checked = true;
}

const plain = name => name?.trim().split(/\s+/).join(" ").toLowerCase();
const seated = typed => cast().find(name => plain(name) === plain(typed));

/** Somebody else who has this name and says something. */
function known(typed) {
  const name = seated(typed);
  return name === asked.row.speaker || model.about.gone.includes(name) ? undefined : name;
}

async function answer(event) {
  event.preventDefault();
  const dialog = byId("speaker-dialog");
  if (event.submitter?.value === "cancel") return dialog.close();
  const name = byId("speaker-name").value.trim();
  const scope = byId("scopes").querySelector(":checked").value;
  const { row, lines, turn, rest, version } = asked;
  const other = known(name);
  const everywhere = {
    all: other
      ? { kind: "merge-speakers", speaker: row.speaker, into: other }
      : { kind: "rename-speaker", speaker: row.speaker, name },
    swap: { kind: "swap-speakers", speaker: row.speaker, other },
  }[scope];
  const done = await askFrom(dialog, async () => {
    if (!name) throw new Error(words.refused["no-label"]);
    if (everywhere) await attempt(everywhere);
    else await give({ line: lines, selection: lines, turn, rest }[scope], seated(name) ?? name, version);
  });
  if (done && everywhere) say(words.did[everywhere.kind]);
  if (done?.untouched && scope === "rest") choose(row.id);
}
