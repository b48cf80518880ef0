// The slider and the field say one number. Without this script the field and its button do the whole work.
const dial = document.querySelector("[data-dial]");
const field = dial?.querySelector("[name=v]");
const slide = dial?.querySelector("[data-range]");
const said = document.querySelector("[data-told]");
const digits = new Intl.NumberFormat(document.documentElement.lang || "ru");

if (dial && dial.hasAttribute("hx-get")) {
  dial.querySelector("[data-slide]").hidden = false;
  dial.querySelector("[data-plain]").hidden = true;
  const back = dial.querySelector("[data-back]");
  back.hidden = false;
  tell();
  slide.addEventListener("input", () => {
    field.value = stands();
    tell();
  });
  field.addEventListener("input", () => {
    const typed = Number(field.value.replace(/[\s\u00a0]/g, "").replace(",", "."));
    if (Number.isFinite(typed)) slide.value = typed;
    tell();
  });
  back.addEventListener("click", () => {
    field.value = slide.value = back.dataset.back;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

// Steps are counted so that the present value is one of them; the first position is nothing at all.
function stands() {
  return slide.value === slide.min ? slide.dataset.low : slide.value;
}

// What is kept is what is seen; a screen reader hears the value with its unit.
function tell() {
  slide.setAttribute("aria-valuetext", `${digits.format(Number(stands()))} ${slide.dataset.unit}`.trim());
  const kept = document.querySelector("[data-keep] [name=v]");
  if (kept) kept.value = field.value;
}

// The result is told once the hand rests, not with every step; tables that were open stay open.
let rest;
const open = new Set();
document.addEventListener("toggle", (event) => {
  const id = event.target.dataset?.keepOpen;
  if (id) event.target.open ? open.add(id) : open.delete(id);
}, true);
const result = document.getElementById("result");
if (result) {
  new MutationObserver(() => {
    for (const id of open) result.querySelector(`[data-keep-open="${CSS.escape(id)}"]:not([open])`)?.setAttribute("open", "");
    clearTimeout(rest);
    rest = setTimeout(() => { said.textContent = result.querySelector("[data-said]")?.textContent ?? ""; }, 700);
  }).observe(result, { childList: true });
}
