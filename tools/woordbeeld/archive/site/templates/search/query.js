import { termsIn } from "./folding.js";

const PIECES = /["“”„]([^"“”„]*)["“”„]?|[^\s"“”„]+/gu;
const LEAST_TO_BEGIN = 4; // letters; shorter ones would begin too many words

/**
 * What is asked: `words`, each of which must be in a video, and `phrases`, whose words follow each other.
 * Outside quotes a word stands for those that begin with it too.
 */
export function parsed(text) {
  const words = new Map();
  const phrases = [];
  for (const piece of text.matchAll(PIECES)) {
    const isQuoted = piece[1] !== undefined;
    const terms = termsIn(isQuoted ? piece[1] : piece[0]);
    for (const term of terms) {
      const begins = !isQuoted && term.length >= LEAST_TO_BEGIN;
      words.set(`${term} ${begins}`, { term, begins });
    }
    if (isQuoted && terms.length > 1) phrases.push(terms);
  }
  return { words: [...words.values()], phrases };
}

/** Whether a word of a text, folded, is one of those asked for. */
export function isAsked(query, term) {
  return query.words.some(word => (word.begins ? term.startsWith(word.term) : term === word.term));
}
