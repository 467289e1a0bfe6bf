// Scoring with the keyboard: a digit goes to a criterion, Enter to the next, arrows change a value,
// J and K lead to the next and the previous sheet.
// Without this file every field is reached by Tab and every sheet by its link.
"use strict";

const STEPS = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
const HIGHEST = 100;
const GAP = 12;

function changeBy(field, step) {
  const value = Number(field.value.trim() || "0");
  if (!Number.isInteger(value)) return;
  field.value = String(Math.min(HIGHEST, Math.max(0, value + step)));
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function goTo(field) {
  field.focus();
  field.select();
}

function watchFields(sheet, fields) {
  const after = sheet.querySelector("textarea");
  fields.forEach((field, at) => {
    field.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === "Enter") {
        event.preventDefault();
        const next = fields[at + 1];
        if (next === undefined) after.focus();
        else goTo(next);
      } else if (STEPS[event.key] !== undefined && !field.readOnly) {
        event.preventDefault();
        changeBy(field, STEPS[event.key]);
      }
    });
  });
}

function isScore(typed) {
  const text = typed.trim();
  return text === "" || (/^\d+$/.test(text) && Number(text) <= HIGHEST);
}

function markFaults(fields) {
  for (const field of fields) {
    if (isScore(field.value)) field.removeAttribute("aria-invalid");
    else field.setAttribute("aria-invalid", "true");
  }
}

// The sheet takes what the window has left below it: less under the head of the page, all later.
function fitBeside(side) {
  const top = Math.max(side.getBoundingClientRect().top, GAP);
  side.style.setProperty("--room", `${window.innerHeight - top - GAP}px`);
}

// The note over the button says that there is more, as long as something of the sheet is under it.
function noteMore(side, note) {
  const foot = note.parentElement.getBoundingClientRect();
  note.hidden = foot.bottom < side.getBoundingClientRect().bottom - 1;
}

function watchRoom(side) {
  const note = side.querySelector("[data-more]");
  const fit = () => {
    fitBeside(side);
    if (note !== null) noteMore(side, note);
  };
  side.addEventListener("scroll", fit, { passive: true });
  for (const name of ["scroll", "resize"]) window.addEventListener(name, fit, { passive: true });
  fit();
}

// What was typed before the page was ready is saved as well.
function saveWhatWasTyped(sheet) {
  const typed = [...sheet.elements].some((field) => "defaultValue" in field && field.value !== field.defaultValue);
  if (typed) sheet.dispatchEvent(new Event("input", { bubbles: true }));
}

function isWriting(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

document.addEventListener("DOMContentLoaded", () => {
  const sheet = document.querySelector("form[data-scoring]");
  if (sheet === null) return;
  const fields = [...sheet.querySelectorAll('input[name^="score-"]')];
  watchFields(sheet, fields);
  sheet.addEventListener("input", () => markFaults(fields));
  markFaults(fields);
  window.addEventListener("load", () => saveWhatWasTyped(sheet));
  const side = sheet.closest(".side");
  if (side !== null) watchRoom(side);
  for (const hint of sheet.querySelectorAll("[data-keys]")) hint.hidden = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isWriting(event.target)) return;
    const field = fields[Number(event.key) - 1];
    const way = { j: "next", k: "prev" }[event.key.toLowerCase()];
    if (field !== undefined) {
      event.preventDefault();
      goTo(field);
    } else if (way !== undefined) {
      document.querySelector(`a[rel="${way}"]`)?.click();
    }
  });
});
