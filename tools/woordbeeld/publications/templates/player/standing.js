import { byId, data, fill, keyOf, media, play, say, words } from "./page.js";
import { laterPlayer } from "./later.js";
import { remembered } from "./store.js";
import { clearUnheard, showUnheard } from "./unheard.js";

const BACK_S = 0.05; // a passage this little before where somebody goes is told too
const NOTES_MS = 100; // between two looks where the page is not drawn, such as behind another one
const PATIENCE_MS = 4000; // in which nothing is heard of what the film stands still for

/**
 * The film stands still for each description without room, while that is told; `on()` tells whether.
 *
 * Where the viewer lets it wait for nothing, such a description is shown. Where its sound is not to be had,
 * `instead(moment)` tells what is due at that moment (ms).
 */
export function startStanding(on, instead) {
  const { extra, extraName } = data.sound;
  const extended = remembered(byId("extended"), true, value => value || end(true));
  const later = extraName && laterPlayer(extraName, () => false, giveUp);
  const voice = later?.player;
  const listeners = [];
  let told = -BACK_S; // the moment (s) up to which such passages were told
  let standing = null; // the passages that are told now, which of them, and how far that is
  let broken = false;

  media.addEventListener("seeking", () => {
    begin();
    end(true);
  });
  media.addEventListener("play", () => end(false));
  if (voice) watch();

  /** What is due from here on is told. */
  function begin() {
    told = media.currentTime - BACK_S;
  }
  function watch() {
    const drawn = () => {
      look();
      requestAnimationFrame(drawn);
    };
    drawn();
    setInterval(look, NOTES_MS);
    media.addEventListener("ended", () => stopAt(Number.POSITIVE_INFINITY));
    voice.addEventListener("loadedmetadata", () => standing && speak());
  }
  function look() {
    if (standing) hearOut();
    else if (!media.paused && !media.seeking) stopAt(media.currentTime);
  }
  function stopAt(now) {
    const isDue = ([moment]) => moment / 1000 > told && moment / 1000 <= now;
    const passages = on() ? extra.filter(isDue) : [];
    told = Math.max(told, now);
    if (!passages.length) return;
    if (!extended.checked) return showUnheard(passages.map(([moment]) => moment));
    standing = { passages, at: 0, atEnd: media.ended, stopped: false };
    media.pause();
    if (broken) return giveUp();
    speak();
  }
  function fetch() {
    later?.fetch(() => Boolean(standing));
  }
  function speak() {
    fetch();
    standing.sent = later.moveTo(standing.passages[standing.at][1] / 1000);
    voice.playbackRate = media.playbackRate;
    if (standing.sent && !standing.stopped) playOn();
    sayHow();
  }
  /** What plays no longer because it was stopped, or is fetched in another way, is not broken. */
  function playOn() {
    voice.play().catch(error => error.name === "AbortError" || giveUp());
  }
  /** From now on, and at the first that is due, these are told in another way. */
  function giveUp() {
    broken = true;
    if (!standing) return;
    const [moment] = standing.passages[0];
    standing = null;
    voice.pause();
    instead(moment);
    tell();
  }
  /** What the film does now, and what makes it go on. */
  function sayHow() {
    say(fill(standing.stopped ? words.standing_paused : words.standing, { key: keyOf("play") }));
    tell();
  }
  /** Goes on where a passage has been heard to its end. */
  function hearOut() {
    const [, , until] = standing.passages[standing.at];
    const now = performance.now();
    if (voice.currentTime !== standing.heard || standing.stopped) {
      standing.heard = voice.currentTime;
      standing.since = now;
    }
    if (now - standing.since > PATIENCE_MS) return giveUp();
    if (!standing.sent || voice.seeking || (voice.currentTime * 1000 < until && !voice.ended)) return;
    standing.at += 1;
    if (standing.at < standing.passages.length) speak();
    else end(true);
  }
  /** Nothing keeps the film any longer; it goes on, unless the viewer had stopped what was told. */
  function end(goesOn) {
    if (goesOn) clearUnheard();
    if (!standing) return;
    const goes = goesOn && !standing.atEnd && !standing.stopped;
    standing = null;
    voice.pause();
    say("");
    if (goes) play();
    tell();
  }
  function tell() {
    for (const each of listeners) each();
  }
  return {
    begin,
    end,
    fetch,
    listen: each => listeners.push(each),
    isSpeaking: () => Boolean(standing) && !standing.stopped,
    /** Stops a passage for which the film stands still, or goes on with it; tells whether there is one. */
    toggle() {
      if (!standing) return false;
      standing.stopped = !standing.stopped;
      if (standing.stopped) voice.pause();
      else if (standing.sent) playOn();
      sayHow();
      return true;
    },
  };
}
