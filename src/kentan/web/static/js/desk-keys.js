// ↑ ↓ move through the list of a desk; Enter opens, as on any link. Without this file the list is a list of links.
const rows = Array.from(document.querySelectorAll(".pane--list .item"));

function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT|SUMMARY|BUTTON)$/.test(target.tagName));
}

function move(step) {
  const opened = rows.findIndex((row) => row.getAttribute("aria-current") === "true");
  const focused = rows.indexOf(document.activeElement);
  const from = focused >= 0 ? focused : opened;
  const next = Math.min(Math.max(from + step, 0), rows.length - 1);
  rows[next].focus();
  rows[next].scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (rows.length === 0 || event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    move(event.key === "ArrowDown" ? 1 : -1);
  }
});
