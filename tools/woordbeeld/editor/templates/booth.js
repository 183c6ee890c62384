import { byId, clock, data, fill, make, words } from "./page.js";
import { openSound, lackingRecorder } from "./recorder.js";
import { giveFocusBack } from "./dialogs.js";
import { currentRow } from "./list.js";
import { model } from "./model.js";

const LEAD_S = 3; // of the film before a passage, to come in at the right moment
const LANGUAGE = { "Accept-Language": document.documentElement.lang };
const ours = words.booth;
const dialog = byId("booth-dialog");
const film = byId("booth-film");
const voice = new Audio();

let passages = [];
let at = 0;
let doing = null; // what is going on: { stop() }
let sending = false;

/** The booth: each passage is shown with its room, spoken after the film before it, and heard there. */
export function startBooth() {
  const acts = { record, hear, previous: () => go(-1), next: () => go(1) };
  for (const [name, act] of Object.entries(acts)) byId(`booth-${name}`).addEventListener("click", act);
  byId("booth-passage").addEventListener("change", event => show(Number(event.target.value)));
  byId("booth-file").addEventListener("change", giveFile);
  byId("booth-narrator").addEventListener("change", nameNarrator);
  byId("booth-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", event => pressed(event, acts));
  dialog.addEventListener("cancel", event => {
    if (!doing) return;
    event.preventDefault();
    doing.stop(); // what was spoken so far is dropped
  });
  dialog.addEventListener("close", () => {
    doing?.stop();
    openSound.close();
    film.removeAttribute("src");
    film.load();
    giveFocusBack(dialog);
  });
}

/** Opens the booth at the current scene, else at the first passage without a recording. */
export async function openBooth(wanted = currentRow()?.id) {
  tell("");
  fail("");
  dialog.showModal();
  if (!film.getAttribute("src") && model.about.sound?.media) film.src = "media";
  film.hidden = !byId("video").videoWidth;
  await load();
  const here = passages.findIndex(each => each.item === wanted);
  const open = passages.findIndex(each => !each.recorded);
  show(here >= 0 ? here : Math.max(open, 0));
  const hindered = lackingRecorder();
  if (hindered) fail(ours[hindered]);
  byId(passages.length && !hindered ? "booth-record" : "booth-close").focus();
}

async function load() {
  try {
    const response = await fetch("booth", { headers: LANGUAGE });
    take(await answerOf(response));
  } catch (refused) {
    fail(refused.message);
  }
}

async function answerOf(response) {
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  const told = words.refused[answer.reason] ?? answer.message ?? response.statusText;
  throw new Error(response.status === 413 ? ours.too_large : told);
}

function take(answer) {
  passages = answer.passages;
  if (document.activeElement !== byId("booth-narrator")) byId("booth-narrator").value = answer.narrator;
  if (!answer.known) tell(words.not_known_yet);
  else if (!passages.length) tell(ours.nothing);
  byId("booth-notes").replaceChildren(...answer.notes.map(note => make("li", {}, note)));
  byId("booth-passage").replaceChildren(
    ...passages.map((each, number) => make("option", { value: number }, named(each, number))),
  );
}

const named = (each, number) => `${sign(each)} ${number + 1}. ${clock(each.start / 1000)} ${each.text}`;
const sign = each => (each.was ? "!" : each.recorded ? "✓" : "○");

function show(number) {
  doing?.stop();
  at = number;
  const passage = passages[at];
  byId("booth-record").disabled = !passage || Boolean(lackingRecorder());
  byId("booth-file").disabled = !passage;
  // A button that is disabled would lose the focus, and the keys with it.
  idle("hear", !passage?.recorded);
  idle("previous", at === 0);
  idle("next", at >= passages.length - 1);
  byId("booth-text").textContent = passage?.text ?? "";
  byId("booth-count").textContent = count();
  if (!passage) return;
  byId("booth-passage").value = String(at);
  byId("booth-room").textContent = room(passage);
  byId("booth-was").textContent = passage.was ? fill(ours.was, { text: passage.was }) : "";
  byId("booth-result").textContent = result(passage.recorded);
  byId("booth-result").dataset.fit = passage.recorded?.fit ?? "";
  drawRoom(0);
  film.currentTime = passage.start / 1000;
}

const idle = (name, value) => byId(`booth-${name}`).setAttribute("aria-disabled", String(value));

const count = () =>
  fill(ours.count, { done: passages.filter(each => each.recorded).length, total: passages.length });

function room({ room, start }) {
  const moment = clock(start / 1000);
  return room > 0 ? fill(ours.room, { seconds: seconds(room), moment }) : fill(ours.no_room, { moment });
}

function result(recorded) {
  if (!recorded) return ours.not_recorded;
  const { length, over, fit } = recorded;
  return fill(ours[fit], { seconds: seconds(length), over: seconds(over) });
}

function seconds(ms) {
  const text = (ms / 1000).toFixed(1);
  return document.documentElement.lang === "nl" ? text.replace(".", ",") : text;
}

function go(by) {
  const to = at + by;
  doing?.keep?.(); // who goes on has spoken the one before
  if (!passages[to]) return tell(by > 0 ? words.said_end_of_list : words.said_start_of_list);
  show(to);
  tell(`${named(passages[to], to)} ${room(passages[to])}`, true);
}

/** Keys of one sign count only in this dialog, and not where somebody chooses or writes. */
function pressed(event, acts) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select, input")) return;
  const act = { r: acts.record, p: acts.hear, n: acts.next, N: acts.previous }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

/** Begins with the film before the passage; a second time it ends, and what was spoken is kept. */
async function record() {
  if (sending || !passages[at]) return;
  if (doing?.keep) return doing.keep();
  doing?.stop();
  fail("");
  const passage = passages[at];
  let sound = null;
  try {
    sound = await openSound.open();
  } catch (hindered) {
    return fail(ours[hindered.message] ?? hindered.message);
  }
  let timer = 0;
  const end = () => {
    doing = null;
    cancelAnimationFrame(timer);
    film.pause();
    film.muted = false;
    byId("booth-record").classList.remove("recording");
    byId("booth-record").querySelector("span").textContent = ours.record;
    drawRoom(0);
  };
  const recording = {
    stop() {
      sound.drop();
      end();
      tell(ours.dropped);
    },
  };
  doing = recording;
  byId("booth-record").querySelector("span").textContent = ours.stop;
  tell(fill(ours.lead, { seconds: seconds(passage.room) }));
  await playUntil(passage.start / 1000, LEAD_S);
  if (doing !== recording) return;
  film.muted = true; // what is seen goes on, and nothing of it is heard in the recording
  const began = performance.now();
  sound.begin();
  byId("booth-record").classList.add("recording");
  tell(ours.recording);
  recording.keep = async () => {
    end();
    send(await sound.finish(), passage);
  };
  const draw = () => {
    const gone = performance.now() - began;
    drawRoom(gone);
    if (gone > passage.room) film.pause();
    if (gone > data.most_take_ms) return recording.keep();
    timer = requestAnimationFrame(draw);
  };
  film.play().catch(() => {});
  draw();
}

/** Plays the film from so long before a moment up to it. */
async function playUntil(moment, lead) {
  film.muted = false;
  film.currentTime = Math.max(0, moment - lead);
  if (!film.getAttribute("src") || moment <= 0) return;
  const mine = doing;
  await film.play().catch(() => {});
  while (doing === mine && !film.paused && film.currentTime < moment) {
    await new Promise(resolve => requestAnimationFrame(resolve));
  }
}

/** How much of the room is left, or how far beyond it somebody speaks. */
function drawRoom(gone) {
  const whole = passages[at]?.room ?? 0;
  const left = whole - gone;
  byId("booth-left").textContent =
    left >= 0 ? fill(ours.left, { seconds: seconds(left) }) : fill(ours.beyond, { seconds: seconds(-left) });
  byId("booth-bar").max = Math.max(whole, 1);
  byId("booth-bar").value = Math.max(0, left);
  byId("booth-bar").classList.toggle("over", left < 0);
}

/** The recording in its place in the film. */
async function hear() {
  const passage = passages[at];
  if (doing?.keep) return; // what is being spoken is not dropped by that
  if (doing) return doing.stop();
  if (!passage?.recorded) return tell(ours.not_recorded);
  const hearing = {
    stop() {
      doing = null;
      film.pause();
      voice.pause();
      film.muted = false;
    },
  };
  doing = hearing;
  voice.src = passage.recorded.sound;
  await playUntil(passage.start / 1000, LEAD_S / 2);
  if (doing !== hearing) return;
  film.muted = passage.recorded.fit === "over";
  voice.onended = () => doing === hearing && hearing.stop();
  await voice.play().catch(() => {});
}

function giveFile(event) {
  const [file] = event.target.files;
  event.target.value = "";
  if (file && passages[at]) send(file, passages[at]);
}

/** Hands over what was recorded; it is on disk when that is answered, and what fails is told. */
async function send(sound, passage) {
  if (sending) return;
  sending = true;
  tell(ours.keeping);
  const { item, number, text } = passage;
  const here = passages.indexOf(passage);
  try {
    const query = new URLSearchParams({ item, number, text, file: sound.name ?? "" });
    const response = await fetch(`booth/take?${query}`, {
      method: "POST",
      headers: { ...LANGUAGE, "Content-Type": sound.type || "application/octet-stream" },
      body: sound,
    });
    const answer = await answerOf(response);
    take(answer);
    if (dialog.open && !doing) show(Math.min(at, passages.length - 1));
    else byId("booth-passage").value = String(at);
    const flaw = ours.flaws[answer.kept.flaw] ?? "";
    tell(result(passages[here]?.recorded), true);
    fail(flaw);
  } catch (refused) {
    tell("");
    fail(refused instanceof TypeError ? words.offline : refused.message);
  } finally {
    sending = false;
  }
}

/** Who speaks, as visitors read it beside the player. */
async function nameNarrator(event) {
  try {
    const query = new URLSearchParams({ name: event.target.value });
    const response = await fetch(`booth/narrator?${query}`, { method: "POST", headers: LANGUAGE });
    if (!response.ok) await answerOf(response);
    fail("");
    tell(ours.named);
  } catch (refused) {
    fail(refused instanceof TypeError ? words.offline : refused.message);
  }
}

/** Said to who does not see it; what is shown elsewhere as well is not shown twice. */
function tell(text, isShown = false) {
  byId("booth-status").textContent = text;
  byId("booth-status").classList.toggle("hidden", isShown);
  byId("booth-status").classList.toggle("now", text === ours.recording);
}

function fail(text) {
  byId("booth-error").textContent = text;
}
