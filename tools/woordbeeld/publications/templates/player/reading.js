import { isFramed } from "./frame.js";
import { byId, clock, data, fill, make, media, play, rank, say, seek, words } from "./page.js";
import { remembered } from "./store.js";

const SHOWN = ["scenes", "sounds", "times"];
const FRAMES = 10; // in which turns that come in sight may still move a line
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** The transcript beside the video: each line starts the video there, and the line that is said is marked. */
export function startReading() {
  const text = byId("reading");
  const links = [...text.querySelectorAll("[data-start]")].map(linked);
  // In the order of time, which where people interrupt each other is not that of the text.
  const timed = links
    .map(link => ({ link, start: Number(link.dataset.start) }))
    .sort((one, other) => one.start - other.start);
  const starts = timed.map(each => each.start);
  let current = null;
  let stop = links[0]; // the line that the Tab key comes to
  if (stop) stop.tabIndex = 0;

  const follow = remembered(byId("follow"), false, value => value && current && reveal(current));
  for (const name of SHOWN)
    remembered(byId(name), true, value => text.classList.toggle(`no-${name}`, !value));

  text.addEventListener("click", event => {
    const link = event.target.closest("a[data-start]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return; // the browser opens it elsewhere
    event.preventDefault();
    const selecting = event.detail > 0 && !getSelection().isCollapsed;
    if (!selecting) playFrom(Number(link.dataset.start));
  });
  text.addEventListener("focusin", event => event.target.matches("a[data-start]") && rove(event.target));
  text.addEventListener("keydown", event => {
    const at = links.indexOf(event.target);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
    if (at < 0 || to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    visible(links, to, to < at || event.key === "End" ? -1 : 1)?.focus();
  });
  media.addEventListener("timeupdate", mark);
  media.addEventListener("seeking", mark);
  byId("copy").addEventListener("click", copyLink);
  addEventListener("hashchange", goToHash);
  goToHash();

  function lineAt(seconds) {
    if (seconds >= data.textUntil) return null; // of a page that is missing
    return timed[rank(starts, seconds + 0.05) - 1]?.link ?? null;
  }
  function mark({ type }) {
    const found = lineAt(media.currentTime);
    const changes = found !== current;
    if (changes) point(found);
    const moves = type === "seeking" && media.paused ? movesAlong() : changes && follow.checked;
    if (found && moves) reveal(found);
  }
  /** Whether the text moves with the slider: where it moves the page, that takes the slider away. */
  function movesAlong() {
    return panelScrolls() || (follow.checked && document.activeElement !== byId("seek"));
  }
  /** Goes to the moment in the address; a page around this one is not moved. */
  function goToHash() {
    const moment = Number.parseFloat(new URLSearchParams(location.hash.slice(1)).get("t"));
    if (!(moment >= 0)) return;
    if (media.readyState) seek(moment);
    else media.addEventListener("loadedmetadata", () => seek(moment), { once: true });
    const line = lineAt(moment);
    if (!line) return;
    point(line);
    if (panelScrolls() || !isFramed) reveal(line, "auto");
  }
  function point(found) {
    current?.removeAttribute("aria-current");
    found?.setAttribute("aria-current", "true");
    if (!text.contains(document.activeElement) && found) rove(found);
    current = found;
  }
  function rove(link) {
    stop.tabIndex = -1;
    link.tabIndex = 0;
    stop = link;
  }
  return links;
}

function linked(span) {
  const link = make("a", {
    href: `#t=${Number(span.dataset.start)}`,
    id: span.id,
    class: span.className,
    tabindex: -1,
  });
  link.draggable = false;
  link.dataset.start = span.dataset.start;
  link.append(...span.childNodes);
  span.replaceWith(link);
  return link;
}

function visible(links, at, step) {
  while (links[at] && !links[at].checkVisibility()) at += step;
  return links[at];
}

/** Whether the transcript scrolls in a panel of its own, and not with the whole page. */
function panelScrolls() {
  const panel = byId("reading");
  return panel.scrollHeight > panel.clientHeight + 1 && getComputedStyle(panel).overflowY !== "visible";
}

let settling = null; // the line that the transcript has just gone to

/**
 * Brings a line to the middle of the transcript; the page itself moves only where it has to.
 *
 * Turns out of sight have a guessed height, so what is far is gone to at once, and again.
 */
export function reveal(line, behavior = calm.matches ? "auto" : "smooth") {
  if (settling === line) return;
  settling = null;
  if (Math.abs(fromMiddle(line)) > innerHeight) {
    settling = line;
    settle(line, FRAMES);
  } else {
    center(line, behavior);
  }
}

function settle(line, frames) {
  if (settling !== line) return;
  center(line, "auto");
  if (frames) requestAnimationFrame(() => settle(line, frames - 1));
  else settling = null;
}

function center(line, behavior) {
  if (panelScrolls()) byId("reading").scrollBy({ top: fromMiddle(line), behavior });
  else line.scrollIntoView({ block: "center", behavior });
}

/** How far (in pixels) a line is from the middle of what is in sight of the panel, or of the screen. */
function fromMiddle(line) {
  const middle = ({ top, bottom }) => (top + bottom) / 2;
  const screen = { top: 0, bottom: innerHeight };
  const panel = panelScrolls() ? byId("reading").getBoundingClientRect() : screen;
  const inSight = { top: Math.max(panel.top, 0), bottom: Math.min(panel.bottom, innerHeight) };
  return middle(line.getBoundingClientRect()) - middle(inSight.top < inSight.bottom ? inSight : panel);
}

export function playFrom(seconds) {
  seek(seconds);
  play();
}

async function copyLink() {
  const moment = Math.round(media.currentTime * 10) / 10;
  const address = new URL(location.href);
  address.searchParams.delete("compact"); // a link leads to the page by itself
  address.hash = `t=${moment}`;
  const shown = byId("link");
  try {
    await navigator.clipboard.writeText(address.href);
    shown.hidden = true;
    say(fill(words.copied, { time: clock(moment) }));
  } catch {
    // Pages from disk and some frames may not write to the clipboard.
    shown.hidden = false;
    shown.value = address.href;
    shown.select();
    say(words.copy_yourself);
  }
}
