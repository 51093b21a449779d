// Keeps the door's page for when there is no connection. Pages come from the network whenever it answers; what is kept
// goes when somebody signs out, when another answer than the page comes, or when the page says that its day is over.
"use strict";

const KEPT = "boarding";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/console/assets/")) {
    event.respondWith(file(request));
  } else if (request.mode === "navigate" && url.pathname.startsWith("/console/boarding")) {
    event.respondWith(page(request, url.pathname));
  }
});

async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}

async function page(request, path) {
  try {
    const answer = await fetch(request);
    // A proxy that says in the server's stead that it is not there.
    if ([502, 503, 504].includes(answer.status) && (await kept())) throw new Error(String(answer.status));
    // Led to the sign-in: whoever holds the phone now is not signed in, and sees nothing.
    if (answer.type === "opaqueredirect" && path === (await kept())) await lookAgain(path);
    return answer;
  } catch (error) {
    const at = await kept();
    if (!at) throw error;
    // The way in leads to the door; any other page says that it needs a connection.
    if (path === at) return caches.match(at);
    const entry = path === "/console/boarding" && new URL(request.url).search === "";
    const said = !entry && (await caches.match(`${at}/offline`));
    return said || Response.redirect(at, 302);
  }
}

// The vehicle's page that is kept, if there is one.
async function kept() {
  const cache = await caches.open(KEPT);
  const paths = (await cache.keys()).map((one) => new URL(one.url).pathname);
  return paths.find((path) => /^\/console\/boarding\/[^/]+$/.test(path));
}

// A redirect's goal cannot be seen here; asked for its state, the server says whether the page is still theirs.
async function lookAgain(path) {
  try {
    const answer = await fetch(`${path}/state`, { redirect: "manual" });
    if (!answer.ok) await caches.delete(KEPT);
  } catch {
    // Gone again: the page stays.
  }
}
