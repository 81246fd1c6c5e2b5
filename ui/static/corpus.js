// The Corpus page: files go up a few at a time, so that it shows how far they are and can stop between.
const find = (name) => element.querySelector(name);
const GROUP = 8;
const PAGE = 50;
let limit = PAGE;
let wanted = 0;
let opened = false;
let stopped = false;

async function load() {
  wanted += 1;
  const mine = wanted;
  opened = true;
  find(".tu-corpus").setAttribute("aria-busy", "true");
  try {
    const view = await server.corpus_page({ sought: find(".tu-sought").value.trim(), limit });
    if (mine !== wanted) return;
    find(".tu-corpus").innerHTML = view.html; // every piece of text in it was escaped by the server
    if (view.card) find(".tu-card-place").innerHTML = view.card;
    if (view.words) document.querySelector(".tu-coverage").textContent = view.words;
    find(".tu-uploads").hidden = !view.change;
  } catch {
    if (mine === wanted) find(".tu-corpussaid").textContent = "The server did not answer. Try again in a moment.";
  }
  if (mine === wanted) find(".tu-corpus").setAttribute("aria-busy", "false");
}

async function changed() {
  await load();
  document.dispatchEvent(new CustomEvent("tieup:changed"));
  trigger("select", {});
}

// Uploading

const seconds = (count) => (count < 60 ? `${Math.ceil(count)} s` : `${Math.ceil(count / 60)} min`);

function pace(done, total, began) {
  const left = done ? ((performance.now() - began) / 1000 / done) * (total - done) : 0;
  find(".tu-progress").value = done / total;
  find(".tu-pace").textContent = `${done} of ${total} files` + (left > 1 ? `, about ${seconds(left)} left` : "");
}

function note(name, reason) {
  const item = document.createElement("li");
  item.append(Object.assign(document.createElement("strong"), { textContent: name }), ` ✕ ${reason}`);
  find(".tu-taken").append(item);
}

async function send(group) {
  const files = [];
  for (const file of group) {
    try {
      files.push({ name: file.name, path: (await upload(file)).path });
    } catch {
      note(file.name, "could not be sent; it may be too large.");
    }
  }
  if (files.length) find(".tu-taken").insertAdjacentHTML("beforeend", await server.corpus_take({ files }));
}

async function takeIn(list) {
  const files = [...list];
  if (!files.length || !find(".tu-uploading").hidden) return;
  stopped = false;
  find(".tu-taken").replaceChildren();
  find(".tu-uploading").hidden = false;
  const began = performance.now();
  let done = 0;
  pace(0, files.length, began);
  try {
    for (; done < files.length && !stopped; done += GROUP) {
      await send(files.slice(done, done + GROUP));
      pace(Math.min(done + GROUP, files.length), files.length, began);
    }
  } catch {
    find(".tu-corpussaid").textContent = "The server stopped answering; what is listed was taken in.";
  }
  find(".tu-uploading").hidden = true;
  find(".tu-files").value = "";
  const left = files.length - Math.min(done, files.length);
  find(".tu-corpussaid").textContent = left ? `Cancelled: ${left} files were not sent. What is listed stays.` : "";
  await changed();
}

find(".tu-files").addEventListener("change", (event) => takeIn(event.target.files));
find(".tu-cancel").addEventListener("click", () => {
  stopped = true;
  find(".tu-pace").textContent = "Stopping after these files …";
});
const drop = find(".tu-drop");
for (const name of ["dragover", "dragleave", "drop"]) {
  drop.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.toggle("tu-over-it", name === "dragover");
    if (name === "drop") takeIn(event.dataTransfer.files);
  });
}

// Searching and removing

let typing = 0;
find(".tu-search").addEventListener("submit", (event) => event.preventDefault());
find(".tu-sought").addEventListener("input", () => {
  clearTimeout(typing);
  limit = PAGE;
  typing = setTimeout(load, 300);
});
find(".tu-getfeedback").addEventListener("click", async () => {
  const file = await server.corpus_feedback({});
  if (file.text) window.tieup.save(file);
  else window.tieup.tell(file.problem ?? "No feedback has been given yet.");
});
element.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (button?.classList.contains("tu-more")) {
    limit += PAGE;
    load();
  } else if (button?.classList.contains("tu-remove")) {
    if (!button.classList.contains("tu-sure")) {
      button.classList.add("tu-sure");
      button.textContent = "Really remove?";
      button.addEventListener("blur", () => {
        button.classList.remove("tu-sure");
        button.textContent = "Remove";
      }, { once: true });
      return;
    }
    button.disabled = true;
    try {
      find(".tu-corpussaid").innerHTML = await server.corpus_remove({ id: button.value });
    } catch {
      find(".tu-corpussaid").textContent = "The server did not answer. Try again in a moment.";
    }
    find(".tu-sought").focus({ preventScroll: true });
    await changed();
  }
});

document.addEventListener("tieup:tab", ({ detail }) => detail.tab === "corpus" && load());
if (document.documentElement.dataset.tab === "corpus") load();
// The one event that this component has towards Python: "select", after the articles changed.
