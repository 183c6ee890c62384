const SATURATION = 1.5; // moments; from there it tells little how often a word is said (as k1 of BM25)
const FOR_TOGETHER = 4; // a video that says all words in one go comes before one that says each of them often

/** The videos with all words, the best first; `places` has a Map for each word, `range` their numbers. */
export function ranked(places, total, [from, to], isByDate) {
  const [rarest, ...others] = [...places].sort((one, other) => one.size - other.size);
  const found = [];
  for (const number of rarest?.keys() ?? []) {
    if (number < from || number >= to || !others.every(each => each.has(number))) continue;
    const words = places.map(each => each.get(number));
    const moments = momentsOf(words);
    found.push({ number, moments, score: scoreOf(words, places, total) + forTogether(words, moments) });
  }
  const byScore = (one, other) => other.score - one.score || one.number - other.number;
  return found.sort(isByDate ? (one, other) => one.number - other.number : byScore);
}

function scoreOf(words, places, total) {
  const parts = words.map(({ count }, at) => {
    const rarity = Math.log(1 + total / places[at].size);
    return (rarity * count) / (count + SATURATION);
  });
  return parts.reduce((sum, part) => sum + part, 0);
}

function forTogether(words, moments) {
  const known = words.filter(word => word.whole).length;
  const together = moments.filter(({ near }) => near === known).length;
  return known > 1 && together ? FOR_TOGETHER + Math.log(together) : 0;
}

/** The moments of the words of which all are known, each with how many of those are there or beside it. */
function momentsOf(words) {
  const known = words.filter(word => word.whole);
  const all = new Set(known.flatMap(word => [...word.moments]));
  return [...all].map(at => {
    const around = [at - 1, at, at + 1];
    const near = known.filter(({ moments }) => around.some(each => moments.has(each))).length;
    return { at, near };
  });
}
