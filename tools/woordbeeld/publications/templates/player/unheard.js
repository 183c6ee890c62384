import { byId, data, make, words } from "./page.js";

let unheardTimer = 0;

/** Shows the descriptions of moments (ms) as text, long enough to read; screen readers read that out. */
export function showUnheard(moments) {
  const shown = [...new Set(moments.map(describedAt))].filter(Boolean);
  if (!shown.length) return;
  const text = shown.map(each => each[2]).join(" ");
  byId("described").replaceChildren(
    make("span", { class: "kind" }, `${words.scene}: `),
    make("bdi", {}, text),
  );
  clearTimeout(unheardTimer);
  unheardTimer = setTimeout(
    clearUnheard,
    shown.reduce((sum, each) => sum + each[4], 0),
  );
}

const describedAt = moment =>
  data.descriptions.filter(([start]) => start <= moment).at(-1) ?? data.descriptions[0];

export function clearUnheard() {
  if (!unheardTimer) return;
  clearTimeout(unheardTimer);
  unheardTimer = 0;
  byId("described").replaceChildren();
}
