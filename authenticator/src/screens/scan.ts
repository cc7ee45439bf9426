/** A5: the code on the other screen, by camera or photo; by hand where neither works. */
import { meaningOf } from "../scanner/meaning";
import { buttons, h1, lead, quiet } from "../view/parts";
import type { Screen } from "../view/screen";
import { viewfinder } from "../view/viewfinder";
import { claimTicket } from "./claim";
import { confirmOther } from "./confirm-other";
import { typeCode } from "./type-code";

export const scan: Screen = (app) => {
  const { say } = app;
  const finder = viewfinder(app, (text) => {
    const meaning = meaningOf(text, location.origin);
    switch (meaning.is) {
      case "ours":
        void app.instead(claimTicket(meaning.ticket));
        return true;
      case "otpauth":
        void app.instead(confirmOther(meaning.otpauth));
        return true;
      case "elsewhere":
        finder.refuse(say("scan-elsewhere"), say("scan-elsewhere-text", { host: meaning.host }));
        return false;
      case "nothing":
        finder.refuse(say("scan-not-ours"), say("scan-not-ours-text"));
        return false;
    }
  });
  return {
    title: say("scan-title"),
    back: true,
    leave: finder.stop,
    body: [
      h1(say("scan-title")),
      lead(say("scan-lead")),
      ...finder.nodes,
      buttons(quiet(say("scan-type"), () => app.go(typeCode))),
    ],
  };
};
