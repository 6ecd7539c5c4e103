from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.readers import read_posts
from kg.readers.contents import decode

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


def test_a_file_that_cannot_be_opened_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.txt").write_text(PAGE)

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(InputError, match=r"page\.txt: cannot be read \(Permission denied\)"):
        read_posts([tmp_path])
