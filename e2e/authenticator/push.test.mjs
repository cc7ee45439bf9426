// X3, PU6: woken by a push that says nothing, and just as well without any. Chromium delivers it through the DevTools
// protocol; its own push service cannot be reached, so the address at which we are woken is made up.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { addByCode, begin, newPhone, startPhones } from "../support/phone.mjs";

let phones, phone;
before(async () => (phones = await startPhones()));
after(() => phones?.stop());
afterEach(() => phone?.close());

const ENDPOINT = "https://fcm.googleapis.com/fcm/send/made-up";

/** Stands in for the browser's push service. `how`: it answers, or never does. */
function standIn([endpoint, how]) {
  const bytes = (length) => new Uint8Array(length).fill(7).buffer;
  const subscription = { endpoint, options: {}, getKey: (name) => bytes(name === "auth" ? 16 : 65), unsubscribe: async () => true };
  PushManager.prototype.getSubscription = async () => null;
  PushManager.prototype.subscribe = () => (how === "answers" ? Promise.resolve(subscription) : new Promise(() => {}));
}

async function allowed(how, permission = "granted") {
  phone = await newPhone(phones, permission === "granted" ? { permissions: ["notifications"] } : {});
  await phone.context.addInitScript(standIn, [ENDPOINT, how]);
  await begin(phone);
}

async function deliver(data) {
  const cdp = await phone.context.newCDPSession(phone.page);
  const registrationId = await new Promise((resolve) => {
    cdp.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => registrations[0] && resolve(registrations[0].registrationId));
    void cdp.send("ServiceWorker.enable");
  });
  await cdp.send("ServiceWorker.deliverPushMessage", { origin: `${phones.server.origin}/`, registrationId, data: JSON.stringify(data) });
}

const notices = () =>
  phone.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, body, tag, actions }) => ({ title, body, tag, actions: actions?.length ?? 0 }));
  });

test("where notifications were allowed, the phone says at its enrolment where to wake it", async () => {
  await allowed("answers");
  const enrolled = await addByCode(phone, phones.server);
  assert.equal(enrolled.push.endpoint, ENDPOINT);
  assert.deepEqual(Object.keys(enrolled.push).sort(), ["auth", "endpoint", "p256dh"]);
});

test("a push wakes the phone; the notice names the company, no number, no person, and approves nothing", async () => {
  await allowed("answers");
  const enrolled = await addByCode(phone, phones.server);
  const challenge = phones.server.vap.challenge(enrolled, { number: "47" });
  const wake = { web_push: 8030, notification: { title: "Demande de connexion à Lumen", navigate: phones.server.origin }, v: 1, t: "ch", c: challenge.id };
  await deliver(wake);
  await phone.page.waitForFunction(async () => (await (await navigator.serviceWorker.ready).getNotifications()).length > 0);
  const [notice] = await notices();
  assert.deepEqual(notice, { title: "Demande de connexion à Lumen", body: "Ouvrez l’application pour répondre.", tag: challenge.id, actions: 0 });
  await phone.page.getByRole("button", { name: /^Répondre/ }).waitFor();
  assert.equal(challenge.state, "pending", "a notice alone decides nothing");
});

test("a push service that never answers costs eight seconds and not the account", async () => {
  await allowed("never answers");
  const begun = Date.now();
  const enrolled = await addByCode(phone, phones.server);
  assert.equal(enrolled.push, null);
  assert.ok(Date.now() - begun < 20_000);
});

test("refused notifications are told as a way that works, and requests come all the same", async () => {
  await allowed("answers", "refused");
  const enrolled = phones.server.vap.enrolment();
  await phone.page.evaluate(() => (Notification.requestPermission = async () => "denied"));
  await phone.tap("Ajouter un compte");
  await phone.page.getByRole("button", { name: /^Organisation/ }).click();
  await phone.page.getByRole("button", { name: /^Ajouter un compte depuis/ }).click();
  await phone.tap("Saisir le code");
  await phone.page.getByLabel("Code affiché sur l’autre écran").fill(enrolled.code);
  await phone.tap("Ajouter");
  await phone.tap("Ajouter ce compte");
  await phone.tap("Autoriser les notifications");
  await phone.page.getByRole("heading", { name: "Les notifications restent inactives" }).waitFor();
  await phone.tap("Continuer");
  await phone.tap("Terminé");
  phones.server.vap.challenge(enrolled.phone);
  await phone.page.getByRole("button", { name: /^Répondre/ }).waitFor();
});

test("out of sight nothing is asked; back in sight everything is asked at once", async () => {
  await allowed("answers");
  await addByCode(phone, phones.server);
  const seen = (state) =>
    phone.page.evaluate((state) => {
      Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  await seen("hidden");
  await phone.page.waitForTimeout(300);
  const asked = () => phones.server.vap.asked.filter((line) => line.startsWith("GET /challenges")).length;
  const before = asked();
  await phone.page.waitForTimeout(4_000);
  assert.equal(asked(), before);
  await seen("visible");
  await phone.page.waitForTimeout(1_000);
  assert.ok(asked() > before);
});
