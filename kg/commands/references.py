"""The command that reports where the references of posts lead."""

from __future__ import annotations

import typer

from kg.commands.inputs import Paths, Titles, read_posts
from kg.commands.printing import Format, OutputFormat, print_line, print_table

app = typer.Typer()

_REPORT_TABLES = {
    "ambiguous": ["post", "wording", "note"],
    "dead": ["post", "wording", "link"],
    "most_referenced": ["times", "kind", "target"],
    "orphan": ["note", "target"],
}


@app.command()
def references(
    paths: Paths,
    titles: Titles = None,
    format_: OutputFormat = Format.table,
) -> None:
    """Report where the references of posts lead, which lead nowhere, and what nothing cites."""
    from kg.references import (
        ReportRow,
        add_known_titles,
        count_references,
        find_references,
        read_titles,
        report_references,
        resolve_references,
    )

    posts = read_posts(paths)
    known = read_titles(titles) if titles else []
    found = [reference for post in posts for reference in find_references(post)]
    resolved = resolve_references(found, add_known_titles(posts, known))
    rows = report_references(resolved)
    if format_ is not Format.table:
        print_table(ReportRow.header(), [row.values() for row in rows], format_)
        return
    counts = [[name, str(count)] for name, count in count_references(resolved).items()]
    print_table(["references", "count"], counts, format_)
    for section, columns in _REPORT_TABLES.items():
        cells = [[getattr(r, name) for name in columns] for r in rows if r.section == section]
        if cells:
            print_line(f"\n{section.replace('_', ' ')}")
            print_table(columns, cells, format_)
