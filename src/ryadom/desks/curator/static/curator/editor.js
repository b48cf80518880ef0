// The methodologist's editor as one types: names are completed, mistakes are shown under their place, and the
// families that would get the measure are counted anew. Without this file the buttons of the page do the same.

const editor = document.querySelector("[data-editor]");

// ---- Completion -----------------------------------------------------------------------------------------------------

// The list never scrolls by itself: one more letter makes it shorter.
const MOST = { names: 7, choices: 12 };
const LETTER = /[\p{L}\p{N}_]/u;
let vocabulary = null;

const plain = (text) => text.toLowerCase().replaceAll("ё", "е");

async function words() {
  vocabulary ??= fetch(editor.dataset.words, { headers: { Accept: "application/json" } })
    .then((reply) => (reply.ok ? reply.json() : { words: [] }))
    .then((told) => told.words.map((word) => ({ ...word, key: plain(word.name) })))
    .catch(() => []);
  return vocabulary;
}

// Inside quotes? Then the words that the fact before the sign can be equal to.
function choicesAt(before, known) {
  const opened = before.match(/"([^"]*)$/);
  if (!opened || (before.match(/"/g).length % 2) === 0) return null;
  const typed = opened[1];
  const left = plain(before.slice(0, before.length - typed.length - 1));
  const ends = (text) => known
    .filter((word) => word.choices?.length && text.endsWith(word.key) && !LETTER.test(text.at(-word.key.length - 1) ?? ""))
    .sort((a, b) => b.key.length - a.key.length)[0];
  const compared = left.replace(/(?:\s|!=|=|\bin\b|\(|,|"[^"]*")+$/u, "");
  const called = left.match(/^(.*)\([^()]*:\s*$/su)?.[1] ?? "";
  const choices = (ends(called) ?? ends(compared))?.choices ?? [];
  const found = choices.filter((choice) => plain(choice).startsWith(plain(typed)));
  return found.map((choice) => ({ name: choice, text: "", signature: "", put: `${choice}"`, from: typed.length, eats: '"' }));
}

// The longest end of what stands before the caret that begins a name: names have spaces.
function namesAt(before, known, asked) {
  const line = plain(before.slice(-90));
  for (let at = 0; at < line.length; at += 1) {
    if (!LETTER.test(line[at]) || LETTER.test(line[at - 1] ?? "")) continue;
    const typed = line.slice(at);
    if (typed.length < 2 && !asked) continue;
    const found = known.filter((word) => word.key.startsWith(typed) && (word.key !== typed || calls(word)));
    if (found.length) return offered(found, typed.length);
  }
  const last = line.match(/[\p{L}\p{N}_]+$/u)?.[0] ?? "";
  if (last.length >= 3) {
    const inside = known.filter((word) => word.key.split(" ").some((part, n) => n && part.startsWith(last)));
    if (inside.length) return offered(inside, last.length);
  }
  return asked && !last ? offered(known, 0) : [];
}

function offered(found, from) {
  const rank = { fact: 0, engine: 0, parameter: 0, definition: 1, set: 2, function: 3, keyword: 4 };
  return found
    .toSorted((a, b) => (rank[a.kind] ?? 9) - (rank[b.kind] ?? 9) || a.name.length - b.name.length || a.name.localeCompare(b.name, "ru"))
    .map((word) => ({ ...word, from, put: begun(word) }));
}

const calls = (word) => word.signature.startsWith(`${word.name}(`);

// What is called begins with its bracket; where it asks for one of its words, the choice of them comes next.
function begun(word) {
  if (!calls(word)) return word.name;
  return word.choices?.length && word.signature.includes('"') ? word.signature.slice(0, word.signature.indexOf('"') + 1) : `${word.name}(`;
}

class Completion {
  constructor(field) {
    this.field = field;
    this.options = [];
    this.list = document.createElement("ul");
    this.list.className = "e-words";
    this.list.id = `${field.id}_words`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", editor.dataset.wordsLabel);
    this.list.hidden = true;
    const frame = document.createElement("div");
    frame.className = "e-complete";
    field.replaceWith(frame);
    frame.append(field, this.list);
    // A text area is a text box of many lines; the same attributes as of a combobox, without its role.
    for (const [name, value] of [["aria-autocomplete", "list"], ["aria-haspopup", "listbox"], ["aria-controls", this.list.id]]) {
      field.setAttribute(name, value);
    }
    field.addEventListener("input", () => this.open(false));
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => this.close());
    field.addEventListener("click", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.take(Number(option.dataset.n));
    });
  }

  async open(asked) {
    const known = await words();
    const { field } = this;
    if (document.activeElement !== field || field.selectionStart !== field.selectionEnd) return this.close();
    const before = field.value.slice(0, field.selectionStart);
    const choices = choicesAt(before, known);
    this.options = choices?.slice(0, MOST.choices) ?? namesAt(before, known, asked).slice(0, MOST.names);
    if (!this.options.length) return this.close();
    this.list.replaceChildren(...this.options.map((option, n) => this.shown(option, n)));
    this.list.hidden = false;
    this.mark(0);
    say(editor.dataset.wordsFound.replace("#", this.options.length));
  }

  shown(option, n) {
    const item = document.createElement("li");
    item.id = `${this.list.id}_${n}`;
    item.dataset.n = n;
    item.setAttribute("role", "option");
    const name = document.createElement("span");
    name.className = "e-words__name";
    name.textContent = option.signature && calls(option) ? option.signature : option.name;
    const told = [option.text, option.unit].filter(Boolean).join(", ");
    item.append(name);
    if (told && told.toLowerCase() !== option.name) {
      const text = document.createElement("span");
      text.className = "e-words__text";
      text.textContent = told;
      item.append(" ", text);
    }
    return item;
  }

  mark(n) {
    this.at = (n + this.options.length) % this.options.length;
    for (const item of this.list.children) item.setAttribute("aria-selected", String(Number(item.dataset.n) === this.at));
    const active = this.list.children[this.at];
    this.field.setAttribute("aria-activedescendant", active.id);
  }

  key(event) {
    if (event.ctrlKey && event.code === "Space") {
      event.preventDefault();
      this.open(true);
      return;
    }
    if (this.list.hidden || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const does = {
      ArrowDown: () => this.mark(this.at + 1),
      ArrowUp: () => this.mark(this.at - 1),
      Enter: () => this.take(this.at),
      Tab: () => this.take(this.at),
      Escape: () => this.close(),
    }[event.key];
    if (!does || (event.shiftKey && event.key === "Tab")) return;
    event.preventDefault();
    event.stopPropagation();
    does();
  }

  take(n) {
    const { field } = this;
    const option = this.options[n];
    const caret = field.selectionStart;
    const after = field.value.slice(caret);
    const eaten = option.eats && after.startsWith(option.eats) ? option.eats.length : 0;
    field.setRangeText(option.put, caret - option.from, caret + eaten, "end");
    this.close();
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    this.close();
  }

  close() {
    if (!this.list.hidden) this.field.dispatchEvent(new Event("chosen"));
    this.list.hidden = true;
    this.options = [];
    this.field.removeAttribute("aria-activedescendant");
  }
}

// ---- What the rules say, as one types -------------------------------------------------------------------------------

const spoken = document.querySelector("[data-spoken]");
let speaking = 0;
function say(text) {
  clearTimeout(speaking);
  speaking = setTimeout(() => { if (spoken) spoken.textContent = text; }, 400);
}

function later(wait, act) {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...given), wait);
  };
}

const token = () => editor.querySelector("[name=csrfmiddlewaretoken]").value;

// Only the answer to the last question is shown.
const asked = new Map();
async function read(field) {
  const number = (asked.get(field) ?? 0) + 1;
  asked.set(field, number);
  const body = new FormData();
  body.set("rule", field.value);
  const reply = await fetch(editor.dataset.rule, { method: "POST", body, headers: { "X-CSRFToken": token() } }).catch(() => null);
  if (!reply?.ok || asked.get(field) !== number) return;
  const echo = document.getElementById(`${field.id}_echo`);
  echo.innerHTML = await reply.text();
  field.toggleAttribute("data-wrong", Boolean(echo.firstElementChild));
}

let dirty = false;
const LONGEST = 15000; // milliseconds that a saving may take before the page is left to its buttons
async function keep() {
  const panel = document.getElementById("panel");
  panel.setAttribute("aria-busy", "true");
  const state = document.querySelector("[data-kept]");
  const signal = AbortSignal.timeout(LONGEST);
  const reply = await fetch(editor.dataset.live, { method: "POST", body: new FormData(editor), signal }).catch(() => null);
  panel.removeAttribute("aria-busy");
  const told = reply?.headers.get("content-type")?.includes("json") ? await reply.json().catch(() => null) : null;
  if (told?.revision) editor.elements.revision.value = told.revision;
  if (!told) {
    state.textContent = editor.dataset.notKept;
    return;
  }
  state.textContent = told.kept;
  if (told.kept_well) dirty = false;
  if (told.panel === undefined || pressed) return; // a pressed button must stay where it is until it is obeyed
  const open = [...panel.querySelectorAll("details[open]")].map((one) => one.id);
  panel.innerHTML = told.panel;
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  for (const echo of editor.querySelectorAll(".e-echo")) {
    const field = document.getElementById(echo.id.replace(/_echo$/, ""));
    const html = told.echoes[field.id] ?? "";
    if (field !== document.activeElement || html) echo.innerHTML = html;
    field.toggleAttribute("data-wrong", Boolean(echo.firstElementChild));
  }
  for (const run of editor.querySelectorAll("[data-run]")) run.innerHTML = told.runs[run.dataset.run] ?? "";
}

// One saving at a time: the next one starts when the one before has its answer. So does a button that is pressed
// meanwhile: each would take the other for somebody else's work.
let busy = false;
let again = false;
let pressed = null;
let leaving = false;
async function keepInTurn() {
  if (leaving) return;
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  await keep();
  busy = false;
  if (pressed) {
    const { button } = pressed;
    pressed = null;
    editor.requestSubmit(button);
  } else if (again) {
    again = false;
    keepInTurn();
  }
}

if (editor) {
  const soon = later(900, keepInTurn);
  for (const field of editor.querySelectorAll("textarea[data-rule]")) {
    const completion = new Completion(field);
    // While one still chooses a name, it is no mistake that the name is not whole.
    const check = later(250, () => { if (completion.list.hidden) read(field); });
    field.addEventListener("input", check);
    field.addEventListener("chosen", check);
  }
  editor.addEventListener("input", () => {
    dirty = true;
    soon();
  });
  editor.addEventListener("change", () => {
    dirty = true;
    soon();
  });
  editor.addEventListener("submit", (event) => {
    if (busy) {
      event.preventDefault();
      pressed = { button: event.submitter };
      event.submitter?.setAttribute("aria-busy", "true");
      return;
    }
    leaving = true;
    dirty = false;
  });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
}
