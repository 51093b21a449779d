// The page's own few words. What the bureau says arrives worded; only the frame around it is worded here.

const TEXTS = {
  "zh-Hans": {
    name: "返岗专线",
    online: "在线",
    connecting: "正在连接…",
    offline: "网络断开，恢复后自动发送",
    log: "聊天记录",
    me: "我：",
    bureau: "返岗专线：",
    typing: "对方正在输入",
    text: "输入消息",
    resident_id: "18 位身份证号码",
    mobile: "11 位手机号码",
    date: "2020-03-01",
    photo: "请发照片，也可以打字",
    send: "发送",
    attach: "发照片",
    camera: "拍照",
    album: "从相册选",
    keyX: "输入字母 X",
    pickDate: "选日期",
    newer: "新消息",
    sending: "正在发送",
    waiting: "还没发出，会自动重试",
    retry: "现在重试",
    dismiss: "删除",
    photoSent: "照片",
    not_a_photo: "这不是照片，请发 JPG 或 PNG 图片",
    too_large: "太大了，发不出去（照片最大 10 MB）",
    refused: "没有发出，请重试或换个说法",
    ticket: "乘车凭证",
    qr: "上车二维码",
    code: "人工核验码",
    save: "保存到手机",
    saveHint: "长按图片，选“保存图片”",
    close: "关闭",
    today: "今天",
    opens: "（在新窗口打开）",
  },
  "zh-Hant": {
    name: "返崗專線",
    online: "在線",
    connecting: "正在連線…",
    offline: "網路中斷，恢復後自動傳送",
    log: "聊天記錄",
    me: "我：",
    bureau: "返崗專線：",
    typing: "對方正在輸入",
    text: "輸入訊息",
    resident_id: "18 位身分證號碼",
    mobile: "11 位手機號碼",
    date: "2020-03-01",
    photo: "請傳照片，也可以打字",
    send: "傳送",
    attach: "傳照片",
    camera: "拍照",
    album: "從相簿選",
    keyX: "輸入字母 X",
    pickDate: "選日期",
    newer: "新訊息",
    sending: "正在傳送",
    waiting: "還沒傳出，會自動重試",
    retry: "現在重試",
    dismiss: "刪除",
    photoSent: "照片",
    not_a_photo: "這不是照片，請傳 JPG 或 PNG 圖片",
    too_large: "太大了，傳不出去（照片最大 10 MB）",
    refused: "沒有傳出，請重試或換個說法",
    ticket: "乘車憑證",
    qr: "上車二維碼",
    code: "人工核驗碼",
    save: "儲存到手機",
    saveHint: "長按圖片，選「儲存圖片」",
    close: "關閉",
    today: "今天",
    opens: "（在新視窗開啟）",
  },
  en: {
    name: "Returnline",
    online: "Online",
    connecting: "Connecting…",
    offline: "No network. Messages go out when it is back",
    log: "Conversation",
    me: "Me: ",
    bureau: "Returnline: ",
    typing: "Typing",
    text: "Message",
    resident_id: "18 characters",
    mobile: "11 digits",
    date: "2020-03-01",
    photo: "Send a photo, or type",
    send: "Send",
    attach: "Send a photo",
    camera: "Take a photo",
    album: "Choose a photo",
    keyX: "Type the letter X",
    pickDate: "Pick a date",
    newer: "New messages",
    sending: "Sending",
    waiting: "Not sent yet. Trying again",
    retry: "Try now",
    dismiss: "Remove",
    photoSent: "Photo",
    not_a_photo: "That is not a photo. Please send a JPG or PNG picture",
    too_large: "Too large to send (photos: at most 10 MB)",
    refused: "Not sent. Please try again in other words",
    ticket: "Boarding ticket",
    qr: "Boarding QR code",
    code: "Code for the crew",
    save: "Save picture",
    saveHint: "Press and hold the picture to save it",
    close: "Close",
    today: "Today",
    opens: " (opens a new window)",
  },
};

let current = preferred(navigator.languages?.length ? navigator.languages : [navigator.language]);

/** The language the page speaks, as a BCP 47 tag. */
export const language = () => current;

/** The words of a key in that language. */
export const t = (key) => TEXTS[current][key];

/** Follows the conversation's language; true when that is another than before. */
export function follow(text) {
  const spoken = spokenIn(text);
  if (!spoken || spoken === current) return false;
  current = spoken;
  return true;
}

/** The first language of the browser that the page has words for. */
function preferred(tags) {
  for (const tag of tags.map((each) => (each ?? "").toLowerCase())) {
    if (/^(zh-hant|zh-tw|zh-hk|zh-mo)/.test(tag)) return "zh-Hant";
    if (tag.startsWith("zh")) return "zh-Hans";
    if (tag.startsWith("en")) return "en";
  }
  return "zh-Hans";
}

// Common characters whose two forms differ; enough to tell what a sentence or two is written in.
const HANS = /[们请这车证码时选个么还发会岗与间过进对没号开样点认护体]/g;
const HANT = /[們請這車證碼時選個麼還發會崗與間過進對沒號開樣點認護體]/g;

/**
 * The language a text is written in; null when it does not tell, as with a bare name or number, or with
 * several languages in one message (the question which language to speak).
 */
export function spokenIn(text) {
  const han = (text.match(/\p{Script=Han}/gu) ?? []).length;
  const latin = (text.match(/[A-Za-z]{2,}/g) ?? []).length;
  if (!han) return latin >= 3 ? "en" : null;
  if (latin > han / 3) return null;
  const hans = (text.match(HANS) ?? []).length;
  const hant = (text.match(HANT) ?? []).length;
  if (hans > 2 * hant) return "zh-Hans";
  if (hant > 2 * hans) return "zh-Hant";
  return null;
}

const ZONE = "Asia/Shanghai";
const CLOCK = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE });

/** Wall-clock time in Asia/Shanghai. */
export const clock = (at) => CLOCK.format(at);

/** Calendar day in Asia/Shanghai, for comparing. */
export const day = (at) => DAY.format(at);

/** That day as a heading. */
export function dayHeading(at) {
  if (day(at) === day(Date.now())) return t("today");
  const year = day(at).slice(0, 4) === day(Date.now()).slice(0, 4) ? undefined : "numeric";
  const form = { timeZone: ZONE, year, month: "long", day: "numeric", weekday: "short" };
  return new Intl.DateTimeFormat(current, form).format(at);
}
