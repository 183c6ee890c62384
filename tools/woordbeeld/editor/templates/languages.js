import { byId, data, fill, make, say, words } from "./page.js";
import { askFrom } from "./dialogs.js";
import { chosenRows } from "./list.js";
import { edit, seen } from "./server.js";

const others = new Intl.DisplayNames([document.documentElement.lang], { type: "language" });
let asked = null; // { ids, version, proposal }
let last = data.language === "en" ? "nl" : "en";

/** The language of lines that are not in that of the transcript. */
export function startLanguages() {
  const named = data.languages.map(code => [code, languageName(code)]);
  named.sort(([, one], [, other]) => one.localeCompare(other));
  const own = fill(words.language_own, { language: languageName(data.language) });
  byId("part-language").append(
    ...[["", own], ...named].map(([value, name]) => make("option", { value }, name)),
  );
  byId("language-form").addEventListener("submit", answer);
}

/** Its name; browsers do not know all that can be heard. */
export const languageName = code => data.language_names[code] ?? others.of(code);

/** To mark what seems to be in another language, or to say that it is in that of the transcript. */
export function proposedLanguages({ language }) {
  return [
    [fill(words.mark_language, { language: languageName(language) }), language],
    [fill(words.own_language, { language: languageName(data.language) }), data.language],
  ];
}

/** Asks in which language the chosen lines are said. Proposes that in which a part of the line seems to be,
 *  which is then marked alone, or to take a mark off where one is. */
export function askLanguage() {
  const lines = chosenRows().filter(row => row.kind === "spoken");
  if (!lines.length) return say(words.refused["not-spoken"]);
  const ids = lines.map(row => row.id);
  const proposal = lines.length === 1 ? lines[0].work.find(each => each.kind === "language") : null;
  asked = { ids, version: seen(proposal?.ids ?? ids), proposal };
  byId("language-error").textContent = "";
  byId("part-language").value = proposal?.language ?? (lines.every(row => row.marked) ? "" : last);
  byId("language-dialog").showModal();
  byId("part-language").focus();
}

async function answer(event) {
  event.preventDefault();
  const dialog = byId("language-dialog");
  if (event.submitter?.value === "cancel") return dialog.close();
  const language = byId("part-language").value;
  last = language || last;
  const { proposal, version } = asked;
  const { ids, first, last: end } = proposal?.language === language ? proposal : { ids: asked.ids };
  const what = { kind: "set-language", ids, language, first: first ?? 0, last: end ?? null };
  const done = await askFrom(dialog, () => edit(what, { version }));
  if (done) say(words.did["set-language"]);
}
