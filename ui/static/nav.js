// Which of the four pages is shown, by the address: #chat, #deals?…, #corpus, #saved.
const links = [...element.querySelectorAll(".tu-nav a")];

function route() {
  const found = location.hash.match(/^#(chat|deals|corpus|saved)(?:\?|$)/);
  if (!found && document.documentElement.dataset.tab) return; // a passage or a turn: the page stays
  const tab = found ? found[1] : "chat";
  if (document.documentElement.dataset.tab && document.documentElement.dataset.tab !== tab) window.tieup?.close();
  document.documentElement.dataset.tab = tab;
  for (const link of links) {
    if (link.getAttribute("href") === "#" + tab) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.dispatchEvent(new CustomEvent("tieup:tab", { detail: { tab } }));
}

addEventListener("hashchange", route);
route();

// Shortcuts: few, listed, and off where the visitor wants them off.
const dialog = element.querySelector(".tu-keys");
const on = element.querySelector(".tu-keyson");
try {
  on.checked = localStorage.getItem("tieup-keys") !== "off";
} catch {
  // A browser that keeps nothing for a page has them on.
}
on.addEventListener("change", () => {
  try {
    localStorage.setItem("tieup-keys", on.checked ? "on" : "off");
  } catch {
    // Then it holds until the page is closed.
  }
});
element.querySelector(".tu-help").addEventListener("click", () => dialog.showModal());
element.querySelector(".tu-keysclose").addEventListener("click", () => dialog.close());

const typing = (target) => target.closest?.("input:not([type=checkbox]), textarea, select");
document.addEventListener("keydown", (event) => {
  if (!on.checked || event.ctrlKey || event.metaKey || dialog.open) return;
  const digit = event.altKey && event.code.match(/^Digit([1-9])$/);
  if (digit) {
    const links = [...document.querySelectorAll(".tu-turn:last-child a.tu-source")];
    if (!links[digit[1] - 1]) return;
    event.preventDefault();
    links[digit[1] - 1].click();
  } else if (!event.altKey && !typing(event.target) && event.key === "/") {
    event.preventDefault();
    history.pushState(null, "", "#chat");
    route();
    document.querySelector("#tu-box textarea")?.focus();
  } else if (!event.altKey && !typing(event.target) && event.key === "?") {
    event.preventDefault();
    dialog.showModal();
  }
});
