import { load, NotLoadedError } from "./parts.js";
import { shownMoments } from "./phrases.js";
import { placesOf } from "./places.js";
import { parsed } from "./query.js";
import { ranked } from "./ranking.js";
import { fill, result, words } from "./results.js";

const VIDEOS_AT_ONCE = 10;
const MOST_READ = 100; // videos in which a phrase is looked for before the visitor is asked to go on
const byId = id => document.getElementById(id);
const asked = new URLSearchParams(location.search);

start();

function start() {
  for (const name of ["q", "order", "year"]) {
    const field = byId(name);
    if (field && asked.has(name)) field.value = asked.get(name);
  }
  const text = (asked.get("q") ?? "").trim();
  if (!text) return;
  document.title = `${text} – ${document.title}`;
  say(words.busy);
  search(text).catch(tell);
}

function tell(error) {
  say(words.broken);
  if (!(error instanceof NotLoadedError)) throw error;
}

function say(text) {
  byId("status").textContent = text;
}

async function search(text) {
  const query = parsed(text);
  if (!query.words.length) return say(words.no_words);
  const [total, perFile, firsts, years] = await load("start");
  const found = await Promise.all(query.words.map(word => placesOf(word, firsts)));
  const places = found.map(each => each.found);
  const missing = query.words.filter((_, at) => !places[at].size).map(({ term }) => `“${term}”`);
  if (missing.length) return say(fill(words.nowhere, { words: missing.join(", ") }));
  const videos = ranked(places, total, rangeOf(years, total), asked.get("order") === "date");
  if (!videos.length) return say(words.nothing);
  byId("cut").hidden = !found.some(each => each.cut);
  await show(query, videos, perFile);
}

/** The numbers of the videos of the year that is asked for, or of all. */
function rangeOf(years, total) {
  const wanted = asked.get("year");
  if (!wanted) return [0, total];
  let from = 0;
  for (const [year, count] of years) {
    if ((year || "undated") === wanted) return [from, from + count];
    from += count;
  }
  return [0, 0];
}

/** The first videos, and a button for the next ones. */
async function show(query, videos, perFile) {
  const [list, button] = [byId("results"), byId("more")];
  let next = 0;
  await showMore();
  button.addEventListener("click", async () => {
    const at = list.children.length;
    button.disabled = true;
    await showMore().catch(tell);
    button.disabled = false;
    list.children[at]?.querySelector("a").focus();
  });

  async function showMore() {
    const until = list.children.length + VIDEOS_AT_ONCE;
    const mostRead = next + MOST_READ;
    while (list.children.length < until && next < Math.min(videos.length, mostRead)) {
      const chosen = videos.slice(next, next + until - list.children.length);
      for (const made of await Promise.all(chosen.map(madeOf))) if (made) list.append(made);
      next += chosen.length;
    }
    button.hidden = next >= videos.length;
    say(told());
  }
  async function madeOf(video) {
    const [rows] = await load(`videos/${Math.floor(video.number / perFile)}`);
    const row = rows[video.number % perFile];
    const moments = await shownMoments(query, video, row);
    return query.phrases.length && !moments.total ? null : result(query, row, moments);
  }
  function told() {
    const count = list.children.length;
    if (!query.phrases.length) return fill(words.found, { count: videos.length });
    if (next >= videos.length) return count ? fill(words.found, { count }) : words.nothing;
    return fill(words.found_so_far, { count, read: next, of: videos.length });
  }
}
