// Whoever signs out takes the names with them; what waits to be sent goes first.

import { anyWaiting, forget } from "./keep.js";

/** Watches the sign-out; `ready` says whether nothing is lost by it. */
export function leaveNothing(ready) {
  addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[action='/console/sign-out']")) return;
    event.preventDefault();
    event.stopPropagation();
    if (!(await ready())) return;
    await forget();
    form.submit();
  }, true);
}

// On the pages beside the door: what waits is sent from there.
if (!document.getElementById("boarding")) {
  const waits = await anyWaiting();
  const note = document.getElementById("unsent");
  if (note) note.hidden = !waits;
  leaveNothing(async () => {
    if (waits) location.assign("/console/boarding");
    return !waits;
  });
}
