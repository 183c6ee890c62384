import { byId, make, play, rank, say, seek, fill, media as video, words } from "./page.js";
import { listen, model, rows } from "./model.js";
import { currentRow, markPlaying } from "./list.js";
import { isWriting } from "./writing.js";

const PART_MS = 5000; // of a line that has no end
const NEAR_MS = 500; // that a player may be late, or early
const SPEEDS = [...byId("speed").options].map(option => Number(option.value));
const listeners = [];
let repeated = null; // the line that is repeated
let following = true;
let part = null; // { start, end }, which is heard alone
let timed = []; // { id, start, end } in the order of time
let starts = [];
let said = null; // the line that is heard now

/** Calls `tell()` whenever the moment changes. */
export const listenToMoment = tell => listeners.push(tell);

export function startPlaying() {
  listen((_, { captions }) => {
    timed = rows()
      .filter(row => row.kind === "spoken" && row.start !== null)
      .sort((one, other) => one.start - other.start);
    starts = timed.map(row => row.start);
    // What browsers do not play is made into what they do first.
    if (model.about.sound?.media && !video.getAttribute("src")) video.src = "media";
    if (captions) drawCaptions();
  });
  for (const kind of ["play", "pause", "ended"]) video.addEventListener(kind, showPlaying);
  for (const kind of ["timeupdate", "seeking", "loadedmetadata"]) video.addEventListener(kind, moment);
  video.addEventListener("click", toggle);
  byId("hear-line").addEventListener("click", () => (video.paused ? playLine() : video.pause()));
  byId("speed").addEventListener("change", () => (video.playbackRate = Number(byId("speed").value)));
  const run = () => {
    if (!video.paused) moment();
    requestAnimationFrame(run);
  };
  run();
}

export function toggle() {
  if (video.paused) play();
  else video.pause();
}

export function playLine() {
  const row = currentRow();
  if (row?.start == null) return;
  seek(row.start / 1000);
  play();
}

/** Plays a part (ms), and stops at its end; whoever goes elsewhere meanwhile goes on there. */
export function playPart(start, end) {
  part = { start, end: end ?? start + PART_MS };
  seek(start / 1000);
  play();
}

/** Ends at the end of the part that is heard alone. */
function keepToPart(ms) {
  if (!part || (ms >= part.start - NEAR_MS && ms < part.end)) return;
  if (ms >= part.end && ms < part.end + NEAR_MS) video.pause();
  part = null;
}

export function repeat() {
  repeated = repeated ? null : currentRow();
  byId("repeat").setAttribute("aria-pressed", String(Boolean(repeated)));
  say(repeated ? words.said_repeat : words.said_no_repeat);
  if (repeated) playLine();
}

export function follow() {
  following = !following;
  byId("follow").setAttribute("aria-pressed", String(following));
  say(following ? words.said_follow : words.said_no_follow);
}

export function speed(by) {
  const select = byId("speed");
  select.selectedIndex = Math.min(Math.max(0, SPEEDS.indexOf(Number(select.value)) + by), SPEEDS.length - 1);
  video.playbackRate = Number(select.value);
  say(fill(words.said_speed, { speed: select.selectedOptions[0].text }));
}

export const skip = seconds => seek(video.currentTime + seconds);

function moment() {
  const ms = video.currentTime * 1000;
  keepToPart(ms);
  const line = !part && repeated && (currentRow()?.id === repeated.id ? currentRow() : repeated);
  if (line && !video.paused && line.end !== null && ms >= line.end) seek(line.start / 1000);
  const found = timed[rank(starts, ms + 20) - 1];
  const now = found && ms < (found.end ?? Infinity) + 500 ? found.id : null;
  if (now !== said) {
    said = now;
    markPlaying(now, following && !part && !video.paused && !isWriting());
  }
  byId("clock").textContent = tenths(ms);
  drawCaptions();
  listeners.forEach(each => each());
}

function showPlaying() {
  for (const [id, name] of Object.entries({ play: words.play, "hear-line": words.play_line })) {
    byId(id).textContent = video.paused ? "▶" : "❚❚";
    byId(id).setAttribute("aria-label", video.paused ? name : words.pause);
  }
}

function tenths(ms) {
  const text = `${Math.floor(ms / 60_000)}:${((Math.floor(ms / 100) / 10) % 60).toFixed(1).padStart(4, "0")}`;
  return document.documentElement.lang === "nl" ? text.replace(".", ",") : text;
}

let shown = null;

function drawCaptions() {
  const ms = video.currentTime * 1000;
  const cue = model.captions.findLast?.(([start, end]) => start <= ms && ms < end) ?? null;
  if (cue === shown) return;
  shown = cue;
  const parts = cue?.[2] ?? [];
  byId("captions").replaceChildren(
    ...parts.map(part => make("p", {}, ...part.lines.map((line, at) => row(part, line, at)))),
  );
}

function row(part, line, at) {
  return make("span", { class: "row" }, (at ? "" : (part.lead ?? "")) + line);
}
