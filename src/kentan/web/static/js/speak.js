// 说事: smaller photos, likely-same messages, no double sending, and a sentence that waits for the network.
// Everything here quickens a page that works without it.

const form = document.querySelector("[data-speak]");
const state = form.querySelector("[data-state]");
const STORE = "kentan-outbox";

function fields() {
  const kept = {};
  for (const name of ["words", "place", "phone", "key", "notice"]) {
    const field = form.elements[name];
    if (field) kept[name] = field.value;
  }
  return kept;
}

function remember(entry) {
  const waiting = JSON.parse(localStorage.getItem(STORE) || "[]").filter((other) => other.key !== entry.key);
  localStorage.setItem(STORE, JSON.stringify([...waiting, entry]));
}

function forget(key) {
  const waiting = JSON.parse(localStorage.getItem(STORE) || "[]").filter((entry) => entry.key !== key);
  localStorage.setItem(STORE, JSON.stringify(waiting));
}

async function flush() {
  for (const entry of JSON.parse(localStorage.getItem(STORE) || "[]")) {
    const { key, code, ...words } = entry;
    try {
      const answer = await fetch("/api/v1/voices", {
        method: "POST",
        headers: { "Content-Type": "application/json", "Idempotency-Key": key },
        body: JSON.stringify({ code, ...words }),
      });
      if (answer.status === 201 || answer.status === 200) {
        forget(key);
        const stored = await answer.json();
        location.href = `/r/${stored.receipt}`;
      } else if (answer.status < 500 && answer.status !== 429) {
        forget(key);
      }
    } catch (error) {
      return;
    }
  }
}

form.addEventListener("submit", (event) => {
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (!navigator.onLine && !form.elements.practice) {
    event.preventDefault();
    remember({ ...fields(), code: form.getAttribute("action").split("/").pop() });
    state.textContent = form.dataset.sayOffline;
    return;
  }
  form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => delete form.dataset.sent);
window.addEventListener("online", flush);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());
flush();

// Photos are made smaller on the phone; when that fails they go as they are.
async function smaller(file) {
  if (!window.createImageBitmap || file.size < 600000) return file;
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, 1600 / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
  return blob && blob.size < file.size ? new File([blob], "photo.jpg", { type: "image/jpeg" }) : file;
}

const photos = form.elements.photos;
if (photos && window.DataTransfer) {
  photos.addEventListener("change", async () => {
    const kept = new DataTransfer();
    for (const file of photos.files) {
      try {
        kept.items.add(await smaller(file));
      } catch (error) {
        kept.items.add(file);
      }
    }
    photos.files = kept.files;
  });
}

// 已有 n 条相近的反映: asked after a pause in typing.
const place = form.querySelector("[data-alike]");
let timer;
form.elements.words.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    const words = form.elements.words.value;
    if (words.length < 6 || !place) return;
    try {
      const answer = await fetch(`${place.dataset.alike}?words=${encodeURIComponent(words.slice(0, 500))}`);
      if (answer.ok) place.innerHTML = await answer.text();
    } catch (error) {
      // the box is a kindness, not a need
    }
  }, 900);
});
