// The query page: an example or a query of one's own in, a table out. Everything that comes from
// the graph reaches the page as text, never as markup.

const $ = (id) => document.getElementById(id);
const examples = JSON.parse($("examples").dataset.examples);
const { nonce } = $("examples").dataset;  // there is one where there is an editor
let write = (text) => { $("query").value = text; };
const base = (iri) => `/resource?iri=${encodeURIComponent(iri)}`;

/** Write a string as a SPARQL literal. */
function literal(text) {
  const escapes = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  return `"${text.replace(/[\\"\n\r\t]/g, (character) => escapes[character])}"`;
}

function element(name, text = "", attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** Put an example into the editor, with the values of its parameters in their places. */
function fill() {
  const example = examples[$("example").value];
  let text = example.text;
  for (const input of $("parameters").querySelectorAll("input")) {
    text = text.replaceAll(`STR(?${input.name})`, () => `STR(${literal(input.value)})`);
  }
  write(text);
}

function choose() {
  const example = examples[$("example").value];
  $("parameters").replaceChildren(
    ...Object.entries(example.parameters).map(([name, value]) => {
      const label = element("label", `${name} `);
      const input = element("input", "", { name });
      input.value = value;
      input.addEventListener("input", fill);
      label.append(input);
      return label;
    }),
  );
  fill();
}

function cell(term) {
  const made = element("td");
  if (!term) return made;
  if (term.type === "uri") made.append(element("a", term.value, { href: base(term.value) }));
  else made.append(element("span", term.value, { dir: "auto", lang: term["xml:lang"] ?? "" }));
  return made;
}

function table(head, rows) {
  const made = element("table");
  const top = element("tr");
  top.append(...head.map((name) => element("th", name, { scope: "col" })));
  made.append(top);
  for (const row of rows) {
    const line = element("tr");
    line.append(...head.map((name) => cell(row[name])));
    made.append(line);
  }
  return made;
}

async function ask(accept) {
  const response = await fetch("/sparql", {
    method: "POST",
    headers: { Accept: accept, "Content-Type": "application/sparql-query" },
    body: $("query").value,
  });
  if (!response.ok) throw new Error(await response.text());
  return response;
}

async function run(event) {
  event?.preventDefault();
  $("result").replaceChildren();
  $("status").className = "";
  $("status").textContent = "running …";
  const begin = performance.now();
  try {
    const response = await ask("application/sparql-results+json, text/turtle;q=0.9");
    const type = response.headers.get("Content-Type");
    const time = () => `${Math.round(performance.now() - begin)} ms`;
    if (!type.startsWith("application/sparql-results+json")) {
      $("result").append(element("pre", await response.text()));
      $("status").textContent = time();
      return;
    }
    const found = await response.json();
    if ("boolean" in found) {
      $("status").textContent = `${found.boolean}, ${time()}`;
      return;
    }
    // A variable that no row binds, such as a parameter that is in the text, needs no column.
    const rows = found.results.bindings;
    const head = found.head.vars.filter((name) => !rows.length || rows.some((row) => row[name]));
    $("result").append(table(head, rows));
    $("status").textContent = `${rows.length} rows, ${time()}`;
  } catch (error) {
    $("status").className = "fault";
    $("status").textContent = error.message;
  }
}

async function save() {
  try {
    const content = await (await ask("text/csv")).blob();
    const link = element("a", "", { href: URL.createObjectURL(content), download: "result.csv" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  } catch (error) {
    $("status").className = "fault";
    $("status").textContent = error.message;
  }
}

$("example").append(
  ...examples.map((one, index) => element("option", `${one.name}: ${one.question}`, { value: index })),
);
$("example").addEventListener("change", choose);
$("form").addEventListener("submit", run);
$("csv").addEventListener("click", save);
$("query").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run(event);
});
if (nonce) {
  try {
    const { edit } = await import("/static/editor.js");
    write = edit($("query"), run, nonce);
  } catch (error) {
    console.warn("queries are written in a plain field, for the editor did not load:", error);
  }
}
$("example").value = examples.findIndex((one) => one.name === "posts-about");
choose();
