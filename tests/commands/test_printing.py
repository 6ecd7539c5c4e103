from __future__ import annotations

import pytest

from kg.commands.printing import Format, print_line, print_table


def test_an_iri_that_holds_the_name_of_an_emoji_is_printed_as_it_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_line("<urn:x:a>")
    print_table(["urn:x:b"], [["urn:x:c"]], Format.table)

    printed = capsys.readouterr().out
    assert all(iri in printed for iri in ("urn:x:a", "urn:x:b", "urn:x:c"))
