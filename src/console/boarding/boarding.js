// The coach door on the crew's phone. The page works without this; with it answers come at once, and what is done
// without a connection is kept and sent later.

import { leaveNothing } from "./away.js";
import { drop, enqueue, forget, keepPage, saveState, savedState, waiting } from "./keep.js";
import { canScan, fromPhoto, scan } from "./scan.js";
import { signal } from "./sound.js";
import { against, look, temperature } from "./ticket.js";

const root = document.getElementById("boarding");
const { vehicle, at } = root.dataset;
const connection = document.getElementById("connection");
const live = document.getElementById("live");
const EVERY = 5000;
const PATIENCE = 8000;

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

function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The server's time, as far as it is known here. */
const now = () => Date.now() + (state?.ahead ?? 0);

class Offline extends Error {}

/** Asks the server; Offline when it does not answer, so that nobody waits at the door. */
async function ask(path, fields, type = "application/json") {
  const body = fields && new URLSearchParams({ csrf: state?.csrf ?? root.querySelector("[name=csrf]").value, device, ...fields });
  let answer;
  try {
    answer = await fetch(at + path, {
      method: body ? "POST" : "GET", body, redirect: "manual", headers: { accept: type }, signal: AbortSignal.timeout(PATIENCE),
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
    if (one.error) lost += 1;
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

// What the page shows: as the server sees it, with what waits here on top.
let shown = "";
async function paint() {
  queue = await waiting(vehicle);
  words();
  if (state) {
    const busy = live.contains(document.activeElement) && live.querySelector("details[open]");
    if (state.html !== shown && !busy) {
      shown = state.html;
      live.replaceChildren(...new DOMParser().parseFromString(state.html, "text/html").body.childNodes);
      for (const token of document.querySelectorAll("[name=csrf]")) token.value = state.csrf;
    }
  }
  for (const one of live.querySelectorAll(".conflict")) {
    one.querySelector(one.dataset.device === device ? ".this-device" : ".other-device").hidden = false;
  }
  overlay();
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

// Who was let aboard here and is still to be told.
function overlay() {
  const back = new Set(queue.filter((one) => one.kind === "undo").map((one) => one.record));
  const aboard = new Set(queue.filter((one) => one.kind === "board" && !back.has(one.id)).map((one) => one.seat));
  for (const row of live.querySelectorAll(".passenger[data-seat]")) {
    if (!aboard.has(row.dataset.seat) || row.dataset.state === "aboard") continue;
    row.dataset.state = "aboard";
    row.classList.add("unsent");
  }
  for (const one of state?.passengers ?? []) if (aboard.has(one.seat)) one.aboard = true;
  const count = live.querySelector(".head-count");
  if (count) count.querySelector("strong").textContent = live.querySelectorAll('.passenger[data-state="aboard"]').length;
}

function filter() {
  const wanted = document.getElementById("find").value.trim().toUpperCase();
  for (const row of live.querySelectorAll(".passenger[data-words]")) {
    row.hidden = wanted !== "" && !row.dataset.words.toUpperCase().includes(wanted);
  }
}

// ---- check-in

const whose = (one) => `${one.label} · ${one.who} · ${one.tail}`;

async function present(text) {
  if (!state) state = await savedState(vehicle);
  if (!state) return void document.getElementById("by-code").submit();
  const found = await look(text, state, now());
  if (found.passenger && !found.fault) return questions(text, found);
  if (online) {
    // The server knows best, and writes it down.
    try {
      const answer = await ask("/board", { code: text, id: newId() });
      if (answer.ok) {
        const said = await answer.json();
        await refresh();
        // A ticket newer than the list here.
        const again = await look(text, state, now());
        if (again.passenger && !again.fault) return questions(text, again);
        return verdict(said, found.passenger);
      }
    } catch (error) {
      if (!(error instanceof Offline)) throw error;
      online = false;
    }
  }
  const known = found.fault !== "unknown-offline";
  await keepRecord({ kind: "refuse", code: text, temperature: null, colour: null, reasons: known ? [found.fault] : [] });
  verdict({ aboard: false, reasons: [found.fault], kept: true }, found.passenger);
}

// Whether the last ticket was typed, so that the keyboard stays at hand.
let typed = false;

// The dialog took the caret with it, though the field has the focus: without this, what is typed next is lost.
function focusAgain(field) {
  field?.blur();
  field?.focus({ preventScroll: true });
}

function sheet(name, template) {
  const dialog = document.createElement("dialog");
  dialog.className = name;
  dialog.append(document.getElementById(template).content.cloneNode(true));
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (typed && !document.querySelector("dialog[open]")) focusAgain(document.getElementById("code"));
  });
  for (const button of dialog.querySelectorAll("[data-do=next]")) button.addEventListener("click", () => dialog.close());
  root.append(dialog);
  dialog.showModal();
  return dialog;
}

function questions(text, found) {
  const dialog = sheet("check-dialog", "check-sheet");
  const form = dialog.querySelector("form");
  dialog.querySelector(".whose").textContent = whose(found.passenger);
  const reasons = dialog.querySelector(".reasons");
  if (found.unchecked) reasons.append(document.getElementById("why-check-later").content.cloneNode(true));
  const problem = dialog.querySelector(".error");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const given = new FormData(form);
    const measured = temperature(given.get("temperature"));
    problem.hidden = !measured.error;
    if (measured.error) return void (problem.textContent = problem.dataset[measured.error]);
    const button = form.querySelector(".primary");
    button.disabled = true;
    const colour = given.get("colour") === "unseen" ? null : given.get("colour");
    const said = await decide(text, found, { colour, tenths: measured.tenths });
    dialog.close();
    verdict(said, found.passenger);
  });
}

async function decide(text, found, seen) {
  const id = newId();
  const degrees = `${Math.floor(seen.tenths / 10)}.${seen.tenths % 10}`;
  if (online) {
    try {
      const answer = await ask("/board", { id, code: text, temperature: degrees, colour: seen.colour ?? "unseen" });
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

function verdict(said, passenger) {
  const dialog = sheet("verdict-dialog", said.aboard ? "answer-good" : "answer-bad");
  dialog.querySelector(".whose").textContent = passenger ? whose(passenger) : "";
  dialog.querySelector(".later").hidden = !said.kept;
  dialog.querySelector(".twice").hidden = !said.conflict;
  for (const word of said.reasons) {
    const words = document.getElementById(`why-${word}`);
    if (words) dialog.querySelector(".reasons").append(words.content.cloneNode(true));
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
  for (const one of state?.passengers ?? []) {
    if (queue.some((past) => past.id === record && past.seat === one.seat)) one.aboard = false;
  }
  shown = "";
  await paint();
}

// ---- the page

document.getElementById("by-code")?.addEventListener("submit", (event) => {
  event.preventDefault();
  event.stopPropagation();
  const field = document.getElementById("code");
  const text = field.value.trim();
  field.value = "";
  typed = true;
  if (text) present(text);
});

const photo = document.getElementById("photo");
photo?.addEventListener("change", async () => {
  const [file] = photo.files;
  if (!file) return;
  const text = await fromPhoto(file);
  photo.value = "";
  typed = false;
  if (text) return present(text);
  // Read by the server, from the same form as without this script.
  const files = new DataTransfer();
  files.items.add(file);
  photo.files = files.files;
  document.getElementById("by-photo").submit();
});

const scanButton = root.querySelector("[data-do=scan]");
if (scanButton && (await canScan())) {
  const scanner = document.getElementById("scanner");
  scanButton.hidden = false;
  scanner.querySelector("[data-do=stop]").addEventListener("click", () => scanner.close());
  scanButton.addEventListener("click", async () => {
    const text = await scan(scanner);
    typed = false;
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

async function begin() {
  state = await savedState(vehicle);
  await refresh();
  if (online && state && "serviceWorker" in navigator) {
    await navigator.serviceWorker.register(root.dataset.worker, { scope: "/console/boarding" });
    await keepPage(at, root.dataset.keep.split(" "));
    root.dataset.kept = "yes";
  }
  const again = () => setTimeout(() => (document.hidden ? Promise.resolve() : refresh()).finally(again), EVERY);
  again();
  addEventListener("online", refresh);
  document.addEventListener("visibilitychange", () => document.hidden || refresh());
}

root.classList.add("scripted");
leaveNothing(async () => {
  await refresh();
  if (queue.length > 0) connection.scrollIntoView({ block: "center" });
  return queue.length === 0;
});
await begin();
