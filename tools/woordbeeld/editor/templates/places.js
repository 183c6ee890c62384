import { byId, data, rank, say, seek, words } from "./page.js";
import { listen, model, rows } from "./model.js";
import { choose, elementOf } from "./list.js";
import { showEveryone } from "./speakers.js";

const MOMENT = /^#t=/;
let isOnTheWay = true;

/** The address names a line (`#line-7`) or a moment (`#t=16.6`), as links of the report do. */
export function startPlaces() {
  window.name = data.window; // there the links of the report open
  byId("report").search = location.search;
  addEventListener("hashchange", () => {
    isOnTheWay = true;
    arrive();
  });
  for (const begun of ["keydown", "pointerdown"]) addEventListener(begun, () => (isOnTheWay = false));
  listen(arrive);
}

/** Goes to the place of the address as soon as it is there, unless somebody has begun elsewhere. */
function arrive() {
  if (!isOnTheWay || !model.order.length) return;
  if (MOMENT.test(location.hash) && !rows().some(row => row.start !== null)) return;
  isOnTheWay = false;
  go();
}

function go() {
  const [, line, seconds] = /^#(?:line-(\d+)|t=([\d.]+))$/.exec(location.hash) ?? [];
  if (line) goToLine(Number(line));
  else if (seconds) goToMoment(Number(seconds));
}

function goToLine(id) {
  const row = model.rows.get(id);
  if (!row) return say(words.refused.gone);
  reveal(id);
  if (row.start !== null) seek(row.start / 1000);
}

/** The video there, and the line that begins last before it. */
function goToMoment(seconds) {
  const timed = rows()
    .filter(row => row.start !== null)
    .sort((one, other) => one.start - other.start);
  const at = rank(
    timed.map(row => row.start),
    seconds * 1000,
  );
  if (timed.length) reveal(timed[Math.max(0, at - 1)].id);
  seek(seconds);
}

function reveal(id) {
  if (elementOf(id).hidden) showEveryone();
  choose(id);
}
