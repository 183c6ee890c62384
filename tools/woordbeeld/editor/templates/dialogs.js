import { byId, say, words } from "./page.js";
import { focusLine } from "./list.js";
import { listenToSending } from "./server.js";
import { fieldsOf, tookAway, untouched } from "./writing.js";

const DIALOGS = [
  "help",
  "speaker-dialog",
  "add-dialog",
  "kind-dialog",
  "language-dialog",
  "replace-dialog",
  "similar-dialog",
  "rarer-dialog",
  "merge-dialog",
].map(byId);
const asked = new Map(); // what is asked from a dialog that waits for the answer

/** Dialogs wait for the answer to what was asked from them, and give the focus back. */
export function startDialogs() {
  for (const dialog of DIALOGS) {
    dialog.addEventListener("close", () => {
      if (dialog.open) return; // it was opened again since
      free(dialog);
      giveFocusBack(dialog);
    });
  }
  listenToSending(({ reached }) => asked.forEach((_, dialog) => tell(dialog, reached ? "" : words.offline)));
}

/** To the line, unless somebody went on elsewhere before this was told; a closed dialog may still have it. */
export function giveFocusBack(dialog) {
  const { activeElement, body } = document;
  if (activeElement === body || dialog.contains(activeElement)) focusLine();
}

/** Asks something from a dialog, in which nothing can be written until the answer; that closes this dialog
 *  alone, and what is refused stays to be mended. Comes back with `{ answer, untouched }`, or null. */
export async function askFrom(dialog, ask) {
  if (asked.has(dialog)) return null;
  const mine = {};
  const still = untouched();
  asked.set(dialog, mine);
  for (const field of fieldsOf(dialog)) field.readOnly = true;
  try {
    const answer = await ask();
    if (asked.get(dialog) !== mine) return { answer, untouched: false };
    free(dialog);
    dialog.close();
    if (!still()) tookAway();
    return { answer, untouched: still() };
  } catch (refused) {
    if (asked.get(dialog) === mine) {
      free(dialog);
      tell(dialog, refused.message);
      if (still()) fieldsOf(dialog)[0]?.focus();
    } else say(refused.message);
    return null;
  }
}

function free(dialog) {
  asked.delete(dialog);
  for (const field of fieldsOf(dialog)) field.readOnly = false;
}

function tell(dialog, message) {
  const error = dialog.querySelector("[role=alert]");
  if (error) error.textContent = message;
  else if (message) say(message);
}
