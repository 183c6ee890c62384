import { answerOf, ask, byId, tell, trying, words } from "./window.js";

const frame = byId("page");
const widths = [...document.querySelectorAll("[data-width]")];

for (const button of widths) {
  button.addEventListener("click", () => {
    for (const each of widths) each.setAttribute("aria-pressed", String(each === button));
    frame.style.width = `${button.dataset.width}px`;
    tell(button.textContent);
  });
}

byId("settings").addEventListener("submit", async event => {
  event.preventDefault();
  const button = event.target.querySelector("button");
  button.disabled = true;
  const answer = await trying(() => ask("settings", Object.fromEntries(new FormData(event.target))));
  if (answer) location.assign(answer.go);
  button.disabled = false;
});

byId("zip").addEventListener("click", async event => {
  event.target.disabled = true;
  byId("packing").textContent = words.packing;
  const answer = await trying(() => ask("pack"));
  byId("packing").textContent = answer ? words.packed : "";
  event.target.disabled = false;
  if (answer) location.assign(answer.get);
});

async function showFragment() {
  const times = byId("times").checked ? "yes" : "no";
  const answer = await trying(async () => answerOf(await fetch(`fragment?level=${byId("level").value}&times=${times}`)));
  if (answer) byId("fragment").value = answer.text;
}
for (const id of ["level", "times"]) byId(id).addEventListener("change", showFragment);
showFragment();

document.addEventListener("click", async event => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = byId(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    field.select();
    document.execCommand("copy");
  }
  tell(words.copied);
  button.dataset.done = words.copied;
});
