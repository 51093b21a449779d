// How things stand once what waits on this phone is told: laid over what the server has said last, for the list, the
// count and the next look at a ticket alike.

import { degrees } from "./ticket.js";

const takenBack = (queue) => new Set(queue.filter((one) => one.kind === "undo").map((one) => one.record));

/**
 * The passengers as they stand: `aboard` and the `record` by which, the `reading` on the way that waits, and `unsent`
 * where the server does not know yet.
 */
export function standing(passengers, queue) {
  const back = takenBack(queue);
  return passengers.map((one) => {
    const own = queue.filter((past) => past.seat === one.seat);
    const boarded = own.findLast((past) => past.kind === "board" && !back.has(past.id));
    const told = one.records ?? [];
    const left = told.filter((id) => !back.has(id));
    const aboard = Boolean(boarded) || (one.aboard && (left.length > 0 || told.length === 0));
    // Aboard again after that was taken back, they are aboard by a record that the server does not know.
    const unsent = boarded ? !told.includes(boarded.id) : aboard !== one.aboard;
    return {
      ...one, aboard, unsent, record: boarded?.id ?? left[0] ?? null,
      measured: boarded?.temperature ?? null, reading: own.findLast((past) => past.kind === "temperature")?.temperature ?? null,
    };
  });
}

const copy = (template) => document.getElementById(template).content.cloneNode(true);

/** Shows it in the list that the server has drawn. */
export function lay(live, { passengers, boards, csrf, queue }) {
  for (const one of passengers) {
    const row = live.querySelector(`.passenger[data-seat="${CSS.escape(one.seat)}"]`);
    if (!row) continue;
    if (one.unsent) move(row, one, boards ? csrf : null);
    if (one.reading !== null) {
      row.querySelector(".how").append(copy("row-reading"));
      row.querySelector(".reading").textContent = `${degrees(one.reading)} °C`;
    }
  }
  const back = takenBack(queue);
  for (const one of live.querySelectorAll(".conflict")) {
    one.hidden = back.has(one.dataset.record) || back.has(one.dataset.other);
  }
  const count = live.querySelector(".head-count strong");
  if (count) count.textContent = passengers.filter((one) => one.aboard).length;
}

// A row whose state has changed here; while boarding goes on, who is aboard can be taken back.
function move(row, one, csrf) {
  row.classList.add("unsent");
  row.dataset.state = one.aboard ? "aboard" : "expected";
  row.querySelector(".how").replaceChildren(copy(one.aboard ? "row-aboard" : "row-expected"));
  row.querySelector(":scope > details")?.remove();
  const measured = row.querySelector(".measured");
  if (measured && one.measured !== null) measured.textContent = `${degrees(one.measured)} °C`;
  if (!one.aboard || csrf === null) return;
  row.append(copy("row-take-back"));
  row.querySelector("form.undo [name=record]").value = one.record;
  row.querySelector("form.undo [name=csrf]").value = csrf;
}
