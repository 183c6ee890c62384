import { byId, fill, words } from "./page.js";

const RELOAD_MS = 5000; // of a page that tells how far a video is

/** Asks the program to do something; comes back with its answer.
 *  Where it refuses, an error has why, in the language of the page. */
export async function ask(address, body = {}) {
  let response;
  try {
    response = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Error(words.offline);
  }
  return answerOf(response);
}

export async function answerOf(response) {
  const answer = await response.json().catch(() => ({ message: words.offline }));
  if (!response.ok) throw new Error(answer.message);
  return answer;
}

/** A message for who looks and for who listens. */
export function tell(text) {
  byId("status").textContent = text;
}

export function alarm(text) {
  byId("alert").textContent = text;
}

/** Does something of which the reason is shown where it is refused. */
export async function trying(work) {
  alarm("");
  try {
    return await work();
  } catch (error) {
    alarm(error.message);
    return null;
  }
}

/** How long something still takes, in words that are as exact as such a guess may be. */
export function left(seconds) {
  if (seconds === null) return "";
  if (seconds < 60) return fill(words.seconds_left, { count: Math.max(1, Math.round(seconds / 5) * 5) });
  return fill(words.minutes_left, { count: Math.round(seconds / 60) });
}

document.addEventListener("click", async event => {
  const button = event.target.closest("button[data-post]");
  if (!button || button.disabled) return;
  button.disabled = true;
  const answer = await trying(() => ask(button.dataset.post, JSON.parse(button.dataset.body || "{}")));
  button.disabled = false;
  if (answer?.go) location.assign(answer.go);
  else if (answer) button.dispatchEvent(new CustomEvent("done", { bubbles: true, detail: answer }));
});

document.addEventListener("submit", async event => {
  const form = event.target.closest("form[data-post]");
  if (!form) return;
  event.preventDefault();
  const answer = await trying(() => ask(form.dataset.post, Object.fromEntries(new FormData(form))));
  if (answer?.go) location.assign(answer.go);
});

byId("quit")?.addEventListener("click", async () => {
  if (!(await trying(() => ask("/quit")))) return;
  const ended = byId("ended").dataset.text;
  byId("main").replaceChildren(Object.assign(document.createElement("h1"), { textContent: ended }));
  document.querySelector(".top").remove();
  byId("main").focus();
});

if (document.querySelector("[data-waits]")) setTimeout(() => location.reload(), RELOAD_MS);
