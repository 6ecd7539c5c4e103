from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.readers.xml_trees import parse_xml


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>',
            "line 1: declares the entity x",
        ),
        (
            '<!DOCTYPE r [\n<!ENTITY a "a"><!ENTITY b "&a;&a;">]><r>&b;</r>',
            "line 2: declares the entity a",
        ),
        (
            '<!DOCTYPE r [<!ENTITY % p SYSTEM "http://x.org/x.dtd"> %p;]><r/>',
            "declares the entity p",
        ),
        ("<r>\n<a></r>", "line 2: is malformed XML (mismatched tag)"),
        ("<r>" * 300, "is nested deeper than 200 elements"),
        ("text", "is malformed XML"),
    ],
)
def test_what_is_dangerous_or_malformed_is_refused_with_its_line(text: str, says: str) -> None:
    with pytest.raises(InputError) as raised:
        parse_xml(text, Path("feed.xml"))

    assert says in str(raised.value)


def test_an_external_dtd_is_not_fetched() -> None:
    text = '<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss>x</rss>'

    assert parse_xml(text, Path("feed.xml")).text == "x"


def test_forbidden_characters_and_names_of_html_do_not_lose_a_feed() -> None:
    assert parse_xml("<r>a\x0bb&nbsp;&amp;&copy;</r>", Path("f")).text == "a b\xa0&©"


def test_each_text_knows_its_line() -> None:
    root = parse_xml("<r>\n<a\nb='1'>\n<![CDATA[x]]></a></r>", Path("f"))
    [a] = root.find_all("a")

    assert (a.line, a.text_line, a.text) == (2, 3, "\nx")


def test_xhtml_is_written_as_html() -> None:
    root = parse_xml('<r xmlns:x="y">a<x:p class="&quot;">b &lt; <i>c</i></x:p>d</r>', Path("f"))

    assert root.as_html() == 'a<p class="&quot;">b &lt; <i>c</i></p>d'


@given(st.text("<>/ab&;\"'=! \n[]-?\ud800\x00", max_size=60))
def test_any_text_is_parsed_or_refused(text: str) -> None:
    refused: InputError | None = None
    try:
        parse_xml(text, Path("f"))
    except InputError as error:
        refused = error
    assert refused is None or refused.line
