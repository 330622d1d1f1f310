// 说事: the draft is kept, photos are made smaller, likely-same messages appear, and without a network the words wait here.

import { keep, putInOutbox, stored, takeRefused, tellWaiting } from "./public.js";

const form = document.querySelector("[data-speak]");
const field = (name) => form.elements[name];
const state = form.querySelector("[data-state]");
const code = form.getAttribute("action").split("/").pop();
const isPractice = Boolean(field("practice"));
const DRAFT = "kentan-draft";
const A_DAY = 24 * 3600 * 1000;
const LONGEST_SIDE = 1600;
const SMALL_ENOUGH = 600000;

// The draft: words and place only, for a day, in this browser. The key goes with it: sent twice, it is stored once.
const draft = stored(DRAFT, null);
const isFresh = draft && draft.code === code && Date.now() - (draft.at || Date.now()) < A_DAY;
if (!isPractice && isFresh && field("words").value === "") {
  field("words").value = draft.words || "";
  if (field("place")) field("place").value = draft.place || "";
  if (draft.key) field("key").value = draft.key;
}

// Words that waited for a network and were refused come back here, under this form's own key.
if (!isPractice && field("words").value === "") {
  const back = takeRefused(code);
  for (const name of back ? ["words", "place", "phone"] : []) if (field(name)) field(name).value = back[name] || "";
  if (back) keepDraft(false);
}

function keepDraft(isSent) {
  if (isPractice) return;
  const place = field("place") ? field("place").value : "";
  keep(DRAFT, { code, words: field("words").value, place, key: field("key").value, at: Date.now(), sent: isSent });
}
form.addEventListener("input", () => keepDraft(false));

document.addEventListener("kentan:sent", (event) => {
  if (event.detail.key === field("key").value) location.assign(event.detail.receipt);
});

async function waitForNetwork() {
  const entry = { code };
  for (const name of ["words", "place", "phone", "key", "notice"]) entry[name] = field(name) ? field(name).value : "";
  entry.photos = field("photos") ? await Promise.all(Array.from(field("photos").files, asAddress)) : [];
  state.textContent = putInOutbox(entry) ? form.dataset.sayKept : form.dataset.sayFull;
  delete form.dataset.sent;
  tellWaiting();
}

form.addEventListener("submit", (event) => {
  const isOffline = navigator.onLine === false;
  if (isOffline && !isPractice && form.checkValidity()) {
    event.preventDefault();
    waitForNetwork();
  } else {
    keepDraft(true);
  }
}, true);

function asAddress(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = failed;
    reader.readAsDataURL(file);
  });
}

// Photos: large ones and those that only some browsers can open become JPEGs of at most 1600 pixels.
function opened(file) {
  return new Promise((done, failed) => {
    const picture = new Image();
    picture.onload = () => done(picture);
    picture.onerror = failed;
    picture.src = URL.createObjectURL(file);
  });
}

async function smaller(file) {
  const isPlain = /^image\/(jpeg|png|webp)$/.test(file.type);
  if (isPlain && file.size < SMALL_ENOUGH) return file;
  const picture = await opened(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.naturalWidth, picture.naturalHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.naturalWidth * scale);
  canvas.height = Math.round(picture.naturalHeight * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(picture.src);
  const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
  return made && (made.size < file.size || !isPlain) ? new File([made], "photo.jpg", { type: "image/jpeg" }) : file;
}

const photos = field("photos");
const chosen = form.querySelector("[data-chosen]");
if (photos) {
  form.classList.add("say--live"); // one button of ours lies under the browser's own, which speaks its own language
  photos.addEventListener("change", async () => {
    if (chosen) chosen.textContent = photos.files.length ? chosen.dataset.chosen.replace("0", photos.files.length) : "";
    try {
      const kept = new DataTransfer();
      for (const file of photos.files) kept.items.add(await smaller(file).catch(() => file));
      photos.files = kept.files;
    } catch {
      // a browser that cannot change the list sends the photos as they are
    }
  });
}

// 已有 n 条相近的反映: asked after a pause in typing.
const alike = form.querySelector("[data-alike]");
let timer = 0;
if (alike) {
  field("words").addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, 900);
  });
}

async function ask() {
  const words = field("words").value;
  if (words.length < 6) return;
  try {
    const answer = await fetch(`${alike.dataset.alike}?words=${encodeURIComponent(words.slice(0, 500))}`);
    if (answer.ok) alike.innerHTML = await answer.text();
  } catch {
    // the box is a kindness, not a need
  }
}
