/** A text in small letters and without accents; `folding.py` does the same. */
export function fold(text) {
  return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** The words of a text as they are searched for. */
export const termsIn = text => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
