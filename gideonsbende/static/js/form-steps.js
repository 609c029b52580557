// Shows a long form one step at a time. Without this script the steps stand below each other.
// The server looks at each step, so that its advice is the same with and without this script.
const form = document.querySelector("form[data-steps]");
const send = [...form.querySelectorAll(".gb-button-group")].at(-1);
const summarySelector = ".gb-error-summary";
const steps = () => [...form.querySelectorAll(".gb-form-step")];

const navigation = document.createElement("div");
navigation.className = "gb-button-group";
const next = button("Volgende", "gb-button gb-button--primary");
const back = button("Vorige", "gb-button");
navigation.append(next, back);
send.before(navigation);

const progress = document.createElement("p");
progress.className = "gb-kicker";
progress.setAttribute("role", "status");
form.prepend(progress);

let current = 0;
// How many steps of ours stand in the browser's history, before this one.
let pushed = 0;
let sent = false;

function button(text, className) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", textContent: text, className });
  return made;
}

function show(index, takeFocus) {
  current = index;
  const all = steps();
  all.forEach((step, number) => (step.hidden = number !== index));
  const last = index === all.length - 1;
  next.hidden = last;
  back.hidden = index === 0;
  send.hidden = !last;
  progress.textContent = `Stap ${index + 1} van ${all.length}`;
  if (!takeFocus) return;
  const title = all[index].querySelector("legend");
  title.tabIndex = -1;
  title.focus();
  progress.scrollIntoView();
}

// What the server says of this step; nothing when it cannot be asked, for it looks again at the end.
async function asked() {
  const data = new FormData(form);
  data.set("check", current);
  try {
    const answer = await fetch(form.action, { method: "POST", body: data });
    if (!answer.ok) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return null;
  }
}

// Puts the answer of the server in place of the step. Says whether something is wrong in it.
function takeOver(page) {
  const answered = page?.querySelectorAll(".gb-form-step")[current];
  document.querySelector(summarySelector)?.remove();
  if (!answered) return false;
  steps()[current].replaceWith(document.adoptNode(answered));
  const summary = page.querySelector(summarySelector);
  if (!summary) return false;
  form.before(document.adoptNode(summary));
  const heading = summary.querySelector("h2");
  heading.focus();
  heading.scrollIntoView();
  return true;
}

async function goOn() {
  next.setAttribute("aria-busy", "true");
  const wrong = takeOver(await asked());
  next.removeAttribute("aria-busy");
  if (wrong) return;
  // The Back of the browser then goes to the step before, instead of out of the form.
  history.pushState({ step: current + 1 }, "");
  pushed += 1;
  show(current + 1, true);
}

next.addEventListener("click", goOn);
back.addEventListener("click", () => (pushed ? history.back() : show(current - 1, true)));
addEventListener("popstate", (event) => {
  // Without a state it was a link to a field, not one of our steps.
  if (!event.state) return;
  const { step } = event.state;
  pushed = Math.max(0, pushed + Math.sign(step - current));
  show(step, true);
});
// Enter in an earlier step goes on to the next one instead of sending half a form.
form.addEventListener("submit", (event) => {
  if (current < steps().length - 1) {
    event.preventDefault();
    goOn();
  } else if (sent) {
    // A second click would send a second code, and the first one would no longer work.
    event.preventDefault();
  } else {
    sent = true;
  }
});
addEventListener("pageshow", () => (sent = false));
// A link in the error summary may point into a step that is not shown.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(`${summarySelector} a`);
  const target = link && form.querySelector(link.hash);
  const index = steps().findIndex((step) => step.contains(target));
  if (index >= 0 && index !== current) show(index, false);
});

// After an answer with errors, or after a reload: at the first error, or where one was.
const wrong = steps().findIndex((step) => step.querySelector("[aria-invalid]"));
const first = Math.max(0, wrong < 0 ? (history.state?.step ?? 0) : wrong);
history.replaceState({ step: first }, "");
show(Math.min(first, steps().length - 1), false);
