import { byId, fill, words } from "./page.js";
import { alarm, answerOf, ask, tell } from "./window.js";

const form = byId("new");
const kinds = ["video", "document"];
let name = form.dataset.project;

for (const area of document.querySelectorAll("[data-drop]")) {
  area.addEventListener("dragover", event => {
    event.preventDefault();
    area.classList.add("over");
  });
  area.addEventListener("dragleave", () => area.classList.remove("over"));
  area.addEventListener("drop", event => {
    event.preventDefault();
    area.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    byId(area.dataset.drop).files = event.dataTransfer.files;
    suggestTitle();
  });
}

const stem = path => path.replace(/^.*[\\/]/, "").replace(/\.[^.]*$/, "");

let suggested = "";

/** The name of the video is a title for whoever gives none; what was refused before is told no more. */
function suggestTitle() {
  alarm("");
  const title = byId("title");
  const file = byId("video").files[0]?.name ?? byId("video-path").value;
  if (!title || ![suggested, ""].includes(title.value) || !file) return;
  const plain = stem(file).replace(/[-_]+/g, " ").trim();
  suggested = plain.charAt(0).toUpperCase() + plain.slice(1);
  title.value = suggested;
}

function askWhoSpeaks() {
  if (!byId("none")) return;
  for (const id of ["document", "document-path"]) byId(id).disabled = byId("none").checked;
  byId("who").hidden = !byId("none").checked;
}
byId("video").addEventListener("change", suggestTitle);
byId("video-path").addEventListener("change", suggestTitle);
byId("none")?.addEventListener("change", askWhoSpeaks);
// Who is quick, or comes back, has chosen before this page listened.
suggestTitle();
askWhoSpeaks();
form.querySelector("button.main").disabled = false;

/** Sends a file as it stands on disk, and shows how far it is. */
function send(kind, file) {
  return new Promise((done, failed) => {
    const sending = new XMLHttpRequest();
    const bar = byId("sent");
    byId("sending").hidden = false;
    byId("sent-label").textContent = fill(words.sending, { name: file.name });
    sending.upload.addEventListener("progress", event => {
      if (event.lengthComputable) bar.value = event.loaded / event.total;
    });
    sending.addEventListener("error", () => failed(new Error(words.offline)));
    sending.addEventListener("load", () => {
      const answer = new Response(sending.responseText, { status: sending.status });
      answerOf(answer).then(done, failed);
    });
    sending.open("PUT", `/videos/${name}/given/${kind}?name=${encodeURIComponent(file.name)}`);
    sending.setRequestHeader("Content-Type", "application/octet-stream");
    sending.send(file);
  });
}

async function give(kind) {
  const file = byId(kind).files[0];
  const path = byId(`${kind}-path`).value.trim();
  if (kind === "document" && byId("none")?.checked) return;
  if (file) await send(kind, file);
  else if (path) await ask(`/videos/${name}/given/${kind}`, { path });
}

/** What is still to be given; nothing if all is there. */
function missing() {
  if (name) return "";
  const has = kind => byId(kind).files.length || byId(`${kind}-path`).value.trim();
  if (!has("video")) return words.give_video;
  if (!has("document") && !byId("none").checked) return words.give_text;
  return "";
}

form.addEventListener("submit", async event => {
  event.preventDefault();
  const button = form.querySelector("button.main");
  const lacks = missing();
  alarm(lacks);
  if (lacks) return;
  button.disabled = true;
  try {
    const about = { title: byId("title").value, language: byId("language").value };
    if (byId("none")?.checked) about.speakers = byId("speakers").value.trim();
    name = (await ask(name ? `/videos/${name}/about` : "/videos", about)).name;
    history.replaceState(null, "", `/videos/${name}/new`); // where Back and loading again now lead
    for (const kind of kinds) await give(kind);
    await ask(`/videos/${name}/start`);
    location.assign(`/videos/${name}/`);
  } catch (error) {
    alarm(error.message);
    tell("");
    byId("sending").hidden = true;
    button.disabled = false;
  }
});
