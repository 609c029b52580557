/* Filters the list of municipalities while one types. Without it, the form asks the server, which
   decides in the same way: lessons/municipalities/filtering.py. */

const form = document.querySelector(".gb-municipality-filter");
const count = form.querySelector("output");
const everything = form.querySelector("a");
const nothing = form.querySelector(".gb-municipality-filter__nothing");

const fold = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();

// People write 's-Hertogenbosch as well as shertogenbosch.
const spellings = (name) => (name.startsWith("s ") ? [name, `s${name.slice(2)}`] : [name]);

const names = (element, own) =>
  [own, ...(element.dataset.also?.split("|") ?? [])].map(fold).flatMap(spellings);

const provinces = [...document.querySelectorAll(".gb-municipalities__province")].map((section) => ({
  section,
  name: section.dataset.name,
  places: [...section.querySelectorAll("li")].map((item) => ({
    item,
    size: item.dataset.size,
    names: [...names(item, item.querySelector("a").textContent), ...names(section, section.dataset.name)],
  })),
}));

const matches = (words, name) => words.every((word) => ` ${name}`.includes(` ${word}`));

function filter() {
  const wanted = Object.fromEntries(new FormData(form));
  const words = fold(wanted.naam).split(" ").filter(Boolean);
  let found = 0;
  for (const { section, name, places } of provinces) {
    const before = found;
    for (const { item, size, names } of places) {
      const fits =
        (!wanted.provincie || wanted.provincie === name) &&
        (!wanted.omvang || wanted.omvang === size) &&
        names.some((name) => matches(words, name));
      item.hidden = !fits;
      found += fits;
    }
    section.hidden = found === before;
  }
  tell(found, wanted);
}

function tell(found, wanted) {
  count.textContent = `${found} ${found === 1 ? "gemeente" : "gemeenten"}`;
  nothing.hidden = found > 0;
  const asked = Object.entries(wanted).filter(([, value]) => value);
  everything.hidden = asked.length === 0;
  const query = new URLSearchParams(asked).toString();
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
}

form.addEventListener("input", filter);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  filter();
});
