// A page from disk may not read this one, unless this one tells it. Elsewhere it is fetched, and tells none.
if (parent !== window && location.protocol === "file:")
  parent.postMessage(document.documentElement.outerHTML, "*");
