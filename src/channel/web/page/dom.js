// Small helpers around the document. Text only ever enters it as text nodes.

const SVG = "http://www.w3.org/2000/svg";

/** The element of the page with this id. */
export const byId = (id) => document.getElementById(id);

/** A new element: `el("p", {class: "body"}, "text", child)`. Properties that are functions become listeners. */
export function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

/** A new SVG element. */
export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** Text for screen readers only. */
export const unseen = (text) => el("span", { class: "sr" }, text);

/** Whether the reader asked for little movement. */
export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** An id no other message has. `crypto.randomUUID` is missing on plain HTTP. */
export function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Pieces of `text`, with web addresses as links. */
export function linked(text) {
  return text.split(/(https?:\/\/[^\s<>"'，。；、）】》]+)/).flatMap((part, index) =>
    index % 2 ? el("a", { href: part, target: "_blank", rel: "noopener noreferrer" }, part) : whole(part));
}

/** Pieces of `text`, in which trip codes, dates and times stay on one line. */
export function whole(text) {
  return text.split(/(\d+月\d+日|[A-Za-z0-9]{1,12}(?:[-/:][A-Za-z0-9]{1,8}){1,3}(?![A-Za-z0-9/:-]))/).map((part, index) =>
    index % 2 ? el("span", { class: "whole" }, part) : part);
}
