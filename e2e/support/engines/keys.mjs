// Keys and mouse as the two WebDriver standards write them alike (WebDriver §15, BiDi `input.performActions`).

/** WebDriver §17.4.2. */
export const KEYS = { Tab: "\uE004", Enter: "\uE007", Space: " ", Escape: "\uE00C", Shift: "\uE008", ArrowDown: "\uE015" };

export function pressing(key) {
  const names = key.split("+").map((name) => KEYS[name] ?? name);
  const down = names.map((value) => ({ type: "keyDown", value }));
  const up = [...names].reverse().map((value) => ({ type: "keyUp", value }));
  return [{ type: "key", id: "keyboard", actions: [...down, ...up] }];
}

export function typing(text) {
  const strokes = [...text].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]);
  return [{ type: "key", id: "keyboard", actions: strokes }];
}

/** A click of the left button. */
export function holding({ x, y }) {
  const actions = [
    { type: "pointerMove", x, y, duration: 0, origin: "viewport" },
    { type: "pointerDown", button: 0 },
    { type: "pointerUp", button: 0 },
  ];
  return [{ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions }];
}
