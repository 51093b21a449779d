// Bubbles from the server: streamed where that works, asked for where it does not, always after the last seen.

const RETRY = 3_000;
const WATCH = 2_000;
/** Longer than two of the server's signs of life. */
const SILENCE = 40_000;
/** A stream that has not spoken by now may be held up by a proxy. */
const SETTLE = 4_000;

export class Stream {
  /** `bubbles(list)` in order and without repeats; `reached(yes)` as the server comes and goes; `moved()` when
   * the browser's chat is another than the one on show. */
  constructor({ bubbles, reached, moved }) {
    this.bubbles = bubbles;
    this.reached = reached;
    this.moved = moved;
    this.last = 0;
    this.chat = null;
    this.source = null;
    this.live = false;
    this.heard = 0;
    this.opened = 0;
    this.wanted = false;
  }

  /** Reads everything so far; resolves to whether there is a chat at all, once the server has answered. */
  async replay() {
    for (;;) {
      const page = await this.ask();
      if (page && !page.more) return page.chat != null;
      if (!page) await new Promise((done) => setTimeout(done, RETRY));
    }
  }

  /** Keeps the page up to date from now on. */
  open() {
    if (this.wanted) return;
    this.wanted = true;
    this.connect();
    setInterval(() => this.watch(), WATCH);
    addEventListener("online", () => this.connect());
    addEventListener("offline", () => this.tell());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && !this.live) this.connect();
    });
    addEventListener("pagehide", () => this.drop());
    addEventListener("pageshow", ({ persisted }) => persisted && this.connect());
  }

  /** Takes note of the chat the server names. */
  named(chat) {
    if (this.chat && chat && this.chat !== chat) this.moved();
    else this.chat = chat ?? this.chat;
  }

  connect() {
    this.drop();
    this.opened = Date.now();
    const source = new EventSource(`/chat/events?after=${this.last}`);
    this.source = source;
    source.addEventListener("hello", ({ data }) => {
      this.hear();
      this.named(JSON.parse(data).chat);
    });
    source.addEventListener("beat", () => this.hear());
    source.addEventListener("message", ({ data }) => {
      this.hear();
      this.take([JSON.parse(data)]);
    });
    source.addEventListener("error", () => {
      if (this.source !== source) return;
      this.live = false;
      this.tell();
    });
    this.tell();
  }

  drop() {
    this.source?.close();
    this.source = null;
    this.live = false;
  }

  hear() {
    this.heard = Date.now();
    this.live = true;
    this.tell();
  }

  tell(yes = this.live) {
    this.reached(yes);
  }

  /** Mends what has gone quiet, and asks for bubbles while nothing streams. */
  async watch() {
    if (document.hidden || !this.source) return;
    const now = Date.now();
    if (this.live && now - this.heard > SILENCE) return this.connect();
    if (this.live || now - this.opened < SETTLE) return;
    const page = await this.ask();
    if (!this.live) this.tell(page != null);
    if (this.source?.readyState === EventSource.CLOSED && now - this.opened > 4 * RETRY) this.connect();
  }

  async ask() {
    try {
      const response = await fetch(`/chat/history?after=${this.last}`, { cache: "no-store" });
      if (!response.ok) return null;
      const page = await response.json();
      this.named(page.chat);
      this.take(page.bubbles);
      return page;
    } catch {
      return null;
    }
  }

  take(list) {
    const fresh = list.filter(({ seq }) => seq > this.last);
    if (!fresh.length) return;
    this.last = fresh[fresh.length - 1].seq;
    this.bubbles(fresh);
  }
}
