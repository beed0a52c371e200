// Finds what a person finds: a field by its label, a button or link by its words, text by reading. `within` names
// the smallest group around (its legend, heading or row head); `nth` counts from nought.
const [kind, name, within, nth] = arguments;
const flat = (text) => text.replace(/\s+/g, " ").trim();
const shown = (e) => {
  const box = e.getBoundingClientRect();
  return e.checkVisibility({ visibilityProperty: true }) && box.right > 0 && box.width > 0;
};
const words = (e) => flat(e.innerText ?? e.textContent);
// A label without its hint, its colon, and what stands in the control itself.
const bare = (text) => flat(text).replace(/[：:]$/, "");
const label = (e) => {
  const copy = e.cloneNode(true);
  copy.querySelectorAll(".hint, input, select, textarea").forEach((part) => part.remove());
  return bare(copy.textContent);
};
const groups = () => {
  // The page itself comes before the frame around it.
  if (!within) return [document.querySelector("main"), document];
  const heads = "legend, h1, h2, h3, h4, caption, summary, th, dt, [data-head]";
  return [...document.querySelectorAll("fieldset, section, form, details, dialog, tr, li, article, .card, .row")]
    .filter((e) => [...e.querySelectorAll(heads)].some((head) => words(head).includes(within)))
    .sort((a, b) => a.textContent.length - b.textContent.length);
};
const fields = (root) => {
  const labelled = [...root.querySelectorAll("label")].filter((e) => label(e) === bare(name)).map((e) => e.control);
  const named = [...root.querySelectorAll("[aria-label]")]
    .filter((e) => e.getAttribute("aria-label") === name && e.matches("input, select, textarea"));
  return [...labelled, ...named].filter(Boolean);
};
const pressed = (root) =>
  [...root.querySelectorAll("button, a[href], summary, [role=button], [role=tab]")]
    .filter((e) => (e.getAttribute("aria-label") ?? words(e)) === name || words(e) === name);
const find = { field: fields, press: pressed };
for (const group of groups()) {
  const found = find[kind](group).filter(shown);
  if (found.length > nth) {
    found[nth].scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    return found[nth];
  }
}
return null;
