// The clock on the wall. It asks the server every two seconds and counts on in between by a clock
// that nobody can set; when the server is away it says from when what it shows is.
"use strict";

const ASK_EACH_MS = 2000;
const PATIENCE_MS = 4000;
const SAY_AFTER_MS = 10000;
const DRAW_EACH_MS = 200;
const JUMP_MS = 2000;
const DAY_MS = 24 * 3600 * 1000;

const words = JSON.parse(document.body.dataset.words);
const parts = Object.fromEntries(["clock", "label", "state", "day", "heard", "announcements"].map((id) => [id, document.getElementById(id)]));
let known = null;
let heardAt = -Infinity;
let isSure = true;

// A PC that slept has a clock that stood still: the two clocks then tell different lengths.
const started = Date.now() - performance.now();
let drift = started;

function two(value) { return String(value).padStart(2, "0"); }

function countdown(milliseconds) {
  const whole = Math.max(0, Math.ceil(milliseconds / 1000));
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

function timeOfDay(milliseconds, withSeconds) {
  const whole = Math.floor((((milliseconds % DAY_MS) + DAY_MS) % DAY_MS) / 1000);
  const shown = `${two(Math.floor(whole / 3600))}.${two(Math.floor(whole / 60) % 60)}`;
  return withSeconds ? `${shown}.${two(whole % 60)}` : shown;
}

function write(element, text) { if (element.textContent !== text) element.textContent = text; }

function take(wall, at) {
  heardAt = performance.now();
  if (wall.is_settled || known === null) {
    known = { ...wall, at };
    isSure = true;
    drift = Date.now() - performance.now();
  } else {
    // The server itself is still finding out the time: what was known before is better.
    known = { ...known, is_settled: false };
  }
  showAnnouncements(wall.announcements);
}

function showAnnouncements(all) {
  const kept = new Map([...parts.announcements.children].map((one) => [one.dataset.id, one]));
  for (const [id, text] of [...all].reverse()) {
    const item = kept.get(id) ?? document.createElement("li");
    kept.delete(id);
    item.dataset.id = id;
    write(item, text);
    if (item.parentNode === null) parts.announcements.prepend(item);
  }
  for (const gone of kept.values()) gone.remove();
  document.body.classList.toggle("has-announcements", all.length > 0);
}

// Where the sitting stands so long after the server last told of it.
function standing(passed) {
  const { phase, until_start: untilStart, remaining } = known;
  if (phase === "before" && passed < untilStart) return ["before", untilStart - passed];
  if (phase === "before") return running(remaining - (passed - untilStart));
  if (phase === "running") return running(remaining - passed);
  return [phase, remaining];
}

function running(left) { return left > 0 ? ["running", left] : ["over", 0]; }

function draw() {
  const silent = performance.now() - heardAt;
  if (Math.abs(Date.now() - performance.now() - drift) > JUMP_MS) isSure = silent < ASK_EACH_MS;
  const passed = performance.now() - known.at;
  const [phase, left] = standing(passed);
  const isUnknown = !known.is_settled && known.at === null;
  write(parts.clock, phase === "over" ? words.over : isUnknown ? "–" : countdown(left));
  parts.clock.classList.toggle("in-words", phase === "over");
  write(parts.label, phase === "before" ? words.before : phase === "over" ? "" : words.remaining);
  const whose = known.is_of_group && phase !== "over" ? words.group : "";
  write(parts.state, [words.states[phase] ?? "", whose].filter(Boolean).join(" – "));
  write(parts.day, timeOfDay(known.day + passed, true));
  showHeard(silent);
}

function showHeard(silent) {
  const last = words.heard.replace("{clock}", timeOfDay(known.day + (heardAt - known.at), false));
  const unsure = !isSure || !known.is_settled;
  let said = silent > SAY_AFTER_MS ? last : "";
  if (!isSure) said = `${words.unsure} ${last}`;
  else if (!known.is_settled) said = words.unsettled;
  write(parts.heard, said);
  parts.heard.classList.toggle("unsure", unsure);
}

async function ask() {
  const sent = performance.now();
  try {
    const answer = await fetch(`/layar/keadaan${location.search}`, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.ok) take(await answer.json(), (sent + performance.now()) / 2);
  } catch {
    // The clock counts on; how old it is stands beneath it.
  }
  setTimeout(ask, ASK_EACH_MS);
}

take(JSON.parse(document.body.dataset.wall), performance.now());
draw();
setInterval(draw, DRAW_EACH_MS);
ask();
