/** A11: who, where, what, when; the number typed; "no" always there. Nothing is preselected (PU1, PU4). */
import type { Kind } from "../protocol/challenge";
import type { Pending } from "../requests/requests";
import { el } from "../view/el";
import { facts, h1, note } from "../view/parts";
import type { Screen } from "../view/screen";
import { clockTime, type Key } from "../words";
import { deny } from "./deny";
import { numberForm } from "./number-form";

const TITLES: Partial<Record<Kind, Key>> = {
  enrol: "approve-title-enrol",
  recovery: "approve-title-recovery",
  unknown: "approve-title-unknown",
};

export const approve =
  (pending: Pending): Screen =>
  (app) => {
    const { say } = app;
    const { account, challenge } = pending;
    const title = say(TITLES[challenge.kind] ?? "approve-title");
    const form = numberForm(app, pending, say("approve-yes"), say("approve-no"), deny(pending));
    return {
      title,
      back: true,
      leave: form.stop,
      body: [
        h1(title),
        facts([
          [say("approve-service"), challenge.client],
          [say("approve-account"), challenge.account || account.label],
          [say("approve-device"), challenge.agent],
          [say("approve-place"), challenge.place],
          [say("approve-time"), clockTime(app.tag, challenge.issuedAt * 1000)],
        ]),
        ...(challenge.alone ? [note("warn", undefined, say("approve-alone"))] : []),
        ...(challenge.canApprove ? [] : [note("warn", undefined, say("approve-unknown"))]),
        ...form.nodes,
        note("plain", undefined, say("approve-dictated")),
        el("p", { class: "hint" }, say("approve-until", { time: clockTime(app.tag, challenge.expiresAt * 1000) })),
      ],
    };
  };
