/** What an enrolment asks about itself: its name, where to wake it, its end. */
import type { Subscription } from "./enrol";
import type { Speaker } from "./proof";
import type { Server } from "./server";

export const rename = (server: Server, speaker: Speaker, name: string): Promise<unknown> =>
  server.ask({ method: "PATCH", path: "/device", body: { name }, speaker });

export const putPush = (server: Server, speaker: Speaker, push: Subscription | null): Promise<unknown> =>
  server.ask({ method: "PUT", path: "/device/push", body: push, speaker });

export const remove = (server: Server, speaker: Speaker): Promise<unknown> =>
  server.ask({ method: "DELETE", path: "/device", speaker });
