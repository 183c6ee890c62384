import { byId, words } from "./page.js";
import { answerOf, ask, left, tell, trying } from "./window.js";

const AGAIN_MS = 1000;

const frame = byId("page");
const widths = [...document.querySelectorAll("[data-width]")];
const height = frame.clientHeight;

for (const button of widths) {
  button.addEventListener("click", () => {
    for (const each of widths) each.setAttribute("aria-pressed", String(each === button));
    fit();
    tell(button.textContent);
  });
}
addEventListener("resize", fit);
fit();

/** The page at its own width; made smaller where there is less room. */
function fit() {
  const width = Number(widths.find(each => each.getAttribute("aria-pressed") === "true").dataset.width);
  const scale = Math.min(1, frame.parentElement.clientWidth / width);
  frame.style.width = `${width}px`;
  frame.style.height = `${height / scale}px`;
  frame.style.transform = `scale(${scale})`;
  frame.style.marginInline = scale < 1 ? "0" : "auto";
}

/** While all is made again: how far that is, and then what came of it. */
async function follow() {
  try {
    const progress = await answerOf(await fetch("progress"));
    if (byId("state").textContent !== progress.status) byId("state").textContent = progress.status;
    showStage(progress.stages.at(-1));
    if (progress.state === "idle") return location.replace(progress.trouble ? "listen" : "publish?made=yes");
  } catch (error) {
    byId("state").textContent = error instanceof TypeError ? words.offline : error.message;
  }
  return setTimeout(follow, AGAIN_MS);
}
if ("busy" in byId("state").dataset) follow();

/** What is done of it now, such as saying the descriptions, and how far that is. */
function showStage(stage) {
  byId("stage").hidden = !stage;
  if (!stage) return;
  const [label, bar] = byId("stage").children;
  if (label.textContent !== stage.name) label.textContent = stage.name;
  if (stage.share > 0) bar.value = stage.share;
  else bar.removeAttribute("value");
  bar.title = left(stage.left);
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
  const answer = await trying(async () =>
    answerOf(await fetch(`fragment?level=${byId("level").value}&times=${times}`)),
  );
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

/** How far the videos with their captions in the picture are. */
function showBurning(answer) {
  for (const item of byId("shapes").children) {
    const { state, share, left: rest, trouble, made, older } = answer[item.dataset.shape];
    const waits = state !== "idle";
    const part = name => item.querySelector(name);
    part("[data-burn]").hidden = waits;
    part("[data-stop]").hidden = !waits;
    part("a").hidden = waits || !made;
    part("progress").hidden = state !== "busy";
    if (share) part("progress").value = share;
    else part("progress").removeAttribute("value");
    const there = made ? words[older ? "burnt_before" : "burnt"] : "";
    const told = trouble || (waits ? state === "waits" && words.waits : there) || "";
    if (part("[data-state]").textContent !== told) part("[data-state]").textContent = told;
    part("progress").title = left(rest);
  }
  return Object.values(answer).some(each => each.state !== "idle");
}

let watching = false;
async function watch() {
  if (watching) return;
  watching = true;
  try {
    while (showBurning(await answerOf(await fetch("burning")))) {
      await new Promise(resolve => setTimeout(resolve, AGAIN_MS));
    }
  } catch {
    tell(words.offline);
  }
  watching = false;
}

byId("shapes")?.addEventListener("click", async event => {
  const button = event.target.closest("[data-burn], [data-stop]");
  if (!button) return;
  const shape = button.closest("[data-shape]").dataset.shape;
  if (await trying(() => ask(`burn/${shape}`, { stop: "stop" in button.dataset }))) watch();
});
if (byId("shapes")) watch();
