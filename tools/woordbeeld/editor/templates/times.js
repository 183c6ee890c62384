import { byId, data, fill, say, media as video, words } from "./page.js";
import { guess, listen, rowOf, rows } from "./model.js";
import { currentRow, focusLine, listenToChoice } from "./list.js";
import { edit, seen, sendFirst } from "./server.js";

export const STEP_MS = 40; // a frame at 25 a second
const WAIT_MS = 250; // after the last nudge, so that a row of them is one edit
const PARTS = { start: 0, end: 1 };

const writtenFor = {}; // the id of the row that a field is for, since somebody came to write in it
let draft = null; // { id, start, end, changed, version, forget, timer }

/** The times of the current line: shown, nudged, typed, set to now, and let go. */
export function startTimes() {
  sendFirst(flush);
  listenToChoice(() => {
    flush();
    show();
  });
  listen(changed => changed.has(currentRow()?.id) && show());
  for (const part of Object.keys(PARTS)) {
    const field = byId(part);
    field.addEventListener("focus", () => (writtenFor[part] = currentRow()?.id));
    field.addEventListener("blur", () => show());
    field.addEventListener("change", () => typed(part, field));
    field.addEventListener("keydown", event => {
      if (event.key === "Escape") show(field);
      if (event.key === "Enter" || event.key === "Escape") focusLine();
    });
  }
}

export const nudge = (part, steps) => {
  const row = currentRow();
  const from = row?.[part];
  if (row && from !== null) set(row, part, from + steps * STEP_MS);
};

export const setNow = part => currentRow() && set(currentRow(), part, Math.round(video.currentTime * 1000));

/** Sets a part of a line's time (ms); several in a row are sent together. */
export function set(row, part, ms) {
  if (draft?.id !== row.id) flush();
  const other = row[part === "start" ? "end" : "start"];
  const least = part === "end" && other !== null ? other + STEP_MS : 0;
  const most = part === "start" && other !== null ? other - STEP_MS : Math.round(data.duration * 1000);
  const now = Math.max(least, Math.min(most, Math.round(ms)));
  draft ??= { id: row.id, changed: {}, version: seen([row.id]), forget: () => {} };
  draft.changed[part] = now;
  draft.forget();
  const marks = row.set.map((was, at) => was || Object.keys(PARTS)[at] in draft.changed);
  draft.forget = guess([[row.id, { ...draft.changed, set: marks, estimated: false }]]);
  clearTimeout(draft.timer);
  draft.timer = setTimeout(flush, WAIT_MS);
  const telling =
    now !== Math.round(ms)
      ? words.said_edge
      : isAmong(row, part, now)
        ? words.said_time
        : words.said_elsewhere;
  say(fill(telling, { part: words[part], time: told(now) }));
}

/** A line starts between the starts of those around it, and ends before the end of the one after it. */
function isAmong(row, part, ms) {
  const spoken = rows().filter(each => each.kind === "spoken" && each.start !== null);
  const at = spoken.findIndex(each => each.id === row.id);
  const [before, after] = [spoken[at - 1], spoken[at + 1]];
  if (at < 0) return true;
  return part === "end"
    ? !after || ms <= after.end
    : (!before || ms >= before.start) && (!after || ms <= after.start);
}

/** Lets the time of the current line be found again. */
export function free() {
  const row = currentRow();
  if (!row || !(row.set[0] || row.set[1])) return say(words.nothing_to_free);
  flush();
  send(row.id, null, null, seen([row.id]));
  say(words.said_free);
}

/** Sends what was set and not sent yet. */
export function flush() {
  if (!draft) return;
  const { id, changed, version, forget, timer } = draft;
  clearTimeout(timer);
  const row = rowOf(id);
  draft = null;
  if (row) {
    const [start, end] = Object.entries(PARTS).map(
      ([part, at]) => changed[part] ?? (row.set[at] ? row[part] : null),
    );
    send(id, start, end, version, changed);
  }
  forget();
}

function send(id, start_ms, end_ms, version, changed = {}) {
  const row = rowOf(id);
  const marks = [start_ms !== null, end_ms !== null];
  const fields = { ...changed, set: marks, estimated: row.estimated && !marks.some(Boolean) };
  const asked = edit({ kind: "set-time", id, start_ms, end_ms }, { fields: [[id, fields]], version });
  asked.catch(refused => say(refused.message));
}

/** Shows the times; a field in which somebody writes only if it is `given_up`. */
function show(given_up) {
  const row = currentRow();
  byId("times").disabled = !row;
  for (const [part, at] of Object.entries(PARTS)) {
    const field = byId(part);
    const writing = document.activeElement === field && field !== given_up;
    if (!writing) field.value = row?.[part] == null ? "" : told(row[part]);
    byId(`${part}-note`).textContent = row?.set[at] ? words.set : row?.estimated ? words.estimated : "";
  }
  byId("free").disabled = !row || !(row.set[0] || row.set[1]);
}

function typed(part, field) {
  const ms = parse(field.value);
  const row = rowOf(writtenFor[part]);
  if (!row) say(`${words.refused.gone} “${field.value}”`);
  else if (ms === null) say(words.no_such_time);
  else set(row, part, ms);
  show();
}

/** A moment to the millisecond: M:SS.mmm, with the comma where the page speaks Dutch. */
export function told(ms) {
  const [minutes, seconds] = [Math.floor(ms / 60_000), (ms / 1000) % 60];
  const text = `${minutes}:${seconds.toFixed(3).padStart(6, "0")}`;
  return document.documentElement.lang === "nl" ? text.replace(".", ",") : text;
}

function parse(text) {
  const found = /^(?:(?:(\d+):)?(\d+):)?(\d+(?:[.,]\d+)?)$/.exec(text.trim());
  if (!found) return null;
  const [hours, minutes, seconds] = [found[1] ?? 0, found[2] ?? 0, found[3].replace(",", ".")].map(Number);
  return Math.round(((hours * 60 + minutes) * 60 + seconds) * 1000);
}
