// The boarding ticket: a card to show at the coach door, and a picture of it to keep.

import { byId, el, svg, unseen, whole } from "./dom.js";
import { t } from "./strings.js";

/** White around the code, in modules. Scanners want four; the card's own white margin makes up the rest. */
const QUIET = 2;

/** A line of the ticket as [label, value]; the label is empty for a plain sentence. */
function fields(body) {
  return body.split("\n").filter((line) => line.trim()).map((line) => {
    const [, label, value] = line.match(/^([^：:]{1,18})(?:：|: )\s*(.+)$/u) ?? [];
    return label ? [label, value] : ["", line];
  });
}

/** The card of a ticket bubble. */
export function ticketCard(content, qr) {
  const title = content.title || t("ticket");
  const lines = fields(content.body);
  return el("div", { class: "ticket" },
    el("h2", {}, title),
    el("div", { class: "scan" },
      qr && code(qr),
      el("p", { class: "code" }, unseen(`${t("code")} `), content.picture.code)),
    el("div", { class: "tear", "aria-hidden": "true" }, el("i")),
    lines.length ? details(lines) : null,
    el("button", { class: "save", type: "button", click: () => save(title, content.picture.code, lines, qr) },
      icon(), el("span", { "data-t": "save" }, t("save"))));
}

function code(qr) {
  const side = qr.modules + 2 * QUIET;
  return svg("svg", {
    class: "qr", role: "img", "aria-label": t("qr"), "shape-rendering": "crispEdges",
    viewBox: `${-QUIET} ${-QUIET} ${side} ${side}`,
  }, svg("path", { d: qr.path }));
}

function icon() {
  return svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" },
    svg("path", { d: "M12 4v11m0 0 4.500-4.500M12 15l-4.500-4.500M5 19.500h14" }));
}

function details(lines) {
  const list = el("dl");
  const notes = el("div", { class: "notes" });
  for (const [label, value] of lines) {
    if (label) list.append(el("div", {}, el("dt", {}, label), el("dd", {}, ...whole(value))));
    else notes.append(el("p", {}, ...whole(value)));
  }
  const box = el("div", { class: "details" });
  if (list.childElementCount) box.append(list);
  if (notes.childElementCount) box.append(notes);
  return box;
}

// --- The picture ---------------------------------------------------------------------------------------------

const WIDTH = 720;
const EDGE = 48;
const FONT = '"PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", system-ui, sans-serif';

function save(title, code, lines, qr) {
  draw(title, code, lines, qr).toBlob((blob) => blob && keep(blob, `${t("ticket")}-${code}.png`), "image/png");
}

/** Downloads the picture; where in-app browsers ignore downloads, shows it to be saved by a long press. */
function keep(blob, name) {
  const url = URL.createObjectURL(blob);
  const byHand = /MicroMessenger|iPhone|iPad|DingTalk|QQ\//.test(navigator.userAgent);
  const saver = byId("saver");
  if (byHand && saver.showModal) {
    byId("saver-text").textContent = t("saveHint");
    byId("saver-close").textContent = t("close");
    byId("saver-image").src = url;
    byId("saver-image").alt = t("ticket");
    byId("saver-close").onclick = () => saver.close();
    saver.onclose = () => URL.revokeObjectURL(url);
    saver.showModal();
    return;
  }
  const link = el("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function draw(title, code, lines, qr) {
  const canvas = el("canvas");
  const pen = canvas.getContext("2d");
  // Measured first, as setting the height of a canvas clears it.
  canvas.width = WIDTH;
  canvas.height = paint(pen, title, code, lines, qr);
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  paint(pen, title, code, lines, qr);
  return canvas;
}

/** Draws from the top down and returns the height taken. */
function paint(pen, title, code, lines, qr) {
  pen.fillStyle = "#0b5c4e";
  pen.fillRect(0, 0, WIDTH, 108);
  pen.textAlign = "center";
  write(pen, title, WIDTH / 2, 68, "600 38px", "#fff");
  // Four modules of white above the code, as below it.
  let y = 192;
  if (qr) {
    const size = 480;
    pen.save();
    pen.translate((WIDTH - size) / 2, y);
    pen.scale(size / qr.modules, size / qr.modules);
    pen.fillStyle = "#000";
    pen.fill(new Path2D(qr.path));
    pen.restore();
    y += size + 12;
  }
  pen.font = '700 60px ui-monospace, "Noto Sans Mono", monospace';
  pen.fillStyle = "#111";
  pen.fillText(code, WIDTH / 2, y + 84);
  y += 136;
  pen.textAlign = "left";
  for (const [label, value] of lines) {
    if (label) y = write(pen, label, EDGE, y, "400 26px", "#5b6670") + 2;
    y = write(pen, value, EDGE, y, label ? "600 32px" : "400 28px", "#111") + 14;
  }
  return y + 10;
}

/** Writes text, broken at the right edge; returns where the next line goes. */
function write(pen, text, x, y, font, color) {
  pen.font = `${font} ${FONT}`;
  pen.fillStyle = color;
  const step = Number.parseInt(font.split(" ")[1], 10) * 1.35;
  let line = "";
  for (const part of text.match(/[\x21-\x7e]+|\s+|[^]/gu) ?? []) {
    if (line && pen.measureText(line + part).width > WIDTH - 2 * EDGE) {
      pen.fillText(line, x, y);
      y += step;
      line = "";
    }
    line += part;
  }
  pen.fillText(line, x, y);
  return y + step;
}
