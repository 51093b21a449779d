// What the worker has said and the server has not yet confirmed. Items leave in order, one at a time, and are
// tried again under the same id until the server answers: nothing is lost, and the id keeps it from doubling.

const KEY = "rl_outbox";
const LONGEST_PAUSE = 15_000;
const PATIENCE = 20_000;
const PATIENCE_PHOTO = 120_000;

export class Outbox {
  /** `changed(item)` on every change of state; `confirmed(chat, item, repeated)` after a commit; `failing(yes)` on network trouble. */
  constructor({ changed, confirmed, failing }) {
    this.changed = changed;
    this.confirmed = confirmed;
    this.failing = failing;
    this.items = restore();
    this.busy = false;
    this.tries = 0;
    this.timer = null;
    this.held = true;
    addEventListener("online", () => this.hurry());
  }

  /** Queues something said: `{id, body | photo, label}`. */
  add(item) {
    item.state = "queued";
    this.items.push(item);
    this.persist();
    this.changed(item);
    this.run();
  }

  /** Queues the opening of the chat, ahead of anything typed meanwhile. */
  begin(item) {
    item.state = "queued";
    this.items.unshift(item);
    this.persist();
  }

  /** Lets items leave, once it is known whether the chat has to be opened first. */
  release() {
    this.held = false;
    this.run();
  }

  /** Tries the first item again now. */
  hurry() {
    clearTimeout(this.timer);
    this.timer = null;
    this.run();
  }

  async run() {
    if (this.held || this.busy || this.timer) return;
    this.busy = true;
    while (this.items.length) {
      const item = this.items[0];
      this.become(item, "sending");
      const result = await (item.photo ? upload(item) : post(item));
      if (result.wait != null) {
        this.pause(item, result);
        break;
      }
      this.tries = 0;
      this.items.shift();
      this.persist();
      this.failing(false);
      item.error = result.error;
      this.become(item, result.error ? "failed" : "sent");
      if (!result.error) this.confirmed(result.chat, item, result.repeated);
    }
    this.busy = false;
  }

  pause(item, { wait, asked }) {
    this.tries += 1;
    // A pause the server asked for is no trouble with the network, and nothing to bother the worker with.
    if (!asked) {
      this.become(item, "waiting");
      this.failing(true);
    }
    const backoff = Math.min(1000 * 2 ** (this.tries - 1), LONGEST_PAUSE) * (0.75 + Math.random() / 2);
    this.timer = setTimeout(() => this.hurry(), asked ? wait : backoff);
  }

  become(item, state) {
    if (item.state === state) return;
    item.state = state;
    this.changed(item);
  }

  persist() {
    const said = this.items.filter((item) => item.body).map(({ id, body, label }) => ({ id, body, label }));
    try {
      if (said.length) sessionStorage.setItem(KEY, JSON.stringify(said));
      else sessionStorage.removeItem(KEY);
    } catch {
      // Storage may be switched off; then a reload while offline forgets what waits.
    }
  }
}

/** What waited when the page was last reloaded. */
function restore() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return kept.map((item) => ({ ...item, state: "queued" }));
  } catch {
    return [];
  }
}

async function post(item) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE);
  try {
    const response = await fetch("/chat/say", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ id: item.id, ...item.body }),
      credentials: "same-origin",
      signal: abort.signal,
    });
    const answer = await response.json().catch(() => null);
    return verdict(response.status, answer);
  } catch {
    return { wait: 0 };
  } finally {
    clearTimeout(timer);
  }
}

/** Sends an item's photo; `fetch` cannot tell how far an upload is, so this is the older way. */
function upload(item) {
  const form = new FormData();
  form.append("id", item.id);
  form.append("file", item.photo, "photo.jpg");
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/chat/photo");
    request.timeout = PATIENCE_PHOTO;
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => item.progress?.(total ? loaded / total : 0);
    request.onload = () => done(verdict(request.status, request.response));
    request.onerror = request.ontimeout = request.onabort = () => done({ wait: 0 });
    request.send(form);
  });
}

/** What follows from an answer: `{chat, repeated}` when committed, `{wait}` to try again, `{error}` to give up. */
function verdict(status, answer) {
  if (status >= 200 && status < 300 && answer?.chat) return { chat: answer.chat, repeated: answer.receipt === "duplicate" };
  const { code, retry_after_ms: wait } = answer?.error ?? {};
  if (status === 429) return { wait: wait ?? 1000, asked: true };
  if (status >= 400 && status < 500 && code) return { error: code };
  return { wait: 0 };
}
