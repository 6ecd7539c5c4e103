"""What `import kg` offers, in a process that has imported nothing else of it."""

from __future__ import annotations

import subprocess
import sys

import pytest

import kg


def printed(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", f"import kg, pydoc; {program}"],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    return done.stdout


def test_completion_offers_every_public_name() -> None:
    assert {*kg.__all__} <= {*printed("print(*dir(kg))").split()}


def test_help_describes_every_public_name() -> None:
    shown = printed("print(pydoc.render_doc(kg, renderer=pydoc.plaintext))")

    assert "Read posts, or take them as they are" in shown
    assert [name for name in kg.__all__ if f" {name}" not in shown] == []


@pytest.mark.parametrize("name", [*kg.__all__, "__version__"])
def test_every_public_name_is_there_when_first_asked_for(name: str) -> None:
    assert printed(f"print(kg.{name})").strip()


def test_a_name_that_is_not_there_is_refused() -> None:
    name = "bild"
    with pytest.raises(AttributeError, match="has no attribute 'bild'"):
        getattr(kg, name)
