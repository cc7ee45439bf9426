/** Where the app begins: a code that came by link, accounts, a phone that forgot, or a first visit. */
import type { Ticket } from "./protocol/enrol";
import { ticketIn } from "./scanner/meaning";
import { claimTicket } from "./screens/claim";
import { home } from "./screens/home";
import { install } from "./screens/install";
import { lost } from "./screens/lost";
import { welcome } from "./screens/welcome";
import { wasLinked } from "./linked";
import type { App, Screen } from "./view/screen";

export async function firstScreen(app: App): Promise<{ base: Screen; above: Screen | undefined }> {
  const fragment = location.hash;
  const ticket = ticketIn(fragment);
  // The secret must not stay in the address, nor in the history.
  if (fragment || location.pathname !== "/") history.replaceState({ depth: 0 }, "", "/");
  const forgot = (await app.accounts.all()).length === 0 && (await wasLinked());
  const base: Screen = async (from) => {
    if ((await from.accounts.all()).length > 0) return home(from);
    return forgot ? lost(from) : welcome(from);
  };
  return { base, above: await above(app, ticket, fragment, forgot) };
}

async function above(app: App, ticket: Ticket | undefined, fragment: string, forgot: boolean): Promise<Screen | undefined> {
  const { installed, platform } = app.around;
  // An iPhone keeps the tab's store apart from the icon's: a key made here would be lost to the app (P1).
  if (ticket && platform === "ios" && !installed) return install(welcome, `${location.origin}/e${fragment}`);
  if (ticket) return claimTicket(ticket);
  const isFirst = (await app.accounts.all()).length === 0 && !forgot;
  return isFirst && !installed ? install(welcome) : undefined;
}
