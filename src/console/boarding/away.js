// Whoever signs out takes the names with them; what waits to be sent goes first. And what the pages beside the door do
// without a connection.

import { anyWaiting, enqueue, forget, isKept, newId, savedState } from "./keep.js";
import { reachable, say, stopWhenCutOff } from "./reach.js";
import { signal } from "./sound.js";
import { temperature } from "./ticket.js";

/** Watches the sign-out; `ready` says whether nothing is lost by it, and why where something is. */
export function leaveNothing(ready) {
  addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[action='/console/sign-out']")) return;
    event.preventDefault();
    event.stopPropagation();
    if (!(await ready(form))) return;
    await forget();
    form.submit();
  }, true);
}

// A temperature on the way that cannot be sent now is kept like those noted at the door, and the door shows it.
async function keepReading(form) {
  const vehicle = form.dataset.reading;
  if (!vehicle) return false;
  const given = new FormData(form);
  const measured = temperature(given.get("temperature"));
  const problem = form.querySelector(".error[data-impossible]");
  problem.hidden = !measured.error;
  if (measured.error) {
    problem.textContent = problem.dataset[measured.error];
    form.elements.temperature.focus();
    return true;
  }
  const known = await savedState(vehicle);
  const at = Math.round(Date.now() + (known?.ahead ?? 0));
  const [id, seat] = [given.get("id"), given.get("seat")];
  await enqueue({ kind: "temperature", id, vehicle, seat, temperature: measured.tenths, at, turn: Date.now() });
  const door = `/console/boarding/${vehicle}`;
  if (await isKept(door)) {
    location.assign(door);
  } else {
    say("kept-on-phone", form);
    form.reset();
    form.elements.id.value = newId();
  }
  return true;
}

// On the pages beside the door: what waits is sent from there.
if (!document.getElementById("boarding")) {
  stopWhenCutOff(keepReading);
  leaveNothing(async (form) => {
    if (await anyWaiting()) return void say("send-first", form);
    const answers = await reachable();
    if (!answers) say("no-connection", form);
    return answers;
  });
  const note = document.getElementById("unsent");
  if (note) note.hidden = !(await anyWaiting());
  const answer = document.querySelector(".verdict.whole");
  if (answer) signal(answer.classList.contains("good"));
}
