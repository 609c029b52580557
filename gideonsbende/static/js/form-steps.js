// Shows a long form one step at a time. Without this script the steps stand below each other.
const form = document.querySelector("form[data-steps]");
const steps = [...form.querySelectorAll(".gb-form-step")];
const send = form.querySelector(".gb-button-group");
const controls = "input, select, textarea";

const navigation = document.createElement("div");
navigation.className = "gb-button-group";
const back = button("Vorige", "gb-button");
const next = button("Volgende", "gb-button gb-button--primary");
navigation.append(next, back);
send.before(navigation);

const progress = document.createElement("p");
progress.className = "gb-kicker";
form.prepend(progress);

let current = Math.max(0, steps.findIndex((step) => step.querySelector("[aria-invalid]")));

function button(text, className) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", textContent: text, className });
  return made;
}

function show(index, takeFocus) {
  current = index;
  steps.forEach((step, number) => (step.hidden = number !== index));
  const last = index === steps.length - 1;
  next.hidden = last;
  back.hidden = index === 0;
  send.hidden = !last;
  progress.textContent = `Stap ${index + 1} van ${steps.length}`;
  if (takeFocus) steps[index].querySelector(controls)?.focus();
}

next.addEventListener("click", () => show(current + 1, true));
back.addEventListener("click", () => show(current - 1, true));
// Enter in an earlier step goes on to the next one instead of sending half a form.
form.addEventListener("submit", (event) => {
  if (current < steps.length - 1) {
    event.preventDefault();
    show(current + 1, true);
  }
});
// A link in the error summary may point into a step that is not shown.
document.querySelector(".gb-error-summary")?.addEventListener("click", (event) => {
  const target = event.target.hash && form.querySelector(event.target.hash);
  const index = steps.findIndex((step) => step.contains(target));
  if (index >= 0) show(index, false);
});

show(current, false);
