// The run that the pointer is on is highlighted everywhere in the page: in the table, the curves and the pictures.
// A module without imports: the export of a comparison carries it inside of its page.
const EVENT = "run-highlight";

/** @param label of the run that the pointer is on; null when it is on none */
export function pointAt(label) {
  document.dispatchEvent(new CustomEvent(EVENT, { detail: label }));
}

/** Calls `show` with the run that the pointer is on, until the returned function is called. */
export function onPointed(show) {
  const listener = (event) => show(event.detail);
  document.addEventListener(EVENT, listener);
  return () => document.removeEventListener(EVENT, listener);
}

/** The pointer on this part is on this run. */
export function ofRun(part, label) {
  part.dataset.run = label;
  part.addEventListener("pointerenter", () => pointAt(label));
  part.addEventListener("pointerleave", () => pointAt(null));
}

/** Highlights the parts of an element, and calls `key` with each key of the page, until the returned function is called. */
export function listen(host, key) {
  const end = onPointed((label) =>
    host.querySelectorAll("[data-run]").forEach((part) => part.toggleAttribute("data-highlighted", part.dataset.run === label)),
  );
  document.addEventListener("keydown", key);
  return () => {
    end();
    document.removeEventListener("keydown", key);
  };
}
