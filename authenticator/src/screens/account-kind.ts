/** A3: the company's own account, or anybody's codes. */
import { door, doors, h1, lead } from "../view/parts";
import type { Screen } from "../view/screen";
import { addHow } from "./add-how";
import { otherAccount } from "./other-account";

export const addAccount: Screen = (app) => {
  const { say } = app;
  const organisation = say("kind-organisation-hint", { app: app.company.name });
  return {
    title: say("kind-title"),
    back: true,
    body: [
      h1(say("kind-title")),
      lead(say("kind-lead")),
      doors(
        door(say("kind-organisation"), organisation, () => app.go(addHow)),
        door(say("kind-other"), say("kind-other-hint"), () => app.go(otherAccount)),
      ),
    ],
  };
};
