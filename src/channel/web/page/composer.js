// Where the worker types, and the camera.

import { byId } from "./dom.js";
import { jpeg, shrink } from "./photo.js";
import { t } from "./strings.js";

/** Keyboard per kind of typing the bureau expects next. */
const MODES = { text: "text", resident_id: "numeric", mobile: "tel", date: "text", photo: "text" };

export class Composer {
  /** `say(text)`; `photo(blob, canvas)`; `unreadable()` when a chosen file is no picture. */
  constructor({ say, photo, unreadable }) {
    this.say = say;
    this.photo = photo;
    this.unreadable = unreadable;
    this.field = byId("text");
    this.hint = "text";
    this.typing();
    this.extraKeys();
    this.camera();
    this.expect("text");
  }

  /** Fits keyboard and tools to what is asked. */
  expect(hint) {
    this.hint = hint in MODES ? hint : "text";
    this.field.inputMode = MODES[this.hint];
    this.field.autocomplete = this.hint === "mobile" ? "tel" : "off";
    byId("key-x").hidden = this.hint !== "resident_id";
    byId("key-date").hidden = this.hint !== "date";
    byId("photo-tools").hidden = this.hint !== "photo";
    byId("attach").hidden = this.hint === "photo";
    this.word();
  }

  /** Puts the page's words into place. */
  word() {
    this.field.placeholder = t(this.hint);
    this.field.setAttribute("aria-label", t(this.hint));
    for (const [id, key] of [["send", "send"], ["attach", "attach"], ["key-x", "keyX"], ["key-date", "pickDate"]]) {
      byId(id).setAttribute("aria-label", t(key));
      byId(id).title = t(key);
    }
    byId("camera-text").textContent = t("camera");
    byId("album-text").textContent = t("album");
  }

  typing() {
    const { field } = this;
    const changed = () => {
      field.style.height = "auto";
      field.style.height = `${Math.min(field.scrollHeight, 132)}px`;
      byId("send").disabled = !field.value.trim();
    };
    field.addEventListener("input", changed);
    field.addEventListener("keydown", (event) => {
      // While a pinyin keyboard is composing, Enter chooses a word; it is not for us.
      const composing = event.isComposing || event.keyCode === 229;
      if (event.key !== "Enter" || event.shiftKey || composing) return;
      event.preventDefault();
      submit();
    });
    // Pressing the button must not close the keyboard.
    byId("send").addEventListener("pointerdown", (event) => event.preventDefault());
    const submit = () => {
      const text = field.value.trim();
      if (!text) return;
      field.value = "";
      changed();
      this.say(text);
    };
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      submit();
    });
    this.changed = changed;
  }

  extraKeys() {
    // Number pads have no X, and one resident ID in eleven ends in it.
    byId("key-x").addEventListener("pointerdown", (event) => event.preventDefault());
    byId("key-x").addEventListener("click", () => {
      this.field.setRangeText("X", this.field.selectionStart, this.field.selectionEnd, "end");
      this.changed();
    });
    const picker = byId("date");
    byId("key-date").addEventListener("click", () => {
      if (picker.showPicker) picker.showPicker();
      else picker.focus();
    });
    picker.addEventListener("change", () => {
      if (!picker.value) return;
      this.field.value = picker.value;
      this.changed();
      this.field.focus();
    });
  }

  camera() {
    for (const [button, input] of [["attach", "album"], ["camera", "camera"], ["album", "album"]]) {
      byId(button).addEventListener("click", () => byId(`file-${input}`).click());
    }
    for (const input of [byId("file-camera"), byId("file-album")]) {
      input.addEventListener("change", () => {
        const [file] = input.files;
        if (file) this.take(file);
        input.value = "";
      });
    }
    this.field.addEventListener("paste", ({ clipboardData }) => {
      const file = [...(clipboardData?.files ?? [])].find(({ type }) => type.startsWith("image/"));
      if (file) this.take(file);
    });
  }

  async take(file) {
    const canvas = await shrink(file);
    const blob = canvas && await jpeg(canvas);
    if (blob) this.photo(blob, canvas);
    else this.unreadable();
  }
}
