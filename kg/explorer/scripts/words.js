"use strict";
// The interface in Chinese and English: `Words.t(key, values)`.
const Words = (() => {
  const TABLE = {
    heading: ["知识图谱", "Knowledge graph"],
    search: ["搜索文章、概念、缩写（按 / 键）", "Search posts, concepts, abbreviations (press /)"],
    results: ["搜索结果", "Results"], nothing_found: ["没有找到", "Nothing found"],
    view: ["视图", "View"], view_graph: ["图", "Graph"], view_list: ["列表", "List"],
    view_all: ["全部（WebGL）", "All (WebGL)"],
    no_webgl_here: ["此浏览器不支持 WebGL，显示最重要的部分。", "This browser has no WebGL; the most important part is shown."],
    no_webgl_built: ["生成此页的程序安装时没有 Node.js，所以没有全图的 WebGL 视图。",
      "kg was installed without Node.js, so there is no WebGL view of everything."],
    filters: ["筛选", "Filters"], share: ["分享", "Share"], settings: ["设置", "Settings"],
    close: ["关闭", "Close"], reset: ["清除筛选", "Clear filters"],
    kinds: ["节点类型", "Kinds of nodes"], relations: ["连线类型", "Kinds of links"],
    years: ["年份", "Years"], year_from: ["从", "From"], year_to: ["到", "To"],
    field: ["领域", "Field"], any: ["不限", "Any"], salience: ["最低显著度", "Least salience"],
    listed: ["文章收录", "Posts"], listed_yes: ["已收录", "Listed"], listed_no: ["未收录", "Not listed"],
    status: ["概念来源", "Concepts"], status_vocabulary: ["词表", "Of the vocabulary"],
    status_discovered: ["新发现", "Discovered"],
    legend: ["图例，点击可隐藏", "Legend; click to hide"],
    network: ["图。方向键平移，+ 和 - 缩放，0 看全图。", "Graph. Arrow keys pan, + and - zoom, 0 shows all."],
    camera: ["画面", "Picture"], zoom_in: ["放大", "Zoom in"], zoom_out: ["缩小", "Zoom out"], fit: ["看全图", "Show all"],
    physics: ["力学排布", "Let forces arrange it"], physics_stop: ["停止力学", "Stop the forces"],
    panel: ["详情", "Details"], trail: ["浏览轨迹", "Trail"], back: ["后退", "Back"], forward: ["前进", "Forward"],
    overview: ["总览", "Overview"],
    note_part: ["画出 {drawn} 个最重要的节点，共 {all} 个。", "The {drawn} most important of {all} nodes are drawn."],
    note_links: ["画出 {drawn} 条最强的连线，共 {all} 条。", "The {drawn} strongest of {all} links are drawn."],
    note_focus: ["聚焦节点的邻居会补画出来。", "Neighbours of what you focus are added."],
    note_left_out: [
      "本页只收最重要的部分；另有 {nodes} 个节点、{links} 条连线，见 graph.ttl。",
      "This page holds the most important part: {nodes} more nodes and {links} more links are in graph.ttl.",
    ],
    note_none: ["没有节点通过筛选。", "No node passes the filters."],
    kind_post: ["文章", "Post"], kind_unlisted_post: ["未收录文章", "Unlisted post"], kind_concept: ["概念", "Concept"],
    kind_paper: ["论文", "Paper"], kind_book: ["书", "Book"], kind_film: ["电影", "Film"],
    kind_web_page: ["网页", "Web page"], kind_work: ["作品", "Work"], kind_series: ["系列", "Series"],
    relation_about: ["主题", "About"], relation_mentions: ["提到", "Mentions"], relation_cites: ["引用", "Cites"],
    relation_part_of: ["系列", "Part of"], relation_broader: ["上位", "Broader"], relation_related: ["相关", "Related"],
    out_about: ["主题概念", "Concepts it is about"], in_about: ["以此为主题的文章", "Posts about it"],
    out_mentions: ["提到的概念", "Concepts it mentions"], in_mentions: ["提到它的文章", "Posts that mention it"],
    out_cites: ["引用", "Cites"], in_cites: ["被引用", "Cited by"],
    out_part_of: ["所属系列", "Series"], in_part_of: ["各篇", "Parts"],
    out_broader: ["上位概念", "Broader"], in_broader: ["下位概念", "Narrower"],
    out_related: ["相关概念", "Related"], in_related: ["相关概念", "Related"],
    readers: ["{n} 位读者", "{n} readers"], readers_one: ["1 位读者", "1 reader"], previous: ["上一篇", "Previous"], next: ["下一篇", "Next"],
    original: ["原文", "Original"], place_of: ["第 {position} 篇", "Part {position}"],
    missing: ["缺第 {list} 篇", "Missing: part {list}"], discovered: ["新发现的概念", "Discovered concept"],
    names: ["名称", "Names"], by_year: ["各年文章数", "Posts by year"], together: ["常一起出现", "Occurs with"],
    together_count: ["{n} 篇", "{n} posts"], together_count_one: ["1 篇", "1 post"], salience_of: ["显著度 {n}", "salience {n}"],
    times: ["{n} 次", "{n} times"], more_sentences: ["另有 {n} 处", "and {n} more places"], more_sentences_one: ["另有 1 处", "and 1 more place"],
    reason: ["依据：{text}", "Decided by: {text}"], how: ["方式：{text}", "Resolved by: {text}"],
    how_link: ["链接", "its link"], how_exact: ["标题", "its title"], how_folded: ["写法不同的标题", "its title, written otherwise"],
    how_series: ["系列中的位置", "its place in a series"], how_fuzzy: ["相近的标题", "a title much like it"],
    how_cue: ["周围的词语", "the words around it"],
    later: ["引用了后来的文章", "Cites a later post"],
    place_title: ["标题", "title"], place_reference: ["引用的标题", "cited title"],
    sentences: ["所依据的句子", "Sentences it rests on"], no_sentence: ["此连线来自词表或标题，没有句子。", "This link comes from the vocabulary or a title; it has no sentence."],
    rest_loading: ["所依据的句子还在载入……", "The sentences are still being loaded …"],
    rest_missing: ["此页没有载入完整：缺少所依据的句子。请重新载入。", "This page was not loaded to its end: the sentences are missing. Load it again."],
    evidence: ["依据", "Evidence"], show_more: ["再显示 {n} 个", "Show {n} more"],
    depth: ["邻域层数", "Depth"], alone: ["只看邻域", "Only the neighbourhood"], unfocus: ["取消聚焦", "Leave focus"],
    read_first: ["先读什么", "What to read first"], connect: ["连到……", "Connect to …"],
    connect_search: ["要连到的节点", "Node to connect to"],
    path_heading: ["最短联系", "Shortest connection"], path_none: ["在当前筛选下，两者没有联系。", "With these filters nothing connects the two."],
    path_steps: ["{n} 步", "{n} steps"], path_steps_one: ["1 步", "1 step"], path_close: ["不再显示路径", "Leave the path"],
    reading_heading: ["先读什么：{name}", "What to read first: {name}"],
    reading_none: ["没有以此为主题或提到它的文章。", "No post is about it or mentions it."],
    because_about: ["以此为主题，显著度 {n}", "about it, salience {n}"],
    because_mentions: ["提到它，显著度 {n}", "mentions it, salience {n}"],
    because_cited: ["“{title}”引用了它", "“{title}” cites it"],
    because_series: ["“{title}”的前篇", "an earlier part than “{title}”"],
    intro: ["{posts}，{concepts}，{links}{span}。", "{posts}, {concepts}, {links}{span}."],
    intro_posts: ["{n} 篇文章", "{n} posts"], intro_posts_one: ["1 篇文章", "1 post"],
    intro_concepts: ["{n} 个概念", "{n} concepts"], intro_concepts_one: ["1 个概念", "1 concept"],
    intro_links: ["{n} 条连线", "{n} links"], intro_links_one: ["1 条连线", "1 link"],
    span: ["，{first} 至 {last} 年", ", {first} to {last}"],
    top_concepts: ["主要概念", "Main concepts"], most_cited: ["引用最多", "Most cited"], series_heading: ["系列", "Series"],
    all_posts: ["全部文章", "All posts"], undated: ["无日期", "Undated"], posts_count: ["{n} 篇", "{n} posts"], posts_count_one: ["1 篇", "1 post"],
    column_label: ["名称", "Name"], column_kind: ["类型", "Kind"], column_date: ["日期", "Date"],
    column_links: ["连线", "Links"], column_importance: ["重要度", "Importance"], column_field: ["领域", "Field"],
    list_caption: ["{n} 个节点", "{n} nodes"], list_caption_one: ["1 个节点", "1 node"], list_near: ["{name} 的邻域：{n} 个节点", "Around {name}: {n} nodes"],
    copy_link: ["复制链接", "Copy link"], copy_sparql: ["复制为 SPARQL", "Copy as SPARQL"],
    export_png: ["导出 PNG", "Export PNG"], export_svg: ["导出 SVG", "Export SVG"], export_csv: ["导出 CSV", "Export CSV"],
    copied: ["已复制", "Copied"], copy_failed: ["浏览器不允许复制，请从下面取：", "The browser does not allow copying; take it from here:"],
    saved: ["已导出 {name}", "Exported {name}"],
    language: ["语言", "Language"], theme: ["外观", "Appearance"], theme_system: ["跟随系统", "As the system"],
    theme_light: ["浅色", "Light"], theme_dark: ["深色", "Dark"],
    sparql_concept: ["与此概念有联系的文章", "Posts linked with this concept"],
    sparql_post: ["此文章的概念与引用", "Concepts and citations of this post"],
    sparql_link: ["此连线所依据的原文", "What this link rests on"],
    sparql_node: ["引用它的文章", "Posts that cite it or belong to it"],
    sparql_filters: ["通过筛选的文章与概念", "Posts and concepts that pass the filters"],
  };
  const LANGUAGES = ["zh", "en"];
  let column = 0;

  /** The words for a key, in the singular (key_one) if there is one and `n` is 1. */
  const t = (key, values = {}) =>
    ((values.n === 1 && TABLE[`${key}_one`]) || TABLE[key])[column].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));

  /** Write the words into all elements of the template that name them. */
  const translate = () => {
    document.documentElement.lang = LANGUAGES[column];
    document.title = t("heading");
    for (const node of document.querySelectorAll("[data-word]")) node.textContent = t(node.dataset.word);
    for (const node of document.querySelectorAll("[data-label]")) {
      node.setAttribute("aria-label", t(node.dataset.label));
      if (node.matches("button")) node.title = t(node.dataset.label);
    }
    for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = t(node.dataset.placeholder);
  };

  return {
    t,
    preferred: () => (navigator.languages ?? [navigator.language]).some((tag) => /^(zh|en)\b/i.test(tag))
      ? (navigator.languages.find((tag) => /^(zh|en)\b/i.test(tag)).toLowerCase().startsWith("zh") ? "zh" : "en")
      : "en",
    use: (language) => {
      column = Math.max(0, LANGUAGES.indexOf(language));
      translate();
    },
    get language() { return LANGUAGES[column]; },
  };
})();
