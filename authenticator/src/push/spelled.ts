/** A browser's subscription as the protocol writes it. */
import { encode } from "../protocol/base64url";
import type { Subscription } from "../protocol/enrol";

export function spelled(subscription: PushSubscription): Subscription | undefined {
  const [p256dh, auth] = [subscription.getKey("p256dh"), subscription.getKey("auth")];
  if (!p256dh || !auth) return undefined;
  return {
    endpoint: subscription.endpoint,
    p256dh: encode(new Uint8Array(p256dh)),
    auth: encode(new Uint8Array(auth)),
  };
}
