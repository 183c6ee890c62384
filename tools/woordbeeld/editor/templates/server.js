import { words } from "./page.js";
import { guess, model, take } from "./model.js";

const FORBIDDEN = 403;
const AGAIN_MS = 1000; // between attempts to reach a program that does not answer
const before = []; // what must be sent before anything else is
const listeners = [];
let queue = Promise.resolve();
let waiting = 0;
let reached = true;
let over = false; // the program that opened this page has ended

/** Calls `tell({ waiting, reached, over })` whenever one of the two changes. */
export const listenToSending = tell => listeners.push(tell);
export const sendFirst = flush => before.push(flush);

/** Something that the program refuses; `message` tells why, in the language of the page. */
class Refused extends Error {
  constructor({ reason, message }) {
    super((words.refused[reason] ?? words.refused.other).replace("{message}", message));
    this.reason = reason;
  }
}

/** The version that somebody sees now: what was sent before by this page counts as seen. */
export const seen = () => queue.then(() => model.version);

/** Does an edit, after all that was sent before; `fields` are shown until it is answered.
 *  Comes back with the ids of the rows that it added. */
export function edit(what, { fields = [], version } = {}) {
  for (const flush of before) flush();
  return send("edit", async () => ({ edit: what, version: (await version) ?? model.version }), guess(fields));
}

/** Asks for something that is no edit: undo, redo, save, resolve. */
export function ask(name, body = {}) {
  for (const flush of before) flush();
  return send(name, () => body);
}

function send(name, body, answered = () => {}) {
  const known = () => new Set(model.order);
  const done = queue.then(async () => {
    const old = known();
    try {
      const changes = await request(name, { since: model.tick, ...(await body()) });
      take(changes);
    } finally {
      answered();
      count(-1);
    }
    return model.order.filter(id => !old.has(id));
  });
  count(1);
  queue = done.catch(() => {});
  return done;
}

async function request(name, body) {
  let response;
  try {
    response = await fetch(name, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    reach(false);
    throw new Refused({ reason: "offline", message: words.offline });
  }
  reach(true);
  if (response.ok) return response.json();
  const told = await response.json().catch(() => ({ reason: "", message: response.statusText }));
  throw new Refused(told);
}

/** Takes over all that changes, for as long as the page is open. */
export async function keepUp() {
  for (;;) {
    try {
      const response = await fetch(`changes?since=${model.tick}`);
      if (response.status === FORBIDDEN) return reach(false, true); // another program is there now
      if (!response.ok) throw new Error(response.statusText);
      take(await response.json());
      reach(true);
    } catch {
      reach(false);
      await new Promise(resolve => setTimeout(resolve, AGAIN_MS));
    }
  }
}

function count(by) {
  waiting += by;
  tell();
}

function reach(value, ended = false) {
  if (value === reached && !ended) return;
  reached = value;
  over ||= ended;
  tell();
}

const tell = () => listeners.forEach(each => each({ waiting, reached, over }));
