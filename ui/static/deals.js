// The Deals page: filters here, views made and escaped by the server, a chart drawn by plotly.
const form = element.querySelector(".tu-dealform");
const shown = element.querySelector(".tu-deals");
const said = element.querySelector(".tu-dealsaid");
const FIELDS = ["company", "partner", "type", "status", "as_of"];
const START = { view: "table", sort: "date", backwards: true, limit: 50 };
let state = { ...START };
let wanted = 0; // the latest view asked for: a slower, earlier one is not shown
let loaded = ""; // the address of what is shown
let stale = false;
let chart = null;

const field = (name) => form.elements[name];
const asked = () => ({ ...state, ...Object.fromEntries(FIELDS.map((name) => [name, field(name).value.trim()])) });

function address() {
  const { view, company, partner, type, status, as_of } = asked();
  const set = { view: view === "table" ? "" : view, company, partner, type, status, as_of };
  const query = new URLSearchParams(Object.entries(set).filter(([, value]) => value)).toString();
  return query ? "#deals?" + query : "#deals";
}

function take(hash) {
  const query = new URLSearchParams(hash.split("?")[1] ?? "");
  state = { ...START, view: query.get("view") || "table" };
  for (const name of FIELDS) field(name).value = query.get(name) ?? "";
}

function press() {
  for (const button of form.querySelectorAll(".tu-view")) {
    button.setAttribute("aria-pressed", String(button.value === state.view));
  }
}

async function load() {
  wanted += 1;
  const mine = wanted;
  press();
  loaded = address();
  stale = false;
  if (location.hash !== loaded) history.replaceState(null, "", loaded);
  shown.setAttribute("aria-busy", "true");
  said.textContent = "Reading the deals …";
  try {
    const page = await server.deals_page(asked());
    if (mine !== wanted) return;
    shown.innerHTML = page.html; // every piece of text in it was escaped by the server
    said.textContent = "";
    offer(page.companies);
    centre(shown.querySelector(".tu-mapbox"));
    await draw(page.figure);
  } catch {
    if (mine === wanted) said.textContent = "The server did not answer. Try again in a moment.";
  }
  if (mine === wanted) shown.setAttribute("aria-busy", "false");
}

const clipped = (name) => (name.length > 14 ? name.slice(0, 13) + "…" : name);

// A map that is wider than its place shows its middle first.
function centre(box) {
  if (box) box.scrollLeft = (box.scrollWidth - box.clientWidth) / 2;
}

function offer(names) {
  const list = form.querySelector("#tu-companies");
  if (!names.length || list.childElementCount === names.length) return;
  list.replaceChildren(...names.map((name) => Object.assign(document.createElement("option"), { value: name })));
}

// The chart

function plotly() {
  window.tieupPlotly ??= new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: "tieup/plotly.js" });
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => reject(new Error("no chart"));
    document.head.append(script);
  });
  return window.tieupPlotly;
}

async function draw(figure) {
  const place = shown.querySelector(".tu-chart");
  chart = figure;
  if (!place) return;
  place.hidden = !figure;
  if (!figure) return;
  place.style.height = figure.layout.height + "px";
  const library = await plotly();
  if (chart !== figure || !place.isConnected) return;
  const style = getComputedStyle(shown);
  const ink = (value) => (String(value).startsWith("--") ? style.getPropertyValue(value).trim() : value);
  const inks = (value) => (Array.isArray(value) ? value.map(ink) : ink(value));
  const narrow = place.clientWidth < 560; // no room for words beside the points: the list below has them
  const names = figure.layout.yaxis.ticktext;
  const short = (name) => (narrow ? clipped(name.split(" · ")[0]) : name);
  const data = figure.data.map((trace) => ({
    ...trace,
    mode: narrow ? "lines+markers" : trace.mode,
    marker: { ...trace.marker, color: inks(trace.marker.color) },
    line: { ...trace.line, color: ink(trace.line.color) },
  }));
  const axis = { color: ink("--tu-faint"), gridcolor: ink("--tu-line"), fixedrange: true };
  const layout = {
    ...figure.layout,
    paper_bgcolor: "transparent",
    plot_bgcolor: "transparent",
    font: { family: "system-ui, sans-serif", size: 12, color: ink("--tu-text") },
    xaxis: { ...figure.layout.xaxis, ...axis, tickangle: 0, ...(narrow ? { nticks: 5 } : {}) },
    yaxis: { ...figure.layout.yaxis, ...axis, ticktext: names.map(short) },
    hoverlabel: { bgcolor: ink("--tu-card"), bordercolor: ink("--tu-line"), font: { color: ink("--tu-text") } },
  };
  await library.newPlot(place, data, layout, { displayModeBar: false, responsive: true });
  place.on("plotly_click", (event) => window.tieup.open(event.points[0].customdata, place));
  place.classList.add("tu-drawn");
}

new MutationObserver(() => chart && draw(chart)).observe(document.body, { attributeFilter: ["class"] });

// What is pressed and typed

let typing = 0;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => ((state.limit = START.limit), load()), 350);
});

async function download(kind) {
  const file = await server.deals_file({ ...asked(), kind });
  if (file.problem) {
    said.textContent = file.problem;
    return;
  }
  window.tieup.save(file);
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { classList, value } = button;
  if (classList.contains("tu-download")) {
    download(value);
    return;
  }
  if (classList.contains("tu-view")) state.view = value;
  else if (classList.contains("tu-sort")) {
    state.backwards = state.sort === value ? !state.backwards : value === "date" || value === "reports";
    state.sort = value;
  } else if (classList.contains("tu-more")) state.limit += START.limit;
  else if (classList.contains("tu-drop")) field(value).value = "";
  else if (classList.contains("tu-pick")) field(button.name || "company").value = value;
  else if (classList.contains("tu-clear")) for (const name of FIELDS) field(name).value = "";
  else return;
  load();
});

document.addEventListener("tieup:tab", ({ detail }) => {
  if (detail.tab !== "deals" || (loaded && location.hash === loaded && !stale)) return;
  if (location.hash.includes("?") || !loaded) take(location.hash);
  load();
});
// New articles: what is hidden is read anew when it is next looked at.
document.addEventListener("tieup:changed", () => (stale = true));
if (document.documentElement.dataset.tab === "deals") {
  take(location.hash);
  load();
}
