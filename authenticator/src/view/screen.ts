/** What a screen is, and what it may ask of the app around it. */
import type { Server } from "../protocol/server";
import type { Requests } from "../requests/requests";
import type { Accounts } from "../store/accounts";
import type { Settings } from "../store/settings";
import type { Clock } from "../totp/clock";
import type { Company } from "../company";
import type { Say, Tag } from "../words";
import type { Guard } from "../lock/guard";
import type { Surroundings } from "../surroundings";

export interface View {
  /** The window's title, and the heading's words unless the body says otherwise. */
  title: string;
  body: (Node | string)[];
  /** Whether "back" is offered above; home and results have none. */
  back?: boolean;
  /** Called once when the screen goes away. */
  leave?: () => void;
}

export type Screen = (app: App) => View | Promise<View>;

export interface App {
  say: Say;
  tag: Tag;
  company: Company;
  server: Server;
  accounts: Accounts;
  settings: Settings;
  clock: Clock;
  requests: Requests;
  guard: Guard;
  around: Surroundings;
  /** Labels of accounts that the company ended since the app was opened. */
  revoked: string[];
  /** Shows a screen on top of this one. */
  go: (screen: Screen) => Promise<void>;
  /** Shows a screen in the place of this one. */
  instead: (screen: Screen) => Promise<void>;
  back: () => void;
  /** Forgets the way that led here. */
  home: () => Promise<void>;
  speak: (tag: Tag) => Promise<void>;
}
