/** How much of a code's life is left, as a ring. The seconds are said in words beside it. */
import { svg } from "./el";

const ROUND = 2 * Math.PI * 14;

export interface Ring {
  node: SVGElement;
  /** 1 is full, 0 is over. */
  show: (share: number, isLast: boolean) => void;
}

export function ring(): Ring {
  const circle = (name: string) => svg("circle", { cx: "16", cy: "16", r: "14", class: name });
  const left = circle("left");
  left.style.strokeDasharray = `${ROUND}`;
  const node = svg("svg", { viewBox: "0 0 32 32", class: "ring", "aria-hidden": "true" }, circle("whole"), left);
  const show = (share: number, isLast: boolean) => {
    left.style.strokeDashoffset = `${ROUND * (1 - share)}`;
    node.classList.toggle("last", isLast);
  };
  return { node, show };
}
