/** The browser's own offer to install, kept until the person asks for it. Safari and Firefox never make one. */

interface Offer extends Event {
  prompt: () => Promise<unknown>;
}

let offer: Offer | undefined;

export function keepOffer(): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer = event as Offer;
  });
  addEventListener("appinstalled", () => (offer = undefined));
}

export const canPrompt = (): boolean => offer !== undefined;

export async function prompt(): Promise<void> {
  await offer?.prompt();
  offer = undefined;
}
