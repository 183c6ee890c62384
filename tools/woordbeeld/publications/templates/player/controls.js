import { byId, clock, data, fill, play, rank, say, seek, media, words } from "./page.js";
import { showTranscript } from "./frame.js";
import { listenToSound, setSound, sound } from "./sound.js";
import { remembered, store } from "./store.js";

const STEP = 5; // seconds
const NEAR = 2; // seconds into a turn within which "previous" means the turn before

/** The buttons of the player, and the keys that do the same. */
export function startControls(captions, descriptions) {
  const player = byId("player");
  const actions = {
    play: toggle,
    back: () => seek(media.currentTime - STEP),
    forward: () => seek(media.currentTime + STEP),
    "previous-turn": () => turn(-1),
    "next-turn": () => turn(1),
    captions: () => pressed("captions", captions),
    descriptions: () => pressed("descriptions", descriptions),
    mute,
    fullscreen,
    settings: () => panel("settings"),
    help: () => panel("help"),
    search: () => {
      showTranscript();
      byId("search").focus();
    },
    slower: () => speed(-1),
    faster: () => speed(1),
  };
  for (const button of document.querySelectorAll("[data-action]")) {
    button.addEventListener("click", () => actions[button.dataset.action]());
  }
  for (const [name, part] of Object.entries({ captions, descriptions })) show(name, part.on());
  startSeek();
  startVolume();
  startSpeed();
  startKeys(actions);
  if (media.matches("video")) media.addEventListener("click", toggle);
  const playing = () => showPlaying((!media.paused && !media.ended) || Boolean(descriptions.isSpeaking?.()));
  for (const kind of ["play", "pause", "ended"]) media.addEventListener(kind, playing);
  descriptions.listen?.(playing);
  media.addEventListener("error", () => (byId("broken").hidden = false));
  document.addEventListener("fullscreenchange", showFullscreen);
  byId("controls").hidden = false;
  byId("tools").hidden = false;

  function toggle() {
    if (descriptions.toggle?.()) return;
    if (media.paused) play();
    else media.pause();
  }
  function pressed(name, part) {
    part.turn(!part.on());
    show(name, part.on());
    return `${words[name]} ${part.on() ? words.on : words.off}`;
  }
  function mute() {
    setSound({ muted: !sound.muted });
    return sound.muted ? words.mute : words.unmute;
  }
  function fullscreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (player.requestFullscreen) player.requestFullscreen().catch(() => {});
    else media.webkitEnterFullscreen?.();
  }
}

function showPlaying(playing) {
  for (const button of document.querySelectorAll("[data-action=play]")) {
    button.classList.toggle("playing", playing);
    button.setAttribute("aria-label", playing ? words.pause : words.play);
  }
}

function showFullscreen() {
  const full = Boolean(document.fullscreenElement);
  byId("fullscreen").setAttribute("aria-label", full ? words.leave_fullscreen : words.fullscreen);
}

function show(name, on) {
  const button = byId(`toggle-${name}`);
  button.setAttribute("aria-pressed", String(on));
  button.querySelector(".state").textContent = on ? words.on : words.off;
}

function turn(by) {
  const now = media.currentTime;
  const at = rank(data.turns, now * 1000 + 1) - 1;
  if (by > 0) seek((data.turns[at + 1] ?? data.duration * 1000) / 1000);
  else seek((data.turns[now * 1000 - data.turns[at] > NEAR * 1000 ? at : at - 1] ?? 0) / 1000);
}

function startSeek() {
  const bar = byId("seek");
  let dragged = false;
  bar.max = data.duration;
  bar.addEventListener("input", () => {
    dragged = true;
    seek(Number(bar.value));
  });
  bar.addEventListener("change", () => (dragged = false));
  bar.addEventListener("keydown", event => {
    const by = {
      ArrowLeft: -STEP,
      ArrowDown: -STEP,
      ArrowRight: STEP,
      ArrowUp: STEP,
      PageDown: -12 * STEP,
      PageUp: 12 * STEP,
    };
    if (!(event.key in by) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    seek(media.currentTime + by[event.key]);
  });
  let shown = null;
  const follow = () => {
    if (!dragged) bar.value = media.currentTime;
    bar.style.setProperty("--played", `${(100 * media.currentTime) / bar.max}%`);
    const second = Math.floor(media.currentTime);
    if (second === shown) return;
    shown = second;
    const [now, whole] = [clock(media.currentTime), clock(bar.max)];
    byId("now").textContent = now;
    bar.setAttribute("aria-valuetext", fill(words.position, { now, whole }));
  };
  media.addEventListener("durationchange", () => {
    if (Number.isFinite(media.duration)) bar.max = media.duration;
    byId("whole").textContent = clock(bar.max);
    shown = null;
    follow();
  });
  for (const kind of ["timeupdate", "seeking"]) media.addEventListener(kind, follow);
  follow();
}

function startVolume() {
  const bar = byId("volume");
  const button = byId("mute");
  setSound({ volume: Math.min(1, Math.max(0, Number(store.get("volume", 1)) || 0)) });
  bar.addEventListener("input", () => {
    setSound({ volume: Number(bar.value), muted: false });
    store.set("volume", sound.volume);
  });
  const follow = () => {
    const silent = sound.muted || !sound.volume;
    bar.value = sound.muted ? 0 : sound.volume;
    bar.style.setProperty("--played", `${100 * bar.value}%`);
    bar.setAttribute("aria-valuetext", `${Math.round(100 * bar.value)}%`);
    button.classList.toggle("muted", silent);
    button.setAttribute("aria-label", sound.muted ? words.unmute : words.mute);
  };
  listenToSound(follow);
  follow();
}

function startSpeed() {
  const select = byId("speed");
  select.value = String(store.get("speed", 1));
  if (!select.value) select.value = "1";
  const apply = () => (media.defaultPlaybackRate = media.playbackRate = Number(select.value));
  select.addEventListener("change", () => {
    store.set("speed", Number(select.value));
    apply();
  });
  apply();
}

function speed(by) {
  const select = byId("speed");
  select.selectedIndex = Math.min(Math.max(0, select.selectedIndex + by), select.options.length - 1);
  select.dispatchEvent(new Event("change"));
  say(fill(words.speed_now, { speed: select.selectedOptions[0].text }));
}

function panel(name, open = byId(name).hidden) {
  for (const each of ["settings", "help"]) {
    const opened = each === name && open;
    byId(each).hidden = !opened;
    byId(`open-${each}`).setAttribute("aria-expanded", String(opened));
  }
  byId("captions").dispatchEvent(new Event("redraw"));
}

function startKeys(actions) {
  const wanted = remembered(byId("use-keys"), true);
  document.addEventListener("keydown", event => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") return closePanel(event);
    if (!wanted.checked || event.target.closest("input:not([type=checkbox], [type=range]), select, textarea"))
      return;
    const space = event.key === " " && !event.target.closest("button, a, summary, input");
    const action = space ? "play" : data.keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action) return;
    event.preventDefault();
    const done = actions[action]();
    if (done) say(done); // a key says nothing by itself, as the button that it stands for does
  });
}

function closePanel(event) {
  const open = ["settings", "help"].find(each => !byId(each).hidden);
  if (!open) return;
  event.preventDefault();
  const inside = byId(open).contains(document.activeElement);
  panel(open, false);
  if (inside) byId(`open-${open}`).focus();
}
