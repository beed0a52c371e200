(() => {
  "use strict";
  const place = () => document.getElementById("bargain");

  // Loads another moment of the table in place; whatever goes wrong, the link is followed as links are.
  let asked = 0;
  const load = async (address) => {
    const mine = ++asked;
    place().classList.add("busy");
    try {
      const answer = await fetch(address, { headers: { accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("bargain");
      const band = page.querySelector(".band");
      if (!answer.ok || !fresh) throw new Error(answer.statusText);
      if (mine !== asked) return;
      place().replaceWith(fresh);
      if (band) document.querySelector(".band")?.replaceWith(band);
      history.replaceState(null, "", address);
      slider();
    } catch {
      if (mine === asked) location.assign(address);
    }
  };

  // The picker of moments as a slider along the acts.
  const slider = (focused) => {
    const range = place()?.querySelector("input[data-acts]");
    if (!range) return;
    const form = range.form;
    const pick = form.elements.as_of;
    range.hidden = false;
    const name = () => {
      pick.value = range.value;
      range.setAttribute("aria-valuetext", pick.selectedOptions[0]?.textContent.trim() ?? range.value);
    };
    const go = () => {
      const address = new URL(location.href);
      address.searchParams.delete("did");
      if (Number(pick.value) === Number(range.max)) address.searchParams.delete("as_of");
      else address.searchParams.set("as_of", pick.value);
      address.hash = "";
      load(address.href);
    };
    name();
    range.addEventListener("input", name);
    range.addEventListener("change", () => { held = true; go(); });
    pick.addEventListener("change", () => { range.value = pick.value; name(); go(); });
    if (held) { range.focus(); held = false; }
  };
  let held = false;

  // Looked at for some seconds, the page is marked as seen: by the same form as the button.
  const seen = () => {
    const form = place()?.querySelector("form[data-seen]");
    if (!form) return;
    let left = 8;
    const clock = setInterval(async () => {
      if (!form.isConnected) return clearInterval(clock);
      if (document.visibilityState !== "visible" || --left > 0) return;
      clearInterval(clock);
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(() => null);
      if (answer?.ok) form.querySelector("button").hidden = true;
    }, 1000);
  };

  if (place()) { slider(); seen(); }
  // A page that has heard of an act has a table anew.
  document.addEventListener("live:put", (event) => {
    if (event.target.contains(place())) { slider(); seen(); }
  });
})();
