/** Whether somebody writes or clicks, and what an answer must then leave alone; and which keys do not count.
 *
 *  The focus and the current line move when somebody acts. An answer moves them only where nobody has done
 *  anything since it was asked for, or where what had the focus is there no more. */
const FIELDS = "textarea, input[type=text]";
const BURST_MS = 40; // keys that follow each other sooner belong together: no person begins a command so soon
const REACTION_MS = 400; // until somebody has noticed that the page changed by itself, and stops typing
const CLICK_MS = 500; // that a double click may take
const LOOK_EVERY_MS = 100;
const LEAVING = new Set(["Tab", "Escape", "Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock"]);
const ACTING = new Set(["Enter", "F2", "Delete", "Backspace"]);

let touches = 0; // how often somebody has pressed something
let clicked = -Infinity; // when somebody last did so on a line
let written = -Infinity; // when a key was last pressed in a field, or so soon after it that it belonged to it
let turned = -Infinity; // when the page last took something away by itself, or was still typed at after that

export function startWriting() {
  for (const kind of ["keydown", "pointerdown", "click"]) addEventListener(kind, () => (touches += 1), true);
  addEventListener(
    "pointerdown",
    event => {
      if (event.target.closest(".line") && !event.target.closest("button")) clicked = event.timeStamp;
    },
    true,
  );
  addEventListener(
    "keydown",
    event => {
      if (event.target.matches?.(FIELDS)) written = event.key === "Escape" ? -Infinity : event.timeStamp;
      else if (!isMeant(event)) stop(event);
    },
    true,
  );
  addEventListener(
    "focusin",
    event => {
      if (event.relatedTarget?.matches(".line")) written = -Infinity; // from one line to another
    },
    true,
  );
  addEventListener(
    "click",
    event => {
      const button = event.target.closest("button");
      // Who chooses a line, or something in a dialog, has seen what there is now.
      if (event.target.closest(".line") || (event.target.closest("dialog") && !button)) {
        [written, turned] = [-Infinity, -Infinity];
      } else if (button && event.timeStamp - turned < REACTION_MS) stop(event);
    },
    true,
  );
}

export const fieldsOf = element => [...element.querySelectorAll(FIELDS)];

/** Somebody is busy in a field or a dialog. */
export const isWriting = () =>
  Boolean(document.activeElement?.matches(FIELDS) || document.querySelector("dialog[open]"));

/** Begun when something is asked; tells later whether nobody has pressed anything since. */
export function untouched() {
  const then = touches;
  return () => touches === then;
}

/** The page took away what somebody worked at: what is typed now was meant for that. */
export const tookAway = () => (turned = performance.now());

/** Does something that takes the focus, as soon as nobody writes. */
export function whenFree(act) {
  if (isWriting()) setTimeout(whenFree, LOOK_EVERY_MS, act);
  else act();
}

/** Does something that moves lines, as soon as nobody is about to click on one for the second time. */
export function whenStill(act) {
  const left_ms = clicked + CLICK_MS - performance.now();
  if (left_ms > 0) setTimeout(whenStill, left_ms, act);
  else act();
}

/** A key outside fields is for what has the focus now, unless it belongs to what was typed before. */
function isMeant(event) {
  const control = (event.ctrlKey || event.metaKey) && !event.getModifierState("AltGraph");
  if (control || LEAVING.has(event.key)) return true;
  const onLine = event.target.matches(".line");
  if (onLine && event.key.length > 1 && !event.altKey && !ACTING.has(event.key)) return true;
  if (onLine && event.timeStamp - written < BURST_MS) {
    written = event.timeStamp;
    return false;
  }
  if (event.timeStamp - turned >= REACTION_MS) return true;
  turned = event.timeStamp;
  return false;
}

function stop(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}
