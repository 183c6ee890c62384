/** The parts of the page, its data, and small things that every part needs. */
export const data = JSON.parse(document.getElementById("data").textContent);
export const words = data.words;
export const media = document.querySelector("video, audio");

export const byId = id => document.getElementById(id);

export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const plurals = new Intl.PluralRules(document.documentElement.lang);

/** Text with {name} replaced by its value; of a text with plurals the form is that of `count`. */
export function fill(said, values) {
  const text = said.other ? (said[plurals.select(values.count)] ?? said.other) : said;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** The key of an action. */
export const keyOf = action => Object.keys(data.keys).find(key => data.keys[key] === action);

/** A moment as M:SS, or H:MM:SS from an hour on. */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const pad = number => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
}

/** Where a number would stand in a sorted row: how many are not greater. */
export function rank(row, number) {
  let [low, high] = [0, row.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (row[middle] <= number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Moves the video, also before it knows how long it is. */
export function seek(seconds) {
  const most = Number.isFinite(media.duration) ? media.duration : data.duration;
  media.currentTime = Math.min(Math.max(0, seconds), most);
}

/** Starts the video; a browser that refuses leaves the button to the viewer. */
export const play = () => media.play()?.catch(() => {});

/** A message for screen readers and eyes, in the status line of the player. */
export function say(text) {
  byId("status").textContent = text;
}
