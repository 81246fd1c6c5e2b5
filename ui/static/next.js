// Questions to go on with, drawn under the answer they belong to as long as it is the latest one. A new turn
// takes them away again: the thread then draws that turn anew, without them.
watch("value", () => {
  const { turn, html } = props.value ?? {};
  const latest = document.querySelector(".tu-turn:last-child");
  const busy = document.querySelector(".tu-thread")?.getAttribute("aria-busy") === "true";
  if (busy || latest?.dataset.turn !== String(turn)) return;
  latest.dataset.next = html ? "shown" : "none";
  if (!html) return;
  const place = latest.querySelector(":scope > .tu-nexts") ?? latest.appendChild(document.createElement("div"));
  place.className = "tu-nexts";
  place.innerHTML = html; // every piece of text in it was escaped by the server
});
