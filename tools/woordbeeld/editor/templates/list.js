import { byId, clock, data, make, say, fill, words } from "./page.js";
import { listen, model, rowOf, rows } from "./model.js";
import { colourOf, letterOf } from "./cast.js";
import { become } from "./drawing.js";
import { isWriting, tookAway } from "./writing.js";

const PAGE = 10; // lines that PageUp and PageDown go
const GROUP = 50; // lines whose layout is done together
const TEXT = 2; // the cell that has it
const FIXED_MS = 50; // until the browser has noticed that what had the focus is gone

const grid = byId("lines");
const elements = new Map();
const listeners = [];
const chosen = new Set();
let current = null;
let anchor = null;
let shown = () => true;
const held = new Set(); // the rows whose text is being edited: that is left alone, and they stay

/** Calls `tell()` when another line is current, or others are chosen. */
export const listenToChoice = tell => listeners.push(tell);
export const currentRow = () => rowOf(current);
export const elementOf = id => elements.get(id);

/** The chosen rows in the order of the text; the current one if no others are. */
export const chosenRows = () => rows().filter(row => chosen.has(row.id));

export function startList() {
  listen(take);
  grid.addEventListener("click", event => {
    const element = event.target.closest(".line");
    if (!element || event.target.closest("textarea, button")) return;
    const [extend, add] = [event.shiftKey, event.ctrlKey || event.metaKey];
    if (event.detail < 2 || extend || add) choose(Number(element.dataset.id), { extend, add });
  });
  // Else the focus would choose the line alone before the click can add it.
  grid.addEventListener("mousedown", event => {
    const adds = event.shiftKey || event.ctrlKey || event.metaKey;
    if (adds && !event.target.closest("textarea")) event.preventDefault();
  });
  grid.addEventListener("focusin", event => {
    const id = Number(event.target.dataset.id);
    if (event.target.matches(".line") && id !== current) choose(id, { focus: false });
  });
}

/** Draws what changed; the focus and the current line stay where they are, unless these are there no more. */
function take(changed, { order, answer }) {
  const [was, focused] = [current, document.activeElement];
  const inGrid = grid.contains(focused);
  const lost = current !== null && !model.rows.has(current) && !held.has(current) ? placeOf(current) : null;
  for (const id of changed) draw(id);
  if (order) arrange();
  if (lost !== null) recover(lost, inGrid && !isWriting());
  else if (elements.get(current)?.hidden) leaveHidden(elements.get(current) === focused);
  if (answer && was !== null && current !== was) tookAway();
  if (focused !== document.body) setTimeout(keepFocus, FIXED_MS, answer);
}

/** Makes a line the current one, alone or with those that are chosen already. */
export function choose(id, { extend = false, add = false, focus = true } = {}) {
  if (!elements.has(id)) return;
  const was = current;
  const before = new Set(chosen);
  if (!add) chosen.clear();
  if (extend && elements.has(anchor)) {
    const visible = visibleIds();
    const [from, to] = [visible.indexOf(anchor), visible.indexOf(id)].sort((one, other) => one - other);
    visible.slice(from, to + 1).forEach(each => chosen.add(each));
  } else if (add && before.has(id) && before.size > 1) {
    chosen.delete(id);
  } else {
    chosen.add(id);
    anchor = id;
  }
  current = id;
  if (was !== null) elements.get(was)?.setAttribute("tabindex", "-1");
  elements.get(id).setAttribute("tabindex", "0");
  for (const each of new Set([...before, ...chosen])) {
    elements.get(each)?.setAttribute("aria-selected", String(chosen.has(each)));
  }
  if (focus) focusLine();
  if (extend || add) say(fill(words.said_selected, { count: chosen.size }));
  listeners.forEach(each => each());
}

/** Chooses several lines at once; the first becomes the current one. */
export function chooseAll(ids) {
  choose(ids[0], { focus: false });
  for (const id of ids) {
    chosen.add(id);
    elements.get(id)?.setAttribute("aria-selected", "true");
  }
  focusLine();
  say(fill(words.said_selected, { count: chosen.size }));
  listeners.forEach(each => each());
}

export function focusLine() {
  const element = elements.get(current);
  if (!element) return;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest" });
}

/** Goes so many visible lines down, or up. */
function step(by, options) {
  const visible = visibleIds();
  const at = visible.indexOf(current);
  const to = Math.min(Math.max(0, at + by), visible.length - 1);
  if (visible.length && to !== at) choose(visible[to], options);
}

export const moves = {
  ArrowUp: extend => step(-1, { extend }),
  ArrowDown: extend => step(1, { extend }),
  PageUp: extend => step(-PAGE, { extend }),
  PageDown: extend => step(PAGE, { extend }),
  Home: extend => step(-Infinity, { extend }),
  End: extend => step(Infinity, { extend }),
};

/** Shows only the rows for which `wanted` holds. */
export function filterLines(wanted) {
  shown = wanted;
  for (const [id, element] of elements) element.hidden = isHidden(id);
  if (current === null || elements.get(current)?.hidden) {
    const first = visibleIds()[0];
    if (first !== undefined) choose(first, { focus: false });
  }
}

/** Leaves the text of a row alone while it is edited; the row stays, whatever others do. */
export const hold = id => held.add(id);

/** The text of a row is edited no more. */
export function release(id) {
  held.delete(id);
  const [place, focused] = [placeOf(id), elements.get(id).contains(document.activeElement)];
  draw(id);
  if (id !== current) return;
  if (!elements.has(id)) recover(place, focused);
  else if (elements.get(id).hidden) leaveHidden(focused);
}

/** A row that does not pass the filter, or is being deleted. */
function isHidden(id) {
  const row = rowOf(id);
  return !held.has(id) && (!row || row.leaving === true || !shown(row));
}

/** Marks the line that is heard now. */
export function markPlaying(id, reveal) {
  grid.querySelector(".playing")?.classList.remove("playing");
  const element = elements.get(id);
  element?.classList.add("playing");
  if (reveal) element?.scrollIntoView({ block: "nearest" });
}

const visibleIds = () => model.order.filter(id => !elements.get(id).hidden);

const standing = () => [...grid.querySelectorAll(".line")];

/** Where a row that is gone was: its place among the elements that still stand. */
function placeOf(id) {
  return standing().indexOf(elements.get(id));
}

function recover(place, focus) {
  const near = standing()
    .slice(0, place + 1)
    .at(-1);
  for (const id of [...chosen]) if (!elements.has(id)) chosen.delete(id);
  current = null;
  if (near) choose(Number(near.dataset.id), { focus });
}

/** The current line is not shown any more: goes to the next one that is, or else to the one before. */
function leaveHidden(focus) {
  const at = model.order.indexOf(current);
  const near = visibleIds().find(id => model.order.indexOf(id) > at) ?? visibleIds().at(-1);
  if (near !== undefined) choose(near, { focus });
}

/** Whoever used something that is there no more goes on at the line. */
function keepFocus(answer) {
  const lost = !document.activeElement || document.activeElement === document.body;
  if (!lost || isWriting()) return;
  elements.get(current)?.focus({ preventScroll: true });
  if (answer) tookAway();
}

/** Puts the elements in the order of the text, in groups, so that what changes in one leaves the layout of
 *  the others alone. The one with the focus would lose it by being moved: the others move around it. */
function arrange() {
  let last = null;
  const focused = document.activeElement?.closest(".line");
  model.order.forEach((id, at) => {
    const element = elements.get(id);
    const place = String(at + 1);
    if (element.getAttribute("aria-rowindex") !== place) element.setAttribute("aria-rowindex", place);
    if (element === focused) while (after(last) !== element) after(last).remove();
    else if (element !== after(last)) put(element, last);
    last = element;
  });
  for (const group of [...grid.children]) if (!group.children.length) group.remove();
  grid.setAttribute("aria-rowcount", model.order.length);
  if (current === null && model.order.length) begin();
}

/** The first line is the current one; the page stays at its top. */
function begin() {
  const focused = document.activeElement === document.body;
  choose(model.order[0], { focus: false });
  if (focused) elements.get(current).focus({ preventScroll: true });
}

/** The element after one, or the first; those of rows that are only held do not count. */
function after(element) {
  const next = element ? following(element) : firstIn(grid.firstElementChild);
  return next?.classList.contains("gone") ? after(next) : next;
}

const following = element => element.nextElementSibling ?? firstIn(element.parentElement.nextElementSibling);

/** The first element of a group, or of the first after it that has any. */
const firstIn = group => (group ? (group.firstElementChild ?? firstIn(group.nextElementSibling)) : null);

function put(element, last) {
  const group = last?.parentElement ?? grid.firstElementChild;
  const ends = last && last === group.lastElementChild && !group.nextElementSibling;
  const full = ends && group.children.length >= GROUP;
  if (!group || full) grid.append(make("div", { role: "rowgroup", class: "group" }, element));
  else if (last) last.after(element);
  else group.prepend(element);
}

function draw(id) {
  const row = rowOf(id);
  const old = elements.get(id);
  if (!row) return held.has(id) ? old?.classList.add("gone") : forget(id);
  const element = old ?? make("div", { role: "row", tabindex: "-1", "aria-selected": "false" });
  elements.set(id, element);
  element.dataset.id = id;
  const playing = element.classList.contains("playing");
  const names = ["line", row.kind, row.opens && "opens", playing && "playing"];
  element.className = names.filter(Boolean).join(" ");
  element.hidden = isHidden(id);
  if (row.kind === "spoken") element.dataset.colour = colourOf(row.speaker);
  const cells = [who(row), when(row), text(row), marks(row)];
  if (!old) element.append(...cells);
  else cells.forEach((cell, at) => (at === TEXT && held.has(id) ? null : become(element.children[at], cell)));
}

function forget(id) {
  elements.get(id)?.remove();
  elements.delete(id);
}

const cell = (name, ...children) => make("span", { role: "gridcell", class: name }, ...children);

function who(row) {
  if (row.kind !== "spoken") return cell("who", make("span", { class: "kind" }, words[row.kind]));
  const name = make("bdi", {}, row.speaker ?? words.nobody);
  const letter = make("span", { class: "letter", "aria-hidden": "true" }, letterOf(row.speaker));
  const about = row.opens && row.remark ? [make("bdi", { class: "remark" }, ` (${row.remark})`)] : [];
  return cell("who", letter, make("span", {}, name, ...about));
}

function when(row) {
  if (row.start === null) return cell("when none", row.known ? words.no_time : "…");
  const time = make("span", {}, clock(row.start / 1000));
  if (row.set[0] || row.set[1]) return cell("when", time, note(words.set, "●"));
  return row.estimated ? cell("when", time, note(words.estimated, "~")) : cell("when", time);
}

const note = (told, sign) =>
  make(
    "span",
    { class: "sign", title: told },
    make("span", { "aria-hidden": "true" }, sign),
    make("span", { class: "hidden" }, ` ${told}`),
  );

/** The text, in which what was heard otherwise is marked, and words of a draft that were not surely heard. */
function text(row) {
  const heard = new Map(row.differences.map(([from, to, said, wrong]) => [from, { to, said, wrong }]));
  const doubtful = new Set(Object.hasOwn(data.doubtful, row.text) ? data.doubtful[row.text] : []);
  if (!heard.size && !doubtful.size) return cell("said", row.text);
  const parts = [];
  const pieces = row.text.split(/(\s+)/).filter(Boolean);
  let word = 0;
  for (let at = 0; at < pieces.length; ) {
    const found = /\S/.test(pieces[at]) ? heard.get(word) : null;
    let piece = pieces[at++];
    const isDoubtful = !found && /\S/.test(piece) && doubtful.has(word);
    if (/\S/.test(piece)) word += 1;
    while (found && word <= found.to && at < pieces.length) {
      if (/\S/.test(pieces[at])) word += 1;
      piece += pieces[at++];
    }
    parts.push(
      found
        ? make("span", { class: found.wrong ? "wrong" : "differs", title: heardAs(found.said) }, piece)
        : isDoubtful
          ? make("span", { class: "doubtful", title: words.doubtful }, piece)
          : piece,
    );
  }
  return cell("said", ...parts);
}

const heardAs = said => fill(words.heard, { words: said });

function marks(row) {
  const kinds = [...new Set(row.work.map(each => each.kind))];
  // What is to be added or recorded again stays to be done, also where somebody looked at the line.
  const stays = ["missing", "screen", "recording", "difference"];
  const open = kinds.filter(kind => !row.reviewed || stays.includes(kind));
  // What was heard otherwise is marked in the text, for whoever wants to see that.
  const told = open.map(kind =>
    make(
      "span",
      { class: kind === "difference" ? "hidden differs" : `mark ${kind}`, title: words[`work_${kind}`] },
      words.short[kind],
    ),
  );
  if (row.reviewed && kinds.length && !kinds.includes("recording"))
    told.push(
      make(
        "span",
        { class: "mark reviewed", title: words.reviewed },
        "✓",
        make("span", { class: "hidden" }, words.reviewed),
      ),
    );
  return cell("marks", ...told);
}
