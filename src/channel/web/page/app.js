// The chat page: puts its parts together.

import { Composer } from "./composer.js";
import { byId, freshId } from "./dom.js";
import { Outbox } from "./outbox.js";
import { Stream } from "./stream.js";
import { follow, language, t } from "./strings.js";
import { View } from "./view.js";

const view = new View({
  press: ({ label, payload }, seq) => outbox.add({ id: freshId(), body: { button: payload, on: seq }, label }),
  retry: () => outbox.hurry(),
});

const outbox = new Outbox({
  changed: (item) => view.track(item),
  confirmed: (chat, item, repeated) => {
    // Committed by an earlier try: its bubble is among those replayed already.
    if (repeated) view.drop(item);
    stream.named(chat);
    stream.open();
  },
  failing: (yes) => {
    trouble = yes;
    showState();
  },
});

const composer = new Composer({
  say: (text) => outbox.add({ id: freshId(), body: { text }, label: text }),
  photo: (photo, canvas) => outbox.add({ id: freshId(), photo, canvas, label: "" }),
  unreadable: () => view.track({ id: freshId(), label: t("photoSent"), state: "failed", error: "not_a_photo" }),
});

const stream = new Stream({
  bubbles: (list) => {
    const asked = list.filter(({ side }) => side === "bureau").pop();
    if (asked) heard(asked.content);
    view.show(list, replaying);
  },
  reached: (yes) => {
    reached = yes;
    showState();
  },
  moved: () => location.reload(),
});

let replaying = true;
let reached = false;
let trouble = false;

/** Fits the page to what the bureau has said last. */
function heard(content) {
  if (follow(`${content.title ?? ""}\n${content.body}`)) word();
  composer.expect(content.input ?? "text");
}

/** Puts the page's own words into place, in the conversation's language. */
function word() {
  document.documentElement.lang = language();
  document.title = t("name");
  byId("name").textContent = t("name");
  byId("log").setAttribute("aria-label", t("log"));
  byId("typing-text").textContent = t("typing");
  byId("newer-text").textContent = t("newer");
  for (const each of document.querySelectorAll("[data-t]")) each.textContent = t(each.dataset.t);
  composer.word();
  showState();
}

/** Says whether words get through, in both directions. */
function showState() {
  const broken = navigator.onLine === false ? "offline" : "connecting";
  const state = reached && !trouble ? "online" : broken;
  byId("state").dataset.state = state;
  if (byId("state-text").textContent !== t(state)) byId("state-text").textContent = t(state);
}

/** The payload a link opens the chat with, an employer's or a staff member's; empty without one. */
function invitation() {
  // A staff member's code stands behind the #, which no server sees.
  const own = /^#s=([A-Z2-7]{16})$/.exec(location.hash);
  if (own) return `s_${own[1]}`;
  const code = new URLSearchParams(location.search).get("e") ?? "";
  return /^[A-Za-z0-9_-]{1,32}$/.test(code) ? `e_${code}` : "";
}

/** iOS lays its keyboard over the page instead of shrinking it. */
function fitKeyboard() {
  const { visualViewport: viewport } = window;
  const fit = () => {
    const covered = window.innerHeight - viewport.height > 80 && viewport.scale === 1;
    document.documentElement.style.setProperty("--height", covered ? `${viewport.height}px` : "");
    if (covered) window.scrollTo(0, 0);
  };
  viewport?.addEventListener("resize", fit);
}

async function begin() {
  word();
  fitKeyboard();
  outbox.items.forEach((item) => view.track(item));
  const chat = await stream.replay();
  replaying = false;
  // From here on, what comes is read out as it comes.
  byId("log").setAttribute("aria-live", "polite");
  const link = invitation();
  const starting = outbox.items.some(({ body }) => body?.start != null);
  if (!starting && (link || !chat || stream.last === 0)) outbox.begin({ id: freshId(), body: { start: link } });
  // The queue survives a reload; the link must not be opened a second time by one.
  if (location.search || location.hash) history.replaceState(null, "", location.pathname);
  if (chat) stream.open();
  outbox.release();
}

begin();
