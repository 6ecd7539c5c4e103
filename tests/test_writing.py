from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.writing import write_files


def test_all_files_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"old")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(InputError, match="No space left on device"):
        write_files(tmp_path, {"a": b"new", "b": b"new"})

    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"old")]


def test_what_stands_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()

    with pytest.raises(InputError) as caught:
        write_files(tmp_path, {"a": b"new"})

    assert str(caught.value).startswith(f"{tmp_path / 'a'}: cannot be written (")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_files_can_be_read_by_others(tmp_path: Path) -> None:
    write_files(tmp_path, {"a": b"new"})

    assert (tmp_path / "a").read_bytes() == b"new"
    assert (tmp_path / "a").stat().st_mode & 0o044
