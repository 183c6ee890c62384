import { byId, data, fill, make, say, words } from "./page.js";
import { listen, model, rowOf } from "./model.js";
import { choose, currentRow, elementOf, focusLine, hold, release } from "./list.js";
import { edit, seen } from "./server.js";
import { untouched, whenStill } from "./writing.js";

// By id: { id, was, version, asked, answer, field, error, cell }. `was` is the text that the program has, or
// will have when what is `asked` of it is answered. A box stays until then; what is refused is to be mended.
const boxes = new Map();

/** Edits the text of a line where it stands. Only who writes leaves the box. */
export function startRewriting() {
  listen(changed => {
    for (const box of boxes.values()) if (changed.has(box.id) && !box.asked) noticeOthers(box);
  });
  const unkept = box => box.asked || tidy(box.field.value) !== box.was;
  addEventListener("beforeunload", event => [...boxes.values()].some(unkept) && event.preventDefault());
}

function noticeOthers({ id, was, error }) {
  const row = model.rows.get(id);
  if (!row) error.textContent = words.refused.gone;
  else if (row.text !== was) error.textContent = fill(words.changed_while_editing, { text: row.text });
}

export function rewrite(id = currentRow()?.id) {
  const row = rowOf(id);
  if (boxes.has(id)) return boxes.get(id).field.focus();
  if (!row) return;
  const cell = elementOf(id).children[2];
  const about = { "aria-label": words.editing, lang: data.language, rows: 1, spellcheck: "true" };
  const field = make("textarea", about);
  field.value = row.text;
  const error = make("p", { class: "alert", role: "alert" });
  const box = { id, was: row.text, version: seen([id]), asked: 0, field, error, cell };
  const spoken = row.kind === "spoken";
  const hint = make("p", { class: "note" }, spoken ? words.edit_hint : words.edit_hint_short);
  cell.replaceChildren(field, hint, error, toolsOf(box, spoken));
  boxes.set(id, box);
  hold(id);
  field.addEventListener("keydown", event => press(event, box, spoken));
  field.addEventListener("input", () => grow(field));
  field.addEventListener("focus", () => (field.readOnly = false));
  field.addEventListener("focusout", event => {
    const inside = cell.contains(event.relatedTarget);
    if (boxes.get(id) === box && document.hasFocus() && !inside) done(box, false);
  });
  grow(field);
  field.focus();
  field.setSelectionRange(row.text.length, row.text.length);
  elementOf(id).scrollIntoView({ block: "nearest" });
}

function toolsOf(box, spoken) {
  const acts = [[words.done, done], ...(spoken ? [[words.split_line, split]] : []), [words.cancel, cancel]];
  const buttons = acts.map(([text, act]) => {
    const button = make("button", { type: "button" }, text);
    button.addEventListener("mousedown", event => event.preventDefault()); // the cursor stays where it is
    button.addEventListener("click", () => act(box));
    return button;
  });
  return make("div", { class: "bar" }, ...buttons);
}

/** Takes in all that is being written; tells whether that could be. */
export async function finish() {
  const kept = await Promise.all([...boxes.values()].map(box => done(box)));
  return kept.every(Boolean);
}

/** Ends the editing with what was written, if something was; tells whether the program has it. */
function done(box, refocus = true) {
  const text = tidy(box.field.value);
  if (text === box.was) return leave(box, refocus);
  return send(
    box,
    text,
    refocus,
    reworded => reworded,
    () => say(words.did.reword),
  );
}

function split(box) {
  const text = tidy(box.field.value);
  const before = tidy(box.field.value.slice(0, box.field.selectionStart));
  const what = { kind: "split", id: box.id, at: [...before].length }; // whole signs, as the program counts
  const saw = text === box.was ? { version: box.version } : {};
  const still = untouched();
  const divide = async reworded => {
    await reworded;
    return edit(what, saw);
  };
  return send(box, text, true, divide, ([second]) => {
    say(words.did.split);
    if (second !== undefined && still()) choose(second);
  });
}

/** Asks for the text, if it is a new one, and goes on with that; then calls `tell(ids of added rows)`. */
function send(box, text, refocus, goOn, tell) {
  const { id, was, version } = box;
  const still = untouched();
  const fields = [[id, { text, differences: [] }]];
  box.asked += 1;
  box.was = text;
  const reworded = text === was ? null : edit({ kind: "reword", id, text }, { version, fields });
  box.version = seen([id]);
  box.answer = goOn(reworded).then(
    added => {
      box.asked -= 1;
      closeIfLeft(box);
      tell(added);
      return true;
    },
    refused => {
      box.asked -= 1;
      box.was = model.rows.get(id)?.text;
      box.version = seen([id]); // for who tries again, having been told
      complain(box, refused, refocus && still() && document.activeElement === elementOf(id));
      return false;
    },
  );
  leave(box, refocus);
  return box.answer;
}

/** Leaves a box, which closes as soon as nothing is asked of it. */
function leave(box, refocus) {
  box.field.readOnly = true;
  closeIfLeft(box);
  if (refocus) focusLine();
  return box.asked ? box.answer : true;
}

function cancel(box) {
  box.field.value = box.was ??= "";
  leave(box, true);
}

function complain({ error, field }, refused, here) {
  error.textContent = refused.message;
  field.readOnly = false;
  if (!here) return say(refused.message);
  field.focus();
  error.closest(".line").scrollIntoView({ block: "nearest" });
}

/** A box that was left closes when nothing is asked of it any more, unless somebody came back to it. */
function closeIfLeft(box) {
  whenStill(() => {
    if (box.asked || !box.field.readOnly || boxes.get(box.id) !== box) return;
    boxes.delete(box.id);
    release(box.id);
  });
}

function press(event, box, spoken) {
  event.stopPropagation();
  if (event.isComposing) return;
  if (event.key === "Escape") cancel(box);
  else if (event.key === "Enter" && event.ctrlKey && spoken) split(box);
  else if (event.key === "Enter") done(box);
  else if ("sh".includes(event.key) && (event.ctrlKey || event.metaKey)) {
    byId(event.key === "s" ? "save" : "open-replace").click(); // which take in what is written first
  } else return;
  event.preventDefault();
}

function grow(field) {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 4}px`;
}

const tidy = text => text.split(/\s+/).filter(Boolean).join(" ");
