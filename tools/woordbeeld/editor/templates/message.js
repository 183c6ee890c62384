import { byId, say } from "./page.js";

const status = byId("status");
let told = null; // what the page shows elsewhere

/** Keeps the message off all buttons: on a phone it stands right above the panel of the line. */
export function startMessage() {
  new MutationObserver(() => status.classList.toggle("told", status.textContent === told)).observe(status, {
    childList: true,
  });
  new IntersectionObserver(([panel]) => status.classList.toggle("above", panel.isIntersecting)).observe(
    byId("line-panel"),
  );
  for (const name of ["status", "line-panel"]) new ResizeObserver(measure).observe(byId(name));
}

/** Says what the panel of the line shows as well; on a phone there is no room to show it twice. */
export function sayToo(text) {
  told = text;
  say(text);
}

/** How much of the window a message covers beside the panel. */
export const heightAbovePanel = () =>
  getComputedStyle(status).getPropertyValue("--stands").trim() === "above" ? status.offsetHeight : 0;

function measure() {
  const { style } = document.documentElement;
  style.setProperty("--status-height", `${status.offsetHeight}px`);
  style.setProperty("--panel-height", `${byId("line-panel").offsetHeight}px`);
}
