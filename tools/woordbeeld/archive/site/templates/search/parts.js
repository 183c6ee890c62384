export class NotLoadedError extends Error {}

const loaded = new Map();
const arrived = new Map();

/** What each file of the index gives, under its key; a page from a disk can read scripts alone. */
globalThis.woordbeeldPart = (key, ...values) => arrived.set(key, values);

/** The values of a file of the index, which is loaded once. */
export function load(key) {
  if (!loaded.has(key)) {
    const asked = fetched(key);
    loaded.set(key, asked);
    asked.catch(() => loaded.delete(key));
  }
  return loaded.get(key);
}

function fetched(key) {
  return new Promise((done, fail) => {
    const script = document.createElement("script");
    const refuse = () => fail(new NotLoadedError(key));
    script.src = `search/${key.split("/").map(encodeURIComponent).join("/")}.js`;
    script.addEventListener("error", refuse);
    script.addEventListener("load", () => (arrived.has(key) ? done(arrived.get(key)) : refuse()));
    script.addEventListener("load", () => script.remove());
    document.head.append(script);
  });
}
