// A letter: its formatting, its file, and the buttons that belong to it rather than to a question.

import { el, linked, svg, whole } from "./dom.js";
import { t } from "./strings.js";

/** Whether a button holds whatever question stands: those below a notice do. */
export const stands = ({ payload }) => payload.startsWith("0.");

const ELEMENTS = { bold: "strong", italic: "em", link: "a" };

/** Pieces of the body with its formatting. Marks lie within one another or apart, outer ones first. */
export function words({ body, marks = [] }) {
  return stretch(body, 0, body.length, marks, linked);
}

/** Pieces of `body` from `from` to `to`, with the marks in there; `plain` makes pieces of what is not marked. */
function stretch(body, from, to, marks, plain) {
  const pieces = [];
  let at = from;
  for (let next = 0; next < marks.length;) {
    const mark = marks[next];
    const inner = marks.slice(next + 1).filter((each) => each.from < mark.to);
    next += 1 + inner.length;
    if (mark.from < at || mark.to > to || mark.to < mark.from) continue;
    const opens = mark.kind === "link" && isPage(mark.url);
    // A link within a link cannot be.
    const within = stretch(body, mark.from, mark.to, inner, opens || plain === whole ? whole : plain);
    const target = opens ? { href: mark.url, ...OUTSIDE } : {};
    const name = mark.kind === "link" && !opens ? "span" : ELEMENTS[mark.kind] ?? "span";
    pieces.push(...plain(body.slice(at, mark.from)), el(name, target, ...within));
    at = mark.to;
  }
  return [...pieces, ...plain(body.slice(at, to))];
}

const OUTSIDE = { target: "_blank", rel: "noopener noreferrer" };

function isPage(url) {
  try {
    return new URL(url).protocol === "https:";
  } catch {
    return false;
  }
}

/** The file that came with the bubble at `seq`: a picture to look at, or a document to keep. */
export function attachment({ name, kind, size }, seq) {
  const href = `/chat/file/${seq}`;
  if (kind.startsWith("image/")) {
    return el("a", { class: "photo", href, target: "_blank" }, el("img", { src: href, alt: name, loading: "lazy" }));
  }
  return el("a", { class: "file", href, download: name },
    svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" },
      svg("path", { d: "M6 3h8l5 5v13H6zM14 3v5h5M12 11v6m0 0 2.500-2.500M12 17l-2.500-2.500" })),
    el("span", { class: "label" }, name), el("span", { class: "size" }, weight(size)));
}

function weight(bytes) {
  const mega = bytes / 1024 / 1024;
  return mega >= 1 ? `${mega.toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}

/** A letter's own buttons, which stay where they are; `press(button)` when one is pressed. */
export function ownButtons({ controls = [], links = [] }, press) {
  const own = controls.filter(stands);
  if (!own.length && !links.length) return null;
  const group = el("div", { class: "own", role: "group" });
  group.append(...own.map((button) => el("button", { type: "button", click: () => pressed(group, button, press) },
    ...whole(button.label))));
  group.append(...links.filter(({ url }) => isPage(url)).map(({ label, url }) => el("a", { href: url, ...OUTSIDE },
    ...whole(label), el("span", { class: "sr" }, t("opens")))));
  return group;
}

/** A second press within a moment is the same one. */
const MOMENT = 1_500;

function pressed(group, button, press) {
  if (group.dataset.pressed) return;
  group.dataset.pressed = "yes";
  setTimeout(() => delete group.dataset.pressed, MOMENT);
  press(button);
}
