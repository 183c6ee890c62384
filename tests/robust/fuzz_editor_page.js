async steps => {
  const { edit, ask } = await import("/static/server.js");
  const { model, rowOf } = await import("/static/model.js");
  const { choose, elementOf } = await import("/static/list.js");
  const { rewrite } = await import("/static/rewriting.js");
  const { askWhatToAdd } = await import("/static/adding.js");
  const at = place => model.order[place % model.order.length];
  const byId = id => document.getElementById(id);
  const pause = ms => new Promise(resolve => setTimeout(resolve, ms));
  const pending = [];
  const faults = [];
  const written = new Map(); // what was to be kept of each box, the last
  const kept = new Set();
  const log = []; // what was asked, and the answer
  let asked = 0;

  // What is asked, and which texts are kept.
  globalThis.realFetch ??= globalThis.fetch;
  const { realFetch } = globalThis;
  const keys = new Set();
  globalThis.fetch = async (address, options) => {
    const body = options?.body && JSON.parse(options.body);
    if (body && !keys.has(body.key)) {
      keys.add(body.key);
      asked += 1;
    }
    const response = await realFetch(address, options);
    const answer = await response
      .clone()
      .text()
      .catch(() => "cut off");
    if (body) log.push(`${address} ${options.body} ${response.status} ${answer.slice(0, 120)}`);
    if (response.ok && body?.edit?.kind === "reword") kept.add(body.edit.text);
    return response;
  };

  const withIds = what => {
    const { ids, id, after, following, ...rest } = what;
    if (ids) rest.ids = ids.map(at);
    if (id !== undefined) rest.id = at(id);
    if (after !== undefined) rest.after = at(after);
    if (following !== undefined) rest.following = what.kind === "join" ? at(id + 1) : at(following);
    return rest;
  };

  /** What another window asks, as whoever has seen all. */
  const elsewhere = async what => {
    asked += 1;
    const body = JSON.stringify({ edit: withIds(what), version: 1_000_000, key: crypto.randomUUID() });
    const headers = { "Content-Type": "application/json" };
    await realFetch("edit", { method: "POST", headers, body }).catch(() => {});
  };

  const press = (key, more = {}) => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
    if (document.activeElement.dispatchEvent(event) && key.length === 1)
      document.execCommand("insertText", false, key);
  };

  /** Types at what has the focus, and watches that all of it arrives there. */
  const type = async (field, text, what) => {
    let told = field.value;
    for (const sign of text) {
      press(sign);
      told += sign;
      if (document.activeElement !== field || field.value !== told) {
        faults.push(
          `${what}: “${told}” was written, “${field.value}” stands there, and the focus is in ` +
            document.activeElement.outerHTML.slice(0, 80),
        );
        return false;
      }
      await pause(sign === " " ? 6 : 0);
    }
    return true;
  };
  const tidy = text => text.split(/\s+/).filter(Boolean).join(" ");

  const write = async ({ id, text, end }) => {
    const [item, other] = [at(id), at(id + 1)];
    choose(item);
    const was = rowOf(item)?.text;
    rewrite(item);
    const field = elementOf(item)?.querySelector("textarea");
    if (!field || !(await type(field, text, "a line"))) return;
    if (end === "Escape") {
      written.delete(field); // whoever escapes gives up also what was refused before
      return press("Escape");
    }
    if (tidy(field.value) !== was) written.set(field, tidy(field.value));
    if (end === "away") return choose(other);
    press("Enter", { ctrlKey: end === "split" });
  };

  const time = async ({ id, part, text }) => {
    choose(at(id));
    const field = byId(part);
    field.focus();
    field.select();
    press(text[0]);
    if (await type(field, text.slice(1), "a time")) field.blur();
  };

  const add = async ({ id, text }) => {
    choose(at(id));
    askWhatToAdd();
    const field = byId("add-text");
    if (!(await type(field, text, "the dialog"))) return;
    byId("add-form").requestSubmit(byId("add-form").querySelector("[value=apply]"));
    while (byId("add-dialog").open && field.readOnly) await pause(5);
    if (byId("add-dialog").open && field.value !== text) faults.push(`“${text}” is lost from the dialog`);
    byId("add-dialog").close();
  };

  /** Saves, as soon as the program is reached again. */
  const save = () => ask("save").catch(error => error.reason === "offline" && pause(20).then(save));

  const acts = { save, write, time, add, elsewhere: ({ what }) => elsewhere(what) };
  const sent = { edit: ({ what }) => edit(withIds(what)), ask: step => ask(step.ask) };
  const refused = error => {
    if (!error.reason) faults.push(String(error));
  };
  for (const step of steps) {
    if (step.do in sent) pending.push(sent[step.do](step).catch(refused));
    else if (step.do === "elsewhere") pending.push(acts.elsewhere(step));
    else await acts[step.do](step);
    if (step.wait) await Promise.all(pending);
    await pause(step.pause);
  }
  document.activeElement.blur();
  await Promise.all(pending);
  const busy = () => ["keeping", "offline"].includes(byId("saved").dataset.state);
  while (busy()) await pause(5);
  if (steps.some(step => step.do === "time")) await pause(300); // which they wait for before they are sent
  while (busy()) await pause(5);
  for (const [field, text] of written) {
    const stands = field.isConnected && tidy(field.value) === text;
    if (!kept.has(text) && !stands) faults.push(`“${text}” is lost`);
  }
  if (byId("merge-dialog").open) byId("merge-dialog").close();
  const open = () => document.querySelector(".said textarea");
  while (open()) {
    open().focus();
    press("Escape");
    do await pause(5);
    while (busy());
  }
  // All that others did is known too.
  let told = null;
  while (!told)
    told = await realFetch("changes?since=-1")
      .then(answer => answer.json())
      .catch(() => null);
  while (model.tick < told.tick) await pause(5);
  globalThis.fetch = realFetch;
  return { faults, asked, log };
};
