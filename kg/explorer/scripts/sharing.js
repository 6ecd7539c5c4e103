"use strict";
// What is shown, taken elsewhere: link, PNG, SVG, CSV, SPARQL.
const Sharing = (() => {
  const { make, svg, outline } = Elements;
  const { t } = Words;

  let timer;
  const say = (text) => {
    $("status").textContent = text;
    clearTimeout(timer);
    timer = setTimeout(() => { $("status").textContent = ""; }, 5000);
  };
  const save = (name, type, content) => {
    const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
    const link = make("a", { href: address, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    say(t("saved", { name }));
  };

  /** Copy; where the browser forbids it, show the text to take it by hand. */
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      say(t("copied"));
      $("by-hand").close();
    } catch {
      $("by-hand-text").value = text;
      $("by-hand").showModal();
      $("by-hand-text").select();
      say(t("copy_failed"));
    }
  };

  const png = () => {
    const { view, colours } = Stage;
    const { wide, high } = view.size();
    const ratio = window.devicePixelRatio || 1;
    const canvas = make("canvas", { width: Math.round(wide * ratio), height: Math.round(high * ratio) });
    const context = canvas.getContext("2d");
    context.fillStyle = colours.ground;
    context.fillRect(0, 0, canvas.width, canvas.height);
    for (const layer of [...view.canvases(), Labels.canvas]) context.drawImage(layer, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save("graph.png", "image/png", blob), "image/png");
  };

  /** The part of the graph that is in the picture, as an SVG document. */
  const svgText = () => {
    const { scene, view, colours } = Stage;
    const { wide, high } = view.size();
    const { scale } = view.camera();
    const picture = svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${wide} ${high}`, width: wide, height: high, "font-family": Labels.family });
    picture.append(svg("rect", { width: wide, height: high, fill: colours.ground }));
    const place = new Map([...scene.nodes].map((node) => [node, view.toScreen(node.x, node.y)]));
    const seen = ([x, y], r) => x + r >= 0 && x - r <= wide && y + r >= 0 && y - r <= high;
    for (const link of scene.links) {
      const [a, b] = [place.get(link.source), place.get(link.target)];
      if (Math.max(a[0], b[0]) < 0 || Math.min(a[0], b[0]) > wide || Math.max(a[1], b[1]) < 0 || Math.min(a[1], b[1]) > high) continue;
      const faint = scene.brightLinks && !scene.brightLinks.has(link);
      picture.append(svg("path", {
        d: `M${a[0].toFixed(1)} ${a[1].toFixed(1)}L${b[0].toFixed(1)} ${b[1].toFixed(1)}`, stroke: colours[link.relation],
        "stroke-opacity": faint ? 0.06 : colours.linkOpacity[link.relation], "stroke-width": 1,
      }));
    }
    for (const [node, point] of place) {
      const r = node.size * scale;
      if (!seen(point, r)) continue;
      const faint = scene.bright && !scene.bright.has(node);
      const shape = svg("path", { d: outline(node.shape, point[0], point[1], r), fill: colours[node.kind], "fill-opacity": faint ? 0.12 : 1 });
      shape.append(svg("title", {}, Graph.label(node)));
      picture.append(shape);
    }
    for (const { text, x, y, size } of Labels.boxes()) {
      picture.append(svg("text", {
        x: x.toFixed(1), y: y.toFixed(1), "font-size": size, fill: colours.text, stroke: colours.ground, "stroke-width": 3,
        "paint-order": "stroke", "text-anchor": "middle", "dominant-baseline": "central",
      }, text));
    }
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture)}\n`;
  };

  /** A cell of a CSV file; what a spreadsheet would take for a formula becomes text. */
  const cell = (value) => {
    const text = String(value ?? "");
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const csv = () => {
    const header = ["id", "label", "kind", "date", "field", "links", "importance"];
    const rows = List.rows().map((node) => [node.id, Graph.label(node), node.kind, node.date, Graph.field(node), node.links.length, node.importance]);
    return `\ufeff${[header, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
  };

  /** An id as SPARQL writes its IRI; one that begins with a scheme, whichever, is an IRI itself. */
  const iri = (node) => `<${(/^[a-z][a-z0-9+.-]*:/i.test(node.id) ? "" : Graph.base) + node.id.replace(/[\u0000-\u0020<>"{}|\\^`]/g, encodeURIComponent)}>`;
  const PREFIXES = [
    "PREFIX cito: <http://purl.org/spar/cito/>", "PREFIX kg: <https://kg.example/ns#>", "PREFIX oa: <http://www.w3.org/ns/oa#>",
    "PREFIX schema: <https://schema.org/>", "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>",
    "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>",
  ];
  const query = (comment, ...lines) => {
    const body = lines.flat().filter(Boolean).join("\n");
    const used = PREFIXES.filter((line) => body.includes(line.split(" ")[1]));
    return [`# ${comment.replace(/\s+/g, " ")}`, ...used, "", body, ""].join("\n");
  };
  const PROPERTIES = { about: "schema:about", mentions: "schema:mentions", cites: "cito:cites", broader: "skos:broader", related: "skos:related", part_of: "schema:isPartOf" };

  const filterLines = ({ from, to, salience, listed, status, field }) => [
    from !== null && `  FILTER(STR(?date) >= "${from}-01-01")`,
    to !== null && `  FILTER(STR(?date) <= "${to}-12-31")`,
    salience > 0 && `  FILTER(?salience >= ${salience.toFixed(2)})`,
    listed && `  ?post kg:listed ${listed === "yes"} .`,
    status && `  ?concept kg:status kg:${status === "discovered" ? "discovered" : "vocabulary"} .`,
    field && `  ?concept skos:inScheme/skos:prefLabel ?field .\n  FILTER(STR(?field) = ${JSON.stringify(field)})`,
  ].filter(Boolean);

  /** A query for the graph's Turtle file that gives what is selected here. */
  const sparql = () => {
    const state = State.get();
    const link = Selection.findLink(state.link);
    const focus = Graph.byId.get(state.focus);
    if (link) {
      const triple = `${iri(link.source)} ${PROPERTIES[link.relation]} ${iri(link.target)}`;
      if (!["about", "mentions", "cites"].includes(link.relation)) {
        return query(t("sparql_link"), "SELECT ?source ?target", "WHERE {", `  VALUES (?source ?target) { (${iri(link.source)} ${iri(link.target)}) }`,
          `  ?source ${PROPERTIES[link.relation]} ?target .`, "}");
      }
      return query(t("sparql_link"), "SELECT ?prefix ?exact ?suffix", "WHERE {", `  ${triple} .`,
        `  ?annotation oa:hasBody ${iri(link.target)} ; oa:hasTarget ?target .`, `  ?target oa:hasSource ${iri(link.source)} ; oa:hasSelector ?words .`,
        "  ?words oa:exact ?exact .", "  OPTIONAL { ?words oa:prefix ?prefix }", "  OPTIONAL { ?words oa:suffix ?suffix }", "}");
    }
    if (focus?.kind === "concept") {
      return query(`${t("sparql_concept")}: ${Graph.label(focus)}`, "SELECT DISTINCT ?post ?title ?date ?relation", "WHERE {",
        '  VALUES (?property ?relation) { (schema:about "about") (schema:mentions "mentions") }',
        `  ?post ?property ${iri(focus)} ;`, "        schema:headline ?title .", "  OPTIONAL { ?post schema:datePublished ?date }", "}", "ORDER BY ?relation ?date ?title");
    }
    if (focus && Graph.isPost(focus)) {
      return query(`${t("sparql_post")}: ${Graph.label(focus)}`, "SELECT ?relation ?target (MIN(?label) AS ?name)", "WHERE {",
        '  VALUES (?property ?relation) { (schema:about "about") (schema:mentions "mentions") (cito:cites "cites") }',
        `  ${iri(focus)} ?property ?target .`, "  OPTIONAL { ?target skos:prefLabel|schema:headline|schema:name ?label }", "}", "GROUP BY ?relation ?target", "ORDER BY ?relation ?target");
    }
    if (focus) {
      return query(`${t("sparql_node")}: ${Graph.label(focus)}`, "SELECT DISTINCT ?post ?title", "WHERE {",
        `  ?post cito:cites|schema:isPartOf ${iri(focus)} ;`, "        schema:headline ?title .", "}", "ORDER BY ?title");
    }
    const narrow = filterLines(state);
    return query(t("sparql_filters"), "SELECT DISTINCT ?post ?title ?relation ?concept", "WHERE {",
      '  VALUES (?property ?relation) { (schema:about "about") (schema:mentions "mentions") }',
      "  ?post ?property ?concept ;", "        schema:headline ?title .",
      narrow.some((line) => line.includes("?date")) ? "  ?post schema:datePublished ?date ." : "",
      state.salience > 0 ? "  ?annotation oa:hasBody ?concept ; oa:hasTarget/oa:hasSource ?post ; kg:salience ?salience ." : "",
      ...narrow, "}", "ORDER BY ?title ?relation ?concept");
  };

  const actions = {
    "copy-link": () => copy(location.href),
    "copy-sparql": () => copy(sparql()),
    "export-png": png,
    "export-svg": () => save("graph.svg", "image/svg+xml", svgText()),
    "export-csv": () => save("graph.csv", "text/csv;charset=utf-8", csv()),
  };
  const start = () => {
    for (const [id, action] of Object.entries(actions)) {
      $(id).addEventListener("click", () => { action(); $("share").open = false; });
    }
    $("by-hand-close").addEventListener("click", () => $("by-hand").close());
  };

  return { start, sparql, csv, svgText };
})();
