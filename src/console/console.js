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

// Parts that the server keeps fresh: each event names a part and carries its content.
for (const live of document.querySelectorAll("[data-feed]")) {
  const source = new EventSource(live.dataset.feed);
  for (const part of live.querySelectorAll("[data-part]")) {
    source.addEventListener(part.dataset.part, (event) => {
      part.replaceChildren(...new DOMParser().parseFromString(event.data, "text/html").body.childNodes);
    });
  }
  source.addEventListener("end", () => source.close());
  // Refused, not merely interrupted: signed out meanwhile, so the page itself leads to the door.
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 3000);
  });
  addEventListener("pagehide", () => source.close());
}

// The audience of a notice: its shape changes in place, and its people are counted while it is being written.
for (const section of document.querySelectorAll("[data-reshapes]")) {
  const form = section.closest("form");
  // Files stay where they are, unless they are what is being sent.
  const answersOf = (submitter) => {
    const data = submitter ? new FormData(form, submitter) : new FormData(form);
    for (const field of form.querySelectorAll("input[type=file]")) {
      if (!submitter || !submitter.parentElement.contains(field)) data.delete(field.name);
    }
    return data;
  };
  const ask = async (address, body, signal) => {
    const answer = await fetch(address, { method: "POST", body, signal, redirect: "error" });
    if (!answer.ok && answer.status !== 422) throw new Error(String(answer.status));
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };
  let waits;
  let asked;
  const count = async () => {
    asked?.abort();
    asked = new AbortController();
    const place = section.querySelector("[data-count]");
    const open = place.querySelector("details[open]") !== null;
    try {
      const fresh = await ask(place.dataset.count, answersOf(null), asked.signal);
      place.replaceChildren(...fresh.body.childNodes);
      for (const details of place.querySelectorAll("details")) details.open = open;
    } catch {
      // The next change asks again; “Preview and count” does so without a script.
    }
  };
  const later = (event) => {
    if (event.target.closest("[data-count], .add")) return;
    clearTimeout(waits);
    waits = setTimeout(count, 500);
  };
  section.addEventListener("input", later);
  section.addEventListener("change", later);
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || !section.contains(button) || button.dataset.plain) return;
    event.preventDefault();
    event.stopPropagation();
    clearTimeout(waits);
    asked?.abort();
    button.disabled = true;
    const step = button.value.split("-");
    ask(button.formAction, withStep(answersOf(button), button)).then((fresh) => {
      const now = fresh.getElementById(section.id);
      form.action = fresh.querySelector("form.letter").action;
      section.replaceChildren(...now.childNodes);
      const group = document.getElementById(`g${step[1] ?? ""}`) ?? section;
      const rules = group.querySelectorAll(".rule");
      const to = step[0] === "add" && rules.length > 0 ? rules[rules.length - 1] : group;
      to.querySelector(step[0] === "add" ? ".values input, .values select" : ".add select")?.focus();
    }).catch(() => {
      // As if there were no script.
      button.disabled = false;
      button.dataset.plain = "yes";
      form.requestSubmit(button);
    });
  });
  section.addEventListener("keydown", (event) => {
    const search = event.key === "Enter" && event.target.closest(".lookup");
    if (!search) return;
    event.preventDefault();
    form.requestSubmit(search.querySelector("button"));
  });
  if (!section.querySelector(".reach")) count();
}

function withStep(data, button) {
  data.set(button.name, button.value);
  return data;
}

// Counters of characters, as the server counts them: by code point, or as messages are measured (an emoji is two).
for (const field of document.querySelectorAll("[data-limit]")) {
  const counter = document.getElementById(field.id + "-hint");
  if (!counter || !counter.classList.contains("counter")) continue;
  const count = () => {
    const text = field.value.trim();
    const length = "units" in field.dataset ? text.length : [...text].length;
    counter.textContent = counter.textContent.replace(/\d+/, String(length));
    counter.classList.toggle("over", length > Number(field.dataset.limit));
  };
  field.addEventListener("input", count);
  count();
}

// A form is sent once; coming back to the page by the browser's history makes it usable again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  // A form whose answer is a file leaves the page as it is.
  if (form.method !== "post" || "again" in form.dataset) return;
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
