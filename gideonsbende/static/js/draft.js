// Keeps a long form on the server while someone writes. Without it the button "Concept bewaren"
// does the same. Nothing is kept in the browser.
const PAUSE = 1500; // ms after the last key
const RETRY = 10_000; // ms, when the network or the server is gone

for (const form of document.querySelectorAll("form[data-draft]")) {
  const state = form.querySelector("[data-draft-state]");
  let timer;
  let sending = null; // the request under way
  let changed = false;
  let submitting = false;

  const say = (text) => (state.textContent = text);
  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(keep, wait);
  };

  function keep() {
    if (sending || submitting) return;
    changed = false;
    sending = send().then((arrived) => {
      sending = null;
      // What failed is sent again whole: also when the writer leaves before that.
      changed ||= !arrived;
      if (changed) later(!arrived ? RETRY : document.hidden ? 0 : PAUSE);
    });
  }

  // Closing the tab or following a link waits for no pause; what is sent then outlives the page.
  function leave() {
    if (!changed) return;
    clearTimeout(timer);
    keep();
  }

  async function send() {
    const body = new FormData(form);
    body.delete("files"); // sent once, with the form itself
    const post = (keepalive) => fetch(form.dataset.draft, { method: "POST", body, keepalive });
    try {
      // What may outlive the page may hold 64 KB: a longer text goes in the ordinary way.
      const response = await post(true).catch(() => post(false));
      show(response.status, await response.json());
      return true;
    } catch {
      say("Nog niet bewaard. We proberen het zo opnieuw.");
      return false;
    }
  }

  function show(status, answer) {
    if (answer.empty) return say("");
    if (answer.clash) return say("U schrijft ook op een ander apparaat. Kies ‘Concept bewaren’ om beide teksten te zien.");
    if (answer.sent) return say("Dit is al ingestuurd.");
    if (status === 403) return say("U bent uitgelogd. Kies ‘Concept bewaren’ en log in: uw tekst blijft bewaard.");
    form.elements.token.value = answer.token;
    form.elements.version.value = answer.version;
    // Reloading gives this text back, and so does Back from the next page.
    history.replaceState(history.state, "", `${form.dataset.drafts}${answer.token}/`);
    const time = new Date().toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");
    say(`Bewaard om ${time} uur${answer.login ? ". U bent uitgelogd: log in voordat u instuurt." : ""}`);
  }

  form.addEventListener("input", () => {
    changed = true;
    later(PAUSE);
  });
  form.addEventListener("submit", (event) => {
    submitting = true;
    clearTimeout(timer);
    if (!sending) return;
    // The version that comes back belongs in what is sent now.
    event.preventDefault();
    sending.then(() => form.requestSubmit(event.submitter));
  });
  document.querySelector("form[data-draft-drop]")?.addEventListener("submit", () => {
    submitting = true;
    clearTimeout(timer);
  });
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => document.hidden && leave());
  // Back from the next page: the form stands there again as it was left.
  addEventListener("pageshow", () => (submitting = false));
}
