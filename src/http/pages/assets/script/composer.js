// The offer composer: judges while one types, saves as one goes. What it shows is the server's own markup; every
// button of the form does the same without it.
(() => {
  "use strict";
  const form = document.querySelector("form[data-composer]");
  if (!form) return;
  const CHECK_AFTER = 350;
  const SAVE_AFTER = 3000;
  const RETRY_AFTER = 15000;
  const address = form.dataset.composer;
  let keeps = form.hasAttribute("data-keeps");
  let typed = 0; // counts changes: what was typed after a request was sent is not in its answer
  let saved = 0;
  let leaving = false;
  let saving = false;
  let checkTimer, saveTimer, asking;

  const pairs = () => new URLSearchParams(new FormData(form));
  const tell = (text) => { form.querySelector("[data-state]").textContent = text; };

  function say(beside) {
    for (const place of form.querySelectorAll("[data-beside]")) {
      const said = beside[place.dataset.beside] || "";
      if (place.innerHTML !== said) place.innerHTML = said;
      const field = form.elements.namedItem(place.dataset.beside);
      if (!(field instanceof Element)) continue;
      if (said.includes('class="fault"')) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
  }

  async function check() {
    if (asking) asking.abort();
    asking = new AbortController();
    const asked = typed;
    try {
      const answer = await fetch(address + "/check", { method: "POST", body: pairs(), signal: asking.signal });
      const judged = await json(answer);
      if (judged && asked === typed) say(judged.beside);
    } catch (error) {
      if (error.name !== "AbortError") tell(form.dataset.failed);
    }
  }

  // The answer's JSON; none where a sign-in page or an error page came instead.
  async function json(answer) {
    const kind = answer.headers.get("content-type") || "";
    if (kind.startsWith("application/json")) return answer.json();
    tell(answer.redirected ? form.dataset.away : form.dataset.failed);
    return null;
  }

  async function save() {
    if (!keeps || saving || saved === typed) return;
    saving = true;
    const now = typed;
    tell(form.dataset.saving);
    let again = RETRY_AFTER;
    try {
      const answer = await json(await fetch(address + "/draft", { method: "POST", body: pairs() }));
      if (answer && answer.conflict) {
        keeps = false;
        const place = form.querySelector("[data-conflict]");
        place.innerHTML = answer.conflict;
        place.scrollIntoView({ block: "center" });
        tell(form.dataset.unsaved);
      } else if (answer) {
        form.elements.namedItem("draft_version").value = answer.version;
        saved = now;
        if (now === typed) {
          form.querySelector("[data-state]").innerHTML = answer.state;
          say(answer.beside);
        }
        again = SAVE_AFTER;
      }
    } catch {
      tell(form.dataset.failed);
    }
    saving = false;
    if (keeps && saved !== typed) later(again);
  }

  function later(after) {
    clearTimeout(saveTimer);
    saveTimer = setTimeout(save, after);
  }

  function changed() {
    typed += 1;
    clearTimeout(checkTimer);
    checkTimer = setTimeout(check, CHECK_AFTER);
    if (keeps) later(SAVE_AFTER);
    if (!saving) tell(form.dataset.unsaved);
  }

  // Without `field-sizing` a text grows by hand.
  function grow(text) {
    if (CSS.supports("field-sizing", "content")) return;
    text.style.height = "auto";
    text.style.height = text.scrollHeight + 2 + "px";
  }

  form.addEventListener("input", (event) => {
    const name = event.target.name;
    if (event.target.dataset.find) find(event.target);
    if (!name || /^(only$|against$|new_kind$|new\.|paste\.)/.test(name)) return;
    if (event.target.tagName === "TEXTAREA") grow(event.target);
    changed();
  });

  // Adding and removing without leaving the place: the answer's form takes this one's.
  async function edit(wish, text) {
    const sent = pairs();
    sent.append("do", wish);
    if (text) sent.set(text.name, text.value);
    const before = new Set([...form.querySelectorAll("input, select, textarea")].map((field) => field.name));
    const closed = [...form.querySelectorAll("details[id]:not([open])")].map((group) => group.id);
    const open = [...form.querySelectorAll("details[id][open]")].map((group) => group.id);
    const answer = await fetch(address, { method: "POST", body: sent });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("form[data-composer]");
    form.replaceChildren(...fresh.childNodes);
    for (const id of closed) document.getElementById(id)?.removeAttribute("open");
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    const first = [...form.querySelectorAll("input:not([type=hidden]), select, textarea")].find(
      (field) => field.name && !before.has(field.name) && field.offsetParent,
    );
    if (first) first.focus();
    changed();
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest('button[name="do"]');
    if (!button || !/^(add$|remove\.|wages\.|pieces\.)/.test(button.value)) return;
    event.preventDefault();
    edit(button.value).catch(() => tell(form.dataset.failed));
  });

  // A table copied from a spreadsheet, pasted into a cell of a grid, fills the cells from there on.
  form.addEventListener("paste", (event) => {
    const grid = event.target.closest("[data-grid]");
    const cell = /^\w+\[(\d+)\]\.(.+)$/.exec(event.target.name || "");
    const text = event.clipboardData.getData("text/plain");
    if (!grid || !cell || !/[\t\n]./.test(text)) return;
    event.preventDefault();
    const [name, table] = grid.dataset.grid.split(".");
    const wish = [name, "paste", table, cell[1], cell[2]].join(".");
    edit(wish, { name: `paste.${grid.dataset.grid}`, value: text }).catch(() => tell(form.dataset.failed));
  });

  // The rows of a grid in which a word stands.
  function find(search) {
    const wanted = search.value.trim().toLowerCase();
    for (const row of document.getElementById(search.dataset.find).tBodies[0].rows) {
      const texts = [...row.querySelectorAll("input:not([type=hidden])")].map((field) => field.value.toLowerCase());
      row.hidden = wanted !== "" && !texts.some((text) => text.includes(wanted));
    }
  }

  // The line that tells who saved was brought up to date, and by somebody else: with nothing unsaved the page follows;
  // otherwise it says so, and saving will show both versions.
  document.addEventListener("live:put", (event) => {
    const line = event.target.closest("[data-state]");
    const seen = form.elements.namedItem("draft_version").value;
    if (!line || saving || !keeps || line.dataset.version === seen) return;
    if (saved === typed) { location.replace(address); return; }
    const look = document.createElement("a");
    look.href = address;
    look.target = "_blank";
    look.textContent = form.dataset.look;
    line.replaceChildren(form.dataset.colleague, " ", look);
  });

  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(saveTimer);
  });

  // Leaving with something unsaved: it is saved on the way; where that would replace a draft, the browser asks.
  addEventListener("pagehide", () => {
    if (keeps && !leaving && saved !== typed) navigator.sendBeacon(address + "/draft", pairs());
  });
  addEventListener("beforeunload", (event) => {
    if (!keeps && !leaving && saved !== typed) event.preventDefault();
  });
  addEventListener("pageshow", () => { leaving = false; });

  if (form.hasAttribute("data-posted")) changed();
})();
