// The article reader beside the chat, and the links that open it (#cite-…) or ask the server for an
// old turn's evidence (#evidence-N) or text (#copy-N), or to save its question (#save-N).
const article = element.querySelector(".tu-article");
const side = () => document.getElementById("tu-side");
let opener = null; // where the focus goes back to
let telling = 0;
let shownHref = ""; // the passage that is open
let wanted = 0; // the latest passage asked for: a slower, earlier one is not shown

function show({ reading, sheet }) {
  wanted += 1;
  article.hidden = !reading;
  side()?.classList.toggle("tu-reading", reading);
  side()?.classList.toggle("tu-sheet", sheet);
}

function close() {
  show({ reading: false, sheet: false });
  if (opener?.isConnected) opener.focus({ preventScroll: true });
  opener = null;
}

function back() {
  show({ reading: false, sheet: side()?.classList.contains("tu-sheet") ?? false });
  document.querySelector("#tu-evidence .tu-title")?.focus({ preventScroll: true });
}

// Opens the article at `href`; `from` is what the focus goes back to, and what stands around it is lit.
async function openPassage(href, from) {
  wanted += 1;
  const mine = wanted;
  const scope = from?.closest(".tu-turn, #tu-evidence, .tu-deal, .tu-saved");
  const others = [...(scope?.querySelectorAll('a[href^="#cite-"]') ?? [])].map((a) => a.getAttribute("href"));
  let html = "";
  try {
    html = await server.open_passage({ href, others: [...new Set(others)] });
  } catch {
    tell("The server did not answer. Try again in a moment.");
    return;
  }
  if (mine !== wanted) return;
  if (!from?.closest("#tu-side")) opener = from;
  shownHref = href;
  article.innerHTML = html; // every piece of text in it was escaped by the server
  show({ reading: true, sheet: true });
  const mark = article.querySelector("#tu-mark");
  article.scrollTop = 0;
  if (mark && mark.getBoundingClientRect().bottom > article.getBoundingClientRect().bottom - 24) {
    mark.scrollIntoView({ block: "center", inline: "nearest" });
  }
  (mark ?? article.querySelector(".tu-title"))?.focus({ preventScroll: true });
  // The table makes room for the reader: what was clicked stays in sight.
  if (from?.closest("#tu-dealstab, #tu-corpustab, #tu-savedtab")) from.scrollIntoView({ block: "nearest" });
}

async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Plain http on another machine has no clipboard interface; the old way still works there.
    const area = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  tell(done);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#cite-"], a[href^="#evidence-"], a[href^="#copy-"], a[href^="#save-"], a[href^="#turn="]');
  if (!link) return;
  event.preventDefault();
  if (link.getAttribute("href").startsWith("#turn=")) {
    copyLink(link.getAttribute("href"));
    return;
  }
  const [, action, turn] = link.getAttribute("href").match(/^#(cite|evidence|copy|save)-(\d+)/) ?? [];
  if (action === "cite") {
    openPassage(link.getAttribute("href"), link);
    return;
  }
  if (action === "evidence") {
    show({ reading: false, sheet: true });
    opener = link;
  }
  trigger("select", { action, turn: Number(turn) });
});
// A click anywhere on an older turn brings its evidence back, unless it picks out text.
document.addEventListener("click", (event) => {
  const turn = event.target.closest?.(".tu-turn");
  if (!turn || event.target.closest("a, button, summary") || String(getSelection())) return;
  const question = turn.querySelector(".tu-question").textContent;
  if (question === document.querySelector("#tu-evidence .tu-facts")?.textContent) return; // it is there
  show({ reading: false, sheet: false });
  trigger("select", { action: "evidence", turn: Number(turn.dataset.turn) });
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && side()?.matches(".tu-reading, .tu-sheet")) close();
});
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button.tu-verdictbutton");
  if (!button) return;
  const turn = Number(button.closest(".tu-turn").dataset.turn);
  trigger("select", { action: "feedback", turn, verdict: button.value });
  button.closest("details").open = false;
});
element.querySelector(".tu-link").addEventListener("click", () => copyLink(shownHref));
element.querySelector(".tu-back").addEventListener("click", back);
element.querySelector(".tu-close").addEventListener("click", close);

const copyLink = (href) => copy(location.origin + location.pathname + href, "Link copied");

function save({ name, type, text }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// What the server says to a link under an answer: a text to copy, or a line to tell.
function told(text) {
  if (text.startsWith("copy:")) copy(text.slice(5), "Copied with sources");
  else if (text.startsWith("say:")) tell(text.slice(4));
}

function tell(text) {
  for (const line of document.querySelectorAll(".tu-status")) line.textContent = text;
  clearTimeout(telling);
  telling = setTimeout(() => document.querySelectorAll(".tu-status").forEach((line) => (line.textContent = "")), 3500);
}

window.tieup = { told, tell, close, copy, open: openPassage, save };
if (location.hash.startsWith("#cite-")) openPassage(location.hash, null);
