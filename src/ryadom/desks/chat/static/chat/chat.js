// New words come by themselves while the page is looked at. Without this script the page has its «Обновить».
const talk = document.getElementById("talk");
const every = { staff: 5000, waiting: 10000 };

async function look() {
  const last = talk.querySelector("[data-last]")?.dataset.last ?? "0";
  if (document.visibilityState !== "visible") return;
  try {
    const answer = await fetch(`${talk.dataset.news}?after=${last}`, { headers: { "X-Requested-With": "fetch" } });
    if (answer.status !== 200) return;
    talk.innerHTML = await answer.text();
    const now = document.getElementById("now");
    now?.scrollIntoView({ block: "nearest" });
    document.getElementById("heard").textContent = now?.textContent ?? ""; // read aloud: only what is new
  } catch {
    // No network now: the next look tries again.
  }
}

if (talk && every[talk.dataset.state]) setInterval(look, every[talk.dataset.state]);

// Enter sends, Shift and Enter begin a new line, as people are used to.
document.getElementById("text")?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  event.target.form.requestSubmit(event.target.form.querySelector(".c-say__send"));
});
