(() => {
  "use strict";
  // Keeps an open page fresh: hears that something changed, fetches the page's own address again, and puts the parts
  // marked `data-live` in place. What the reader is entering, has opened or looks at is left alone.
  const news = document.getElementById("live-news");
  if (!news || !news.dataset.stream || !window.EventSource) return;

  const LONGEST = 60000;
  const stream = news.dataset.stream;
  let seq = news.dataset.seq === undefined ? null : Number(news.dataset.seq);
  let source = null;
  let wait = 1000;
  let again = 0;
  let pending = 0;
  let busy = false;
  let more = false;
  let over = false;
  let opened = false;

  /** Says it aloud; with a link where the reader has to look for themselves. */
  function say(text, link) {
    news.replaceChildren(text);
    if (link) {
      const a = document.createElement("a");
      a.href = location.pathname + location.search;
      a.textContent = link;
      news.append(" ", a);
    }
  }

  function stop() {
    if (source) source.close();
    source = null;
    clearTimeout(again);
  }

  /** The reader may not listen any more. */
  function end() {
    over = true;
    stop();
    say(news.dataset.ended, news.dataset.look);
  }

  const entered = (field) => {
    if (field.type === "hidden" || field.type === "submit" || field.type === "button") return false;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.tagName === "SELECT") {
      const first = [...field.options].findIndex((option) => option.defaultSelected);
      return field.selectedIndex !== Math.max(first, 0);
    }
    return field.value !== field.defaultValue;
  };

  /** Whether the reader is entering something in it. */
  function edited(part) {
    const fields = [...part.querySelectorAll("input, textarea, select")];
    const active = document.activeElement;
    const typing = active && part.contains(active) && active.matches("input, textarea, select, [contenteditable]");
    return Boolean(typing) || fields.some(entered);
  }

  /** Where an element stands in a part: its own id, or the way down to it. */
  function way(part, element) {
    if (element.id) return { id: element.id };
    const steps = [];
    for (let at = element; at !== part; at = at.parentElement) {
      steps.unshift([...at.parentElement.children].indexOf(at));
    }
    return { steps, tag: element.tagName, text: element.textContent };
  }

  function find(part, place) {
    if (place.id) return document.getElementById(place.id);
    const found = place.steps.reduce((at, index) => at && at.children[index], part);
    if (found && found.tagName === place.tag && found.textContent === place.text) return found;
    return [...part.querySelectorAll(place.tag)].find((other) => other.textContent === place.text) || null;
  }

  /** Puts the fresh part in place; false if the reader is at work in it. */
  function put(old, fresh) {
    if (old.innerHTML === fresh.innerHTML) return true;
    if (edited(old)) return false;
    const open = [...old.querySelectorAll("details[open]")].map((details) => way(old, details.querySelector("summary") || details));
    const shut = [...old.querySelectorAll("details:not([open])")].map((details) => way(old, details.querySelector("summary") || details));
    const active = document.activeElement;
    const focus = active && active !== old && old.contains(active) ? way(old, active) : null;
    const slid = [...old.querySelectorAll(".scroll")].map((box) => [box.scrollLeft, box.scrollTop]);
    const node = document.importNode(fresh, true);
    old.replaceWith(node);
    for (const [places, state] of [[open, true], [shut, false]]) {
      for (const place of places) {
        const details = find(node, place)?.closest("details");
        if (details) details.open = state;
      }
    }
    [...node.querySelectorAll(".scroll")].forEach((box, index) => {
      if (slid[index]) [box.scrollLeft, box.scrollTop] = slid[index];
    });
    if (focus) find(node, focus)?.focus({ preventScroll: true });
    node.dispatchEvent(new CustomEvent("live:put", { bubbles: true }));
    return true;
  }

  /** Forms outside the live parts in which something is entered: the page says that there is news, and leaves them. */
  const atWork = () => [...document.forms].some((form) => form.getAttribute("method") === "post" && !form.closest("[data-live]") && edited(form));

  async function refresh() {
    if (busy) { more = true; return; }
    busy = true;
    try {
      const answer = await fetch(location.pathname + location.search, { headers: { accept: "text/html" } });
      if (answer.status === 404 || answer.status === 403 || new URL(answer.url).pathname === "/sign-in") { end(); return; }
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("live-news");
      if (fresh && fresh.dataset.seq !== undefined) seq = Math.max(seq ?? 0, Number(fresh.dataset.seq));
      const { scrollX, scrollY } = window;
      const parts = [...document.querySelectorAll("[data-live][id]")];
      let left = atWork() || parts.length === 0;
      let changed = false;
      for (const part of parts) {
        const with_ = page.getElementById(part.id);
        if (!with_ || part.innerHTML === with_.innerHTML) continue;
        if (put(part, with_)) changed = true; else left = true;
      }
      window.scrollTo(scrollX, scrollY);
      if (left) say(news.dataset.editing, news.dataset.look);
      else if (changed) say(news.dataset.updated);
    } catch {
      // The network is away; the stream notices too, and comes again.
    } finally {
      busy = false;
      if (more) { more = false; soon(); }
    }
  }

  /** Several words in a row are one look. */
  function soon() {
    clearTimeout(pending);
    pending = setTimeout(refresh, 150);
  }

  function listen() {
    if (over || source || document.hidden) return;
    source = new EventSource(stream);
    source.addEventListener("ready", (event) => {
      const served = JSON.parse(event.data).seq;
      if (wait > 1000) say("");
      wait = 1000;
      // Missed meanwhile: what was served while nobody listened.
      if (served === undefined ? opened : served !== seq) soon();
      opened = true;
    });
    for (const name of ["act", "draft", "note", "document", "resync"]) source.addEventListener(name, soon);
    source.addEventListener("end", end);
    source.addEventListener("error", () => {
      stop();
      if (over) return;
      if (wait > 8000) say(news.dataset.away);
      // A stream refused for good shows in the page itself.
      soon();
      again = setTimeout(listen, wait * (0.75 + Math.random() / 2));
      wait = Math.min(wait * 2, LONGEST);
    });
  }

  // A window nobody looks at holds no connection.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) stop(); else listen();
  });
  window.addEventListener("pagehide", stop);
  window.addEventListener("pageshow", listen);
  listen();
})();
