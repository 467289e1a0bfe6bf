// Exam time as the server last told it, and lengths of time as people read them.

const TOLERANCE_MS = 600;

let told = null;

export function set(at) {
  const here = performance.now();
  if (told !== null && Math.abs(told.at + here - told.here - at) < TOLERANCE_MS) return;
  told = { at, here };
}

export function now() {
  return told === null ? null : told.at + performance.now() - told.here;
}

export function lasting(milliseconds, forms) {
  const whole = Math.max(0, Math.ceil(milliseconds / 1000));
  const days = Math.floor(whole / 86400);
  const [hours, minutes, seconds] = [Math.floor(whole / 3600) % 24, Math.floor(whole / 60) % 60, whole % 60];
  let form = "seconds";
  if (days) form = "days";
  else if (hours) form = "hours";
  else if (minutes) form = seconds ? "both" : "minutes";
  return forms[form].replace("{days}", days).replace("{hours}", hours).replace("{minutes}", minutes).replace("{seconds}", seconds);
}

export function remaining(milliseconds) {
  const whole = Math.max(0, Math.ceil(milliseconds / 1000));
  const two = (value) => String(value).padStart(2, "0");
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// Count on everything in the page that carries an instant.
export function tick(root, forms) {
  const at = now();
  if (at === null) return;
  for (const element of root.querySelectorAll("[data-until]")) {
    write(element, remaining(Number(element.dataset.until) - at));
  }
  for (const element of root.querySelectorAll("[data-since]")) {
    const length = lasting(at - Number(element.dataset.since), forms);
    write(element, element.dataset.text.replace("{time}", length));
  }
}
