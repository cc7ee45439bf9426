// QR codes as cameras and photos see them. It does not know what they say.

import { encodeQR } from "../../authenticator/node_modules/qr/index.js";

const [WIDTH, HEIGHT, MODULE, QUIET] = [640, 640, 8, 4];

/** Two seconds of a still film (YUV4MPEG2) for Chromium's fake camera. */
export function film(text) {
  const rows = encodeQR(text, "raw", { border: QUIET });
  const luma = Buffer.alloc(WIDTH * HEIGHT, 200);
  const offset = Math.floor((WIDTH - rows.length * MODULE) / 2);
  for (let y = 0; y < rows.length * MODULE; y++) {
    for (let x = 0; x < rows.length * MODULE; x++) {
      const dark = rows[Math.floor(y / MODULE)][Math.floor(x / MODULE)];
      luma[(y + offset) * WIDTH + x + offset] = dark ? 16 : 235;
    }
  }
  const frame = Buffer.concat([Buffer.from("FRAME\n"), luma, Buffer.alloc((WIDTH * HEIGHT) / 2, 128)]);
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  return Buffer.concat([head, ...Array(20).fill(frame)]);
}

/** A PNG of the code on a grey table; without a text, the table alone. */
export async function photo(page, text) {
  const rows = text === undefined ? [] : encodeQR(text, "raw", { border: QUIET });
  const url = await page.evaluate(
    ([rows, unit]) => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 900, height: 900 });
      const context = canvas.getContext("2d");
      context.fillStyle = "#999";
      context.fillRect(0, 0, 900, 900);
      rows.forEach((row, y) =>
        row.forEach((dark, x) => {
          context.fillStyle = dark ? "#111" : "#fff";
          context.fillRect(150 + x * unit, 150 + y * unit, unit, unit);
        }),
      );
      return canvas.toDataURL("image/png");
    },
    [rows, 12],
  );
  return Buffer.from(url.split(",")[1], "base64");
}
