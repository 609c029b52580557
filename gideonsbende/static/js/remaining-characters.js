// Shows how many characters are left in a long answer. Without this script the limit still holds,
// and the explanation above the field names it.
const SILENCE = 800; // ms: a screen reader hears the number when the writer pauses

for (const field of document.querySelectorAll("textarea[maxlength]")) {
  const seen = document.createElement("p");
  const heard = document.createElement("p");
  seen.className = "gb-remaining";
  seen.setAttribute("aria-hidden", "true");
  heard.className = "gb-visually-hidden";
  heard.setAttribute("role", "status");
  field.after(seen, heard);

  let pause;
  const count = () => {
    const left = (field.maxLength - field.value.length).toLocaleString("nl-NL");
    seen.textContent = `Nog ${left} tekens`;
    clearTimeout(pause);
    pause = setTimeout(() => (heard.textContent = seen.textContent), SILENCE);
  };
  field.addEventListener("input", count);
  count();
}
