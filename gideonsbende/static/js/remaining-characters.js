// Shows how many characters are left in an answer. Without this script the limit still holds, and
// the error says so. A field with data-most takes more than fits, so that nothing is cut off.
const SILENCE = 800; // ms: a screen reader hears the number when the writer pauses

for (const field of document.querySelectorAll("textarea[maxlength], [data-most]")) {
  const seen = document.createElement("p");
  const heard = document.createElement("p");
  seen.className = "gb-remaining";
  seen.setAttribute("aria-hidden", "true");
  heard.className = "gb-visually-hidden";
  heard.setAttribute("role", "status");
  field.after(seen, heard);

  let pause;
  const count = () => {
    const left = Number(field.dataset.most ?? field.maxLength) - field.value.length;
    const many = Math.abs(left).toLocaleString("nl-NL");
    seen.textContent = left < 0 ? `${many} tekens te veel` : `Nog ${many} tekens`;
    seen.classList.toggle("gb-remaining--over", left < 0);
    clearTimeout(pause);
    pause = setTimeout(() => (heard.textContent = seen.textContent), SILENCE);
  };
  field.addEventListener("input", count);
  count();
}
