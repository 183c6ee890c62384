import { byId, clock, fill, make, play, rank, say, seek, video, words } from "./page.js";
import { remembered } from "./store.js";

const SHOWN = ["scenes", "sounds", "times"];
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
  video.addEventListener("timeupdate", mark);
  video.addEventListener("seeking", mark);
  byId("copy").addEventListener("click", copyLink);
  addEventListener("hashchange", goToHash);
  goToHash();

  function mark() {
    const found = timed[rank(starts, video.currentTime + 0.05) - 1]?.link ?? null;
    if (found === current) return;
    current?.removeAttribute("aria-current");
    found?.setAttribute("aria-current", "true");
    if (!text.contains(document.activeElement) && found) rove(found);
    current = found;
    if (found && follow.checked && !video.paused) reveal(found);
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

/** Brings a line to the middle of the transcript; the page itself moves only where it has to. */
export function reveal(line) {
  const panel = byId("reading");
  const behavior = calm.matches ? "auto" : "smooth";
  if (panel.scrollHeight > panel.clientHeight + 1 && getComputedStyle(panel).overflowY !== "visible") {
    const [inner, outer] = [line.getBoundingClientRect(), panel.getBoundingClientRect()];
    const top = panel.scrollTop + inner.top - outer.top - (outer.height - inner.height) / 2;
    panel.scrollTo({ top, behavior });
  } else {
    line.scrollIntoView({ block: "center", behavior });
  }
}

export function playFrom(seconds) {
  seek(seconds);
  play();
}

function goToHash() {
  const found = /^#t=(\d+(?:\.\d+)?)/.exec(location.hash);
  if (!found) return;
  const moment = Number(found[1]);
  if (video.readyState) seek(moment);
  else video.addEventListener("loadedmetadata", () => seek(moment), { once: true });
}

async function copyLink() {
  const moment = Math.round(video.currentTime * 10) / 10;
  const address = `${location.href.split("#")[0]}#t=${moment}`;
  const shown = byId("link");
  try {
    await navigator.clipboard.writeText(address);
    shown.hidden = true;
    say(fill(words.copied, { time: clock(moment) }));
  } catch {
    // Pages from disk and some frames may not write to the clipboard.
    shown.hidden = false;
    shown.value = address;
    shown.select();
    say(words.copy_yourself);
  }
}
