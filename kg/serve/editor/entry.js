// An editor of SPARQL that speaks as a textarea does: `value`, and events of its own element.
import { basicSetup } from "codemirror";
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { Prec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const colours = HighlightStyle.define([
  { tag: tags.keyword, class: "keyword" },
  { tag: [tags.string, tags.literal], class: "string" },
  { tag: tags.comment, class: "comment" },
  { tag: [tags.variableName, tags.special(tags.variableName)], class: "variable" },
  { tag: [tags.atom, tags.number, tags.bool], class: "atom" },
]);

/**
 * Put an editor in the place of a textarea, whose value goes on to be what is written; return a
 * function that writes something else. Ctrl+Enter calls `run`. The page's Content-Security-Policy
 * lets in the editor's styles by `nonce`.
 */
export function edit(textarea, run, nonce) {
  const keys = [{ key: "Mod-Enter", run: () => { run(); return true; } }];
  const view = new EditorView({
    doc: textarea.value,
    extensions: [
      Prec.highest(keymap.of(keys)),
      basicSetup,
      StreamLanguage.define(sparql),
      syntaxHighlighting(colours),
      EditorView.lineWrapping,
      EditorView.cspNonce.of(nonce),
      EditorView.contentAttributes.of({ "aria-labelledby": "query-label", "id": "editor" }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) textarea.value = update.state.doc.toString();
      }),
    ],
  });
  textarea.hidden = true;
  textarea.after(view.dom);
  return (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
}
