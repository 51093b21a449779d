// Reading a code by the camera, or from a photo.

let detector;
async function qrReader() {
  if (detector !== undefined) return detector;
  detector = null;
  try {
    const known = await globalThis.BarcodeDetector?.getSupportedFormats();
    if (known?.includes("qr_code")) detector = new BarcodeDetector({ formats: ["qr_code"] });
  } catch {
    // Announced but not there: as if it were not announced.
  }
  return detector;
}

/** Whether this browser reads codes from the camera. */
export async function canScan() {
  return Boolean(navigator.mediaDevices?.getUserMedia) && (await qrReader()) !== null;
}

/** Shows the camera in `dialog` until a code is read; null when it was stopped or the camera is not to be had. */
export async function scan(dialog) {
  const video = dialog.querySelector("video");
  const problem = dialog.querySelector(".error");
  const reader = await qrReader();
  let stream = null;
  let over = false;
  problem.hidden = true;
  dialog.showModal();
  const closed = new Promise((done) => dialog.addEventListener("close", () => {
    over = true;
    stream?.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
    done(null);
  }, { once: true }));
  const read = (async () => {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      problem.textContent = problem.dataset.denied;
      problem.hidden = false;
      return closed;
    }
    if (over) return void stream.getTracks().forEach((track) => track.stop());
    video.srcObject = stream;
    while (!over) {
      const found = video.readyState >= 2 ? await reader.detect(video).catch(() => []) : [];
      if (found.length > 0) {
        dialog.close();
        return found[0].rawValue;
      }
      await new Promise((done) => setTimeout(done, 120));
    }
    return null;
  })();
  return Promise.race([read, closed.then(() => read)]);
}

/** The code in a photo, read here where the browser can; `undefined` where it cannot. */
export async function fromPhoto(file) {
  const reader = await qrReader();
  if (!reader) return undefined;
  const found = await createImageBitmap(file).then((picture) => reader.detect(picture)).catch(() => []);
  return found[0]?.rawValue;
}
