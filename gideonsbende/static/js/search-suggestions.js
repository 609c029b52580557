/* Titles that begin like what one types, below the search field. Without it, the form just searches.
   The field is a combobox as ARIA describes it: it keeps the focus, arrows walk the list. */

const PAUSE = 150; // ms: the server hears of a word, not of every key
const field = document.querySelector("[data-suggestions]");
const place = document.createElement("div");
const status = document.createElement("p");
status.className = "gb-visually-hidden";
status.setAttribute("role", "status");
field.parentElement.append(place, status);

let list = null;
let chosen = -1;
let pause;
let request;

const options = () => [...(list?.children ?? [])];

function show(html) {
  place.innerHTML = html;
  list = place.firstElementChild;
  if (list) list.id = "zoeksuggesties";
  status.textContent = list?.dataset.status ?? "";
  field.setAttribute("aria-expanded", list !== null);
  choose(-1);
}

function choose(number) {
  chosen = number;
  options().forEach((option, each) => option.setAttribute("aria-selected", each === chosen));
  const option = options()[chosen];
  if (option) field.setAttribute("aria-activedescendant", option.id);
  else field.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

async function suggest() {
  request?.abort();
  request = new AbortController();
  const asked = new URLSearchParams({ q: field.value });
  try {
    const answer = await fetch(`${field.dataset.suggestions}?${asked}`, { signal: request.signal });
    show(answer.ok ? (await answer.text()).trim() : "");
  } catch (error) {
    if (error.name !== "AbortError") show("");
  }
}

function close() {
  clearTimeout(pause);
  request?.abort();
  show("");
}

function walk(step) {
  const count = options().length + 1; // one more place: in the field itself
  choose(((chosen + 1 + step + count) % count) - 1);
}

const keys = {
  ArrowDown: () => walk(1),
  ArrowUp: () => walk(-1),
  Escape: close,
  Enter: () => location.assign(options()[chosen].dataset.url),
};

for (const [name, value] of Object.entries({
  role: "combobox",
  "aria-autocomplete": "list",
  "aria-controls": "zoeksuggesties",
  "aria-expanded": "false",
})) field.setAttribute(name, value);

field.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(suggest, PAUSE);
});
field.addEventListener("keydown", (event) => {
  const meant = event.key === "Enter" ? chosen >= 0 : list !== null;
  if (!meant || !keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});
field.addEventListener("blur", close);
// A press would take the focus from the field, and so close the list before the click.
place.addEventListener("mousedown", (event) => event.preventDefault());
place.addEventListener("click", (event) => {
  const option = event.target.closest("[data-url]");
  if (option) location.assign(option.dataset.url);
});
