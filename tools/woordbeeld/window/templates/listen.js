import { byId, data, words } from "./page.js";
import { answerOf, left } from "./window.js";

const AGAIN_MS = 1000;
const OFFLINE_MS = 3000;

const start = { first: byId("start").textContent, ...byId("start").dataset };
let pressed = null; // until it makes place for another button

function stage({ name, share, left: rest }, at) {
  const line = document.createElement("li");
  const note = document.createElement("span");
  note.className = "note";
  note.textContent = share >= 1 ? words.stage_done : left(rest);
  const label = document.createElement("label");
  label.htmlFor = `stage-${at}`;
  label.textContent = name;
  const bar = document.createElement("progress");
  bar.id = label.htmlFor;
  bar.max = 1;
  if (share > 0 || rest !== null) bar.value = share;
  line.append(note, label, bar);
  return line;
}

function show(progress) {
  const waits = progress.state !== "idle";
  const state = progress.stopped ? words.stopped : progress.status;
  if (byId("state").textContent !== state) byId("state").textContent = state;
  byId("stages").replaceChildren(...progress.stages.map(stage));
  if (byId("trouble").textContent !== progress.trouble) byId("trouble").textContent = progress.trouble;
  byId("stop").hidden = !waits;
  byId("start").hidden = waits || (!progress.stopped && (progress.made || progress.to_read));
  byId("start").textContent = progress.stopped ? start.resume : progress.trouble ? start.again : start.first;
  byId("start").classList.toggle("main", !progress.trouble); // another video or text may be what it needs
  byId("replace").hidden = waits || !progress.trouble || !progress.made;
  byId("to-files").hidden = waits || !progress.trouble;
  byId("to-read").hidden = !progress.to_read;
  byId("to-correct").hidden = byId("to-publish").hidden = waits || !progress.made;
  byId("about").hidden = !waits;
  if (progress.made && !data.progress.made && !waits) location.reload(); // its next steps can be opened now
}

/** Keeps the focus in the place of a button that was pressed, where another comes. */
function keepFocus() {
  if (!pressed || ![document.body, pressed].includes(document.activeElement)) return;
  const shown = pressed.hidden ? document.querySelector("main .bar button:not([hidden])") : pressed;
  (shown ?? byId("main")).focus();
  if (pressed.hidden) pressed = null;
}

let next = 0; // the timer of the one that asks

async function keepUp() {
  clearTimeout(next);
  let wait = AGAIN_MS;
  try {
    show(await answerOf(await fetch("progress")));
    keepFocus();
  } catch (error) {
    byId("state").textContent = error instanceof TypeError ? words.offline : error.message;
    wait = OFFLINE_MS;
  }
  clearTimeout(next); // of another, that asked meanwhile
  next = setTimeout(keepUp, wait);
}

document.addEventListener("done", event => {
  pressed = event.target;
  keepUp();
});
show(data.progress);
next = setTimeout(keepUp, AGAIN_MS);
