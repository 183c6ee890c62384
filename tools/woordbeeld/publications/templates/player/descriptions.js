import { byId, data, fill, make, play, say, video, words } from "./page.js";
import { remembered, store } from "./store.js";

/**
 * Tells what is seen, as text that screen readers read out, and with a voice of this device if it has one.
 *
 * Where people speak on before the voice has finished, the video waits for it.
 */
export function startDescriptions() {
  const box = byId("described");
  const track = video.addTextTrack("descriptions", words.descriptions, data.language);
  for (const [start, end, text, until] of data.descriptions) {
    const cue = new VTTCue(start / 1000, end / 1000, text);
    cue.until = until / 1000;
    track.addCue(cue);
  }
  let spoken = null; // the cue that the voice is at
  let waiting = false; // the video stands still for the voice
  let last = null; // the cue that was told last, which is not told again while it lasts

  const aloud = remembered(byId("aloud"), true, value => value || stop());
  const extended = remembered(byId("extended"), true);
  const on = () => store.get("descriptions", false);
  track.oncuechange = () => {
    const [cue] = track.activeCues ?? [];
    if (cue && cue !== last) tell(cue);
    else if (!cue && !spoken) clear();
    last = cue ?? null;
  };
  video.addEventListener("timeupdate", wait);
  video.addEventListener("seeking", stop);
  video.addEventListener("play", () => waiting && stop());
  addEventListener("pagehide", () => speechSynthesis?.cancel());

  function tell(cue) {
    stop();
    box.replaceChildren(make("span", { class: "kind" }, `${words.scene}: `), make("bdi", {}, cue.text));
    const voice = aloud.checked && localVoice();
    if (!voice) return;
    const speech = new SpeechSynthesisUtterance(cue.text);
    Object.assign(speech, { voice, lang: voice.lang });
    spoken = { cue, speech };
    speech.onend = speech.onerror = () => spoken?.speech === speech && finish();
    speechSynthesis.speak(speech);
    wait();
  }
  function wait() {
    if (!spoken || video.paused || video.currentTime < spoken.cue.until || !extended.checked) return;
    waiting = true;
    video.pause();
    say(words.waiting);
  }
  function finish() {
    const resume = waiting;
    spoken = null;
    waiting = false;
    if (!track.activeCues?.length) clear();
    if (resume) {
      say("");
      play();
    }
  }
  function stop() {
    const told = spoken;
    spoken = null;
    waiting = false;
    if (told) {
      speechSynthesis.cancel();
      say("");
    }
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
  return { on, turn };
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
