import { words } from "./page.js";
import { guess, model, showGuesses, take } from "./model.js";

const FORBIDDEN = 403;
const SOON_MS = 100; // until a request that was not answered is sent again
const LANGUAGE = { "Accept-Language": document.documentElement.lang };
const AGAIN_MS = 1000; // between attempts to reach a program that does not answer
const before = []; // what must be sent before anything else is
const listeners = [];
const asked = []; // { ids, made }: what is not answered yet, the ids null where it may change any row
let queue = Promise.resolve();
let reached = true;
let over = false; // the program that opened this page has ended

/** Calls `tell({ waiting, reached, over })` whenever one of them changes. */
export const listenToSending = tell => listeners.push(tell);
export const sendFirst = flush => before.push(flush);

/** Something that the program refuses; `message` tells why, in the language of the page. */
class Refused extends Error {
  constructor({ reason, message, where }) {
    const told = (words.refused[reason] ?? words.refused.other).replace("{message}", message);
    super(where ? `${told} “${where}”` : told);
    this.reason = reason;
  }
}

const offline = () => new Refused({ reason: "offline", message: words.offline });

/** The version of these rows that somebody sees now: what this page has done to them counts as seen, what
 *  others do to them before that is answered does not. */
export function seen(ids) {
  for (const flush of before) flush();
  const { version } = model;
  const mine = asked.findLast(each => !each.ids || each.ids.some(id => ids.includes(id)));
  return Promise.resolve(mine?.made).then(made => Math.max(made ?? 0, version));
}

/** Does an edit, after all that was sent before; `fields` are shown until it is answered.
 *  Comes back with the ids of the rows that it added. */
export async function edit(what, { fields = [], version } = {}) {
  const places = (what.places ?? []).map(([id]) => id);
  const given = (what.given ?? []).map(([id]) => id);
  const one = [what.id, what.following, what.after].filter(id => id != null);
  const ids = [...one, ...(what.ids ?? []), ...places, ...given];
  const saw = version ?? seen(ids);
  const body = async () => ({ edit: what, version: await saw });
  return (await send("edit", body, ids.length ? ids : null, fields)).added;
}

/** Asks for something that is no edit: undo, redo, save, resolve. Comes back with `{ version, added }`. */
export function ask(name, body = {}) {
  for (const flush of before) flush();
  return send(name, () => body, null);
}

/** Where what would be replaced, after all that was sent before. */
export async function find(what) {
  for (const flush of before) flush();
  await queue;
  if (!reached) throw offline();
  return request("find", what);
}

function send(name, body, ids, fields = []) {
  if (!reached) return Promise.reject(offline());
  const answered = guess(fields);
  const done = queue.then(async () => {
    try {
      const answer = await request(name, { key: crypto.randomUUID(), ...(await body()) });
      take(answer);
      return answer.done;
    } finally {
      asked.splice(asked.indexOf(mine), 1);
      answered();
      tell();
    }
  });
  const mine = {
    ids,
    made: done.then(
      ({ version }) => version,
      () => null,
    ),
  };
  asked.push(mine);
  queue = mine.made;
  tell();
  return done;
}

/** Asks until there is an answer: the program knows by the key whether it has done that already. */
async function request(name, body) {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await answerTo(name, body);
    if (answer instanceof Error) throw answer;
    if (answer) return answer;
    await missed(attempt);
    if (over) throw offline();
  }
}

/** An answer or what refuses it; nothing where the connection failed, before or after it was done. */
async function answerTo(name, body) {
  try {
    const response = await fetch(name, {
      method: "POST",
      headers: { ...LANGUAGE, "Content-Type": "application/json" },
      body: JSON.stringify({ ...body, since: model.tick }),
    });
    const answer = response.ok ? await response.json() : await refusal(response);
    reach(response.status !== FORBIDDEN, response.status === FORBIDDEN);
    return answer;
  } catch {
    return null;
  }
}

async function refusal(response) {
  if (response.status === FORBIDDEN) return offline();
  return new Refused(await response.json().catch(() => ({ reason: "", message: response.statusText })));
}

/** Takes over all that changes, for as long as the page is open. */
export async function keepUp() {
  for (let attempt = 1; !over; attempt += 1) {
    try {
      const response = await fetch(`changes?since=${model.tick}`, { headers: LANGUAGE });
      if (response.status === FORBIDDEN) return reach(false, true); // another program is there now
      if (!response.ok) throw new Error(response.statusText);
      take(await response.json());
      reach(true);
      attempt = 0;
    } catch {
      await missed(attempt);
    }
  }
}

/** Once may be chance; then the program is not reached. */
async function missed(attempt) {
  if (attempt > 1) reach(false);
  await new Promise(resolve => setTimeout(resolve, attempt > 1 ? AGAIN_MS : SOON_MS));
}

function reach(value, ended = false) {
  if (over || (value === reached && !ended)) return;
  reached = value;
  over = ended;
  showGuesses(reached);
  tell();
}

const tell = () => listeners.forEach(each => each({ waiting: asked.length, reached, over }));
