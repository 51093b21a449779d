// Whether the server answers, and what is to be done where it does not: whoever stands at the door reads a line on the
// page, and never the browser's own error.

const PATIENCE = 8000;
const DOOR = /^\/console\/boarding\/[^/]+$/;

/** Whether the server answers now. A proxy that speaks in its stead does not count. */
export async function reachable() {
  try {
    const asked = { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) };
    return (await fetch("/console/boarding/worker.js", asked)).status < 500;
  } catch {
    return false;
  }
}

/** Says the words of a template beside what was pressed, or above the page where that is outside of it. */
export function say(template, pressed) {
  unsay();
  const line = document.getElementById(template).content.firstElementChild.cloneNode(true);
  line.classList.add("stopped");
  // The open menu would cover it.
  pressed.closest("details.account")?.removeAttribute("open");
  const place = pressed.closest("main form, main section, main p");
  if (!place) document.querySelector("main").prepend(line);
  else if (place.matches("section")) place.append(line);
  else place.after(line);
  line.scrollIntoView({ block: "nearest" });
}

/** Takes the line away again. */
export function unsay() {
  document.querySelector(".stopped")?.remove();
}

// The door's page is kept on the phone: it opens in any case.
function needsServer(link) {
  const goal = new URL(link.href);
  if (link.target || link.hasAttribute("download") || goal.origin !== location.origin) return false;
  return !(goal.hash && goal.pathname === location.pathname) && !DOOR.test(goal.pathname);
}

/**
 * Watches the page's links and forms: without a connection they stop with a line, and what was typed stays. What a
 * script of the page has dealt with itself is left alone; `otherwise` may deal with a form that cannot be sent.
 */
export function stopWhenCutOff(otherwise = async () => false) {
  const through = new WeakSet();
  addEventListener("submit", async (event) => {
    const { target: form, submitter } = event;
    if (event.defaultPrevented || through.delete(form)) return;
    event.preventDefault();
    const answers = await reachable();
    // Marked as sent, which it was not.
    delete form.dataset.sent;
    if (answers) {
      unsay();
      through.add(form);
      form.requestSubmit(submitter);
    } else if (!(await otherwise(form))) {
      say("no-connection", form);
    }
  });
  addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented || !needsServer(link)) return;
    event.preventDefault();
    if (await reachable()) location.assign(link.href);
    else say("no-connection", link);
  });
}
