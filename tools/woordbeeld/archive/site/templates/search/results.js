import { termsIn } from "./folding.js";
import { isAsked } from "./query.js";

const AT_ONCE = 3; // moments of a video that stand open
const KINDS = { "-2": "scene", "-3": "sound", "-4": "about" };
const data = JSON.parse(document.getElementById("data").textContent);
export const words = data.words;
const plurals = new Intl.PluralRules(data.language);
const numbers = new Intl.NumberFormat(data.language);
const days = new Intl.DateTimeFormat(data.language, { dateStyle: "long", timeZone: "UTC" });

/** Text with {name} replaced by its value; of a text with plurals the form is that of `count`. */
export function fill(said, values) {
  const text = said.other ? (said[plurals.select(values.count)] ?? said.other) : said;
  return text.replace(/\{(\w+)\}/g, (_, name) => shown(values[name]));
}

const shown = value => (typeof value === "number" ? numbers.format(value) : value);

/** A video among the results: its title, and the moments at which it says what is asked. */
export function result(query, [name, title, language, date, duration], { total, shown: moments }) {
  const page = `videos/${encodeURIComponent(name)}/index.html`;
  const link = make("a", { href: page, lang: language, dir: "auto" }, title);
  const facts = [...(date ? [days.format(new Date(date))] : []), clock(duration)];
  const rows = moments.map(moment => row(query, page, moment, language));
  const rest = rows.slice(AT_ONCE);
  return make(
    "li",
    {},
    make("h2", {}, link),
    make("p", { class: "about" }, facts.join(" · ")),
    make("ul", { class: "moments" }, ...rows.slice(0, AT_ONCE)),
    ...(rest.length ? [more(rest, total)] : []),
  );
}

function more(rest, total) {
  const left = total - AT_ONCE;
  const name = make("summary", {}, fill(words.more_moments, { count: left }));
  const note = left > rest.length ? [make("p", { class: "about" }, words.not_all)] : [];
  return make("details", {}, name, make("ul", { class: "moments" }, ...rest), ...note);
}

function row(query, page, { start, who, text, language, speaker }, own) {
  const fragment = start < 0 ? `r${-start}` : `t=${(start / 1000).toFixed(3)}`;
  const time = make("time", {}, start < 0 ? words.untimed : clock(start));
  const kind = speaker ? [...marked(query, speaker)] : [words[KINDS[who]] || ""];
  const named = kind[0] ? [make("bdi", { class: "who" }, ...kind, ":"), " "] : [];
  const said = make("span", { lang: language ?? own, dir: "auto" }, ...marked(query, text));
  return make("li", {}, make("a", { href: `${page}#${fragment}` }, time), " ", ...named, said);
}

/** The text with the words that are asked for marked. */
function* marked(query, text) {
  for (const [piece] of text.matchAll(/[\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]+/gu)) {
    const isFound = termsIn(piece).some(term => isAsked(query, term));
    yield isFound ? make("mark", {}, piece) : piece;
  }
}

function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function clock(ms) {
  const whole = Math.floor(ms / 1000);
  const pad = number => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
}
