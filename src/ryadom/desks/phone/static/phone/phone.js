// A digit presses the choice that bears it, a letter begins to write, Enter sends. Without this script Tab and Enter do.
const text = document.getElementById("text");
const typing = () => document.activeElement?.matches("input:not([type=radio]):not([type=checkbox]), textarea, select");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || typing()) return;
  const choice = /^[1-9]$/.test(event.key) && document.querySelector(`[data-key="${event.key}"]`);
  if (choice) {
    event.preventDefault();
    choice.click();
  } else if (text && /^\p{L}$/u.test(event.key)) {
    text.focus(); // the letter itself goes into the box
  }
});

text?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  text.form.requestSubmit(document.getElementById("send"));
});
