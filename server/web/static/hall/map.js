// The room as seen from the front: a tile for each seat where its PC stands, the rest beneath.

import { link, sign, timeLeft, typedWords } from "./cells.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function text(name, words) {
  const element = document.createElement("span");
  element.className = name;
  element.textContent = words;
  return element;
}

function tileOf(row, words) {
  const tile = row.number ? link(row) : document.createElement("div");
  tile.className = `tile rank-${row.rank}${row.number ? "" : " empty"}`;
  const head = text("tile-head", "");
  head.append(text("tile-pc", row.pc || "–"), text("tile-number", row.number));
  const foot = text("tile-foot", "");
  foot.append(timeLeft(row.left), text("tile-words", row.words < 0 ? "" : `≈ ${row.words.toLocaleString(words.language)}`));
  tile.append(head, text("tile-name", row.name || words.empty));
  if (row.number) {
    tile.append(...row.state.slice(0, 1).map((one) => sign(one, words)));
    tile.append(foot);
    tile.title = typedWords(row, words);
  }
  if (row.rank) tile.append(...graveSigns(row).slice(0, 2).map((one) => sign(one, words)));
  return tile;
}

function graveSigns(row) {
  const news = ["troubled", "lost"].includes(row.alarm) ? [row.news] : [];
  const grave = [...news, ...row.flags].filter(([, tone]) => ["call", "bad", "warn"].includes(tone));
  return grave.concat(row.copies.filter(([, tone]) => tone === "warn"));
}

export class SeatMap {
  constructor(frame, words) {
    this.frame = frame;
    this.words = words;
    this.tiles = new Map();
    frame.addEventListener("keydown", (event) => this.step(event));
  }

  // Put every tile in its place; `isShown` says which rows are looked for.
  layOut(rows, isShown) {
    this.tiles.clear();
    const rooms = new Map();
    const rest = [];
    for (const row of rows) {
      if (row.spot === null) { if (isShown(row)) rest.push(row); continue; }
      const [room] = row.spot;
      rooms.set(room, [...(rooms.get(room) ?? []), row]);
    }
    const parts = [...rooms].map(([name, seated]) => this.room(name, seated, isShown));
    if (rest.length) parts.push(this.rest(rest));
    this.frame.replaceChildren(...parts);
  }

  room(name, rows, isShown) {
    const section = document.createElement("section");
    const title = document.createElement("h2");
    title.textContent = name;
    const front = text("map-front", this.words.front);
    const grid = document.createElement("div");
    grid.className = "map-grid";
    grid.style.gridTemplateColumns = `repeat(${Math.max(...rows.map((row) => row.spot[2]))}, minmax(6.6rem, 1fr))`;
    const inOrder = [...rows].sort((a, b) => a.spot[1] - b.spot[1] || a.spot[2] - b.spot[2]);
    for (const row of inOrder) {
      const tile = this.tile(row);
      [tile.style.gridRow, tile.style.gridColumn] = [row.spot[1], row.spot[2]];
      tile.classList.toggle("faint", !isShown(row));
      grid.append(tile);
    }
    const scroll = document.createElement("div");
    scroll.className = "map-scroll";
    scroll.append(front, grid);
    section.append(title, scroll);
    return section;
  }

  rest(rows) {
    const section = document.createElement("section");
    const title = document.createElement("h2");
    title.textContent = this.words.unplaced;
    const grid = document.createElement("div");
    grid.className = "map-grid map-rest";
    grid.append(...rows.map((row) => this.tile(row)));
    section.append(title, grid);
    return section;
  }

  tile(row) {
    const tile = tileOf(row, this.words);
    this.tiles.set(row.key, tile);
    return tile;
  }

  // Draw some tiles anew where they are; the one that has the focus keeps it.
  renew(rows, isShown) {
    for (const row of rows) {
      const before = this.tiles.get(row.key);
      if (before === undefined) continue;
      const tile = this.tile(row);
      tile.style.gridRow = before.style.gridRow;
      tile.style.gridColumn = before.style.gridColumn;
      tile.classList.toggle("faint", !isShown(row));
      const hadFocus = before === document.activeElement;
      before.replaceWith(tile);
      if (hadFocus) tile.focus();
    }
  }

  step(event) {
    const way = ARROWS[event.key];
    const from = document.activeElement;
    if (way === undefined || !from.classList.contains("tile")) return;
    event.preventDefault();
    const box = from.getBoundingClientRect();
    let [best, nearest] = [null, Infinity];
    for (const tile of this.tiles.values()) {
      if (tile === from || tile.tagName !== "A") continue;
      const other = tile.getBoundingClientRect();
      const [x, y] = [other.x - box.x, other.y - box.y];
      const ahead = x * way[0] + y * way[1];
      const aside = Math.abs(x * way[1]) + Math.abs(y * way[0]);
      if (ahead > 1 && ahead + 4 * aside < nearest) [best, nearest] = [tile, ahead + 4 * aside];
    }
    best?.focus();
  }
}
