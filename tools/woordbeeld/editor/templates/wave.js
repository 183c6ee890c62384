import { byId, data, seek, media as video } from "./page.js";
import { listen, rowOf, rows } from "./model.js";
import { choose, currentRow, listenToChoice } from "./list.js";
import { colourOf, letterOf } from "./cast.js";
import { listenToMoment } from "./playing.js";
import { STEP_MS, nudge, set, told } from "./times.js";

const PEAK_MS = 10;
const BAND = 22; // pixels of the turns under the sound
const HANDLE = 24; // pixels that a handle is wide (WCAG 2.5.8)
const SHOWN_S = [5, 10, 20, 40, 90]; // that the picture is wide
const PARTS = ["start", "end"];

const canvas = byId("peaks");
const box = byId("wave");
let peaks = new Uint8Array();
let zoom = 2;
let from_ms = 0;
let dragged = null; // { part, id }: an edge of a line
let grip = 0; // pixels from the edge to where it was taken
let asked = false;

/** The sound with the turns of the speakers under it, and handles at the edges of the current line. */
export async function startWave() {
  listen(() => redraw());
  listenToChoice(() => {
    const row = currentRow();
    if (row?.start != null && !(within(row.start) && within(row.end ?? row.start))) centre(row.start);
    redraw();
  });
  listenToMoment(() => {
    const ms = video.currentTime * 1000;
    if (!dragged && !within(ms)) from_ms = clamp(ms - shown() / 10);
    redraw();
  });
  new ResizeObserver(redraw).observe(box);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  byId("zoom-in").addEventListener("click", () => zoomTo(zoom - 1));
  byId("zoom-out").addEventListener("click", () => zoomTo(zoom + 1));
  box.addEventListener("pointerdown", press);
  for (const part of PARTS) startHandle(part);
  peaks = new Uint8Array(await (await fetch("peaks")).arrayBuffer());
  redraw();
}

const shown = () => SHOWN_S[zoom] * 1000;
const within = ms => ms >= from_ms && ms <= from_ms + shown();
const clamp = ms => Math.max(0, Math.min(ms, data.duration * 1000 - shown()));
const centre = ms => (from_ms = clamp(ms - shown() / 4));
const place = ms => ((ms - from_ms) / shown()) * box.clientWidth;
const edgeOf = part => box.getBoundingClientRect().left + place(currentRow()?.[part] ?? 0);
const momentAt = x => from_ms + ((x - box.getBoundingClientRect().left) / box.clientWidth) * shown();

function zoomTo(to) {
  zoom = Math.min(Math.max(0, to), SHOWN_S.length - 1);
  centre(currentRow()?.start ?? video.currentTime * 1000);
  redraw();
}

function press(event) {
  if (event.target.closest(".handle") || event.button) return;
  const ms = momentAt(event.clientX);
  seek(ms / 1000);
  const row = rows().find(
    each => each.kind === "spoken" && each.start !== null && each.start <= ms && ms < each.end,
  );
  if (row) choose(row.id, { focus: false });
}

function startHandle(part) {
  const handle = byId(`handle-${part}`);
  handle.addEventListener("pointerdown", event => {
    event.preventDefault();
    handle.focus();
    handle.setPointerCapture(event.pointerId);
    dragged = { part, id: currentRow()?.id };
    grip = event.clientX - edgeOf(part);
  });
  handle.addEventListener("pointermove", event => {
    const row = dragged?.part === part && rowOf(dragged.id);
    if (row) set(row, part, momentAt(event.clientX - grip));
  });
  for (const kind of ["pointerup", "pointercancel"]) handle.addEventListener(kind, () => (dragged = null));
  handle.addEventListener("keydown", event => {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[
      event.key
    ];
    if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    nudge(part, by);
  });
}

function redraw() {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    draw();
  });
}

function draw() {
  const [width, height, sharp] = [box.clientWidth, box.clientHeight, devicePixelRatio || 1];
  if (!width) return;
  if (canvas.width !== Math.round(width * sharp) || canvas.height !== Math.round(height * sharp)) {
    canvas.width = Math.round(width * sharp);
    canvas.height = Math.round(height * sharp);
  }
  const style = getComputedStyle(box);
  const ink = name => style.getPropertyValue(`--${name}`).trim();
  const pen = canvas.getContext("2d");
  pen.setTransform(sharp, 0, 0, sharp, 0, 0);
  pen.clearRect(0, 0, width, height);
  const current = currentRow();
  if (current?.start != null) {
    pen.fillStyle = ink("now");
    pen.fillRect(place(current.start), 0, place(current.end ?? current.start) - place(current.start), height);
  }
  drawSound(pen, width, height - BAND, ink("quiet"));
  drawTurns(pen, height, ink);
  pen.fillStyle = ink("playhead");
  pen.fillRect(place(video.currentTime * 1000) - 1, 0, 2, height);
  showHandles(pen, current, height, ink("accent"));
}

function drawSound(pen, width, height, colour) {
  const middle = height / 2;
  pen.fillStyle = colour;
  for (let x = 0; x < width; x += 2) {
    const first = Math.floor((from_ms + (x / width) * shown()) / PEAK_MS);
    const last = Math.max(first + 1, Math.floor((from_ms + ((x + 2) / width) * shown()) / PEAK_MS));
    let most = 0;
    for (let at = first; at < last; at++) most = Math.max(most, peaks[at] ?? 0);
    const tall = Math.max(1, (most / 255) * (height - 6));
    pen.fillRect(x, middle - tall / 2, 1.4, tall);
  }
}

/** The lines that are in view, in the colour of who says them, with the letter where a turn begins. */
function drawTurns(pen, height, ink) {
  const top = height - BAND + 2;
  pen.font = `600 12px ${getComputedStyle(document.body).fontFamily}`;
  pen.textBaseline = "middle";
  for (const row of rows()) {
    if (row.kind !== "spoken" || row.start === null || row.end < from_ms || row.start > from_ms + shown())
      continue;
    const [left, right] = [place(row.start), place(row.end)];
    const colour = colourOf(row.speaker);
    pen.fillStyle = ink(`c${colour}`);
    pen.fillRect(left, top, Math.max(2, right - left - 1), BAND - 2);
    if (right - left > 14) {
      pen.fillStyle = ink("on-colour");
      pen.fillText(letterOf(row.speaker), left + 4, top + BAND / 2 - 1);
    }
    if (row.set[0] || row.set[1]) {
      pen.fillStyle = ink("accent");
      if (row.set[0]) pen.fillRect(left - 1, top - 4, 2, BAND + 2);
      if (row.set[1]) pen.fillRect(right - 1, top - 4, 2, BAND + 2);
    }
  }
}

/** The edges of the current line, with the handles outside them, so that these never cover each other. */
function showHandles(pen, row, height, colour) {
  let free = 0; // where the next handle may begin
  PARTS.forEach((part, at) => {
    const handle = byId(`handle-${part}`);
    const ms = row?.[part] ?? null;
    handle.hidden = ms === null || !within(ms);
    if (handle.hidden) return;
    pen.fillStyle = colour;
    pen.fillRect(place(ms) - 1, 0, 2, height);
    const others = (PARTS.length - at) * HANDLE;
    const left = Math.max(
      free,
      Math.min(place(ms) - (part === "start" ? HANDLE : 0), box.clientWidth - others),
    );
    free = left + HANDLE;
    handle.style.left = `${left}px`;
    handle.setAttribute("aria-valuemax", Math.round(data.duration * 1000));
    handle.setAttribute("aria-valuenow", ms);
    handle.setAttribute("aria-valuetext", told(ms));
    handle.title = `${told(ms)} (${STEP_MS} ms)`;
  });
}
