// Reading a paper: find in its text, and the size of its letters, which this browser remembers.
// Without this file both are the browser's own: Ctrl+F, and Ctrl with plus or minus.

const LETTERS_KEPT = "makalah.letters";
const LETTER_SIZES = [14, 15.5, 17, 19, 21.5, 24.5, 28];
const USUAL_SIZE = 2;
const NOT_READ = "sup, .back";
const APART = "p, li, h2, h3, h4, th, td";

// The text of the paper as one string, with the node in which each part of it stands.
function readText(paper) {
  const parts = [];
  let text = "";
  for (const block of paper.querySelectorAll(APART)) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest(NOT_READ) !== null) continue;
      parts.push({ node, start: text.length });
      text += node.data;
    }
    text += "\n";
  }
  return { text, parts };
}

function partAt(parts, place) {
  let low = 0;
  let high = parts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (parts[middle].start <= place) low = middle;
    else high = middle - 1;
  }
  return parts[low];
}

function rangeOf(parts, start, end) {
  const range = document.createRange();
  const first = partAt(parts, start);
  const last = partAt(parts, end - 1);
  range.setStart(first.node, start - first.start);
  range.setEnd(last.node, end - last.start);
  return range;
}

// Every place of what was typed: capitals do not matter, nor how many blanks part the words.
function findAll(read, typed) {
  const words = typed.trim().split(/\s+/u).map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&"));
  if (words[0] === "") return [];
  const found = read.text.matchAll(new RegExp(words.join("[^\\S\\n]+"), "giu"));
  return Array.from(found, (each) => rangeOf(read.parts, each.index, each.index + each[0].length));
}

function paint(name, ranges) {
  if (CSS.highlights === undefined) return;
  CSS.highlights.set(name, new Highlight(...ranges));
}

function show(range) {
  paint("found-here", [range]);
  if (CSS.highlights === undefined) {
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }
  const place = range.getBoundingClientRect();
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  window.scrollTo({
    top: window.scrollY + place.top - window.innerHeight * 0.4,
    behavior: calm ? "auto" : "smooth",
  });
  range.startContainer.parentElement.closest(".table-frame")?.scrollTo({ left: 0 });
}

function watchFind(reading, paper) {
  const form = reading.querySelector("[data-find]");
  const field = form.querySelector("input");
  const said = form.querySelector("output");
  const read = readText(paper);
  let found = [];
  let at = 0;
  const tell = () => {
    const all = found.length;
    const words = said.dataset.found.replace("{place}", at + 1).replace("{all}", all);
    said.textContent = all > 0 ? words : field.value.trim() === "" ? "" : said.dataset.nothing;
  };
  const search = () => {
    found = findAll(read, field.value);
    at = 0;
    paint("found", found);
    paint("found-here", []);
    tell();
  };
  const step = (by) => {
    if (found.length === 0) return;
    at = (at + by + found.length) % found.length;
    tell();
    show(found[at]);
  };
  field.addEventListener("input", () => { search(); step(0); });
  form.addEventListener("submit", (event) => { event.preventDefault(); step(1); });
  form.querySelector("[data-step]").addEventListener("click", () => step(-1));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.shiftKey) {
      event.preventDefault();
      step(-1);
    } else if (event.key === "Escape") {
      field.value = "";
      search();
      paper.focus({ preventScroll: true });
    }
  });
  form.hidden = false;
  return field;
}

function keptSize() {
  try {
    const kept = LETTER_SIZES.indexOf(Number(localStorage.getItem(LETTERS_KEPT)));
    return kept < 0 ? USUAL_SIZE : kept;
  } catch {
    return USUAL_SIZE;
  }
}

function keepSize(size) {
  try {
    localStorage.setItem(LETTERS_KEPT, String(size));
  } catch {
    // A browser that keeps nothing shows the usual size next time.
  }
}

function watchLetters(reading, paper) {
  const letters = reading.querySelector("[data-letters]");
  const buttons = [...letters.querySelectorAll("[data-larger]")];
  let size = keptSize();
  const apply = () => {
    paper.style.setProperty("--letters", `${LETTER_SIZES[size]}px`);
    for (const button of buttons) {
      button.disabled = LETTER_SIZES[size + Number(button.dataset.larger)] === undefined;
    }
  };
  const change = (by) => {
    if (LETTER_SIZES[size + by] === undefined) return;
    size += by;
    keepSize(LETTER_SIZES[size]);
    apply();
  };
  for (const button of buttons) {
    button.addEventListener("click", () => change(Number(button.dataset.larger)));
  }
  apply();
  letters.hidden = false;
  return change;
}

function isTyping(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

document.addEventListener("DOMContentLoaded", () => {
  const reading = document.querySelector("[data-reading]");
  if (reading === null) return;
  const paper = reading.querySelector(".paper");
  const field = watchFind(reading, paper);
  const change = watchLetters(reading, paper);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    if (event.key === "/") {
      event.preventDefault();
      field.select();
      field.focus({ preventScroll: true });
    } else if (event.key === "+" || event.key === "-") {
      event.preventDefault();
      change(event.key === "+" ? 1 : -1);
    }
  });
});
