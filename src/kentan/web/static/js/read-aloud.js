// 读给我听: where the browser can speak, it reads the page's main text.

const button = document.querySelector("[data-read-aloud]");
if (button && window.speechSynthesis) {
  button.hidden = false;
  button.addEventListener("click", () => {
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
