// Draws the conversation: a list of turns, each a list of HTML parts made and escaped by the server.
// Only parts that changed are touched, so that a link under the pointer stays where it is.
const thread = element.querySelector(".tu-thread");

const refusal = element.querySelector(".tu-refused");

function drawTurn(node, turn) {
  const parts = turn.parts;
  node.querySelector(":scope > .tu-nexts")?.remove(); // see next.js
  parts.forEach((html, place) => {
    const part = node.children[place] ?? node.appendChild(document.createElement("div"));
    if (part.source !== html) {
      part.source = html;
      part.innerHTML = html;
    }
  });
  while (node.children.length > parts.length) node.lastElementChild.remove();
}

function draw() {
  refusal.hidden = true;
  const turns = props.value ?? [];
  const wanted = new Set(turns.map((turn) => String(turn.id)));
  for (const node of [...thread.children]) if (!wanted.has(node.dataset.turn)) node.remove();
  thread.setAttribute("aria-busy", String(turns.some((turn) => turn.busy)));
  for (const turn of turns) {
    let node = thread.querySelector(`:scope > [data-turn="${Number(turn.id)}"]`);
    const fresh = !node;
    if (fresh) {
      node = thread.appendChild(document.createElement("section"));
      node.className = "tu-turn";
      node.dataset.turn = String(Number(turn.id));
    }
    drawTurn(node, turn);
    // A new question goes to the top of the view, and its answer grows below it.
    if (fresh) thread.scrollTop = node.offsetTop - thread.offsetTop - 12;
  }
}

// The passage behind a marker, shown beside it while it is pointed at or has the focus. Escape hides it.
const float = element.querySelector(".tu-float");
const OPENER = { type: "button", className: "tu-button tu-openthis", textContent: "Open the article" };
let pointed = null; // the marker whose passage is shown
let touched = false; // whether a finger was the last to point
let before = null; // the marker whose passage was shown when that finger came down

function showTip(marker, opener = false) {
  const same = `a.tu-source[href="${CSS.escape(marker.getAttribute("href"))}"]`;
  const source = marker.closest(".tu-turn").querySelector(same);
  if (!source) return;
  const title = document.createElement("strong");
  title.textContent = source.querySelector(".tu-sourcetitle").textContent;
  float.innerHTML = source.querySelector(".tu-tip").innerHTML; // escaped by the server
  float.prepend(title);
  if (opener) float.append(Object.assign(document.createElement("button"), OPENER));
  float.hidden = false;
  pointed = marker;
  marker.setAttribute("aria-describedby", "tu-float");
  const at = marker.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left, innerWidth - float.offsetWidth - 8));
  const below = at.bottom + float.offsetHeight < innerHeight;
  float.style.left = `${left}px`;
  float.style.top = `${below ? at.bottom : Math.max(8, at.top - float.offsetHeight)}px`;
}

function hideTip() {
  float.hidden = true;
  pointed = null;
  thread.querySelector("a[aria-describedby]")?.removeAttribute("aria-describedby");
}

for (const [start, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  thread.addEventListener(start, (event) => {
    const marker = event.target.closest("a.tu-cite");
    // Focus that a closed panel gives back to a marker that was pressed shows nothing.
    if (marker && (start === "mouseover" || marker.matches(":focus-visible"))) showTip(marker);
  });
  thread.addEventListener(end, (event) => !float.contains(event.relatedTarget) && hideTip());
}
float.addEventListener("mouseleave", hideTip);
thread.addEventListener("scroll", hideTip);
document.addEventListener("keydown", (event) => event.key === "Escape" && hideTip());
// A finger can't point without pressing: its first tap shows the passage, the next one opens the article.
document.addEventListener(
  "pointerdown",
  (event) => {
    touched = event.pointerType === "touch";
    before = pointed;
  },
  true,
);
document.addEventListener(
  "click",
  (event) => {
    const marker = event.target.closest?.("a.tu-cite");
    const open = event.target.closest?.(".tu-openthis");
    const first = touched && event.detail && marker && marker !== before; // a key's click has no detail
    hideTip();
    if (open) before?.click();
    if (!first) return;
    event.preventDefault();
    event.stopPropagation();
    showTip(marker, true);
  },
  true,
);

// Gradio says nothing where a question does not get to the server, so it is said here. The question stays.
const MISSED = {
  0: "The server can’t be reached. What is shown stays; try again in a moment.",
  401: "You are no longer logged in. Reload the page to log in again.",
  503: "Too many questions are waiting. Try again in a moment.",
};
const send = window.fetch;
window.fetch = async (...call) => {
  const asks = String(call[0]?.url ?? call[0]).includes("/gradio_api/queue/join");
  if (!asks) return send(...call);
  const response = await send(...call).catch((problem) => {
    refuse(MISSED[0]);
    throw problem;
  });
  if (!response.ok) response.clone().json().catch(() => ({})).then((told) => refuse(MISSED[response.status] ?? told.error?.message ?? MISSED[0]));
  return response;
};

function refuse(words) {
  refusal.textContent = `Not asked. ${words}`;
  refusal.hidden = false;
}

// The starters stand in a component of their own, which hides once there is a turn.
document.getElementById("tu-log").addEventListener("click", (event) => {
  const starter = event.target.closest("button.tu-starter");
  const offered = starter?.closest(".tu-nexts") && starter.closest(".tu-turn");
  if (offered) trigger("select", { turn: Number(offered.dataset.turn), next: starter.textContent });
  else if (starter) trigger("submit", { question: starter.textContent });
  const chip = event.target.closest("button.tu-dropchip");
  if (chip) trigger("select", { turn: Number(chip.closest(".tu-turn").dataset.turn), piece: chip.value });
  const edit = event.target.closest("button.tu-edit");
  if (edit) fill(edit.value);
  const named = event.target.closest("button.tu-named");
  if (named) fill(named.parentElement.querySelector(".tu-edit").value, named.value);
});
// An empty question stays in the browser: while the server looked at it, the next one would be lost.
document.addEventListener(
  "keydown",
  (event) => {
    const empty = event.target.matches?.("#tu-box textarea") && !event.target.value.trim();
    if (empty && event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      event.stopPropagation();
    }
  },
  true,
);
// The box is Gradio's: it hears of a new text by the event that typing makes. `part` is what to write over.
function fill(question, part = "") {
  const box = document.querySelector("#tu-box textarea");
  box.value = question;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
  const at = question.toLowerCase().indexOf(part.toLowerCase());
  if (part && at >= 0) box.setSelectionRange(at, at + part.length);
}

function reopen() {
  if (!location.hash.startsWith("#turn=")) return;
  trigger("select", { link: location.hash });
  history.replaceState(null, "", "#chat");
}
addEventListener("hashchange", reopen);
setTimeout(reopen, 0); // once Gradio listens
watch("value", draw);
draw();
