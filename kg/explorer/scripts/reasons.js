"use strict";
// What decided, where the wording alone does not, as `kg` says it in English; in the page's language.
const Reasons = (() => {
  const IN_CHINESE = {
    "also called by a clear name": "文中另有明确的名称",
    "so named in this post": "文中如此命名",
    "beside {names}": "与{names}一同出现",
    "nearest to {names}": "与{names}最近",
    "among {n} concepts of its field": "同领域的概念有 {n} 个",
    "in a row with {names}": "与{names}并列",
    "right before its symbol": "紧接在它的符号之前",
    "heads a section": "是一节的标题",
    "of no other meaning, in a technical text": "在技术文章中没有别的意思",
    "an address of the blog": "本博客的地址",
    "a link to {words}": "链接到 {words}",
    "a link elsewhere": "链接到别处",
    "the word {words}": "“{words}”一词",
    "a Latin title of a PDF": "PDF 的西文标题", "a Latin title": "西文标题", "a long title": "长标题", "a short title": "短标题",
    "no title of the blog": "不是本博客的标题",
    "another reference to it": "对它的另一处引用",
    "a title that holds it": "包含它的标题",
    "one of its sections": "其中一节",
    "a part of a series": "系列中的一篇",
    "the name of the series": "系列的名称",
    "the series and the number": "系列与序号",
    "the series and the words {words}": "系列与“{words}”",
    "about it, by the words {words}": "由“{words}”可知是介绍它的文章",
    "the subtitle": "副标题",
    "the subtitle, against the number": "副标题，与序号不符",
    "the number, and much of the subtitle": "序号与大部分副标题",
    "a part of the title": "标题的一部分",
    "the beginning of the title": "标题的开头",
    "the title without an addition": "标题去掉附加部分",
    "the same words in another order": "词语相同，次序不同",
    "a slip of the pen": "笔误",
    "the one post of that name, which has another date": "唯一同名的文章，日期不同",
    "the one post of that date with a name like it": "当日唯一名称相近的文章",
  };
  const FORMS = Object.entries(IN_CHINESE).map(([english, chinese]) =>
    ({ english, chinese, pattern: new RegExp(`^${english.replace(/\{(\w+)\}/g, "(?<$1>.+)")}$`, "u") }));

  let byLabel = null;
  /** Call concepts as the page does; `kg` says their labels, one after another. */
  const call = (names) => {
    byLabel ??= new Map(Graph.nodes.filter((node) => node.kind === "concept")
      .flatMap((node) => [[node.label, node], [node.label_en, node]]));
    const found = names.split(", ").map((name) => (byLabel.has(name) ? Graph.label(byLabel.get(name)) : name));
    return found.join(Words.language === "zh" ? "、" : ", ");
  };

  /** Say a reason; what is no sentence of `kg` is a wording of the post, and stays. */
  const say = (reason) => {
    for (const { english, chinese, pattern } of FORMS) {
      const match = pattern.exec(reason);
      if (!match) continue;
      const values = { ...match.groups };
      if (values.names) values.names = call(values.names);
      return (Words.language === "zh" ? chinese : english).replace(/\{(\w+)\}/g, (_, name) => values[name]);
    }
    return reason;
  };

  return { say };
})();
