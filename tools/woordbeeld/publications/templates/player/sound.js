import { media } from "./page.js";

const listeners = [];
const others = new Map(); // other players, each with whether it is silent now
let own = true; // the sound of the video itself is heard

/** How loud it is, whatever is heard: the sound of the video, or another one in its place. */
export const sound = { muted: media.muted, volume: media.volume };

/** Calls `tell()` whenever that changes. */
export const listenToSound = tell => listeners.push(tell);

export function setSound(changed) {
  Object.assign(sound, changed);
  apply();
}

/** Another player is as loud as the video, but where it is silent. */
export function alsoHeard(player, isSilent) {
  others.set(player, isSilent);
  apply();
}

/** Whether the sound of the video itself is heard, or another one in its place. */
export function hearOwn(value) {
  if (own === value) return;
  own = value;
  apply();
}

export const hearsOwn = () => own;

function apply() {
  media.volume = sound.volume;
  media.muted = sound.muted || !own;
  for (const [player, isSilent] of others) {
    player.volume = sound.volume;
    player.muted = sound.muted || isSilent();
  }
  for (const tell of listeners) tell();
}

// The browser's own controls, as in the full screen of a phone, change the video alone.
media.addEventListener("volumechange", () => {
  const muted = own ? media.muted : sound.muted;
  if (media.volume !== sound.volume || muted !== sound.muted) setSound({ volume: media.volume, muted });
});
