/** Makes elements. Text is always text: nothing here, or anywhere in the app, reads HTML. */

export type Child = Node | string | false | undefined;
type Props = Record<string, string | boolean | undefined | ((event: Event) => unknown)>;

/** A property that begins with `on` and holds a function listens; `true` is an attribute without a value. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  put(element, props);
  add(element, children);
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

export function svg(tag: string, props: Props = {}, ...children: Child[]): SVGElement {
  const element = document.createElementNS(SVG, tag);
  put(element, props);
  add(element, children);
  return element;
}

function put(element: Element, props: Props): void {
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (typeof value === "string") element.setAttribute(name, value);
  }
}

function add(element: Element, children: Child[]): void {
  element.append(...children.filter((child) => child !== undefined && child !== false));
}
