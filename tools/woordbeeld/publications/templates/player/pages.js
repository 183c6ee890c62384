import { byId, clock, data, fill, make, media, words } from "./page.js";

const ROWS = ["captions", "descriptions"]; // of the data, that each page has for its own time
const NOTHING_COMES_MS = 20_000; // in which nothing comes, after which a page or a track is not waited for
const HEARS_WITHIN_MS = 5000; // with a page on disk that has come and tells nothing, for it may not be there
const READS_MS = 60; // for a character of a description, some 17 a second

/**
 * Reads the pages on which a long transcript goes on into this one, up to the first that fails.
 *
 * From there on captions and descriptions are those of the tracks, and the viewer is told what is missing.
 */
export async function joinPages(pages) {
  const fetchText = location.protocol === "file:" ? told : fetched;
  const parts = await Promise.all(pages.map(async page => partOf(await fetchText(page.name), page.mark)));
  const fails = parts.indexOf(null);
  for (const part of fails < 0 ? parts : parts.slice(0, fails)) join(part);
  if (fails >= 0) await withoutPagesFrom(pages[fails].start);
}

/** What a page has; null where it is another one, one of another version, or not whole. */
function partOf(text, mark) {
  try {
    const page = new DOMParser().parseFromString(text ?? "", "text/html");
    const more = JSON.parse(page.getElementById("data").textContent);
    return more.mark === mark ? { page, more } : null;
  } catch {
    return null;
  }
}

/** The text of a page, which the server is asked for anew: one that was kept may be of another version. */
async function fetched(name) {
  const stops = new AbortController();
  let timer = 0;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stops.abort(), NOTHING_COMES_MS);
  };
  wait();
  try {
    const answer = await fetch(name, { cache: "no-cache", signal: stops.signal });
    if (!answer.ok) return null;
    let text = "";
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += part.value;
      wait();
    }
    return text;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** A page from disk can fetch nothing: the other one is opened out of sight, and tells what it has. */
function told(name) {
  return new Promise(resolve => {
    const frame = make("iframe", { src: name, hidden: "" });
    const end = text => {
      removeEventListener("message", hear);
      frame.remove();
      resolve(text);
    };
    const hear = event => event.source === frame.contentWindow && end(String(event.data));
    addEventListener("message", hear);
    frame.addEventListener("load", () => setTimeout(end, HEARS_WITHIN_MS, null));
    setTimeout(end, NOTHING_COMES_MS, null); // some browsers tell nothing of a page that is not there
    document.body.append(frame);
  });
}

function join({ page, more }) {
  const reading = byId("reading");
  for (const part of [...page.getElementById("reading").children]) {
    if (part.matches("[data-continues]")) reading.lastElementChild.append(...[...part.children].slice(1));
    else reading.append(part);
  }
  for (const kind of ROWS) data[kind].push(...more[kind]);
  const after = page.getElementById("after");
  if (after) byId("after").replaceWith(after);
  else byId("after").remove();
}

/** Tells what is missing from a moment (s) on; the link to it stays. */
async function withoutPagesFrom(seconds) {
  data.textUntil = seconds;
  const found = await Promise.all(ROWS.map(addTrack));
  const said = found.every(Boolean) ? words.pages.incomplete : words.pages.incomplete_captions;
  byId("incomplete").textContent = fill(said, { time: clock(seconds) });
  byId("incomplete").hidden = false;
}

/** Adds what only the track beside the page has; tells whether that could be had. */
async function addTrack(kind) {
  const element = media.querySelector(`track[kind=${kind}]`);
  if (!element) return true;
  const { track } = element;
  await new Promise(resolve => {
    for (const event of ["load", "error"]) element.addEventListener(event, resolve);
    setTimeout(resolve, NOTHING_COMES_MS);
    track.mode = "hidden"; // from then on it is fetched
    if (element.readyState >= HTMLTrackElement.LOADED) resolve();
  });
  if (element.readyState !== HTMLTrackElement.LOADED) return false;
  const own = new Set(data[kind].map(([start]) => start));
  const cues = [...track.cues].map(each => [
    Math.round(each.startTime * 1000),
    Math.round(each.endTime * 1000),
    each.getCueAsHTML().textContent,
  ]);
  const more = cues.filter(([start]) => !own.has(start));
  data[kind].push(...more.map(cue => rowOf[kind](...cue)));
  return true;
}

const rowOf = {
  captions: (start, end, text) => [start, end, [{ lines: text.split("\n") }]],
  descriptions: (start, end, text) => [start, end, text, end, text.length * READS_MS],
};
