// The conversation on screen.

import { byId, calm, el, unseen, whole } from "./dom.js";
import { attachment, ownButtons, stands, words } from "./letter.js";
import { clock, day, dayHeading, language, spokenIn, t } from "./strings.js";
import { ticketCard } from "./ticket.js";

/** Slack in pixels within which the list counts as scrolled to its end. */
const NEAR = 60;
/** A reply that takes longer than this is not pretended to be on its way. */
const TYPING = 12_000;
/** Bubbles that follow one another within this many milliseconds are one answer, read from its first. */
const BURST = 3_000;

export class View {
  /** `press(button, seq)` when a button is pressed; `retry()` on an unsent bubble. */
  constructor({ press, retry }) {
    this.press = press;
    this.retry = retry;
    this.log = byId("log");
    this.bubbles = byId("bubbles");
    this.pending = byId("pending");
    this.typing = byId("typing");
    this.newer = byId("newer");
    this.day = null;
    this.actions = null;
    this.burst = null;
    this.waiting = [];
    this.keepEndInSight();
  }

  /** Shows bubbles that have appeared; `replayed` ones are old news. */
  show(list, replayed) {
    const atEnd = this.atEnd();
    // What follows a ticket within a moment must not push it out of sight again.
    const now = Date.now();
    let first = now < this.burst?.until ? this.burst.row : null;
    for (const bubble of list) {
      const row = bubble.side === "me" ? this.mine(bubble) : this.ours(bubble);
      if (bubble.side !== "me") first = first ?? row;
    }
    this.burst = first && !replayed ? { row: first, until: now + BURST } : null;
    if (replayed) this.reveal(this.bubbles.lastElementChild, false);
    else if (first && (atEnd || this.followed)) this.reveal(first, true);
    else if (first) this.newer.dataset.news = "yes";
    this.mark();
  }

  mine({ text, at }) {
    const item = this.waiting.find(({ state }) => !["queued", "failed"].includes(state));
    const keepsake = item?.canvas;
    if (item) this.drop(item);
    return this.row("me", at, el("div", { class: "bubble" }, unseen(t("me")),
      keepsake, el("p", { class: "body" }, text, stamp(at))));
  }

  ours({ seq, at, content, qr }) {
    this.thinking(false);
    for (const item of this.waiting.filter(({ state }) => state === "sent")) this.drop(item);
    const ticket = content.picture?.kind === "ticket_qr";
    const spoken = spokenIn(`${content.title ?? ""}${content.body}`) ?? language();
    const bubble = el("div", { class: ticket ? "bubble card" : "bubble", lang: spoken }, unseen(t("bureau")));
    if (ticket) bubble.append(ticketCard(content, qr), stamp(at));
    else {
      if (content.file) bubble.append(attachment(content.file, seq));
      if (content.title) bubble.append(el("h2", {}, content.title));
      bubble.append(el("p", { class: "body" }, ...words(content), stamp(at)));
    }
    const own = ownButtons(content, (button) => this.press(button, seq));
    const row = this.row("bureau", at, ...[bubble, own].filter(Boolean));
    this.offer(row, content, seq);
    return row;
  }

  /** Adds a row under its day's heading. */
  row(side, at, ...parts) {
    if (day(at) !== this.day) {
      this.day = day(at);
      this.bubbles.append(el("p", { class: "day" }, el("time", { datetime: this.day }, dayHeading(at))));
    }
    const row = el("div", { class: `row ${side}` }, ...parts);
    this.bubbles.append(row);
    return row;
  }

  // --- Buttons -----------------------------------------------------------------------------------------------

  /** Puts a bubble's buttons under it. Only the newest buttons stay: an older question has been answered. */
  offer(row, { choices = [], controls: all = [] }, seq) {
    const controls = all.filter((button) => !stands(button));
    const buttons = choices.length + controls.length;
    if (!buttons && !this.actions?.dataset.pressed) return;
    const { activeElement } = document;
    const focused = this.actions?.contains(activeElement) || (this.handedOn && activeElement === this.log);
    this.actions?.remove();
    this.actions = null;
    if (buttons) {
      this.actions = el("div", { class: "actions" });
      if (choices.length) this.actions.append(this.group("choices", choices, seq));
      if (controls.length) this.actions.append(this.group("controls", controls, seq));
      row.append(this.actions);
    }
    // Whoever works by keyboard goes on where the next answer is, not at the top of the page.
    this.handedOn = focused && !this.actions;
    if (focused) (this.actions?.querySelector("button") ?? this.log).focus({ preventScroll: true });
  }

  group(kind, buttons, seq) {
    return el("div", { class: kind, role: "group" }, ...buttons.map((button, index) => {
      const number = kind === "choices" ? el("span", { class: "number" }, `${index + 1}`) : null;
      const label = el("span", { class: "label" }, ...whole(button.label));
      return el("button", { type: "button", click: ({ currentTarget }) => this.pressed(currentTarget, button, seq) },
        number, label);
    }));
  }

  pressed(element, button, seq) {
    const { actions } = this;
    if (!actions || actions.dataset.pressed) return;
    actions.dataset.pressed = "yes";
    element.classList.add("chosen");
    for (const each of actions.querySelectorAll("button")) each.setAttribute("aria-disabled", "true");
    this.press(button, seq);
  }

  /** Lets the buttons be pressed again, after an answer that never came. */
  release() {
    if (!this.actions) return;
    delete this.actions.dataset.pressed;
    for (const each of this.actions.querySelectorAll("button")) {
      each.classList.remove("chosen");
      each.removeAttribute("aria-disabled");
    }
  }

  // --- What has not been confirmed yet -----------------------------------------------------------------------

  /** Shows or updates a bubble of ours that is on its way. */
  track(item) {
    if (item.state === "sending") this.thinking(true);
    // The opening of the chat is not something the worker has said.
    if (!item.label && !item.canvas) return;
    if (!item.row) this.place(item);
    item.row.dataset.state = item.state;
    item.note.replaceChildren(...this.note(item));
    if (item.state === "waiting" || item.state === "failed") this.thinking(false);
    if (item.state === "failed" && item.body?.button) this.release();
    if (this.followed) this.toEnd(true);
  }

  place(item) {
    item.note = el("div", { class: "note" });
    const bubble = el("div", { class: "bubble" }, unseen(t("me")), item.canvas,
      item.label && el("p", { class: "body" }, item.label));
    if (item.photo) {
      const bar = el("progress", { max: 1, value: 0, "aria-label": t("sending") });
      item.progress = (part) => { bar.value = part; };
      bubble.append(bar);
    }
    item.row = el("div", { class: "row me unsent" }, bubble, item.note);
    this.pending.append(item.row);
    this.waiting.push(item);
    this.burst = null;
    this.followed = true;
    this.toEnd(true);
  }

  note(item) {
    if (item.state === "waiting") {
      const retry = el("button", { type: "button", click: () => this.retry() }, t("retry"));
      return [el("span", {}, t("waiting")), retry];
    }
    if (item.state === "failed") {
      const dismiss = el("button", { type: "button", click: () => this.drop(item) }, t("dismiss"));
      const known = ["not_a_photo", "too_large"].includes(item.error) ? item.error : "refused";
      return [el("span", { class: "wrong", role: "alert" }, t(known)), dismiss];
    }
    return item.state === "sent" ? [] : [unseen(t("sending"))];
  }

  drop(item) {
    item.row?.remove();
    this.waiting = this.waiting.filter((each) => each !== item);
  }

  /** Shows or hides the three dots. */
  thinking(on) {
    clearTimeout(this.timer);
    this.typing.hidden = !on;
    if (!on) return;
    this.timer = setTimeout(() => {
      this.typing.hidden = true;
      this.release();
    }, TYPING);
  }

  // --- Scrolling ---------------------------------------------------------------------------------------------

  keepEndInSight() {
    const touched = () => { this.byHand = true; };
    for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
      this.log.addEventListener(kind, touched, { passive: true });
    }
    this.followed = true;
    this.log.addEventListener("scroll", () => {
      if (this.atEnd()) this.followed = true;
      else if (this.byHand) this.followed = false;
      this.mark();
    }, { passive: true });
    this.newer.addEventListener("click", () => this.toEnd(true));
    // The keyboard opening must not hide the question being answered.
    let height = this.log.clientHeight;
    new ResizeObserver(() => {
      const change = height - this.log.clientHeight;
      height = this.log.clientHeight;
      if (change > 0 && this.followed) this.log.scrollTop += change;
      this.mark();
    }).observe(this.log);
  }

  atEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR;
  }

  toEnd(smooth) {
    this.go(this.log.scrollHeight, smooth);
  }

  /** Scrolls to the end, but never past the beginning of `row`: a long letter is read from its top. */
  reveal(row, smooth) {
    if (!row) return;
    const above = row.getBoundingClientRect().top - this.log.getBoundingClientRect().top;
    this.go(Math.min(this.log.scrollHeight - this.log.clientHeight, this.log.scrollTop + above - 12), smooth);
  }

  go(top, smooth) {
    this.byHand = false;
    this.log.scrollTo({ top, behavior: smooth && !calm() ? "smooth" : "instant" });
  }

  mark() {
    this.newer.hidden = this.atEnd();
    if (this.newer.hidden) delete this.newer.dataset.news;
  }
}

function stamp(at) {
  return el("time", { class: "at", datetime: new Date(at).toISOString() }, clock(at));
}
