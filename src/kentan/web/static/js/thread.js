// Marking words by selecting them, one sending per form, a live list. Without this file the words are pasted and located by the server.

/** The selected words of one original, and the character (not code unit) at which they begin. */
function selected(original) {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!original.contains(range.startContainer) || !original.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(original);
  before.setEnd(range.startContainer, range.startOffset);
  const raw = range.toString();
  const words = raw.trim();
  const skipped = raw.indexOf(words);
  return words ? { words, start: Array.from(before.toString()).length + Array.from(raw.slice(0, skipped)).length } : null;
}

for (const form of document.querySelectorAll("form[data-mark]")) {
  const original = form.parentElement.querySelector("[data-original]");
  if (!original) continue;
  document.addEventListener("selectionchange", () => {
    const found = selected(original);
    if (!found) return;
    form.elements.quote.value = found.words;
    form.elements.start.value = String(found.start);
  });
  form.elements.quote.addEventListener("input", () => { form.elements.start.value = ""; });
}

for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
}

// The live list of a running talk: asked for again every six seconds, unless somebody is busy inside it.
for (const list of document.querySelectorAll("[data-live]")) {
  window.setInterval(async () => {
    if (document.hidden || list.contains(document.activeElement)) return;
    try {
      const answer = await fetch(list.dataset.live, { credentials: "same-origin" });
      if (answer.ok && !answer.redirected) list.innerHTML = await answer.text();
    } catch { /* the network is gone: the list stays as it is, the form keeps its words */ }
  }, 6000);
}
