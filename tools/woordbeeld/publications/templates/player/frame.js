import { byId, make } from "./page.js";

const FOLDED = { transcript: "text", downloads: "downloads" }; // headings, and the sections they fold

/** In another page, it is as small as that page asks for, or tells it how much room it needs. */
export function startFrame() {
  const asked = [location.search, location.hash].some(part =>
    new URLSearchParams(part.slice(1)).has("compact"),
  );
  if (asked) startCompact();
  else if (isFramed) tellHeight();
}

export const isFramed = parent !== window;

/** Unfolds the transcript where it is folded. */
export function showTranscript() {
  const button = byId("transcript").querySelector("[aria-expanded=false]");
  button?.click();
}

/** One screen without scrolling: all but the player is folded, and opens in what room there is. */
function startCompact() {
  document.documentElement.classList.add("compact");
  foldIntroduction();
  for (const [id, section] of Object.entries(FOLDED))
    makeFoldable(byId(id), document.querySelector(`.${section}`));
  document.querySelector(".skip").addEventListener("click", showTranscript);
}

function foldIntroduction() {
  const button = byId("open-introduction");
  if (!button) return;
  button.hidden = false;
  makeFold(button, byId("introduction"));
}

function makeFoldable(heading, section) {
  const button = make("button", { type: "button" }, ...heading.childNodes);
  heading.append(button);
  makeFold(button, section);
}

function makeFold(button, section) {
  const open = value => {
    button.setAttribute("aria-expanded", String(value));
    section.classList.toggle("folded", !value);
  };
  button.addEventListener("click", () => open(section.classList.contains("folded")));
  open(false);
}

/** Tells the page around it its height; that is all it tells, so whichever page that is may know. */
function tellHeight() {
  document.documentElement.classList.add("framed");
  const tell = () =>
    parent.postMessage({ type: "woordbeeld:height", height: document.documentElement.offsetHeight }, "*");
  new ResizeObserver(tell).observe(document.documentElement);
}
