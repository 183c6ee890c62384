import { byId, fill, words } from "./page.js";
import { reveal } from "./reading.js";

const PAUSE_MS = 150; // in typing, before a search begins

/** Searches the transcript without regard to capitals and accents. */
export function startSearch(links) {
  const field = byId("search");
  const count = byId("found");
  const texts = links.map(link => fold(link.textContent));
  let found = [];
  let at = -1;
  let timer = 0;

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE_MS);
  });
  field.addEventListener("keydown", event => {
    if (event.key === "Enter") {
      event.preventDefault();
      clearTimeout(timer);
      if (field.dataset.sought !== field.value) look();
      else step(event.shiftKey ? -1 : 1);
    }
    if (event.key === "Escape" && field.value) {
      event.preventDefault();
      event.stopPropagation();
      field.value = "";
      look();
    }
  });
  byId("next").addEventListener("click", () => step(1));
  byId("previous").addEventListener("click", () => step(-1));
  byId("scenes").addEventListener("change", look);
  byId("sounds").addEventListener("change", look);

  function look() {
    const sought = fold(field.value.trim());
    field.dataset.sought = field.value;
    links[found[at]]?.classList.remove("at");
    found = sought
      ? [...links.keys()].filter(each => texts[each].includes(sought) && links[each].checkVisibility())
      : [];
    at = -1;
    highlight(links, found, sought);
    if (found.length) step(1);
    else count.textContent = sought ? words.nothing_found : "";
    for (const id of ["next", "previous"]) byId(id).disabled = !found.length;
  }
  function step(by) {
    if (!found.length) return;
    links[found[at]]?.classList.remove("at");
    at = (at + by + found.length) % found.length;
    links[found[at]].classList.add("at");
    reveal(links[found[at]]);
    count.textContent = fill(words.found_at, { at: at + 1, count: found.length });
  }
}

/** A text without capitals and accents, of the same length as it was. */
function fold(text) {
  return [...text].map(each => (each.length > 1 ? each : each.normalize("NFD")[0].toLowerCase()[0])).join("");
}

/** Marks what was found in its lines, without a change to the page. */
function highlight(links, found, sought) {
  if (!globalThis.Highlight) return;
  const ranges = found.flatMap(at => [...inLine(links[at], sought)]);
  CSS.highlights.set("found", new Highlight(...ranges));
}

function* inLine(link, sought) {
  const walker = document.createTreeWalker(link, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = fold(walker.currentNode.data);
    for (let from = text.indexOf(sought); from >= 0; from = text.indexOf(sought, from + sought.length)) {
      const range = new Range();
      range.setStart(walker.currentNode, from);
      range.setEnd(walker.currentNode, from + sought.length);
      yield range;
    }
  }
}
