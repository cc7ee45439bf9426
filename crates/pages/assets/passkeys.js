// Passkeys: asks the device, lays what it says into the page's form, and sends that. Without it, pages say how to go on.
const form = document.querySelector("form[data-passkey]");
const can = window.PublicKeyCredential;
const read = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt());
const write = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const known = (keys = []) => keys.map((key) => ({ ...key, id: read(key.id) }));

const tell = (what) => {
  for (const note of document.querySelectorAll("[data-told]")) {
    note.hidden = note.dataset.told !== what;
    if (!note.hidden) note.focus();
  }
};

const lay = (name, value) => {
  // Again after « back »: a field stands once.
  const field = form.querySelector(`[name=${name}]`) ?? document.createElement("input");
  Object.assign(field, { type: "hidden", name, value });
  form.append(field);
};
const send = ({ rawId, response }) => {
  lay("decision", "passkey");
  lay("passkey_id", write(rawId));
  lay("passkey_client_data", write(response.clientDataJSON));
  if (response.attestationObject) {
    lay("passkey_attestation", write(response.attestationObject));
    lay("passkey_transports", (response.getTransports?.() ?? []).join(" "));
  } else {
    lay("passkey_authenticator_data", write(response.authenticatorData));
    lay("passkey_signature", write(response.signature));
    lay("passkey_user_handle", response.userHandle ? write(response.userHandle) : "");
  }
  form.submit();
};

// One question at a time: the one that waits in the field makes room for the one that was clicked.
let open;
let byHand = false;
const ask = (mediation) => {
  open?.abort();
  open = new AbortController();
  const wish = JSON.parse(form.dataset.options);
  const publicKey = { ...wish, challenge: read(wish.challenge) };
  if (form.dataset.passkey === "make") {
    publicKey.user = { ...wish.user, id: read(wish.user.id) };
    publicKey.excludeCredentials = known(wish.excludeCredentials);
    return navigator.credentials.create({ publicKey, signal: open.signal });
  }
  publicKey.allowCredentials = known(wish.allowCredentials);
  return navigator.credentials.get({ publicKey, signal: open.signal, mediation });
};
const go = async () => {
  tell();
  byHand = true;
  try {
    send(await ask());
  } catch ({ name }) {
    byHand = false;
    tell({ AbortError: "", NotAllowedError: "cancelled", InvalidStateError: "exists" }[name] ?? "failed");
  }
};
// In the field's own list (R19). What was asked grows old: it is asked anew before that.
const autofill = async () => {
  try {
    send(await ask("conditional"));
  } catch {
    // Nobody asked for it by hand: there is nothing to tell.
  }
};
const renew = async () => {
  if (byHand) return;
  try {
    form.dataset.options = JSON.stringify(await (await fetch(form.dataset.asks)).json());
    if (form.dataset.autofill) autofill();
  } catch {
    // The server tells whoever comes too late.
  }
};

if (form && can) {
  for (const part of document.querySelectorAll("[data-shows]")) part.hidden = false;
  for (const button of document.querySelectorAll("[data-goes]")) {
    button.hidden = false;
    button.addEventListener("click", go);
  }
  if (form.dataset.autofill && (await can.isConditionalMediationAvailable?.())) autofill();
  if (form.dataset.asks) setInterval(renew, 240_000);
} else if (form) {
  tell("unsupported");
}

// What no longer serves is taken off the device's list, where it can be.
for (const { dataset } of document.querySelectorAll("[data-signals]")) {
  can?.[dataset.signals]?.(JSON.parse(dataset.options)).catch(() => {});
}
