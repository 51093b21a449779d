// What the phone keeps: the vehicle's state, until its day is over, and what waits to be sent. In IndexedDB, so that it
// outlives the page.

const NAME = "boarding";
const PAGES = "boarding";

/** An identifier of this phone's own making. */
export function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

let opened;
function open() {
  opened ??= new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("state", { keyPath: "vehicle" });
      asked.result.createObjectStore("queue", { keyPath: "id" });
    };
    asked.onsuccess = () => {
      // Signing out elsewhere deletes what is kept: do not stand in the way.
      asked.result.onversionchange = () => asked.result.close();
      done(asked.result);
    };
    asked.onerror = () => failed(asked.error);
  });
  return opened;
}

async function run(store, mode, work) {
  const db = await open();
  return new Promise((done, failed) => {
    const unit = db.transaction(store, mode);
    const asked = work(unit.objectStore(store));
    unit.oncomplete = () => done(asked?.result);
    unit.onabort = () => failed(unit.error);
    unit.onerror = () => failed(unit.error);
  });
}

export const saveState = (state) => run("state", "readwrite", (store) => store.put(state));

/** The state kept of a vehicle; nothing once its day is over. */
export async function savedState(vehicle) {
  const state = await run("state", "readonly", (store) => store.get(vehicle));
  if (!state) return null;
  if (Date.now() + state.ahead < state.until) return state;
  await forget();
  return null;
}

/** Puts a record at the end of what waits. */
export const enqueue = (record) => run("queue", "readwrite", (store) => store.put(record));

/** What waits for a vehicle, in the order in which it happened. */
export async function waiting(vehicle) {
  const all = await run("queue", "readonly", (store) => store.getAll());
  return all.filter((one) => one.vehicle === vehicle).sort((a, b) => a.turn - b.turn);
}

/** Whether anything waits at all. */
export const anyWaiting = async () => (await run("queue", "readonly", (store) => store.count())) > 0;

export const drop = (id) => run("queue", "readwrite", (store) => store.delete(id));

/** Deletes the names: the state and the kept page. What waits to be sent names nobody and stays. */
export async function forget() {
  await run("state", "readwrite", (store) => store.clear());
  await caches.delete(PAGES);
}

/** Keeps pages and their files for when there is no connection. */
export async function keepPage(paths, files) {
  const cache = await caches.open(PAGES);
  const pages = await Promise.all(paths.map((path) => fetch(path, { redirect: "error" })));
  if (!pages.every((page) => page.ok)) return;
  for (const old of await cache.keys()) {
    const at = new URL(old.url).pathname;
    if (!paths.includes(at) && !files.includes(at)) await cache.delete(old);
  }
  for (const [n, path] of paths.entries()) await cache.put(path, pages[n]);
  const known = new Set((await cache.keys()).map((one) => new URL(one.url).pathname));
  await cache.addAll(files.filter((file) => !known.has(file)));
}

/** Whether a page is kept. */
export const isKept = async (path) => Boolean(await caches.match(path));
