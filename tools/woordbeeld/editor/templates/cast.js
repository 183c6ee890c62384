import { model } from "./model.js";

const COLOURS = 8; // that are told apart; letters tell all apart
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
export const DIGITS = "1234567890";

/** The speakers, each in a place of its own that it keeps; null where somebody was. */
export const cast = () => model.about.speakers ?? [];

/** The letter of a speaker: A to Z, then A2 and so on. */
export function letterOf(name) {
  const at = cast().indexOf(name);
  if (at < 0) return "?";
  const round = Math.floor(at / LETTERS.length);
  return LETTERS[at % LETTERS.length] + (round ? round + 1 : "");
}

/** The number of a speaker's colour; letters tell apart those who share one. */
export const colourOf = name => String(Math.max(0, cast().indexOf(name)) % COLOURS);

/** Who is under a key. */
export const underKey = digit => cast()[DIGITS.indexOf(digit)] ?? null;
