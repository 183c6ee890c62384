import { termsIn } from "./folding.js";
import { load } from "./parts.js";

const MOST = 20; // moments of a video among the results

/**
 * The moments of a video to show, with what is said there, in the order of time, and how many there are.
 *
 * `rows` are those of its table. Moments are known where their words are not too common; else all is read.
 */
export async function shownMoments(query, { moments }, [name, , , , , firsts]) {
  const chosen = moments.length ? chosenOf(query, moments) : null;
  const files = chosen ? firsts.filter((first, at) => hasAny(chosen, first, firsts[at + 1])) : firsts;
  const said = new Map();
  for (const [first, [speakers, rows]] of await Promise.all(files.map(read)))
    for (const [at, row] of rows.entries()) said.set(first + at, momentOf(row, speakers));
  const possible = (chosen ?? [...said.keys()]).filter(at => said.has(at));
  return best(query, said, query.phrases.length ? withPhrases(query.phrases, said, possible) : possible);

  async function read(first) {
    return [first, await load(`said/${name}.${first}`)];
  }
}

/** The numbers of the moments that have most words near them; for phrases all that may be of one. */
function chosenOf(query, moments) {
  if (query.phrases.length) return inOrder(moments.flatMap(({ at }) => [at - 1, at, at + 1]));
  const most = moments.reduce((found, { near }) => Math.max(found, near), 0);
  return inOrder(moments.filter(({ near }) => near === most).map(({ at }) => at));
}

const inOrder = numbers => [...new Set(numbers)].sort((one, other) => one - other);

const hasAny = (chosen, from, to = Number.POSITIVE_INFINITY) => chosen.some(at => at >= from && at < to);

function momentOf([start, who, text, language], speakers) {
  return { start, who, text, language, speaker: speakers[who] };
}

/** The words of a moment, with the name of who says them. */
const termsOf = ({ speaker, text }) => termsIn(`${speaker ?? ""} ${text}`);

/** The moments at which a phrase begins; none if the video lacks one of them. */
function withPhrases(phrases, said, numbers) {
  const places = phrases.map(phrase => numbers.filter(at => isThere(phrase, said, at)));
  return places.every(each => each.length) ? [...new Set(places.flat())] : [];
}

function isThere(phrase, said, at) {
  const own = termsOf(said.get(at));
  const all = [...own, ...termsIn(said.get(at + 1)?.text ?? "")];
  return startsIn(phrase, all, own.length);
}

function startsIn(phrase, terms, within) {
  for (let from = 0; from < within; from++)
    if (phrase.every((term, at) => terms[from + at] === term)) return true;
  return false;
}

/** The moments that have most of the words, in the order of time, and how many have any. */
function best(query, said, numbers) {
  const score = at => {
    const terms = termsOf(said.get(at));
    return query.words.filter(({ term, begins }) =>
      terms.some(each => (begins ? each.startsWith(term) : each === term)),
    ).length;
  };
  const scored = numbers.map(at => [score(at), at]).filter(([words]) => words > 0);
  scored.sort((one, other) => other[0] - one[0] || one[1] - other[1]);
  const kept = scored.slice(0, MOST).map(([, at]) => at);
  kept.sort((one, other) => one - other);
  return { total: scored.length, shown: kept.map(at => said.get(at)) };
}
