// Asks who is there, and says so. Without an answer the page stays as it came: with its link to sign in.
const place = document.querySelector("[data-issuer]");

async function whoIsThere() {
  const answer = await fetch(`${place.dataset.issuer}/session`, { credentials: "include" });
  return answer.ok ? answer.json() : { signed_in: false };
}

whoIsThere()
  .then((who) => {
    place.dataset.known = String(who.signed_in);
    if (!who.signed_in) return;
    place.querySelector("[data-name]").textContent = who.name;
    place.querySelector("[data-mail]").textContent = who.email ?? "";
    place.querySelector("[data-inside]").hidden = false;
    place.querySelector("[data-outside]").hidden = true;
  })
  .catch(() => {
    place.dataset.known = "unreachable";
  });
