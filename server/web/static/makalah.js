// What a page says when the server does not answer, and saving what was typed last.
// Without this file every page still works by links and forms.
"use strict";

const STALE_AFTER_MS = 6000;

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
  watchScoreSheet();
});
