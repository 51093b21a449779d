// Photos, made small on the phone before they travel.

/** Longest side sent, in pixels: print on a certificate stays readable. */
const LONGEST_SIDE = 1600;
const QUALITY = 0.85;

/** A picture file as a canvas of at most LONGEST_SIDE; null when the browser cannot read it as a picture. */
export async function shrink(file) {
  const source = await decode(file);
  if (!source) return null;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(source.width, source.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(source.width * scale));
  canvas.height = Math.max(1, Math.round(source.height * scale));
  const context = canvas.getContext("2d");
  // JPEG has no transparency; a screenshot's clear parts are white, not black.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  source.close?.();
  return canvas;
}

/** The canvas as a JPEG file. */
export const jpeg = (canvas) => new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));

async function decode(file) {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return decodeByElement(file);
  }
}

/** The way of older browsers. */
async function decodeByElement(file) {
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return image;
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(url);
  }
}
