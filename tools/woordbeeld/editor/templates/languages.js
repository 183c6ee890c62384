import { byId, data, fill, make, say, words } from "./page.js";
import { askFrom } from "./dialogs.js";
import { chosenRows } from "./list.js";
import { edit, seen } from "./server.js";

let asked = null; // { ids, version }
let last = data.language === "en" ? "nl" : "en";

/** The language of lines that are not in that of the transcript. */
export function startLanguages() {
  const names = new Intl.DisplayNames([document.documentElement.lang], { type: "language" });
  const named = data.languages.map(code => [code, names.of(code)]);
  named.sort(([, one], [, other]) => one.localeCompare(other));
  const own = fill(words.language_own, { language: names.of(data.language) });
  byId("part-language").append(
    ...[["", own], ...named].map(([value, name]) => make("option", { value }, name)),
  );
  byId("language-form").addEventListener("submit", answer);
}

/** Asks in which language the chosen lines are said; proposes to take a mark off where one is. */
export function askLanguage() {
  const lines = chosenRows().filter(row => row.kind === "spoken");
  if (!lines.length) return say(words.refused["not-spoken"]);
  const ids = lines.map(row => row.id);
  asked = { ids, version: seen(ids) };
  byId("language-error").textContent = "";
  byId("part-language").value = lines.every(row => row.marked) ? "" : last;
  byId("language-dialog").showModal();
  byId("part-language").focus();
}

async function answer(event) {
  event.preventDefault();
  const dialog = byId("language-dialog");
  if (event.submitter?.value === "cancel") return dialog.close();
  const language = byId("part-language").value;
  last = language || last;
  const { ids, version } = asked;
  const done = await askFrom(dialog, () => edit({ kind: "set-language", ids, language }, { version }));
  if (done) say(words.did["set-language"]);
}
