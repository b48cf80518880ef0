// Small kindnesses. Every page does its whole work without them.

// Larger letters come at once and nothing typed on the page is lost; the server remembers the choice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (!form.matches(".r-strip__set") || !button?.name) return;
  event.preventDefault();
  const data = new FormData(form);
  data.append(button.name, button.value);
  fetch(form.action, { method: "POST", body: data, redirect: "manual" }).catch(() => {});
  document.documentElement.dataset[button.name] = button.value;
  const contrast = button.name === "contrast";
  for (const other of form.querySelectorAll(`button[name=${button.name}]`)) other.removeAttribute("aria-pressed");
  if (!contrast || button.value === "black") button.setAttribute("aria-pressed", "true");
  if (contrast) button.value = button.value === "black" ? "normal" : "black";
});

// A second click on «send» while the first is on its way would only frighten: it is ignored.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (event.defaultPrevented || form.hasAttribute("data-repeat") || form.method !== "post") return;
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
});
// Coming back through the history must find a form that works again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
});

// What must be put right is read first; a line of the list leads into its field.
window.addEventListener("load", () => {
  if (document.activeElement === document.body) document.querySelector("[data-errors], .r-notice--done")?.focus();
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-errors] a[href^='#']");
  const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!field) return;
  event.preventDefault();
  const input = field.matches("input, select, textarea") ? field : (field.querySelector("input, select, textarea") ?? field);
  (input.closest(".govuk-form-group") ?? input).scrollIntoView();
  input.focus({ preventScroll: true });
});

// Escape closes the details one is reading, and the focus stays where it can be seen.
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && event.target.closest("details[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

// Which photos were chosen, and whether one is too large, is said before they are sent.
document.addEventListener("change", (event) => {
  const input = event.target;
  if (input.type !== "file" || !input.hasAttribute("data-preview")) return;
  const list = input.nextElementSibling?.matches(".r-preview") ? input.nextElementSibling : previewAfter(input);
  list.replaceChildren(...Array.from(input.files, (file) => previewOf(file, input)));
});

function previewAfter(input) {
  const list = document.createElement("ul");
  list.className = "r-preview";
  list.setAttribute("aria-live", "polite");
  input.after(list);
  return list;
}

function previewOf(file, input) {
  const item = document.createElement("li");
  const text = document.createElement("span");
  text.textContent = `${file.name}, ${(file.size / 1048576).toFixed(1).replace(".", ",")} ${input.dataset.megabytes ?? "МБ"}`;
  if (/^image\/(jpeg|png|webp)$/.test(file.type)) thumbnail(file).then((picture) => item.prepend(picture), () => {});
  item.append(text);
  if (input.dataset.limit && file.size > Number(input.dataset.limit)) {
    text.className = "r-bad";
    text.textContent += `: ${input.dataset.tooLarge ?? ""}`;
  }
  return item;
}

// Drawn on a canvas: a strict policy allows no blob addresses, and a cheap phone has no memory for ten whole photos.
async function thumbnail(file) {
  const picture = await createImageBitmap(file, { resizeHeight: 112 });
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 112;
  canvas.getContext("2d").drawImage(picture, (112 - picture.width) / 2, 0);
  picture.close();
  return canvas;
}

// A button that prints is shown only where it can.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Keys of the desk. A place is named by its key on an English keyboard, so that the Russian layout is no other.
// J and K step through the rows of a list; a letter of the sheet leads to its place; «?» opens the sheet; Escape leaves
// a field. A key never does anything by itself but lead: what is pressed then is pressed with Enter.
const desk = {
  off: () => localStorage.getItem("keys") === "off",
  fields: "input:not([type=hidden]):not([type=checkbox]):not([type=radio]):not([type=submit]), textarea, select",
  rows: (within) => Array.from(within.querySelectorAll("[data-rows] th[scope=row] a")),
};

function leadTo(place) {
  for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  if (place.matches("a[href^='#']")) {
    const part = document.getElementById(place.hash.slice(1))?.closest("section, aside") ?? document;
    const first = desk.rows(part)[0] ?? part.querySelector("a, button, summary, input, select, textarea");
    part.scrollIntoView?.({ block: "start" });
    (first ?? place).focus({ preventScroll: true });
  } else if (place.matches("a")) {
    place.click();
  } else if (place.matches("summary")) {
    (place.parentElement.querySelector(desk.fields) ?? place).focus();
  } else {
    place.focus();
  }
}

function rowStep(step) {
  const links = desk.rows(document);
  const now = links.indexOf(document.activeElement?.closest("tr")?.querySelector("th[scope=row] a"));
  return links[now < 0 && step < 0 ? links.length - 1 : now + step];
}

document.addEventListener("keydown", (event) => {
  const sheet = document.querySelector("[data-keys-sheet]");
  const field = event.target.closest(desk.fields);
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("form[data-send] textarea")) {
    event.target.form.requestSubmit();
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (field && event.key === "Escape") field.blur();
  if (field || desk.off()) return;
  const asks = event.key === "?" || (event.shiftKey && event.code === "Slash");
  const name = /^(Key|Digit)(.)$/.exec(event.code)?.[2]?.toLowerCase();
  const step = { j: 1, k: -1 }[name];
  const place = asks ? sheet?.querySelector("summary") : step ? rowStep(step) : null;
  const named = place || event.shiftKey || !name ? null : document.querySelector(`[data-key="${name}"]`);
  const found = place ?? named ?? (name === "b" && sheet ? document.querySelector(".govuk-back-link") : null);
  if (!found) return;
  event.preventDefault();
  if (asks) sheet.open = true;
  if (place) place.focus();
  else leadTo(found);
});

// An answer that is ready goes into what is being written, and nothing of that is lost.
for (const ready of document.querySelectorAll("[data-said]")) {
  ready.addEventListener("click", (event) => {
    const text = document.getElementById("answer");
    if (!text) return;
    event.preventDefault();
    text.value = [text.value.trim(), ready.dataset.said].filter(Boolean).join("\n\n");
    text.focus();
  });
}

// Who speaks to the computer or has a slip of the hand may switch single keys off.
for (const button of document.querySelectorAll("[data-keys-off]")) {
  const told = () => {
    button.setAttribute("aria-pressed", String(desk.off()));
  };
  button.hidden = false;
  told();
  button.addEventListener("click", () => {
    localStorage.setItem("keys", desk.off() ? "on" : "off");
    told();
  });
}
