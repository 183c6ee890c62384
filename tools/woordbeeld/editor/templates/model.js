/** What the server has told, and what we show already of an edit that it has not answered yet. */
export const model = { tick: -1, version: 0, rows: new Map(), order: [], todo: [], captions: [], about: {} };

const guesses = []; // { id, fields }, the oldest first
const listeners = [];
let guessing = true;

/** Calls `tell(changed ids, { answer, order, captions })` after each change; ids are also of what is gone.
 *  `answer` is not true where somebody sees at once what they do. */
export const listen = tell => listeners.push(tell);

/** A row as it is to be shown. */
export function rowOf(id) {
  let row = model.rows.get(id);
  if (!row || !guessing) return row;
  for (const guess of guesses) if (guess.id === id) row = { ...row, ...guess.fields };
  return row;
}

/** Rows in the order of the text. */
export const rows = () => model.order.map(rowOf);

/** Shows fields of rows as they will be; the function that comes back takes that away again. */
export function guess(fieldsOf) {
  const made = [...fieldsOf].map(([id, fields]) => ({ id, fields }));
  guesses.push(...made);
  tell(new Set(made.map(each => each.id)));
  return () => {
    for (const each of made) guesses.splice(guesses.indexOf(each), 1);
    tell(new Set(made.map(each => each.id)), { answer: true });
  };
}

/** Whether rows are shown as they will be: not while it is unknown whether they will. */
export function showGuesses(value) {
  guessing = value;
  tell(new Set(guesses.map(each => each.id)), { answer: true });
}

/** Takes over what the server tells; an answer that came later than a newer one tells nothing. */
export function take(changes) {
  if (changes.tick <= model.tick) return;
  const changed = new Set(changes.rows.map(row => row.id));
  for (const row of changes.rows) model.rows.set(row.id, row);
  if (changes.order) {
    const now = new Set(changes.order);
    for (const id of model.order) {
      if (now.has(id)) continue;
      changed.add(id);
      model.rows.delete(id);
    }
    model.order = changes.order;
  }
  if (changes.todo) model.todo = changes.todo;
  if (changes.captions) model.captions = changes.captions;
  model.tick = changes.tick;
  model.version = changes.version;
  model.about = changes.about;
  tell(changed, { answer: true, order: Boolean(changes.order), captions: Boolean(changes.captions) });
}

/** The spoken lines of the turn that a line is in. */
export function turnOf(id) {
  const spoken = rows().filter(row => row.kind === "spoken");
  const at = spoken.findIndex(row => row.id === id);
  if (at < 0) return [];
  let [first, last] = [at, at + 1];
  while (first > 0 && !spoken[first].opens) first -= 1;
  while (last < spoken.length && !spoken[last].opens) last += 1;
  return spoken.slice(first, last);
}

/** The spoken lines of the turn before the one that a line is in. */
export function turnBefore(id) {
  const spoken = rows().filter(row => row.kind === "spoken");
  const at = spoken.findIndex(row => row.id === turnOf(id)[0]?.id);
  return at > 0 ? turnOf(spoken[at - 1].id) : [];
}

const tell = (changed, more = {}) => listeners.forEach(each => each(changed, more));
