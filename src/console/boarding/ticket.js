// Reading a ticket without the server: its form, its signature, and what speaks for and against it.

const PREFIX = "RL1:";
const TRIP_TAG = 6;
const CLAIMS = 16 + TRIP_TAG + 7;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function base32(text) {
  const bytes = [];
  let [bits, held] = [0, 0];
  for (const letter of text) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return null;
    bits = (bits << 5) | value;
    held += 5;
    if (held >= 8) {
      held -= 8;
      bytes.push((bits >> held) & 255);
    }
    bits &= (1 << held) - 1;
  }
  return new Uint8Array(bytes);
}

const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** The claims of a ticket's text; null for another text. */
function read(text) {
  if (!text.startsWith(PREFIX)) return null;
  const raw = base32(text.slice(PREFIX.length));
  if (!raw || raw.length !== CLAIMS + 64) return null;
  const view = new DataView(raw.buffer);
  return {
    ticket: hex(raw.slice(0, 16)),
    trip: hex(raw.slice(16, 16 + TRIP_TAG)),
    vehicle: view.getUint8(16 + TRIP_TAG),
    seat: view.getUint16(17 + TRIP_TAG),
    until: view.getUint32(19 + TRIP_TAG) * 60000,
    signed: raw.slice(0, CLAIMS),
    signature: raw.slice(CLAIMS),
  };
}

/** Whether the signature is good: true, false, or null where this browser cannot tell. */
async function genuine(claims, key) {
  let imported;
  try {
    const raw = Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0));
    imported = await crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]);
  } catch {
    return null;
  }
  return crypto.subtle.verify({ name: "Ed25519" }, imported, claims.signature, claims.signed);
}

/** A code as people type it: without its dash, O for 0 and I or L for 1. */
function normalised(typed) {
  const plain = typed.normalize("NFKC").toUpperCase().replace(/[\s\-—–－]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  return /^[0-9A-Z]{8}$/.test(plain) ? `${plain.slice(0, 4)}-${plain.slice(4)}` : null;
}

/**
 * What a shown text is at this door: `{ passenger }`, or `{ fault }` with the reason's word; `unchecked` where the
 * signature could not be checked here. `now` is the server's time as far as it is known.
 */
export async function look(text, state, now) {
  text = text.trim();
  if (!text.includes(":") && text.length <= 16) {
    const code = normalised(text);
    if (!code) return { fault: "forged" };
    if (state.revoked.some((one) => one.code === code)) return { fault: "revoked" };
    return standing(state.passengers.find((one) => one.code === code) ?? null);
  }
  const claims = read(text);
  if (!claims) return { fault: "forged" };
  const good = await genuine(claims, state.key);
  if (good === false) return { fault: "forged" };
  if (state.revoked.some((one) => one.id === claims.ticket)) return { fault: "revoked" };
  if (claims.trip !== state.trip) return { fault: "other_trip" };
  if (claims.vehicle !== state.ordinal) return { fault: "other_vehicle" };
  if (claims.until < now) return { fault: "expired" };
  const found = standing(state.passengers.find((one) => one.ticket === claims.ticket) ?? null);
  return good === null ? { ...found, unchecked: true } : found;
}

function standing(passenger) {
  if (!passenger) return { fault: "unknown-offline" };
  if (passenger.aboard) return { fault: "already_boarded", passenger };
  return { passenger };
}

/** Tenths of a degree as typed: `36.5`, `36,5`, `３６。５`, `365`; or what is wrong with it. */
export function temperature(typed) {
  const plain = typed.normalize("NFKC").trim().replace(/[\s°度Cc]+$/, "");
  const parts = /^(\d{1,2})[.,。、](\d)$/.exec(plain);
  let tenths;
  if (parts) tenths = Number(parts[1]) * 10 + Number(parts[2]);
  else if (/^\d{3}$/.test(plain)) tenths = Number(plain);
  else if (/^\d{1,2}$/.test(plain)) tenths = Number(plain) * 10;
  else return { error: "unreadable" };
  return tenths >= 340 && tenths <= 430 ? { tenths } : { error: "impossible" };
}

/** Tenths of a degree as people write them. */
export const degrees = (tenths) => `${Math.floor(tenths / 10)}.${tenths % 10}`;

/** Every reason for which they do not board, in the order in which the server says them. */
export function against(passenger, state, seen, now) {
  const reasons = [...passenger.unmet];
  const colour = seen.colour ?? passenger.colour;
  if (colour !== "green") {
    reasons.push("code_not_green");
  } else if (!seen.colour && state.code_hours !== null && now - (passenger.colour_at ?? 0) > state.code_hours * 3600000) {
    reasons.push("code_too_old");
  }
  if (seen.tenths === null) reasons.push("not_measured");
  else if (seen.tenths > state.hottest) reasons.push("hot");
  return reasons;
}
