"use strict";
// Marks that scripts run: what only scripts can do is shown from here on.
document.documentElement.classList.add("scripted");
