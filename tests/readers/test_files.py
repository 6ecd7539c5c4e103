from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.readers import read_posts
from kg.readers.files import decode, find_post_files

PAGE = "模型\nBy 某人 | 2020-01-02 | 7位读者 | 引用第一段\n第二段“引号”\n最近评论"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_page_reads_the_same_in_every_encoding(
    tmp_path: Path, encoding: str, line_end: str
) -> None:
    (tmp_path / "page.txt").write_bytes(PAGE.replace("\n", line_end).encode(encoding))

    [post] = read_posts([tmp_path])

    assert (post.title, post.text) == ("模型", "第一段\n第二段“引号”")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (PAGE.encode()[:-1], "is cut inside a character"),
        (b"\x89PNG\0\0", "is a binary file"),
        ("模型".encode("utf-32"), "is a binary file"),
        (b"abc \xff\xff", "is neither UTF-8, UTF-16 nor GBK or Big5"),
        ("模型".encode("utf-16")[:-1], "is neither UTF-8, UTF-16 nor GBK or Big5"),
    ],
)
def test_bytes_that_are_no_text_are_refused(content: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        decode(content, Path("page.txt"))


def test_names_are_relative_to_what_holds_all_paths(tmp_path: Path) -> None:
    for name in ("a/x.txt", "b/x.txt", "b/.hidden.txt", "b/note.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(PAGE)

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
    (tmp_path / "page.txt").write_text(PAGE)

    [post] = read_posts([tmp_path, tmp_path / "page.txt"])

    assert len(post.snapshots) == 1


@pytest.mark.parametrize(
    ("name", "says"), [("missing", "there is no such file"), ("empty", "the folder holds no post")]
)
def test_a_path_without_posts_is_named(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "empty").mkdir()

    with pytest.raises(InputError, match=f"{name}: {says}"):
        read_posts([tmp_path / name])


def test_a_file_that_cannot_be_opened_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.txt").write_text(PAGE)

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(InputError, match=r"page\.txt: cannot be read \(Permission denied\)"):
        read_posts([tmp_path])
