from __future__ import annotations

from kg.readers.entries import Entry


def test_what_is_no_character_is_replaced_and_everything_else_stays_in_its_place() -> None:
    entry = Entry(
        title="SVM\ud800",
        source="a\udcff.md",
        text="甲\udc00乙𝑓",
        tags=("核\ud800", "树"),
        aliases=("\udfff",),
    )

    assert (entry.title, entry.source, entry.text) == ("SVM\ufffd", "a\ufffd.md", "甲\ufffd乙𝑓")
    assert (entry.tags, entry.aliases) == (("核\ufffd", "树"), ("\ufffd",))
