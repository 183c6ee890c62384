/** Drawing by difference: what stays as it is is not touched, so that the focus, what is marked and what
 *  somebody is about to click stay too. */

/** Makes an element what another one is, which is used up by that. */
export function become(element, wanted) {
  for (const { name, value } of wanted.attributes) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
  for (const { name } of [...element.attributes]) {
    if (!wanted.hasAttribute(name)) element.removeAttribute(name);
  }
  const nodes = [...wanted.childNodes];
  nodes.forEach((node, at) => {
    const old = element.childNodes[at];
    if (!old) element.append(node);
    else if (old.nodeName !== node.nodeName) old.replaceWith(node);
    else if (old.nodeType === Node.TEXT_NODE) write(old, node.data);
    else become(old, node);
  });
  while (element.childNodes.length > nodes.length) element.lastChild.remove();
}

/** Puts elements in a list, each with the key of what it is about: where that stands there, it stays. */
export function renew(list, wanted) {
  const old = new Map([...list.children].map(element => [element.key, element]));
  const keys = new Set(wanted.map(([key]) => key));
  for (const [key, element] of old) if (!keys.has(key)) element.remove();
  wanted.forEach(([key, fresh], at) => {
    const element = old.get(key) ?? fresh;
    if (element !== fresh) become(element, fresh);
    element.key = key;
    if (list.children[at] !== element) list.insertBefore(element, list.children[at] ?? null);
  });
}

/** Sets a text, if it is another. */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
