// Which of the three pages is shown, by the address: #chat, #deals?…, #corpus.
const links = [...element.querySelectorAll(".tu-nav a")];

function route() {
  const found = location.hash.match(/^#(chat|deals|corpus)(?:\?|$)/);
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
