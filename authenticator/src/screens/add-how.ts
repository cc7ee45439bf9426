/** A4: the seed's « Ajouter un compte depuis un nouvel appareil », or help for who comes from another phone. */
import { door, doors, h1, lead } from "../view/parts";
import type { Screen } from "../view/screen";
import { newPhone } from "./new-phone";
import { scan } from "./scan";

export const addHow: Screen = (app) => {
  const { say } = app;
  return {
    title: say("how-title"),
    back: true,
    body: [
      h1(say("how-title")),
      lead(say("how-lead")),
      doors(
        door(say("how-new"), say("how-new-hint"), () => app.go(scan)),
        door(say("how-moved"), say("how-moved-hint"), () => app.go(newPhone)),
      ),
    ],
  };
};
