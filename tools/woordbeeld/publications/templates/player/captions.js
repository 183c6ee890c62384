import { byId, data, make, media, words } from "./page.js";
import { startRoom } from "./room.js";
import { store } from "./store.js";

const LOOKS = ["size", "colour", "background", "position"]; // of which sound alone has the size

/** Shows captions over the picture, as the viewer wants them to look, at the browser's own moments. */
export function startCaptions() {
  const box = byId("captions");
  const track = media.addTextTrack("captions", words.captions, data.language);
  for (const [start, end, parts] of data.captions) {
    const cue = new VTTCue(start / 1000, end / 1000, parts.map(plain).join("\n"));
    cue.parts = parts;
    track.addCue(cue);
  }
  track.oncuechange = () => draw(box, track);
  // The full screen of a phone shows nothing but the video, so there the browser draws the captions.
  const inFullScreen = mode => {
    if (on()) track.mode = mode;
  };
  media.addEventListener("webkitbeginfullscreen", () => inFullScreen("showing"));
  media.addEventListener("webkitendfullscreen", () => inFullScreen("hidden"));

  const on = () => store.get("captions", true);
  function turn(value) {
    store.set("captions", value);
    track.mode = value ? "hidden" : "disabled";
    draw(box, track);
  }
  turn(on());
  box.addEventListener("redraw", () => draw(box, track));
  startLooks(box);
  startRoom(box, parts => parts.map(utterance));
  return { on, turn };
}

const plain = part => (part.lead ?? "") + part.lines.join("\n");

function draw(box, track) {
  const cues = track.mode === "disabled" ? [] : [...track.activeCues];
  const sample = !cues.length && !byId("settings").hidden && track.mode !== "disabled";
  const parts = sample ? [{ lines: [words.sample] }] : cues.flatMap(cue => cue.parts);
  box.toggleAttribute(
    "data-high",
    parts.some(part => part.high),
  );
  box.replaceChildren(...parts.map(utterance));
}

function utterance(part) {
  const rows = part.lines.map((line, at) => make("span", { class: "row" }, ...inLanguages(part, line, at)));
  if (part.lead)
    rows[0].prepend(make("bdi", { class: "lead" }, part.lead.trimEnd()), /\s$/.test(part.lead) ? " " : "");
  const element = make("p", { class: part.off ? "off" : "" }, ...rows.filter(row => row.textContent));
  if (part.colour) element.dataset.colour = part.colour;
  return element;
}

/** A line, with what is in another language told apart. */
const inLanguages = (part, line, at) =>
  (part.parts?.[at] ?? [[line, null]]).map(([text, lang]) => (lang ? make("span", { lang }, text) : text));

function startLooks(box) {
  for (const name of LOOKS) {
    const select = byId(`look-${name}`);
    if (!select) continue;
    select.value = store.get(name, select.value);
    if (!select.value) select.selectedIndex = [...select.options].findIndex(each => each.defaultSelected);
    const apply = () => (byId("player").dataset[name] = select.value);
    select.addEventListener("change", () => {
      store.set(name, select.value);
      apply();
      box.dispatchEvent(new Event("redraw"));
    });
    apply();
  }
}
