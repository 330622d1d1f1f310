// Every public page: sentences that wait for the network, forms that are sent once, and 读给我听.
// Everything here quickens a page that works without it.

const OUTBOX = "kentan-outbox";
const DRAFT = "kentan-draft";
const banner = document.querySelector("[data-waiting]");

export function stored(name, fallback) {
  try {
    return JSON.parse(localStorage.getItem(name)) || fallback;
  } catch {
    return fallback;
  }
}

/** Keep a value in this browser; false when there is no room (or no permission). */
export function keep(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** One sentence into the outbox. Its photos are given up when they do not fit. */
export function putInOutbox(entry) {
  const others = stored(OUTBOX, []).filter((one) => one.key !== entry.key);
  return keep(OUTBOX, [...others, entry]) || keep(OUTBOX, [...others, { ...entry, photos: [] }]);
}

function takeFromOutbox(key) {
  const left = stored(OUTBOX, []).filter((one) => one.key !== key);
  keep(OUTBOX, left.length ? left : null);
}

function say(sentence, address, words) {
  banner.hidden = false;
  banner.textContent = sentence;
  if (!address) return;
  const link = document.createElement("a");
  link.href = address;
  link.textContent = words;
  banner.append(" ", link);
}

/** What may still be sent; refused words stay too, but only until a form has taken them back. */
const sendable = () => stored(OUTBOX, []).filter((one) => !one.refused);

export function tellWaiting() {
  const waiting = sendable().length;
  if (banner && waiting) say(waiting === 1 ? banner.dataset.sayOne : banner.dataset.sayMany);
}

function tellRefused() {
  const entry = stored(OUTBOX, []).find((one) => one.refused);
  if (banner && entry) say(`${banner.dataset.sayRefused}“${entry.words.slice(0, 30)}”`, `/c/${entry.code}`, "→");
}

/** Refused words for the form that can mend them: its own code's, or those whose code is closed. */
export function takeRefused(code) {
  const entry = stored(OUTBOX, []).find((one) => one.refused && (one.code === code || one.refused === "closed"));
  if (entry) takeFromOutbox(entry.key);
  return entry;
}

function markRefused(entry, why) {
  keep(OUTBOX, stored(OUTBOX, []).map((one) => (one.key === entry.key ? { ...one, photos: [], refused: why } : one)));
}

function forgetDraft(key) {
  const draft = stored(DRAFT, null);
  if (draft && draft.key === key) keep(DRAFT, null);
}

function pictureOf(address) {
  const [head, body] = address.split(",");
  const bytes = Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
  return new Blob([bytes], { type: head.slice(5, head.indexOf(";")) });
}

function parcel(entry) {
  const form = new FormData();
  for (const name of ["words", "place", "phone", "key", "notice"]) form.append(name, entry[name] || "");
  for (const photo of entry.photos || []) form.append("photos", pictureOf(photo), "photo.jpg");
  return form;
}

/** Send one waiting sentence; the same key can be stored only once, however often it is sent. */
async function send(entry) {
  const answer = await fetch(`/c/${entry.code}`, { method: "POST", body: parcel(entry), credentials: "same-origin" });
  const receipt = answer.redirected && new URL(answer.url).pathname;
  if (receipt && receipt.startsWith("/r/")) {
    takeFromOutbox(entry.key);
    forgetDraft(entry.key);
    document.dispatchEvent(new CustomEvent("kentan:sent", { detail: { key: entry.key, receipt } }));
    say(banner.dataset.saySent, receipt, banner.dataset.sayOpen);
  } else if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) {
    markRefused(entry, answer.status === 404 || answer.status === 410 ? "closed" : "mend");
    forgetDraft(entry.key);
    tellRefused();
  }
}

let busy = false;
export async function sendWaiting() {
  const waiting = sendable();
  if (busy || !banner || !waiting.length) return;
  busy = true;
  tellWaiting();
  try {
    for (const entry of waiting) await send(entry);
  } catch {
    tellWaiting(); // no network: it stays where it is
  } finally {
    busy = false;
  }
}

// On the receipt's page the draft that led there is done with, also where it had waited in the outbox.
const draft = stored(DRAFT, null);
if (draft && draft.sent && location.pathname.startsWith("/r/")) {
  takeFromOutbox(draft.key);
  keep(DRAFT, null);
}

window.addEventListener("online", sendWaiting);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && sendWaiting());
window.setInterval(sendWaiting, 30000);
tellRefused();
sendWaiting();

// One sending per form; coming back by the browser's arrow opens it again.
for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => delete form.dataset.sent);
}

// 读给我听: where the browser can speak, it reads the page's main text; a second press stops it.
const reader = document.querySelector("[data-read-aloud]");
if (reader && window.speechSynthesis) {
  reader.hidden = false;
  reader.addEventListener("click", () => {
    if (speechSynthesis.speaking) {
      speechSynthesis.cancel();
      return;
    }
    const words = new SpeechSynthesisUtterance(document.querySelector("main").innerText);
    words.lang = document.documentElement.lang;
    words.rate = 0.85;
    speechSynthesis.speak(words);
  });
}
