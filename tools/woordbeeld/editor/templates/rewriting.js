import { byId, data, fill, make, say, words } from "./page.js";
import { listen, model, rowOf } from "./model.js";
import { choose, currentRow, elementOf, focusLine, hold } from "./list.js";
import { edit, seen } from "./server.js";

let open = null; // { id, was, version, field, error }

/** Edits the text of the current line where it stands. */
export function startRewriting() {
  listen(changed => {
    if (!open || !changed.has(open.id)) return;
    const row = model.rows.get(open.id);
    if (!row) {
      say(`${words.refused.gone} “${open.field.value}”`); // what was written can still be copied
      close(false);
    } else if (row.text !== open.was) open.error.textContent = fill(words.changed_while_editing, { text: row.text });
  });
  addEventListener("beforeunload", event => open && open.field.value !== open.was && event.preventDefault());
}

export function rewrite() {
  const row = currentRow();
  if (open) return open.field.focus();
  if (!row) return;
  const cell = elementOf(row.id).children[2];
  const field = make("textarea", { "aria-label": words.editing, lang: data.language, rows: 1, spellcheck: "true" });
  field.value = row.text;
  const error = make("p", { class: "alert", role: "alert" });
  const tools = make("div", { class: "bar" });
  for (const [text, act] of [[words.done, done], [words.split_line, split], [words.cancel, () => close()]]) {
    if (act === split && row.kind !== "spoken") continue;
    const button = make("button", { type: "button" }, text);
    button.addEventListener("mousedown", event => event.preventDefault()); // the cursor stays where it is
    button.addEventListener("click", () => act());
    tools.append(button);
  }
  cell.replaceChildren(field, make("p", { class: "note" }, row.kind === "spoken" ? words.edit_hint : words.edit_hint_short), error, tools);
  open = { id: row.id, was: row.text, version: seen(), field, error };
  hold(row.id);
  field.addEventListener("keydown", press);
  field.addEventListener("input", grow);
  field.addEventListener("focusout", event => {
    if (open?.field === field && document.hasFocus() && !cell.contains(event.relatedTarget)) done(false);
  });
  grow();
  field.focus();
  field.setSelectionRange(row.text.length, row.text.length);
  elementOf(row.id).scrollIntoView({ block: "nearest" });
}

export const isRewriting = () => open !== null;

/** Takes in what is being written; tells whether that could be. */
export async function finish() {
  if (open) await done();
  return !open;
}

/** Ends the editing with what was written, if something was. */
async function done(refocus = true) {
  const { id, was, version, field, error } = open;
  const text = tidy(field.value);
  if (text === was) return close(refocus);
  if (open.sent) return open.sent;
  try {
    await (open.sent = edit({ kind: "reword", id, text }, { version }));
    if (open?.id === id) close(refocus);
    say(words.did.reword);
  } catch (refused) {
    if (open) open.sent = null;
    complain(error, refused); // what was written stays, to be mended
    if (refocus) field.focus();
    else say(refused.message);
  }
}

async function split() {
  const { id, was, version, field, error } = open;
  const text = tidy(field.value);
  const at = [...tidy(field.value.slice(0, field.selectionStart))].length; // whole signs, as the program counts
  try {
    if (text !== was) await edit({ kind: "reword", id, text }, { version });
    const [second] = await edit({ kind: "split", id, at }, text === was ? { version } : {});
    close();
    say(words.did.split);
    if (second !== undefined) choose(second);
  } catch (refused) {
    if (open) open.was = model.rows.get(id)?.text ?? was;
    complain(error, refused);
    field.focus();
  }
}

function complain(error, refused) {
  error.textContent = refused.message;
  error.closest(".line")?.scrollIntoView({ block: "nearest" });
}

function close(refocus = true) {
  open = null;
  hold(null);
  if (refocus) focusLine();
}

function press(event) {
  event.stopPropagation();
  if (event.isComposing) return;
  if (event.key === "Escape") close();
  else if (event.key === "Enter" && event.ctrlKey && rowOf(open.id).kind === "spoken") split();
  else if (event.key === "Enter") done();
  else if (event.key === "s" && (event.ctrlKey || event.metaKey)) {
    byId("save").click(); // which takes in what is written first
  } else return;
  event.preventDefault();
}

function grow() {
  open.field.style.height = "auto";
  open.field.style.height = `${open.field.scrollHeight + 4}px`;
}

const tidy = text => text.split(/\s+/).filter(Boolean).join(" ");
