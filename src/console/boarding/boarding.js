// The coach door on the crew's phone. The page works without this; with it answers come at once, and what is done
// without a connection is kept and sent later.

import { leaveNothing } from "./away.js";
import { drop, enqueue, forget, keepPage, newId, saveState, savedState, waiting } from "./keep.js";
import { lay, standing } from "./overlay.js";
import { say, stopWhenCutOff, unsay } from "./reach.js";
import { canScan, fromPhoto, scan } from "./scan.js";
import { byHand, measure, questions, verdict } from "./sheets.js";
import { prepare } from "./sound.js";
import { against, degrees, look } from "./ticket.js";

const root = document.getElementById("boarding");
const { vehicle, at } = root.dataset;
const connection = document.getElementById("connection");
const live = document.getElementById("live");
const EVERY = 5000;
const PATIENCE = 8000;
// A photo is large, and the road is far from everything.
const PATIENCE_FOR_PHOTO = 30000;

let state = null;
let queue = [];
let lost = 0;
let online = true;
let signedOut = false;

// This device, by a name of its own.
const device = (() => {
  const known = localStorage.getItem("boarding-device");
  if (known) return known;
  const fresh = newId();
  localStorage.setItem("boarding-device", fresh);
  return fresh;
})();

/** The server's time, as far as it is known here. */
const now = () => Date.now() + (state?.ahead ?? 0);

class Offline extends Error {}

/** Asks the server; Offline when it does not answer, so that nobody waits at the door. */
async function ask(path, fields, patience = PATIENCE) {
  const own = { csrf: state?.csrf ?? root.querySelector("[name=csrf]").value, device };
  const body = fields instanceof FormData ? fields : fields && new URLSearchParams({ ...own, ...fields });
  if (fields instanceof FormData) body.set("csrf", own.csrf);
  let answer;
  try {
    answer = await fetch(at + path, {
      method: body ? "POST" : "GET", body, redirect: "manual", headers: { accept: "application/json" },
      signal: AbortSignal.timeout(patience),
    });
  } catch {
    throw new Offline();
  }
  if (answer.status >= 500) throw new Offline();
  signedOut = answer.type === "opaqueredirect";
  return answer;
}

async function took(fresh) {
  state = { ...fresh, ahead: fresh.now - Date.now() };
  await saveState(state);
}

// Asks how things stand, which brings a fresh token too, and sends what waits.
async function refresh() {
  try {
    const answer = await ask("/state");
    if (!online) unsay();
    online = true;
    if (answer.ok) await took(await answer.json());
    else await forget();
    // Not theirs any more, or its day is over: the page itself says so.
    if (answer.status === 403 || answer.status === 404) location.reload();
    if (answer.ok) await send();
  } catch (error) {
    if (!(error instanceof Offline)) throw error;
    online = false;
  }
  await paint();
  const changed = state && (String(state.boards) !== root.dataset.boards || String(state.under_way) !== root.dataset.underWay);
  if (online && changed && !document.querySelector("dialog[open]")) location.reload();
}

let sending = null;
function send() {
  sending ??= sendAll().finally(() => { sending = null; });
  return sending;
}

async function sendAll() {
  queue = await waiting(vehicle);
  while (queue.length > 0) {
    const answer = await ask("/sync", { records: JSON.stringify(queue.slice(0, 50)) });
    if (!answer.ok) return;
    await settled(await answer.json());
    queue = await waiting(vehicle);
  }
}

async function settled({ results, state: fresh }) {
  for (const one of results) {
    if (one.error || one.noted === false) lost += 1;
    await drop(one.id);
  }
  await took(fresh);
}

let turn = 0;
async function keepRecord(record) {
  turn = Math.max(turn + 1, Date.now());
  await enqueue({ ...record, id: record.id ?? newId(), vehicle, at: Math.round(now()), turn });
  queue = await waiting(vehicle);
  await paint();
}

// The passengers as they stand, with what waits here on top.
const passengers = () => standing(state?.passengers ?? [], queue);

// What the page shows: as the server sees it, with what waits here on top.
let shown = "";
async function paint() {
  queue = await waiting(vehicle);
  words();
  const view = state && state.html + JSON.stringify(queue);
  const busy = live.contains(document.activeElement) && live.querySelector("details[open]");
  if (state && view !== shown && !busy) {
    shown = view;
    live.replaceChildren(...new DOMParser().parseFromString(state.html, "text/html").body.childNodes);
    for (const token of document.querySelectorAll("[name=csrf]")) token.value = state.csrf;
    for (const one of live.querySelectorAll(".conflict")) {
      one.querySelector(one.dataset.device === device ? ".this-device" : ".other-device").hidden = false;
    }
    lay(live, { passengers: passengers(), boards: state.boards, csrf: state.csrf, queue });
  }
  filter();
}

function words() {
  const waits = queue.length;
  const fill = (text, count) => text.replace("{0}", count);
  const parts = [];
  if (signedOut) parts.push(connection.dataset.signedOut);
  else if (!online) parts.push(connection.dataset.offline);
  if (waits > 0) parts.push(fill(connection.dataset.waits, waits));
  if (lost > 0) parts.push(fill(connection.dataset.lost, lost));
  if (parts.length === 0) parts.push(connection.dataset.online);
  const text = parts.join(" ");
  const place = connection.querySelector(".words");
  if (place.textContent !== text) place.textContent = text;
  connection.dataset.state = signedOut || lost > 0 ? "bad" : !online || waits > 0 ? "busy" : "good";
  connection.dataset.waiting = waits;
  connection.querySelector("[data-do=send]").hidden = waits === 0 || signedOut;
  connection.querySelector("[data-do=sign-in]").hidden = !signedOut;
  connection.hidden = false;
}

function filter() {
  const wanted = document.getElementById("find").value.trim().toUpperCase();
  const rows = [...live.querySelectorAll(".passenger[data-words]")];
  for (const row of rows) row.hidden = wanted !== "" && !row.dataset.words.toUpperCase().includes(wanted);
  document.getElementById("nobody-matches").hidden = rows.length === 0 || rows.some((row) => !row.hidden);
}

// ---- check-in

// A shown text, against the list here with what waits on top.
const looked = (text) => look(text, { ...state, passengers: passengers() }, now());

async function present(text) {
  if (!state) state = await savedState(vehicle);
  if (!state) {
    document.getElementById("code").value = text;
    return void document.getElementById("by-code").submit();
  }
  const found = await looked(text);
  if (found.passenger && !found.fault) return inquire(text, found);
  if (online) {
    // The server knows best, and writes it down.
    try {
      const answer = await ask("/board", { code: text, id: newId() });
      if (answer.ok) {
        const said = await answer.json();
        await refresh();
        // A ticket newer than the list here.
        const again = await looked(text);
        if (again.passenger && !again.fault) return inquire(text, again);
        return verdict(said, found.passenger, takeBack);
      }
    } catch (error) {
      if (!(error instanceof Offline)) throw error;
      online = false;
    }
  }
  const known = found.fault !== "unknown-offline";
  await keepRecord({ kind: "refuse", code: text, temperature: null, colour: null, reasons: known ? [found.fault] : [] });
  verdict({ aboard: false, reasons: [found.fault], kept: true }, found.passenger, takeBack);
}

const inquire = (text, found) => questions(found, (seen) => decide(text, found, seen), takeBack);

async function decide(text, found, seen) {
  const id = newId();
  if (online) {
    try {
      const answer = await ask("/board", { id, code: text, temperature: degrees(seen.tenths), colour: seen.colour ?? "unseen" });
      if (answer.ok) {
        const said = await answer.json();
        refresh();
        return said.error ? { aboard: false, reasons: ["departed"] } : said;
      }
    } catch (error) {
      if (!(error instanceof Offline)) throw error;
      online = false;
    }
  }
  // Without a connection: the ticket's signature and the list decide. The identifier stays, should the server have
  // heard it after all.
  const reasons = against(found.passenger, state, seen, now());
  const record = { id, code: text, temperature: seen.tenths, colour: seen.colour, seat: found.passenger.seat };
  if (reasons.length > 0) {
    await keepRecord({ ...record, kind: "refuse", reasons });
    return { id, aboard: false, reasons, kept: true };
  }
  await keepRecord({ ...record, kind: "board" });
  return { id, aboard: true, reasons: [], kept: true };
}

async function takeBack(record, why) {
  const told = !queue.some((one) => one.id === record);
  if (online && told) {
    try {
      const answer = await ask("/undo", { record, why });
      if (answer.ok) return void (await refresh());
    } catch (error) {
      if (!(error instanceof Offline)) throw error;
      online = false;
    }
  }
  await keepRecord({ kind: "undo", record, why });
}

// A temperature on the way is kept first and sent then, with a connection or without.
async function note(seat, tenths) {
  await keepRecord({ kind: "temperature", seat, temperature: tenths });
  if (online) refresh();
}

// ---- the page

document.getElementById("by-code")?.addEventListener("submit", (event) => {
  event.preventDefault();
  event.stopPropagation();
  const field = document.getElementById("code");
  const text = field.value.trim();
  field.value = "";
  byHand(true);
  unsay();
  if (text) present(text);
});

const photo = document.getElementById("photo");
photo?.addEventListener("change", async () => {
  const [file] = photo.files;
  if (!file) return;
  unsay();
  byHand(false);
  const form = document.getElementById("by-photo");
  const sent = new FormData(form);
  const text = (await fromPhoto(file)) ?? (await readByServer(form, sent));
  photo.value = "";
  if (text) present(text);
});

// For browsers that cannot read it themselves; the answer comes on this page all the same.
async function readByServer(form, sent) {
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await ask("/photo", sent, PATIENCE_FOR_PHOTO);
    const { text } = answer.ok ? await answer.json() : {};
    if (signedOut) await refresh();
    else if (!text) say("no-code-in-photo", form);
    return text;
  } catch (error) {
    if (!(error instanceof Offline)) throw error;
    online = false;
    await paint();
    say("photo-needs-connection", form);
  } finally {
    form.removeAttribute("aria-busy");
  }
}

const scanButton = root.querySelector("[data-do=scan]");
if (scanButton && (await canScan())) {
  const scanner = document.getElementById("scanner");
  scanButton.hidden = false;
  scanner.querySelector("[data-do=stop]").addEventListener("click", () => scanner.close());
  scanButton.addEventListener("click", async () => {
    const text = await scan(scanner);
    byHand(false);
    if (text) present(text);
  });
}

document.getElementById("find").addEventListener("input", filter);
document.getElementById("find-form").addEventListener("submit", (event) => {
  event.preventDefault();
  event.stopPropagation();
  filter();
});
connection.querySelector("[data-do=send]").addEventListener("click", refresh);

// Taking back in the list, also without a connection.
live.addEventListener("submit", async (event) => {
  const form = event.target.closest("form.undo");
  if (!form) return;
  event.preventDefault();
  event.stopPropagation();
  const given = new FormData(form);
  form.querySelector("button").disabled = true;
  document.activeElement.blur();
  await takeBack(given.get("record"), given.get("why"));
});

live.addEventListener("click", (event) => {
  const row = event.target.closest("[data-do=measure]")?.closest(".passenger");
  const one = row && passengers().find((known) => known.seat === row.dataset.seat);
  // The list may have been drawn anew meanwhile.
  const back = () => live.querySelector(`[data-seat="${CSS.escape(one.seat)}"] [data-do=measure]`)?.focus();
  if (one) measure(one, state.hottest, (tenths) => note(one.seat, tenths), back);
});

async function begin() {
  state = await savedState(vehicle);
  await refresh();
  if (online && state && "serviceWorker" in navigator) {
    await navigator.serviceWorker.register(root.dataset.worker, { scope: "/console/boarding" });
    await keepPage([at, `${at}/offline`], root.dataset.keep.split(" "));
    root.dataset.kept = "yes";
  }
  const again = () => setTimeout(() => (document.hidden ? Promise.resolve() : refresh()).finally(again), EVERY);
  again();
  addEventListener("online", refresh);
  document.addEventListener("visibilitychange", () => document.hidden || refresh());
}

root.classList.add("scripted");
prepare();
stopWhenCutOff();
leaveNothing(async (form) => {
  await refresh();
  if (queue.length > 0) say("send-first", form);
  else if (!online) say("no-connection", form);
  return queue.length === 0 && online;
});
await begin();
