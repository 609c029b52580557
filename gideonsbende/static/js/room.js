// Keeps a room up to date and what someone types on the server. Without it a button reloads the
// screen. Nothing is kept in the browser.
const POLL = 2000; // ms between two questions whether something changed
const PRESENT = 20_000; // ms between two signs of life
const PAUSE = 700; // ms after the last key
const RETRY = 4000; // ms, when the network or the server is gone
const AWAY = "De verbinding is even weg. Wat bewaard is, blijft bewaard. We proberen het opnieuw.";
const AGAIN = "U was een tijd stil. Ververs het scherm en laat opnieuw zien dat u het bent.";
const OVER = "De bijeenkomst is afgelopen.";
const KEPT = "Uw tekst is bewaard.";
const NOT_KEPT = "Kopieer eerst uw tekst: die is niet bewaard.";
const QUIET = { "X-Quiet": "1" };

const room = document.querySelector("[data-room]");
const base = room.dataset.base;
const announcer = room.querySelector("[data-announce]");
const trouble = room.querySelector("[data-trouble]");
const reload = room.querySelector("[data-reload]");
let mark = room.dataset.mark;
let presence = null;
let active = true;
let stopped = false;
let refreshing = false;

const announce = (text) => (announcer.textContent = text);
const token = () => room.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

function say(text) {
  trouble.textContent = text;
  trouble.hidden = reload.hidden = !text;
}

// What someone typed and the server does not have: a remark has no draft.
function unkept() {
  const typed = [...room.querySelectorAll("textarea")].filter((area) => area.value.trim());
  return typed.filter((area) => area.readOnly || !area.form.dataset.keep || "typed" in area.dataset);
}

// --- What changed -------------------------------------------------------------------------------

async function poll() {
  try {
    const response = await fetch(room.dataset.poll, { headers: QUIET });
    if (response.status === 404) return location.reload();
    if (response.status === 403) return turnedAway();
    if (!response.ok) throw new Error(response.status);
    say("");
    const found = await response.text();
    if (found !== mark) await refresh();
  } catch {
    say(AWAY);
  }
  if (!stopped) setTimeout(poll, POLL);
}

function turnedAway() {
  stopped = true;
  say(`${AGAIN} ${unkept().length ? NOT_KEPT : KEPT}`);
}

// To another screen, unless that would throw away a text.
function leave(response) {
  if (!unkept().length) return location.assign(base);
  stopped = true;
  const isOver = new URL(response.url).pathname.startsWith(base);
  say(`${response.ok ? (isOver ? OVER : AGAIN) : AWAY} ${NOT_KEPT}`);
}

async function refresh() {
  if (refreshing) return;
  refreshing = true;
  try {
    const response = await fetch(base, { headers: QUIET });
    if (response.redirected || !response.ok) return leave(response);
    const text = await response.text();
    show(new DOMParser().parseFromString(text, "text/html").querySelector("[data-room]"));
  } finally {
    refreshing = false;
  }
}

function show(fresh) {
  if (!fresh) return location.assign(base);
  const isNewStep = fresh.dataset.step !== room.dataset.step;
  for (const part of room.querySelectorAll("[data-live]")) replace(part, fresh.querySelector(`#${part.id}`));
  mark = room.dataset.mark = fresh.dataset.mark;
  room.dataset.step = fresh.dataset.step;
  begin();
  if (isNewStep) {
    const heading = room.querySelector("h1")?.textContent ?? "";
    const speaks = room.querySelector(".gb-room-speaks")?.textContent ?? "";
    announce(`${heading}. ${speaks}`.replace(/\s+/g, " "));
  }
}

// Someone who writes keeps the field under the fingers, unless it is about something else by now.
function replace(part, fresh) {
  const writes = part.querySelector("textarea:focus, textarea[data-typed]");
  if (writes && part.dataset.key === fresh.dataset.key) return;
  const typed = [...part.querySelectorAll("textarea[data-typed]")].map((area) => keepNow(area.form));
  const remarks = unkept().filter((area) => part.contains(area) && !("typed" in area.dataset));
  const chosen = part.dataset.key === fresh.dataset.key ? choices(part) : [];
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  const opened = [...part.querySelectorAll("details[open] > summary")].map((one) => one.textContent);
  part.innerHTML = fresh.innerHTML;
  for (const area of remarks) put(area, part);
  for (const field of chosen) choose(same(part, field), field.value);
  if (fresh.dataset.key) part.dataset.key = fresh.dataset.key;
  for (const summary of part.querySelectorAll("details > summary"))
    if (opened.includes(summary.textContent)) summary.parentElement.open = true;
  if (focused) same(part, focused)?.focus();
  // What was kept at the last moment shows among what is not handed in.
  if (typed.length) Promise.all(typed).then(() => (mark = ""));
}

// What someone chose and did not send yet.
function choices(part) {
  const ticked = [...part.querySelectorAll("input:checked")].filter((field) => !field.defaultChecked);
  const first = ({ options }) => Math.max(0, [...options].findIndex((option) => option.defaultSelected));
  const menus = [...part.querySelectorAll("select")].filter((menu) => menu.selectedIndex !== first(menu));
  return [...ticked, ...menus];
}

function choose(field, value) {
  if (field?.matches("select")) {
    // Whoever left the group meanwhile stands in no menu.
    if ([...field.options].some((option) => option.value === value)) field.value = value;
  } else if (field) field.checked = true;
}

// A field as it stands in what came instead of it.
function same(part, { id, name, value }) {
  if (id) return part.querySelector(`#${CSS.escape(id)}`);
  return name ? part.querySelector(`[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`) : null;
}

// Back in its field, or when there is none any more on top, to be copied.
function put(area, part) {
  const field = area.readOnly ? null : part.querySelector(`#${area.id}`);
  if (field) return (field.value = area.value);
  const why = document.createElement("p");
  why.className = "gb-alert";
  why.textContent = "Deze stap is voorbij en uw tekst is niet bewaard. Kopieer hem als u hem wilt houden.";
  if (!area.readOnly) announce(why.textContent);
  const label = document.createElement("label");
  label.htmlFor = area.id;
  label.textContent = "Dit schreef u";
  area.readOnly = true;
  area.removeAttribute("aria-describedby");
  const whole = document.createElement("div");
  whole.className = "gb-form-field";
  whole.append(label, area);
  part.prepend(why, whole);
}

// --- The clock: the server says how long, the browser counts ------------------------------------

let ends = null;
let warned = false;

function begin() {
  const clock = room.querySelector("[data-left]");
  const left = clock ? Number(clock.dataset.left) : null;
  ends = left === null ? null : performance.now() + left * 1000;
  warned = left === null || left <= 60;
  tick();
}

function tick() {
  const shown = room.querySelector("[data-clock]");
  if (ends === null || !shown) return;
  const seconds = Math.round((ends - performance.now()) / 1000);
  const size = Math.abs(seconds);
  const time = `${Math.floor(size / 60)}:${String(size % 60).padStart(2, "0")}`;
  shown.textContent = seconds >= 0 ? `Nog ${time}` : `${time} over de tijd`;
  if (seconds <= 60 && !warned) {
    warned = true;
    announce("Nog één minuut.");
  }
}

// --- Somebody is there --------------------------------------------------------------------------

for (const event of ["pointerdown", "keydown", "scroll"])
  addEventListener(event, () => (active = true), { passive: true });

async function sign() {
  if (stopped) return;
  const body = new URLSearchParams({ csrfmiddlewaretoken: token() });
  try {
    const response = await fetch(`${base}aanwezig/`, { method: "POST", body, headers: active ? {} : QUIET });
    active = false;
    if (!response.ok || response.redirected) return;
    const found = await response.text();
    if (presence !== null && found !== presence) await refresh();
    presence = found;
  } catch {
    // The poll tells that the connection is gone.
  }
}

// --- Writing ------------------------------------------------------------------------------------

const timers = new WeakMap();
const sending = new WeakMap();

room.addEventListener("input", ({ target }) => {
  if (!target.matches("form[data-keep] textarea")) return;
  target.dataset.typed = "";
  later(target.form, PAUSE);
});
room.addEventListener("submit", (event) => {
  const form = event.target;
  clearTimeout(timers.get(form));
  const busy = sending.get(form);
  if (!busy) return;
  // The version that comes back belongs in what is sent now.
  event.preventDefault();
  busy.then(() => form.requestSubmit(event.submitter));
});
addEventListener("pagehide", () => {
  for (const area of room.querySelectorAll("textarea[data-typed]")) keepNow(area.form, true);
});

function later(form, wait) {
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => keepNow(form), wait));
}

function keepNow(form, keepalive = false) {
  clearTimeout(timers.get(form));
  if (sending.has(form)) return sending.get(form).then(() => keepNow(form, keepalive));
  const request = send(form, keepalive).finally(() => sending.delete(form));
  sending.set(form, request);
  return request;
}

async function send(form, keepalive) {
  const area = form.querySelector("textarea");
  const state = form.querySelector("[data-kept]");
  const text = area.value;
  try {
    const response = await fetch(form.dataset.keep, { method: "POST", body: new FormData(form), keepalive });
    // Who has to prove again is sent there once the text is kept.
    if (response.redirected && area.value === text) delete area.dataset.typed;
    if (response.redirected || response.status === 403) return turnedAway();
    if (response.status === 409) return (state.textContent = twoTabs(form));
    if (response.status === 400) return (state.textContent = (await response.json()).errors.join(" "));
    if (!response.ok) throw new Error(response.status);
    form.elements.version.value = (await response.json()).version;
    if (area.value === text) delete area.dataset.typed;
    const time = new Date().toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");
    state.textContent = `Bewaard om ${time} uur`;
  } catch {
    state.textContent = "Nog niet bewaard. We proberen het zo opnieuw.";
    later(form, RETRY);
  }
}

function twoTabs(form) {
  const button = form.querySelector("button[value=keep]") ?? form.querySelector("button");
  return `U schreef dit ook in een ander tabblad. Kies ‘${button.textContent.trim()}’ om beide teksten te zien.`;
}

// The screen refreshes itself from here on.
reload.hidden = true;
begin();
setInterval(tick, 1000);
setInterval(sign, PRESENT);
sign();
setTimeout(poll, POLL);
