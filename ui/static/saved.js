// The Saved page: every view is HTML that the server made and escaped.
const place = element.querySelector(".tu-savedplace");
const said = element.querySelector(".tu-savedsaid");
const BROKEN = "The server did not answer. Try again in a moment.";

async function ask(work) {
  place.setAttribute("aria-busy", "true");
  said.textContent = "";
  try {
    return await work();
  } catch {
    said.textContent = BROKEN;
    return null;
  } finally {
    place.setAttribute("aria-busy", "false");
  }
}

async function load() {
  const html = await ask(() => server.saved_list({}));
  if (html !== null) place.innerHTML = html;
}

async function fill(button, work) {
  const changes = button.closest(".tu-saved").querySelector(".tu-changes");
  button.disabled = true;
  const html = await ask(work);
  if (html !== null) changes.innerHTML = html;
  button.disabled = false;
}

const again = (button) => fill(button, () => server.saved_again({ id: button.value }));

element.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.matches(".tu-askagain")) await again(button);
  else if (button.matches(".tu-askall")) {
    button.disabled = true;
    for (const one of element.querySelectorAll(".tu-askagain")) await again(one);
    button.disabled = false;
  } else if (button.matches(".tu-keepnow")) await fill(button, () => server.saved_keep({ id: button.value }));
  else if (button.matches(".tu-forget")) {
    const html = await ask(() => server.saved_forget({ id: button.value }));
    if (html === null) return;
    place.innerHTML = html;
    element.querySelector(".tu-title").focus({ preventScroll: true });
  } else if (button.matches(".tu-openchat")) {
    location.hash = "#chat";
    setTimeout(() => (location.hash = button.value), 0);
  }
});

document.addEventListener("tieup:tab", ({ detail }) => detail.tab === "saved" && load());
if (document.documentElement.dataset.tab === "saved") load();
