/** The few pictures, drawn as lines. Words beside them say the same. */
import { svg } from "./el";

const PATHS = {
  share: "M16 4v16M10 9l6-6 6 6M10 14H6v14h20V14h-4",
  plus: "M5 5h22v22H5zM16 10v12M10 16h12",
  dots: "M16 7v.1M16 16v.1M16 25v.1",
  arch: "M5 29V15a11 11 0 0 1 22 0v14h-6V15a5 5 0 0 0-10 0v14z",
  gear: "M6 9h20M6 16h20M6 23h20M11 6v6M21 13v6M13 20v6",
  phone: "M9 3h14v26H9zM14 25h4",
  tick: "M6 17l7 7L27 8",
  cross: "M8 8l16 16M24 8L8 24",
} as const;

export function glyph(name: keyof typeof PATHS): SVGElement {
  const path = svg("path", { d: PATHS[name] });
  return svg("svg", { viewBox: "0 0 32 32", class: `glyph ${name}`, "aria-hidden": "true", focusable: "false" }, path);
}
