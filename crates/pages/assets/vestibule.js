// The one script: shows and hides a password, counts a new one's characters, brings errors into view, goes on when a phone
// has answered, and says in time that a session ends. Pages work without it.
for (const button of document.querySelectorAll("[data-reveals]")) {
  const field = document.getElementById(button.dataset.reveals);
  const show = (seen) => {
    field.type = seen ? "text" : "password";
    button.children[0].hidden = seen;
    button.children[1].hidden = !seen;
  };
  button.hidden = false;
  button.addEventListener("click", () => show(field.type === "password"));
  // A password is never sent from, or left in, a plain text field: browsers would offer to keep it as one.
  field.form.addEventListener("submit", () => show(false));
  addEventListener("pagehide", () => show(false));
}
// Counted as the rule counts them; told once the typing rests.
for (const count of document.querySelectorAll("[data-counts]")) {
  const field = document.getElementById(count.dataset.counts);
  let rest;
  count.hidden = false;
  field.addEventListener("input", () => {
    clearTimeout(rest);
    rest = setTimeout(() => (count.children[0].textContent = [...field.value.normalize("NFKC")].length), 300);
  });
}
// Where `autofocus` is not known outside forms; after it, so that the two do not meet.
requestAnimationFrame(() => document.getElementById("summary")?.focus());

// C14, C21: the page goes on by itself (X8). Where events do not come through it asks; without script there is the button.
const waiting = document.querySelector("[data-waits]");
if (waiting) {
  let gone;
  const go = () => {
    if (gone) return;
    gone = true;
    events.close();
    waiting.requestSubmit(waiting.querySelector("button"));
  };
  const ask = async () => {
    const answer = await fetch(waiting.dataset.waits).catch(() => null);
    if ((await answer?.text().catch(() => ""))?.includes("moved")) return go();
    setTimeout(ask, 3000);
  };
  const events = new EventSource(waiting.dataset.waits);
  events.addEventListener("moved", go);
  events.addEventListener("error", () => events.readyState === EventSource.CLOSED && setTimeout(ask, 3000));
}

// C35, R33. Tabs and portals agree on the end, because every page asks the server before it says anything.
const ending = document.getElementById("ending");
if (ending?.showModal) {
  const EARLY = 150;
  const [title, text, stay, gotIt] = ending.children;
  const tabs = new BroadcastChannel("session");
  let timer, due, canStay, told;
  const lookIn = (seconds) => {
    clearTimeout(timer);
    due = Date.now() + seconds * 1000;
    timer = setTimeout(look, seconds * 1000);
  };
  const look = async () => {
    let left;
    try {
      left = await (await fetch(ending.dataset.asks)).json();
    } catch {
      return lookIn(20);
    }
    if (!left.seconds) return location.replace(ending.dataset.returns);
    if (left.seconds > EARLY) {
      told = false;
      ending.close();
      return lookIn(left.seconds - EARLY);
    }
    lookIn(left.seconds);
    if (told) return;
    told = true;
    canStay = left.can_stay;
    [title.textContent, text.textContent] = [left.title, left.text];
    stay.hidden = !canStay;
    gotIt.hidden = canStay;
    if (!ending.open) ending.showModal();
  };
  const go = async () => {
    await fetch(stay.action, { method: "POST", body: new URLSearchParams(new FormData(stay)), redirect: "manual" })
      .catch(() => (told = false));
    await look();
    tabs.postMessage("");
  };
  stay.addEventListener("submit", (event) => {
    event.preventDefault();
    go();
  });
  gotIt.addEventListener("click", () => ending.close());
  // Who presses Escape is there.
  ending.addEventListener("cancel", () => canStay && go());
  tabs.addEventListener("message", look);
  // Timers of a sleeping machine come late.
  addEventListener("visibilitychange", () => Date.now() >= due && look());
  lookIn(Math.max(ending.dataset.seconds - EARLY, 0));
}
// Recovery codes: to the printer, or to the clipboard.
for (const button of document.querySelectorAll("[data-prints]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
for (const button of document.querySelectorAll("[data-copies]")) {
  if (!navigator.clipboard) continue;
  const lines = [...document.querySelectorAll(`#${button.dataset.copies} li`)].map((line) => line.textContent.trim());
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(lines.join("\n"));
    document.querySelector("[data-copied]").hidden = false;
  });
}
