// What a page says when the server does not answer, presses that count once, and saving what was
// typed last.
// Without this file every page still works by links and forms.
"use strict";

const STALE_AFTER_MS = 6000;
const SAME_PRESS_MS = 2000;

function showNote(name, shown) {
  for (const note of document.querySelectorAll(`[data-${name}-note]`)) {
    note.hidden = !shown;
  }
}

// A page that asks again by itself says so when its answers stop coming.
function watchLiveParts() {
  const live = document.querySelector("[data-live]");
  if (live === null) return;
  let answeredAt = Date.now();
  const show = (stale) => {
    live.classList.toggle("is-stale", stale);
    showNote("stale", stale);
  };
  live.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) answeredAt = Date.now();
    show(!event.detail.successful);
  });
  setInterval(() => {
    if (Date.now() - answeredAt > STALE_AFTER_MS) show(true);
  }, 1000);
}

// What changes by itself holds still while somebody presses something in it.
function holdStillWhilePressed() {
  const live = document.querySelector("[data-live], [data-held]");
  if (live === null) return;
  let pressed = false;
  live.addEventListener("pointerdown", () => { pressed = true; });
  for (const end of ["pointerup", "pointercancel"]) {
    window.addEventListener(end, () => { setTimeout(() => { pressed = false; }, 0); });
  }
  live.addEventListener("htmx:beforeSwap", (event) => {
    if (pressed && event.detail.xhr.status === 200) event.detail.shouldSwap = false;
  });
}

// A second press on the same button within a moment is the first one again.
function swallowDoubleClicks() {
  const sentAt = new WeakMap();
  document.addEventListener("submit", (event) => {
    const before = sentAt.get(event.target);
    if (before !== undefined && Date.now() - before < SAME_PRESS_MS) event.preventDefault();
    else sentAt.set(event.target, Date.now());
  });
}

// A score sheet is saved as it changes; leaving the page sends what is not yet answered for.
function watchScoreSheet() {
  const sheet = document.querySelector("form[data-autosave]");
  if (sheet === null) return;
  let typed = 0;
  let sent = 0;
  let answered = 0;
  sheet.addEventListener("input", () => { typed += 1; });
  sheet.addEventListener("htmx:beforeRequest", () => { sent = typed; });
  sheet.addEventListener("htmx:afterRequest", (event) => {
    const status = event.detail.xhr.status;
    if (status < 200 || status >= 500) return;
    answered = sent;
    showNote("unsaved", false);
  });
  for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    sheet.addEventListener(failure, (event) => {
      const status = event.detail.xhr.status;
      if (status < 400 || status >= 500) showNote("unsaved", true);
    });
  }
  window.addEventListener("pagehide", () => {
    if (answered === typed) return;
    fetch(sheet.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(sheet)),
      headers: { "HX-Request": "true" },
      keepalive: true,
    });
  });
}

document.addEventListener("DOMContentLoaded", () => {
  watchLiveParts();
  holdStillWhilePressed();
  swallowDoubleClicks();
  watchScoreSheet();
});
