// Buttons that print the page, and what is shown once: it goes when it was printed, after two minutes,
// and when the page is left. Without this file the browser's own menu prints it.
"use strict";

const SHOWN_MS = 120000;

function offer() {
  for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
}

function forget() {
  for (const shown of document.querySelectorAll("[data-once]")) shown.remove();
  for (const note of document.querySelectorAll("[data-gone]")) note.hidden = false;
  for (const button of document.querySelectorAll("[data-print]")) button.remove();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
document.addEventListener("htmx:afterSwap", offer);
document.addEventListener("DOMContentLoaded", () => {
  offer();
  if (document.querySelector("[data-once]") === null) return;
  window.addEventListener("afterprint", forget);
  window.addEventListener("pagehide", forget);
  setTimeout(forget, SHOWN_MS);
});
