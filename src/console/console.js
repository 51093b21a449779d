// Small comforts; every page works without them.
"use strict";

// Parts that keep themselves fresh: asked for every three seconds while somebody looks, replaced only when changed.
for (const part of document.querySelectorAll("[data-live]")) {
  let shown = null;
  let failures = 0;
  const follows = "follow" in part.dataset;
  const refresh = async () => {
    if (document.hidden) return;
    let answer;
    try {
      answer = await fetch(part.dataset.live, { redirect: "manual", headers: { accept: "text/html" } });
    } catch {
      failures += 1;
      return;
    }
    // Signed out meanwhile: the page itself leads to the door. Not while something is being written.
    if (!answer.ok) {
      failures += 1;
      const writing = [...document.querySelectorAll("textarea")].some((area) => area.value !== area.defaultValue);
      if (answer.type === "opaqueredirect" && !writing) location.reload();
      return;
    }
    failures = 0;
    const text = await answer.text();
    const first = shown === null;
    if (text === shown) return;
    shown = text;
    const fresh = new DOMParser().parseFromString(text, "text/html").body;
    if (first && fresh.textContent === part.textContent) return;
    if (part.contains(document.activeElement) && document.activeElement.tagName !== "A") return void (shown = null);
    if (part.querySelector("details[open]")) return void (shown = null);
    const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 80;
    const [old, now] = [part, fresh].map((side) => side.querySelectorAll(".bubbles > li"));
    if (follows && old.length > 0 && now.length > old.length) {
      // Only what is new is added, so only that is read aloud.
      old[0].parentElement.append(...[...now].slice(old.length));
    } else {
      part.replaceChildren(...fresh.childNodes);
    }
    if (follows && atEnd) scrollTo(0, document.documentElement.scrollHeight);
  };
  const again = () => setTimeout(() => refresh().finally(again), Math.min(3000 * 2 ** failures, 60000));
  if (follows) part.setAttribute("aria-live", "polite");
  refresh();
  again();
  document.addEventListener("visibilitychange", refresh);
}

// Counters of characters, as the server counts them: by code point, without blank ends.
for (const field of document.querySelectorAll("[data-limit]")) {
  const counter = document.getElementById(field.id + "-hint");
  if (!counter || !counter.classList.contains("counter")) continue;
  const count = () => {
    const length = [...field.value.trim()].length;
    counter.textContent = counter.textContent.replace(/\d+/, String(length));
    counter.classList.toggle("over", length > Number(field.dataset.limit));
  };
  field.addEventListener("input", count);
  count();
}

// A form is sent once; coming back to the page by the browser's history makes it usable again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
});
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// Ctrl+Enter sends an answer; Escape and a click elsewhere close the account's menu.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches(".answer textarea")) {
    event.target.form.requestSubmit(event.target.form.querySelector("button"));
  }
  if (event.key === "Escape") closeMenu(null);
});
document.addEventListener("click", (event) => closeMenu(event.target));

function closeMenu(target) {
  const menu = document.querySelector("details.account[open]");
  if (menu && !menu.contains(target)) menu.open = false;
}
