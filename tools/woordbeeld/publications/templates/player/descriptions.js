import { byId, data, fill, keyOf, make, media, play, say, words } from "./page.js";
import { remembered, store } from "./store.js";

const NEAR_A_CUE_S = 0.05; // of which the times are rounded

/**
 * Tells what is seen, as text that screen readers read out, and with a voice of this device if it has one.
 *
 * Where people speak on before the voice has finished, or the text can be read, the video waits.
 */
export function startDescriptions() {
  const box = byId("described");
  const track = media.addTextTrack("descriptions", words.descriptions, data.language);
  for (const [start, end, text, until, reading] of data.descriptions) {
    const cue = new VTTCue(start / 1000, end / 1000, text);
    Object.assign(cue, { until: until / 1000, reading });
    track.addCue(cue);
  }
  let telling = null; // the cue that is told now, what to say while the video waits, how to stop it
  let waiting = false; // the video stands still for that
  let last = null; // the cue that was told last, which is not told again while it lasts

  const aloud = remembered(byId("aloud"), true, value => value || stop());
  const extended = remembered(byId("extended"), true);
  const on = () => store.get("descriptions", false);
  track.oncuechange = () => {
    const [cue] = track.activeCues ?? [];
    if (cue && cue !== last) tell(cue);
    else if (!cue && !telling) clear();
    last = cue ?? null;
  };
  media.addEventListener("timeupdate", wait);
  media.addEventListener("seeking", stop);
  media.addEventListener("play", () => waiting && stop());
  addEventListener("pagehide", () => speechSynthesis?.cancel());

  function tell(cue) {
    stop();
    box.replaceChildren(make("span", { class: "kind" }, `${words.scene}: `), make("bdi", {}, cue.text));
    const voice = aloud.checked && localVoice();
    telling = voice ? spoken(cue, voice) : read(cue);
    wait();
  }
  /** Tells what is due at a moment (ms) at which the video stands still already, and goes on after it. */
  function catchUp(moment) {
    const begun = [...track.cues].filter(cue => cue.startTime <= moment / 1000 + NEAR_A_CUE_S);
    const due = begun.filter(cue => cue.endTime >= moment / 1000 - NEAR_A_CUE_S);
    const cues = due.length ? due : begun.slice(-1);
    if (!cues.length) return media.ended || play();
    last = cues.at(-1) ?? null;
    tell({
      text: cues.map(cue => cue.text).join(" "),
      until: moment / 1000,
      reading: cues.reduce((sum, cue) => sum + cue.reading, 0),
    });
    waiting = !media.ended;
  }
  function spoken(cue, voice) {
    const speech = new SpeechSynthesisUtterance(cue.text);
    Object.assign(speech, { voice, lang: voice.lang });
    const told = { cue, meanwhile: words.waiting, stop: () => speechSynthesis.cancel() };
    speech.onend = () => finish(told);
    speech.onerror = () => {
      if (telling === told) telling = read(cue);
    };
    speechSynthesis.speak(speech);
    return told;
  }
  function read(cue) {
    const timer = setTimeout(() => finish(told), cue.reading);
    const told = { cue, meanwhile: words.waiting_for_reader, stop: () => clearTimeout(timer) };
    return told;
  }
  function wait() {
    if (!telling || media.paused || media.currentTime < telling.cue.until || !extended.checked) return;
    waiting = true;
    media.pause();
    say(fill(telling.meanwhile, { key: keyOf("play") }));
  }
  function finish(told) {
    if (telling !== told) return;
    const resume = waiting;
    telling = null;
    waiting = false;
    if (!track.activeCues?.length) clear();
    if (resume) {
      say("");
      play();
    }
  }
  function stop() {
    if (waiting) say("");
    telling?.stop();
    telling = null;
    waiting = false;
  }
  function clear() {
    box.replaceChildren();
  }
  function turn(value) {
    store.set("descriptions", value);
    track.mode = value ? "hidden" : "disabled";
    byId("player").classList.toggle("describing", value);
    last = null;
    if (value) track.oncuechange();
    else {
      stop();
      clear();
    }
    note();
  }
  turn(on());
  if (globalThis.speechSynthesis) speechSynthesis.onvoiceschanged = note;
  return { on, turn, catchUp };
}

/** A voice of this device in the language of the page; voices elsewhere would send the text away. */
function localVoice() {
  const voices = globalThis.speechSynthesis?.getVoices() ?? [];
  const language = data.language.toLowerCase().split("-")[0];
  return voices.find(voice => voice.localService && voice.lang.toLowerCase().split(/[-_]/)[0] === language);
}

function note() {
  const voice = localVoice();
  byId("voice-note").textContent = voice ? fill(words.voice, { name: voice.name }) : words.no_voice;
}
