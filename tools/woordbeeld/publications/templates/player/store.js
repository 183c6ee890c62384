const KEY = "woordbeeld";

/** What the viewer chose, remembered where the browser allows it, else for as long as the page is open. */
export const store = {
  chosen: read(),
  get(name, otherwise) {
    return name in this.chosen ? this.chosen[name] : otherwise;
  },
  set(name, value) {
    this.chosen[name] = value;
    try {
      localStorage.setItem(KEY, JSON.stringify(this.chosen));
    } catch {
      // Private windows and some frames keep nothing.
    }
  },
};

/** A checkbox that stays as the viewer left it, under its id; `change` is told at once and at each change. */
export function remembered(box, otherwise, change = () => {}) {
  box.checked = store.get(box.id, otherwise);
  box.addEventListener("change", () => {
    store.set(box.id, box.checked);
    change(box.checked);
  });
  change(box.checked);
  return box;
}

function read() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY));
    return found && typeof found === "object" ? found : {};
  } catch {
    return {};
  }
}
