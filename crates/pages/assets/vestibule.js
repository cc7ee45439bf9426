// The one script: shows and hides a password, and brings errors into view. Pages work without it.
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
// Where `autofocus` is not known outside forms; after it, so that the two do not meet.
requestAnimationFrame(() => document.getElementById("summary")?.focus());
