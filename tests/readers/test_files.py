from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.readers import read_posts
from kg.readers.files import find_post_files


def test_names_are_relative_to_what_holds_all_paths(tmp_path: Path) -> None:
    for name in ("a/x.txt", "b/x.txt", "b/.hidden.txt", "b/note.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("文")

    assert list(find_post_files([tmp_path / "a"]).files) == ["x.txt"]
    assert list(find_post_files([tmp_path / "b", tmp_path / "a"]).files) == [
        "a/x.txt",
        "b/note.md",
        "b/x.txt",
    ]


def test_a_path_that_goes_up_and_down_names_its_files_as_the_straight_one_does(
    tmp_path: Path,
) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.md").write_text("文")

    found = find_post_files([tmp_path / "a", tmp_path / "a" / ".." / "b"]).files

    assert list(found) == ["a/x.md", "b/x.md"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("文")

    [post] = read_posts([tmp_path, tmp_path / "page.md"])

    assert len(post.snapshots) == 1


@pytest.mark.parametrize(
    ("name", "says"), [("missing", "there is no such file"), ("empty", "the folder holds no post")]
)
def test_a_path_without_posts_is_named(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "empty").mkdir()

    with pytest.raises(InputError, match=f"{name}: {says}"):
        read_posts([tmp_path / name])
