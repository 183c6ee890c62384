import { ask, byId, tell, trying } from "./window.js";

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
