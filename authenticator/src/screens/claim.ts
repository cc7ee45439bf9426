/** Between a code and the question about it: the server says whose it is. */
import { claim, type Ticket } from "../protocol/enrol";
import { buttons, h1, primary, secondary } from "../view/parts";
import type { App, Screen } from "../view/screen";
import { confirmAccount } from "./confirm";
import { enrolTrouble } from "./enrol-trouble";
import { scan } from "./scan";

/** The screen that asks about the claimed account. Throws when the server refuses. */
export async function claimed(app: App, ticket: Ticket): Promise<Screen> {
  return confirmAccount(await claim(app.server, ticket));
}

/** For codes that were not typed: a refusal has a screen of its own. */
export const claimTicket =
  (ticket: Ticket): Screen =>
  async (app) => {
    try {
      return await (await claimed(app, ticket))(app);
    } catch (error) {
      return refused(app, error, claimTicket(ticket));
    }
  };

/** `again` is offered where trying the same once more can help. */
export function refused(app: App, error: unknown, again: Screen) {
  const { say } = app;
  const trouble = enrolTrouble(app, error);
  const isOffline = trouble.dataset["again"] === "yes";
  const retry = primary(say("enrol-retry"), () => app.instead(isOffline ? again : scan));
  return {
    title: say("kind-title"),
    back: true,
    body: [h1(say("kind-title")), trouble, buttons(retry, secondary(say("confirm-cancel"), app.home))],
  };
}
