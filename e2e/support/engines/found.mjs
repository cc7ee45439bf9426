// How elements are found, as one function that runs in the page: it is sent there as text, and sees nothing of this file.

export const found = function find(steps) {
  const shown = (element) => element.checkVisibility();
  const says = (element, pattern) => new RegExp(pattern.source, pattern.flags).test(element.innerText);
  const within = (element, inner) => find(inner).some((other) => element.contains(other));
  return steps.reduce((elements, step) => {
    if (step.css) return elements.flatMap((element) => [...element.querySelectorAll(step.css)]);
    if (step.at !== undefined) return elements.slice(step.at, step.at + 1);
    return elements
      .filter((element) => !step.visible || shown(element))
      .filter((element) => !step.hasText || says(element, step.hasText))
      .filter((element) => !step.hasNotText || !says(element, step.hasNotText))
      .filter((element) => !step.has || within(element, step.has));
  }, [document]);
}.toString();
