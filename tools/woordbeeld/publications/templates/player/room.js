import { byId, data } from "./page.js";

const TRIED = 100; // of the longest cues: to try all thousands of an hour would take seconds
const ROW = 20; // characters that a line counts for at least, however short

/**
 * Keeps room for the largest caption where captions stand below the picture, so that nothing moves as they
 * come and go; `draw` gives the elements of a cue.
 */
export function startRoom(box, draw) {
  const place = byId("place");
  let width = 0;
  const keep = () => {
    box.style.minHeight = "";
    if (getComputedStyle(box).position === "static") box.style.minHeight = `${largest(box, draw)}px`;
  };
  new ResizeObserver(() => {
    if (place.clientWidth === width) return;
    width = place.clientWidth;
    keep();
  }).observe(place);
  box.addEventListener("redraw", keep);
}

/** The height in pixels that the box would have with the cue that needs most. */
function largest(box, draw) {
  const trial = box.cloneNode();
  trial.removeAttribute("id");
  trial.classList.add("trial");
  trial.style.width = `${box.offsetWidth}px`;
  box.after(trial);
  const cues = longest().map(parts => {
    const cue = document.createElement("div");
    cue.append(...draw(parts));
    return cue;
  });
  trial.append(...cues);
  const most = Math.max(0, ...cues.map(cue => cue.offsetHeight));
  const { paddingTop, paddingBottom } = getComputedStyle(trial);
  trial.remove();
  return Math.ceil(most + Number.parseFloat(paddingTop) + Number.parseFloat(paddingBottom));
}

const longest = () =>
  data.captions
    .map(([, , parts]) => ({ parts, length: parts.reduce((length, part) => length + lengthOf(part), 0) }))
    .sort((one, other) => other.length - one.length)
    .slice(0, TRIED)
    .map(each => each.parts);

const lengthOf = ({ lead = "", lines }) =>
  lines.reduce((length, line) => length + Math.max(line.length, ROW), lead.length);
