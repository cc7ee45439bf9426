/** Finds a QR code in a picture: the browser's own reader where there is one, else a library that only this screen loads. */

type Picture = HTMLVideoElement | ImageBitmap;
export type Decoder = (picture: Picture) => Promise<string | undefined>;

interface NativeDetector {
  detect: (picture: Picture) => Promise<{ rawValue: string }[]>;
}
interface NativeDetectorClass {
  new (options: { formats: string[] }): NativeDetector;
  getSupportedFormats: () => Promise<string[]>;
}

/** Longest sides to try, in pixels: a code that fills a large photo is found when it is made smaller. */
const SIDES = [720, 1200, 400];

export async function makeDecoder(): Promise<Decoder> {
  return (await native()) ?? (await library());
}

async function native(): Promise<Decoder | undefined> {
  const detector = (globalThis as { BarcodeDetector?: NativeDetectorClass }).BarcodeDetector;
  const formats = await detector?.getSupportedFormats().catch((): string[] => []);
  if (!detector || !formats?.includes("qr_code")) return undefined;
  const reader = new detector({ formats: ["qr_code"] });
  return async (picture) => (await reader.detect(picture))[0]?.rawValue;
}

async function library(): Promise<Decoder> {
  const { default: decodeQR } = await import("qr/decode.js");
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("no canvas");
  return async (picture) => {
    const [width, height] = sizeOf(picture);
    // A film has another picture soon; a photo has only itself.
    const sides = picture instanceof HTMLVideoElement ? SIDES.slice(0, 1) : SIDES;
    for (const side of sides) {
      const scale = Math.min(1, side / Math.max(width, height));
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
      context.drawImage(picture, 0, 0, canvas.width, canvas.height);
      try {
        return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height));
      } catch {
        // No code in this one.
      }
    }
    return undefined;
  };
}

function sizeOf(picture: Picture): [number, number] {
  if (picture instanceof HTMLVideoElement) return [picture.videoWidth, picture.videoHeight];
  return [picture.width, picture.height];
}
