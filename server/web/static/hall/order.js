// Which rows are shown, and in which order; what was chosen is remembered in this browser.

const KEPT = "makalah-hall";
const STATES = ["", "muted", "phase-signed-in", "phase-identity-confirmed", "phase-ready", "phase-writing", "phase-paused", "phase-locked", "phase-sealed", "phase-submitted"];
const FAR = Number.MAX_SAFE_INTEGER;
const BEHIND = 2;

const natural = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
const KEYS = {
  pc: (row) => row.pc || "\uffff",
  number: (row) => row.number || "\uffff",
  name: (row) => row.name || "\uffff",
  state: (row) => STATES.indexOf(row.state[0]?.[1] ?? ""),
  words: (row) => row.words,
  typed: (row) => [...row.typed].reduce((sum, digit) => sum + Number(digit), row.number ? 0 : -1),
  left: (row) => (row.left === null ? FAR : (row.left[1] ?? row.left[0])),
  news: (row) => ["none", "off", "late", "troubled", "lost", "unheard"].indexOf(row.alarm) * -FAR / 10 + (row.news[2] ?? 0),
  copies: (row) => -row.copies.filter(([, tone]) => tone === "warn").length * BEHIND,
  flags: (row) => -row.rank * 100 - row.flags.length,
};

export function remembered() {
  const first = { view: "list", show: "all", sort: "pc", falling: false };
  try {
    return { ...first, ...JSON.parse(localStorage.getItem(KEPT) ?? "{}") };
  } catch {
    return first;
  }
}

export function remember(choice) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(choice));
  } catch {
    // A browser that keeps nothing shows the list by PC the next time.
  }
}

export function fits(row, choice, wanted) {
  if (choice.show === "needing" && !row.rank) return false;
  return !wanted || `${row.pc} ${row.number} ${row.name}`.toLocaleLowerCase().includes(wanted);
}

export function sorted(rows, choice) {
  const key = KEYS[choice.sort] ?? KEYS.pc;
  const sign = choice.falling ? -1 : 1;
  const found = rows.map((row) => [key(row), row]);
  found.sort(([a, first], [b, second]) => {
    const order = typeof a === "string" ? natural.compare(a, b) : a - b;
    return order * sign || natural.compare(first.pc || "\uffff", second.pc || "\uffff") || natural.compare(first.number, second.number);
  });
  return found.map(([, row]) => row);
}
