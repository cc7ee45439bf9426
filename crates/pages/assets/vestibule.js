// The one script: shows and hides a password, counts a new one's characters, and brings errors into view. Pages work without it.
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
