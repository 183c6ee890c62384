import { byId, data, media, say, words } from "./page.js";
import { hearOwn, hearsOwn } from "./sound.js";
import { laterPlayer } from "./later.js";
import { startStanding } from "./standing.js";
import { store } from "./store.js";

const NEAR_S = 0.03; // between the two sounds, which nobody hears
const FAR_S = 0.15; // from which on it jumps, instead of going a little faster
const CATCHES_UP = 0.1; // of its speed at most, at the same pitch: hardly heard, and for a moment
const CATCHES_UP_UNHEARD = 0.5; // of its speed, before anybody hears it
const LOOKS_MS = 50; // between two looks at how far the two are apart
const MOVES = ["play", "pause", "seeking", "seeked", "ratechange", "timeupdate", "playing", "ended"];

/**
 * The published sound with audio description, heard in place of that of the video at the same moment.
 *
 * It is fetched when it is first asked for. Until it is there, and wherever it falls behind, the sound of the
 * video is heard. For what has no room in the pauses the film stands still. `fallback()` starts what tells
 * descriptions without it.
 */
export function startDescribed(fallback) {
  const later = laterPlayer(data.sound.name, hearsOwn, () => giveUp());
  const voice = later.player;
  const standing = startStanding(() => isOn() && !instead, giveUp);
  let instead = null; // what tells the descriptions where the sound is not to be had

  for (const kind of MOVES) media.addEventListener(kind, follow);
  for (const kind of ["canplay", "seeked"]) voice.addEventListener(kind, follow);
  setInterval(follow, LOOKS_MS);
  for (const kind of ["waiting", "emptied"]) voice.addEventListener(kind, () => hearOwn(true));
  byId("player").classList.add("sound-described");

  function turn(value) {
    store.set("descriptions", value);
    if (instead) return instead.turn(value);
    if (value) {
      standing.begin();
      fetchAll();
      follow();
    } else {
      standing.end(true);
      voice.pause();
      hearOwn(true);
    }
  }
  function fetchAll() {
    later.fetch(() => isOn() && !media.paused);
    standing.fetch();
  }
  /** Brings the sound to where the video is, and lets it be heard as soon as it is there. */
  function follow() {
    if (instead || !isOn()) return;
    if (!media.paused) fetchAll(); // chosen at another visit: fetched no sooner than the film is played
    if (voice.readyState < HTMLMediaElement.HAVE_METADATA || voice.seeking || media.seeking) return;
    const apart = voice.currentTime - media.currentTime;
    const stands = media.paused || media.readyState < HTMLMediaElement.HAVE_FUTURE_DATA;
    if (stands) rest(apart);
    else keepUp(apart);
  }
  function rest(apart) {
    voice.pause();
    if (Math.abs(apart) > NEAR_S) move();
    else hearOwn(false);
  }
  function keepUp(apart) {
    if (Math.abs(apart) > FAR_S) {
      move();
      return voice.paused && voice.play().catch(() => {});
    }
    const most = hearsOwn() ? CATCHES_UP_UNHEARD : CATCHES_UP;
    const slower = Math.abs(apart) < NEAR_S / 2 ? 0 : Math.max(-most, Math.min(most, 2 * apart));
    voice.playbackRate = media.playbackRate * (1 - slower);
    if (voice.paused && !voice.ended) voice.play().catch(() => {});
    const goes = !voice.paused && voice.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA;
    if (goes && Math.abs(apart) < NEAR_S) hearOwn(false);
  }
  function move() {
    if (!later.moveTo(media.currentTime)) hearOwn(true);
  }
  /** Tells descriptions in another way, also what is `due` at a moment (ms) at which the film waits. */
  function giveUp(due = null) {
    if (instead) return;
    standing.end(true);
    voice.pause();
    hearOwn(true);
    instead = fallback();
    instead.turn(isOn());
    if (due !== null) instead.catchUp(due);
    byId("player").classList.remove("sound-described");
    say(words.described_broken);
  }
  const { isSpeaking, listen, toggle } = standing;
  return { on: isOn, turn, isSpeaking, listen, toggle };
}

const isOn = () => store.get("descriptions", false);
