import { alsoHeard, setSound } from "./sound.js";

const STALLS_MS = 10_000; // without a byte, after which a server is not waited for
const MISSED_S = 0.5; // before where it was sent to: then it cannot be moved
const PLAYED_S = 3; // at most, since it got where it was sent to
const ASKS_MS = 500; // between two looks at whether a server answers
const SIGNS = ["loadstart", "progress", "loadedmetadata", "canplay", "seeking", "waiting"]; // that it lives
const KIND = { type: "audio/mp4" };

/**
 * A player of a file that is not fetched before it is asked for.
 *
 * Through a file of which a server gives no parts browsers do not move: that is fetched whole, once.
 * `broke()` is told where it cannot be had, also where the server says nothing: browsers tell no error then.
 */
export function laterPlayer(name, isSilent, broke) {
  const player = new Audio();
  let asked = null; // the moment (s) to which it was sent last
  let fetching = false;
  let isWhole = false;
  let sign = 0; // when (ms) it was heard of last
  let looking = null;
  player.preload = "none";
  player.src = name;
  player.addEventListener("error", broke);
  for (const kind of SIGNS) player.addEventListener(kind, () => (sign = performance.now()));
  player.addEventListener("loadedmetadata", () => reaches(player.duration) || takeWhole());
  player.addEventListener("seeked", () => {
    const past = asked === null ? 0 : player.currentTime - asked;
    asked = null;
    if (past < -MISSED_S || past > PLAYED_S) takeWhole();
  });
  alsoHeard(player, isSilent);

  function reaches(seconds) {
    const { seekable } = player;
    return Boolean(seekable.length) && seekable.end(seekable.length - 1) >= seconds - MISSED_S;
  }
  function takeWhole() {
    if (isWhole) broke();
    if (isWhole || fetching) return;
    fetching = true;
    wholeFile(name)
      .then(address => {
        isWhole = true;
        asked = null;
        player.src = address;
      })
      .catch(broke)
      .finally(() => (fetching = false));
  }
  function lookForAnswer() {
    const waits = player.networkState === HTMLMediaElement.NETWORK_LOADING && !fetching;
    const lacks = player.readyState < HTMLMediaElement.HAVE_FUTURE_DATA;
    if (!waits || !lacks || performance.now() - sign < STALLS_MS) return;
    clearInterval(looking);
    broke();
  }
  /** Fetches what it plays, once. Some browsers let it play later only if it does when a viewer asks;
   *  then it rests until it is wanted. */
  function fetch(isWanted) {
    if (player.preload === "auto") return;
    player.preload = "auto";
    sign = performance.now();
    looking = setInterval(lookForAnswer, ASKS_MS);
    player.muted = true;
    player
      .play()
      .then(() => isWanted() || player.pause())
      .catch(() => {})
      .finally(() => setSound({}));
  }
  /** Sends it to a moment (s), and tells whether it can go there. */
  function moveTo(seconds) {
    if (fetching) return false;
    asked = Math.min(seconds, player.duration || Number.POSITIVE_INFINITY);
    player.currentTime = asked;
    return true;
  }
  return { player, fetch, moveTo };
}

/** The address of the whole of a file, that browsers move through. */
async function wholeFile(name) {
  const stopping = new AbortController();
  let timer = null;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stopping.abort(), STALLS_MS);
  };
  wait();
  try {
    const answer = await fetch(name, { signal: stopping.signal });
    if (!answer.ok) throw new Error(answer.statusText);
    const [reader, parts] = [answer.body.getReader(), []];
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value);
      wait();
    }
    return URL.createObjectURL(new Blob(parts, KIND));
  } finally {
    clearTimeout(timer);
  }
}
