/** The camera, for as long as a screen needs it. It does not know what it looks for. */
import { makeDecoder } from "./decoder";

export type Trouble = "refused" | "none" | "broken";

/** Milliseconds between two looks: quick enough for a hand, slow enough for an old phone. */
const PAUSE = 150;

/**
 * Shows the camera in `video` and gives every text it sees to `seen`, until that says it was the right one or the
 * signal ends it. Throws nothing: resolves to what went wrong, or to nothing.
 */
export async function watch(
  video: HTMLVideoElement,
  seen: (text: string) => boolean,
  signal: AbortSignal,
): Promise<Trouble | undefined> {
  let stream: MediaStream | undefined;
  try {
    // `ideal`: a computer has no camera at its back.
    const wanted = { facingMode: { ideal: "environment" }, width: { ideal: 1280 } };
    stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
    const decode = await makeDecoder();
    video.srcObject = stream;
    await video.play();
    while (!signal.aborted) {
      const text = video.videoWidth > 0 ? await decode(video) : undefined;
      if (text !== undefined && !signal.aborted && seen(text)) return undefined;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    return undefined;
  } catch (error) {
    return signal.aborted ? undefined : trouble(error);
  } finally {
    for (const track of stream?.getTracks() ?? []) track.stop();
    video.srcObject = null;
  }
}

function trouble(error: unknown): Trouble {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  return name === "NotFoundError" || name === "OverconstrainedError" || name === "TypeError" ? "none" : "broken";
}

/** The text of a code in a photo. */
export async function readPhoto(file: Blob): Promise<string | undefined> {
  try {
    const picture = await createImageBitmap(file);
    return await (await makeDecoder())(picture);
  } catch {
    return undefined;
  }
}
