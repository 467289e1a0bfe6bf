// The proctor's page: news come in, the list or the map changes, times count on in between.
// Without this file the page is a list that is loaded again by hand.

import * as clock from "./clock.js";
import { listen } from "./news.js";
import { fits, remember, remembered, sorted } from "./order.js";
import { Room } from "./room.js";
import { SeatMap } from "./map.js";

const ANNOUNCE_AFTER_MS = 3000;
const GRAVE = 2;

const hall = document.getElementById("hall");
const words = { ...JSON.parse(hall.dataset.words), language: document.documentElement.lang };
const room = new Room(document.getElementById("rows"), words);
const map = new SeatMap(document.getElementById("map"), words);
const asking = document.getElementById("asking");
const search = document.getElementById("search");
const choice = remembered();

const isShown = (row) => fits(row, choice, search.value.trim().toLocaleLowerCase());

function arrange() {
  const rows = sorted([...room.rows.values()], choice);
  let shown = 0;
  rows.forEach((row, at) => {
    const fit = isShown(row);
    shown += fit;
    row.element.hidden = !fit;
    if (room.body.rows[at] !== row.element) room.body.insertBefore(row.element, room.body.rows[at] ?? null);
  });
  const needing = rows.filter((row) => row.rank).length;
  document.querySelector("[data-needing]").textContent = needing ? `(${needing})` : "";
  tellFound(shown, rows.length);
  if (choice.view === "map") map.layOut(rows, isShown);
}

function tellFound(shown, all) {
  const found = document.getElementById("found");
  let said = "";
  if (shown < all) said = words.found.replace("{shown}", shown).replace("{all}", all);
  if (!shown) said = words.none;
  if (found.textContent !== said) found.textContent = said;
}

function showChoice() {
  for (const [name, buttons] of [["view", "[data-view]"], ["show", "[data-show]"]]) {
    for (const button of document.querySelectorAll(buttons)) {
      button.setAttribute("aria-pressed", String(button.dataset[name] === choice[name]));
    }
  }
  document.getElementById("list").hidden = choice.view !== "list";
  document.getElementById("map").hidden = choice.view !== "map";
  for (const head of document.querySelectorAll("th[data-sort]")) {
    if (head.dataset.sort === choice.sort) head.setAttribute("aria-sort", choice.falling ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  }
}

function choose(what) {
  Object.assign(choice, what);
  remember(choice);
  showChoice();
  arrange();
}

function makeChoosable() {
  for (const head of document.querySelectorAll("th[data-sort]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const sort = head.dataset.sort;
      choose({ sort, falling: choice.sort === sort && !choice.falling });
    });
  }
  for (const button of document.querySelectorAll("[data-view]")) button.addEventListener("click", () => choose({ view: button.dataset.view }));
  for (const button of document.querySelectorAll("[data-show]")) button.addEventListener("click", () => choose({ show: button.dataset.show }));
  search.addEventListener("input", arrange);
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, textarea, select");
    if (event.key === "/" && !typing) { event.preventDefault(); search.focus(); }
    if (event.key === "Escape" && event.target === search) { search.value = ""; arrange(); }
  });
  document.getElementById("bar").hidden = false;
}

// New alarms are spoken together, after a moment, each once.
const announcer = { known: new Set(), waiting: new Map(), timer: null };

function announce(isFirst) {
  for (const row of room.rows.values()) {
    if (row.rank < GRAVE) { announcer.known.delete(row.key); announcer.waiting.delete(row.key); continue; }
    if (announcer.known.has(row.key)) continue;
    announcer.known.add(row.key);
    if (!isFirst) announcer.waiting.set(row.key, row);
  }
  if (!announcer.waiting.size || announcer.timer !== null) return;
  announcer.timer = setTimeout(() => {
    const names = [...announcer.waiting.values()].map((row) => `${row.pc || row.number} ${row.name}`);
    if (names.length) document.getElementById("announcer").textContent = words.new.replace("{seats}", names.slice(0, 5).join(", "));
    announcer.waiting.clear();
    announcer.timer = null;
  }, ANNOUNCE_AFTER_MS);
}

function takeParts(parts) {
  for (const [name, html] of Object.entries(parts ?? {})) {
    const part = document.getElementById(`part-${name}`);
    const at = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    part.innerHTML = html;
    if (at !== null) part.querySelector(`a[href="${CSS.escape(at)}"]`)?.focus();
  }
}

function take(news) {
  clock.set(news.at);
  document.getElementById("as-of").textContent = words.clock.replace("{clock}", news.clock);
  const isFirst = room.rows.size === 0;
  const isChanged = room.take(news);
  takeParts(news.parts);
  if (isChanged) {
    settle(news);
    announce(isFirst);
  }
  if (news.asked !== undefined) {
    const isRestarted = news.all && !isFirst;
    if (isRestarted || String(news.asked) !== asking.dataset.asked) window.htmx.trigger(asking, "renewed");
    asking.dataset.asked = news.asked;
  }
  clock.tick(document.getElementById("content"), words.lengths);
}

// Where rows stand changes only if what they are sorted by did; a moving list is hard to read.
const PLACED_BY = ["pc", "number", "name", "spot", "rank"];

function settle(news) {
  const names = new Set((news.rows ?? []).flatMap(([values]) => Object.keys(values)));
  const moves = news.all || news.gone || names.has(choice.sort) || PLACED_BY.some((name) => names.has(name));
  if (moves) arrange();
  else if (choice.view === "map") {
    const changed = new Set((news.rows ?? []).flatMap(([, numbers]) => numbers));
    map.renew([...room.rows.values()].filter((row) => changed.has(row.key)), isShown);
  }
}

function showStale(stale) {
  hall.classList.toggle("is-stale", stale);
  for (const note of document.querySelectorAll("[data-stale-note]")) note.hidden = !stale;
}

makeChoosable();
showChoice();
listen(take, showStale);
setInterval(() => clock.tick(document.getElementById("content"), words.lengths), 1000);
