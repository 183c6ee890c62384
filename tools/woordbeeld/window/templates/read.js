import { byId, data, fill, words } from "./page.js";
import { ask, tell, trying } from "./window.js";

const list = byId("rows");
const dialog = byId("row-dialog");
const form = byId("row-form");
const isOpen = !byId("tools").hidden;
const kindOfKey = { s: "spoken", b: "scene", g: "sound", n: "speaker", w: "left-out" };
const rows = [];
const lines = []; // as they are shown
let canUndo = false;
let turns = []; // of each row the number of its turn, where it is said
let alike = []; // of each row a number that all have that were read like it
let wasLed = false; // to a doubt
let current = 0;
let asked = null; // the row that the dialog is about

const shown = () => [...list.children];
const element = (name, className, text) => {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
};

function draw(row) {
  const line = document.createElement("li");
  line.id = `row-${row.number}`;
  line.dataset.number = row.number;
  line.dataset.kind = row.kind;
  if (row.doubt) line.dataset.doubt = "";
  line.tabIndex = -1;
  const what = element("span", "what", words.kinds[row.kind.replace("-", "_")]);
  const text = document.createElement("span");
  if (row.kind === "spoken" && row.opens) {
    const who = element("span", "who", row.speaker || words.nobody);
    if (row.remark) who.append(" ", element("span", "remark", `(${row.remark})`));
    text.append(who, " ");
  }
  text.append(element("span", "text", row.text));
  if (row.why) text.append(" ", element("span", "why", `(${row.why})`));
  if (row.doubt) text.append(element("span", "doubt", row.doubt));
  line.append(what, text);
  return line;
}

/** Takes in the rows that changed, and shows them; the focus stays where it is. */
function take(answer) {
  for (const row of answer.rows) {
    rows[row.number] = row;
    lines[row.number] = draw(row);
  }
  ({ turns, alike, undo: canUndo } = answer);
  byId("speakers").replaceChildren(...answer.speakers.map(name => new Option(name)));
  show();
}

function show() {
  const hadFocus = list.contains(document.activeElement);
  const only = byId("only").checked;
  const wanted = rows.filter(row => !only || row.doubt || row.number === current);
  list.replaceChildren(...wanted.map(row => lines[row.number]));
  const doubtful = rows.filter(row => row.doubt).length;
  byId("count").textContent = doubtful ? fill(words.doubtful, { count: doubtful }) : words.no_doubts;
  byId("undo").disabled = !canUndo;
  byId("next").disabled = !doubtful;
  showLeftOut();
  choose(current, hadFocus);
}

/** At the end once more what is not in the transcript, which leads to its place. */
function showLeftOut() {
  const left = rows.filter(row => row.kind === "left-out");
  byId("left").hidden = !left.length;
  byId("left-count").textContent = `(${left.length})`;
  byId("left-out").replaceChildren(
    ...left.map(row => {
      const item = document.createElement("li");
      const link = element("a", "", row.text);
      link.href = `#row-${row.number}`;
      item.append(link, row.why ? ` (${row.why})` : "");
      return item;
    }),
  );
}

byId("left-out").addEventListener("click", event => {
  const link = event.target.closest("a");
  if (!link) return;
  event.preventDefault();
  byId("only").checked = false;
  current = Number(link.hash.replace("#row-", ""));
  show();
  choose(current);
});

/** Puts the one stop of Tab at a row, or at the next that is shown. */
function choose(number, focus = true) {
  const line = shown().find(each => Number(each.dataset.number) >= number) ?? list.lastElementChild;
  list.querySelector('[tabindex="0"]')?.setAttribute("tabindex", "-1");
  if (!line) return;
  current = Number(line.dataset.number);
  byId("right").disabled = !rows[current].doubt;
  line.tabIndex = 0;
  if (focus) line.focus();
}

function move(by) {
  const line = by < 0 ? lines[current].previousElementSibling : lines[current].nextElementSibling;
  if (line) choose(Number(line.dataset.number));
}

function nextDoubt() {
  const from = list.contains(document.activeElement) || wasLed ? current : -1;
  const next = rows.find(row => row.number > from && row.doubt) ?? rows.find(row => row.doubt);
  wasLed = true;
  if (next) choose(next.number);
  else tell(words.no_doubts);
}

async function correct(body) {
  const answer = await trying(() => ask("rows", body));
  if (answer) take(answer);
  return answer !== null;
}

/** The current row is what it was read as, so that it is doubtful no more; goes on to the next that is. */
async function confirmRow() {
  await correct({ rows: [current], kind: rows[current].kind, scope: "one" });
  wasLed = true;
  choose(current);
  nextDoubt();
}

const undo = async () => {
  const answer = await trying(() => ask("rows/undo"));
  if (answer) take(answer);
};

function open(number) {
  asked = rows[number];
  byId("row-text").textContent = asked.label ? `${asked.label}: ${asked.text}` : asked.text;
  byId("said-label").hidden = !asked.label;
  byId("row-right").hidden = !asked.doubt;
  form.elements.kind.value = asked.kind;
  form.elements.scope.value = "one";
  byId("row-speaker").value = asked.speaker;
  describe();
  present("");
}

/** The dialog with what stands in it, and why that was refused before. */
function present(refusal) {
  byId("row-alert").textContent = refusal;
  dialog.returnValue = "";
  dialog.showModal();
  form.querySelector("[name=kind]:checked").focus();
}

const newSpeaker = () => byId("row-speaker").value.trim();
const isGiven = () => form.elements.kind.value === "spoken" && newSpeaker() !== asked.speaker;

/** Tells what each choice holds for, with the number; only who says something has a name. */
function describe() {
  byId("row-speaker").disabled = form.elements.kind.value !== "spoken";
  const size = (numbers, number) => numbers.filter(each => each === numbers[number]).length;
  const turn = turns[asked.number] === null ? 1 : size(turns, asked.number);
  offer("turn", turn, fill(words.whole_turn, { count: turn }));
  if (isGiven() && asked.kind === "spoken") {
    const count = rows.filter(row => row.kind === "spoken" && row.speaker === asked.speaker).length;
    offer("all", count, fill(words.all_of_speaker, { count, name: asked.speaker || words.nobody }));
  } else {
    const count = size(alike, asked.number);
    offer("all", count, fill(words.all_alike, { count }));
  }
}

/** A choice that holds for one paragraph alone is none. */
function offer(scope, count, text) {
  const label = byId(`${scope}-label`);
  label.querySelector("span").textContent = text;
  label.hidden = count < 2;
  if (label.hidden && form.elements.scope.value === scope) form.elements.scope.value = "one";
}

byId("row-form").addEventListener("input", describe);

dialog.addEventListener("close", async () => {
  choose(asked.number);
  if (!["apply", "right"].includes(dialog.returnValue)) return;
  const kind = form.elements.kind.value;
  const body = { rows: [asked.number], scope: form.elements.scope.value };
  if (dialog.returnValue === "right") body.kind = asked.kind;
  else if (kind === "said") body.is_said = true;
  else if (isGiven()) body.speaker = newSpeaker();
  else body.kind = kind;
  if (await correct(body)) return;
  present(byId("alert").textContent);
});

list.addEventListener("click", event => {
  const line = event.target.closest("li");
  if (!line) return;
  choose(Number(line.dataset.number));
  if (isOpen) open(current);
});

document.addEventListener("keydown", event => {
  if (!list.contains(document.activeElement) || dialog.open) return;
  if (event.ctrlKey || event.metaKey) {
    if (event.key.toLowerCase() === "z" && isOpen) {
      event.preventDefault();
      undo();
    }
    return;
  }
  if (event.altKey) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const does = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Home: () => choose(0),
    End: () => choose(rows.length - 1),
    d: nextDoubt,
  };
  const changes = {
    Enter: () => open(current),
    a: () => {
      open(current);
      byId("row-speaker").select();
    },
    k: () => correct({ rows: [current], kind: rows[current].kind, scope: event.shiftKey ? "all" : "one" }),
  };
  const kind = kindOfKey[key];
  const action =
    does[key] ??
    (isOpen &&
      (changes[key] ??
        (kind && (() => correct({ rows: [current], kind, scope: event.shiftKey ? "all" : "one" })))));
  if (!action) return;
  event.preventDefault();
  action();
});

byId("next").addEventListener("click", nextDoubt);
byId("right").addEventListener("click", confirmRow);
byId("undo").addEventListener("click", undo);
byId("only").addEventListener("change", show);

take(data);
const first = rows.find(row => row.doubt);
if (first) choose(first.number, false);
