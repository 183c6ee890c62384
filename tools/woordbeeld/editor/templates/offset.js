import { byId, fill, say, words } from "./page.js";
import { listen, model } from "./model.js";
import { write } from "./drawing.js";
import { focusLine } from "./list.js";
import { edit } from "./server.js";

const field = byId("offset");

/** How much later in the video all times are that somebody set: for a video that begins elsewhere. */
export function startOffset() {
  listen(show);
  field.addEventListener("change", change);
  field.addEventListener("blur", show);
  field.addEventListener("keydown", event => {
    if (event.key === "Escape") field.value = told(model.about.offset);
    if (event.key === "Enter" || event.key === "Escape") focusLine();
  });
}

function show() {
  const { pins = 0, offset = 0 } = model.about;
  byId("offset-panel").hidden = !pins && !offset;
  write(byId("offset-count"), fill(words.offset_count, { count: pins }));
  if (document.activeElement !== field) field.value = told(offset);
}

async function change() {
  const offset_ms = parse(field.value);
  if (offset_ms === null) return say(words.no_such_offset);
  if (offset_ms === model.about.offset) return;
  try {
    await edit({ kind: "set-offset", offset_ms });
    say(fill(words.said_offset, { seconds: told(offset_ms) }));
  } catch (refused) {
    say(refused.message);
  }
  show();
}

/** Seconds to the millisecond, with the comma where the page speaks Dutch. */
function told(ms) {
  const text = (ms / 1000).toFixed(3);
  return document.documentElement.lang === "nl" ? text.replace(".", ",") : text;
}

function parse(text) {
  const found = /^([+\-−]?)(\d+(?:[.,]\d+)?)$/.exec(text.trim());
  if (!found) return null;
  const ms = Math.round(Number(found[2].replace(",", ".")) * 1000);
  return found[1] && found[1] !== "+" ? -ms : ms;
}
