// What fills the screen at the door: the questions about a ticket, the answer, and a temperature on the way.

import { signal } from "./sound.js";
import { temperature } from "./ticket.js";

const root = document.getElementById("boarding");
const copy = (template) => document.getElementById(template).content.cloneNode(true);
const whose = (one) => `${one.label} · ${one.who} · ${one.tail}`;

// Whether the last ticket was typed, so that the keyboard stays at hand.
let typed = false;

/** Says whether the last ticket was typed. */
export function byHand(yes) {
  typed = yes;
}

// The dialog took the caret with it, though the field has the focus: without this, what is typed next is lost.
function focusAgain(field) {
  field?.blur();
  field?.focus({ preventScroll: true });
}

function sheet(name, template) {
  const dialog = document.createElement("dialog");
  dialog.className = name;
  dialog.append(copy(template));
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (document.querySelector("dialog[open]")) return;
    if (typed) focusAgain(document.getElementById("code"));
    // Given back to a field from before, the focus has no caret either; and no keyboard is wanted.
    else if (document.activeElement?.matches("input")) document.activeElement.blur();
  });
  for (const button of dialog.querySelectorAll("[data-do=next]")) button.addEventListener("click", () => dialog.close());
  root.append(dialog);
  dialog.showModal();
  return dialog;
}

// Goes on once the temperature among what was given can be one; until then everything stays as it is.
function whenMeasured(dialog, go) {
  const form = dialog.querySelector("form");
  const problem = form.querySelector(".error");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const given = new FormData(form);
    const measured = temperature(given.get("temperature"));
    problem.hidden = !measured.error;
    if (measured.error) {
      problem.textContent = problem.dataset[measured.error];
      return void form.elements.temperature.focus();
    }
    form.querySelector(".primary").disabled = true;
    await go(given, measured.tenths);
  });
}

/** Asks about a ticket's holder; `decide` answers what was seen. */
export function questions({ passenger, unchecked }, decide, takeBack) {
  const dialog = sheet("check-dialog", "check-sheet");
  dialog.querySelector(".whose").textContent = whose(passenger);
  const seen = dialog.querySelector(".seen");
  seen.hidden = !passenger.seen;
  seen.querySelector("span").textContent = passenger.seen ?? "";
  seen.classList.toggle("lack", passenger.colour !== "green");
  if (unchecked) dialog.querySelector(".reasons").append(copy("why-check-later"));
  whenMeasured(dialog, async (given, tenths) => {
    const colour = given.get("colour") === "unseen" ? null : given.get("colour");
    const said = await decide({ colour, tenths });
    dialog.close();
    verdict(said, passenger, takeBack);
  });
}

/** The answer, to be read at arm's length and heard. */
export function verdict(said, passenger, takeBack) {
  const dialog = sheet("verdict-dialog", said.aboard ? "answer-good" : "answer-bad");
  dialog.querySelector(".whose").textContent = passenger ? whose(passenger) : "";
  dialog.querySelector(".later").hidden = !said.kept;
  dialog.querySelector(".twice").hidden = !said.conflict;
  const word = dialog.querySelector(".word");
  if (said.reasons.includes("already_boarded")) word.textContent = word.dataset.already ?? word.textContent;
  for (const why of said.reasons) {
    if (document.getElementById(`why-${why}`)) dialog.querySelector(".reasons").append(copy(`why-${why}`));
  }
  const undo = dialog.querySelector("form[data-do=undo]");
  undo?.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    await takeBack(said.id, new FormData(undo).get("why"));
    dialog.close();
  });
  signal(said.aboard);
}

/** Asks for a temperature on the way; `note` keeps it. One above the limit is answered with what to do. */
export function measure(passenger, hottest, note, closed) {
  byHand(false);
  const dialog = sheet("check-dialog", "reading-sheet");
  dialog.addEventListener("close", closed);
  dialog.querySelector(".whose").textContent = whose(passenger);
  whenMeasured(dialog, async (given, tenths) => {
    await note(tenths);
    dialog.close();
    if (tenths <= hottest) return;
    sheet("verdict-dialog", "answer-hot").querySelector(".whose").textContent = whose(passenger);
    signal(false);
  });
}
