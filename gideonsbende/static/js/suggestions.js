/* What begins like what one types, below the field. Without it, the form does its work as well.
   The field is a combobox as ARIA describes it: it keeps the focus, arrows walk the list.
   An option with data-url leads there; one with data-value stands in for the word being typed, in
   a field that holds words with commas between them. */

const PAUSE = 150; // ms: the server hears of a word, not of every key

document.querySelectorAll("[data-suggestions]").forEach((field, number) => {
  const id = `suggesties-${number}`;
  const place = document.createElement("div");
  const status = document.createElement("p");
  status.className = "gb-visually-hidden";
  status.setAttribute("role", "status");
  field.parentElement.classList.add("gb-combobox");
  field.parentElement.append(place, status);

  let list = null;
  let chosen = -1;
  let pause;
  let request;

  const options = () => [...(list?.children ?? [])];

  function show(html) {
    place.innerHTML = html;
    list = place.firstElementChild;
    if (list) list.id = id;
    options().forEach((option, each) => (option.id = `${id}-${each}`));
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

  function take(option) {
    if (option.dataset.url) return location.assign(option.dataset.url);
    const before = field.value.split(/[,;]/).slice(0, -1).map((word) => `${word.trim()}, `);
    field.value = `${before.join("")}${option.dataset.value}, `;
    // Whoever keeps the form hears of it as of any key.
    field.dispatchEvent(new Event("input", { bubbles: true }));
    close();
  }

  const keys = {
    ArrowDown: () => walk(1),
    ArrowUp: () => walk(-1),
    Escape: close,
    Enter: () => take(options()[chosen]),
  };

  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": id,
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
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
});
