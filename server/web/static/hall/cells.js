// Draws a row of the list from what the server says of it; the first page is drawn alike.

import { lasting, now, remaining } from "./clock.js";

const STEP_MS = 30000;
const STEPS = 20;
const NOTHING = "0".repeat(STEPS);
// The tones of the states in which nobody types any more.
const HANDED_IN = ["phase-sealed", "phase-submitted"];

export function sign([text, tone = "", since = null], words) {
  const element = document.createElement("span");
  element.className = tone ? `sign ${tone}` : "sign";
  element.textContent = text;
  if (since !== null) {
    element.dataset.since = since;
    element.dataset.text = text;
    element.textContent = text.replace("{time}", lasting(now() - since, words.lengths));
  }
  return element;
}

export function timeLeft(value) {
  if (value === null) return document.createTextNode("–");
  const [milliseconds, until = null] = value;
  if (until === null) return document.createTextNode(remaining(milliseconds));
  const element = document.createElement("span");
  element.dataset.until = until;
  element.textContent = remaining(until - now());
  return element;
}

export function link(row) {
  const element = document.createElement("a");
  element.href = `/pengawas/peserta/${encodeURIComponent(row.slug)}`;
  return element;
}

function put(cell, nodes) {
  cell.replaceChildren(...nodes.flatMap((node, at) => (at ? [" ", node] : [node])));
}

function steps(digits) {
  let height = 0;
  const path = [...digits.matchAll(/(.)\1*/g)].map(([alike, digit]) => {
    const rise = (height - Number(digit)) * 2;
    height = Number(digit);
    return `v${rise}h${alike.length * 3}`;
  });
  return `M0 14${path.join("")}V14z`;
}

export function typedWords(row, words) {
  if (!row.number || HANDED_IN.includes(row.state[0]?.[1])) return "";
  const digits = row.typed;
  const quiet = digits.length - digits.replace(/0+$/, "").length;
  if (digits === NOTHING || digits === "") return words.still;
  return quiet ? words.quiet.replace("{time}", lasting(quiet * STEP_MS, words.lengths)) : words.typing;
}

// What a drawing says to those who do not see it; the first page has the drawing alone.
function spoken(cell) {
  if (cell.lastElementChild.tagName === "SPAN") return cell.lastElementChild;
  const element = document.createElement("span");
  element.className = "visually-hidden";
  cell.append(element);
  return element;
}

function giveForm(give, row, words) {
  const form = document.getElementById("give-form").content.firstElementChild.cloneNode(true);
  [form.elements.application.value, form.elements.milliseconds.value, form.elements.given.value] = give;
  const button = form.querySelector("button");
  button.id = `give-${row.slug}`;
  button.textContent = give[3] ? words.propose : words.give;
  return form;
}

const CELLS = {
  pc: (row, cell) => { cell[0].textContent = row.pc || "–"; },
  number: (row, cell) => {
    if (!row.number) { cell[1].textContent = "–"; return; }
    const element = link(row);
    element.textContent = row.number;
    cell[1].replaceChildren(element);
  },
  name: (row, cell, words) => {
    cell[2].firstElementChild.textContent = row.name || (row.pc ? words.empty : "");
    cell[2].lastElementChild.textContent = row.post;
  },
  state: (row, cell, words) => put(cell[3], row.state.map((one) => sign(one, words))),
  words: (row, cell, words) => { cell[4].textContent = row.words < 0 ? "–" : row.words.toLocaleString(words.language); },
  typed: (row, cell, words) => {
    const said = typedWords(row, words);
    cell[5].querySelector("path").setAttribute("d", steps(row.typed));
    spoken(cell[5]).textContent = said;
    cell[5].title = said;
  },
  left: (row, cell) => cell[6].replaceChildren(timeLeft(row.left)),
  news: (row, cell, words) => put(cell[7], [sign(row.news, words)]),
  copies: (row, cell, words) => put(cell[8], row.copies.map((one) => sign(one, words))),
  flags: (row, cell, words) => {
    const shown = row.flags.map((one) => sign(one, words));
    put(cell[9], row.give === null ? shown : [...shown, giveForm(row.give, row, words)]);
  },
};
// Where a value is shown that has no cell of its own, or is shown in a second one as well.
const SHOWN_IN = { post: ["name"], slug: ["number"], give: ["flags"], state: ["state", "typed"] };

export function newRow(number) {
  const element = document.getElementById("row-form").content.querySelector("tr").cloneNode(true);
  element.id = `r${number}`;
  return element;
}

export function draw(row, names, words) {
  const cells = row.element.cells;
  for (const name of new Set(names.flatMap((one) => SHOWN_IN[one] ?? [one]))) {
    CELLS[name]?.(row, cells, words);
  }
  row.element.className = `rank-${row.rank}${row.number ? "" : " empty"}`;
}

export function passStep(row, digit) {
  row.typed = ((row.typed || NOTHING) + digit).slice(-STEPS);
}
