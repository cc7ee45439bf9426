/** A camera picture that looks for a QR code, and a photo for those who have none. It does not know what codes mean. */
import { readPhoto, watch, type Trouble } from "../scanner/camera";
import { el } from "./el";
import { alarm, buttons, primary, say as show, secondary } from "./parts";
import type { App } from "./screen";

export interface Viewfinder {
  nodes: HTMLElement[];
  stop: () => void;
  /** Says above the picture why a code was not taken. */
  refuse: (title: string, text: string) => void;
}

/** `seen` says whether the code was the right one; the camera then stops. */
export function viewfinder(app: App, seen: (text: string) => boolean): Viewfinder {
  const { say } = app;
  const place = el("div");
  const video = el("video", { playsinline: true, muted: true, "aria-label": say("scan-video") });
  video.muted = true;
  const hint = el("p", { class: "hint", role: "status" });
  const frame = el("div", { class: "finder", hidden: true }, video, el("div", { class: "corners" }));
  const camera = new AbortController();
  const refuse = (title: string, text: string) => {
    if (place.textContent !== title + text) show(place, alarm(title, text));
  };
  const open = async () => {
    show(place);
    [frame.hidden, start.hidden, hint.textContent] = [false, true, say("scan-looking")];
    const trouble = await watch(video, seen, camera.signal);
    [frame.hidden, start.hidden, hint.textContent] = [true, false, ""];
    if (trouble) tell(trouble);
  };
  const tell = (trouble: Trouble) => {
    const refused = trouble === "refused";
    const title = say(refused ? "scan-refused" : "scan-no-camera");
    refuse(title, say(refused ? "scan-refused-text" : "scan-no-camera-text"));
  };
  const start = primary(say("scan-open"), open);
  const photo = el("input", { type: "file", accept: "image/*", hidden: true, "aria-label": say("scan-photo") });
  photo.addEventListener("change", async () => {
    const file = photo.files?.[0];
    const text = file && (await readPhoto(file));
    photo.value = "";
    if (text === undefined) return refuse(say("scan-photo-none"), say("scan-photo-none-text"));
    if (seen(text)) camera.abort();
  });
  const choose = secondary(say("scan-photo"), () => photo.click());
  return { nodes: [place, frame, hint, photo, buttons(start, choose)], stop: () => camera.abort(), refuse };
}
