"use strict";
// Marks that scripts run: what only scripts can do is shown from here on.
document.documentElement.classList.add("scripted");

// What is still being worked out is looked at again after a while.
{
  const again = document.querySelector("[data-again]");
  if (again) setTimeout(() => location.reload(), Number(again.dataset.again));
}

// A document is printed from its page.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
