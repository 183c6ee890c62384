import { load } from "./parts.js";

const MOST_FILES = 12; // of words that begin alike

/**
 * In which videos a word is: a Map from their numbers to `count`, in how many moments, and `moments`, which;
 * of a common word those are not told, and `whole` is false. `cut` tells that more words begin like it.
 */
export async function placesOf(word, firsts) {
  const found = new Map();
  const from = Math.max(0, rank(firsts, word.term) - 1);
  for (let file = from; file < firsts.length; file++) {
    if (file > from && !isMeant(word, firsts[file])) break;
    if (file === from + MOST_FILES) return { found, cut: true };
    const [words] = await load(`words/${file}`);
    for (const [term, data, isCommon] of words) if (isMeant(word, term)) add(found, data, isCommon);
  }
  return { found, cut: false };
}

const isMeant = ({ term, begins }, other) => (begins ? other.startsWith(term) : other === term);

/** Where a word would stand in a sorted row: how many are not greater. */
function rank(row, word) {
  let [low, high] = [0, row.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (row[middle] <= word) low = middle + 1;
    else high = middle;
  }
  return low;
}

function add(found, data, isCommon) {
  const numbers = numbersIn(data);
  let video = -1;
  for (let at = 0; at < numbers.length; ) {
    video += numbers[at++] + 1;
    const count = numbers[at++];
    const place = found.get(video) ?? { count: 0, moments: new Set(), whole: true };
    place.count += count;
    if (isCommon) place.whole = false;
    else at = addMoments(place.moments, numbers, at, at + count);
    found.set(video, place);
  }
}

function addMoments(moments, numbers, from, end) {
  let moment = -1;
  for (let at = from; at < end; at++) {
    moment += numbers[at] + 1;
    moments.add(moment);
  }
  return end;
}

/** Numbers of seven bits a byte, the lowest first; all bytes of a number but its last have the eighth bit. */
function numbersIn(data) {
  const numbers = [];
  let [number, factor] = [0, 1];
  for (const letter of atob(data)) {
    const byte = letter.charCodeAt(0);
    number += (byte & 127) * factor;
    factor *= 128;
    if (byte < 128) {
      numbers.push(number);
      [number, factor] = [0, 1];
    }
  }
  return numbers;
}
