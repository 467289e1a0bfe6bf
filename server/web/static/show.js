// Slides one at a time, as large as the page or the screen; keys and pointer turn them.
// Without this file all of them stand under each other, and the list beside them leads to each.

const STEPS = {
  ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, Enter: 1,
  ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Backspace: -1,
};
const BACK_SHARE = 0.3;

function isTyping(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

function isPressed(target) {
  return target.closest("a, button") !== null;
}

document.addEventListener("DOMContentLoaded", () => {
  const show = document.querySelector("[data-show]");
  if (show === null) return;
  const stage = show.querySelector("[data-stage]");
  const slides = [...stage.querySelectorAll(".deck-slide")];
  const links = [...document.querySelectorAll(".slide-list a")];
  const place = show.querySelector("[data-place]");
  let at = 0;

  const turn = (to) => {
    at = Math.max(0, Math.min(slides.length - 1, to));
    slides.forEach((slide, number) => { slide.hidden = number !== at; });
    links.forEach((link, number) => {
      if (number === at) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    place.textContent = place.dataset.place.replace("{place}", at + 1).replace("{all}", slides.length);
    history.replaceState(null, "", `#slide-${at + 1}`);
  };
  const fromAddress = () => Number(/^#slide-(\d+)$/u.exec(location.hash)?.[1] ?? 1) - 1;
  const darken = (dark) => stage.classList.toggle("is-dark", dark);
  const fill = () => {
    if (document.fullscreenElement !== null) document.exitFullscreen();
    else stage.requestFullscreen().then(() => stage.focus(), () => {});
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    const step = event.key === " " && event.shiftKey ? -1 : STEPS[event.key];
    const key = event.key.toLowerCase();
    if (step !== undefined) {
      if (isPressed(event.target) && (event.key === "Enter" || event.key === " ")) return;
      darken(false);
      turn(at + step);
    } else if (event.key === "Home") turn(0);
    else if (event.key === "End") turn(slides.length - 1);
    else if (key === "f") fill();
    else if (key === "b" || key === ".") darken(!stage.classList.contains("is-dark"));
    else return;
    event.preventDefault();
  });
  stage.addEventListener("click", (event) => {
    if (isPressed(event.target) || window.getSelection().toString() !== "") return;
    const box = stage.getBoundingClientRect();
    turn(at + (event.clientX - box.left < box.width * BACK_SHARE ? -1 : 1));
  });
  for (const button of show.querySelectorAll("button[data-step]")) {
    button.addEventListener("click", () => turn(at + Number(button.dataset.step)));
  }
  show.querySelector("[data-full]").addEventListener("click", fill);
  window.addEventListener("hashchange", () => turn(fromAddress()));
  document.addEventListener("fullscreenchange", () => {
    if (document.fullscreenElement === null) darken(false);
  });

  stage.classList.add("is-one");
  for (const bar of show.querySelectorAll("[data-bar]")) bar.hidden = false;
  turn(fromAddress());
});
