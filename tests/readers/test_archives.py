from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError
from kg.readers import archives, read_corpus

POSTS = {"blog/一.md": "---\ntitle: 甲\n---\n正文", "blog/feed.xml": "<rss><channel><item>"
         "<title>乙</title></item></channel></rss>", "blog/_layouts/a.html": "<p>布局",
         "blog/.git/x.md": "x", "blog/a.png": "\x89PNG", "blog/README.md": "说明"}  # fmt: skip


def write(path: Path, files: dict[str, str]) -> Path:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in files.items():
                archive.writestr(name, text)
        return path
    modes: dict[str, Any] = {".tar": "w", ".bz2": "w:bz2", ".xz": "w:xz"}
    with tarfile.open(path, modes.get(path.suffix, "w:gz")) as tar:
        for name, text in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            tar.addfile(info, io.BytesIO(text.encode()))
    return path


@pytest.mark.parametrize(
    "name", ["blog.zip", "blog.tar", "blog.tgz", "blog.tar.gz", "blog.tar.bz2", "blog.tar.xz"]
)
def test_an_archive_is_read_like_a_folder(tmp_path: Path, name: str) -> None:
    corpus = read_corpus([write(tmp_path / name, POSTS)])

    assert [(post.title, post.source) for post in corpus.posts] == [
        ("乙", f"{name}/blog/feed.xml"),
        ("甲", f"{name}/blog/一.md"),
    ]
    assert corpus.skipped == ()


@pytest.mark.parametrize("name", ["../a.md", "/a.md", "x/../../a.md", "..\\a.md", "C:\\a.md"])
@pytest.mark.parametrize("archive", ["blog.zip", "blog.tar"])
def test_a_path_that_climbs_out_is_refused(tmp_path: Path, archive: str, name: str) -> None:
    path = write(tmp_path / archive, {"good.md": "文", name: "文"})

    with pytest.raises(InputError, match="names a path outside itself"):
        read_corpus([path])


@pytest.mark.parametrize("archive", ["blog.zip", "blog.tgz"])
def test_an_archive_that_explodes_is_refused(
    tmp_path: Path, archive: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "_HARMLESS", 2**16)
    path = write(tmp_path / archive, {"a.md": "0" * 2**24})

    with pytest.raises(InputError, match="unpacks to more than"):
        read_corpus([path])


def test_links_in_archives_are_not_followed(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "blog.tar", "w") as tar:
        for name, kind in (("a.md", tarfile.SYMTYPE), ("b.md", tarfile.LNKTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            tar.addfile(info)
        info = tarfile.TarInfo("c.md")
        info.size = 1
        tar.addfile(info, io.BytesIO(b"x"))

    assert [post.title for post in read_corpus([tmp_path / "blog.tar"]).posts] == ["c"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"\x1f\x8b\x08broken", b"text"])
@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz"])
def test_a_damaged_archive_is_skipped_with_its_name(
    tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "a.md").write_text("文")

    corpus = read_corpus([tmp_path])

    assert [(one.source, one.is_fault) for one in corpus.skipped] == [(name, True)]
    assert len(corpus.posts) == 1


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tgz"])
def test_what_is_no_archive_is_said_in_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04 and no more")

    with pytest.raises(InputError, match=r"^\S+: is no archive .+ \(.+\); pack it again") as error:
        read_corpus([tmp_path / name])
    assert "\n" not in str(error.value)


def test_an_archive_with_a_nameless_file_is_refused(tmp_path: Path) -> None:
    whole = bytearray(write(tmp_path / "b.zip", {"a.md": "文"}).read_bytes())
    entry = whole.index(b"PK\x01\x02")  # of the directory; its name's length is at 28
    whole[entry + 28] = 0
    whole[entry + 32] = len("a.md")  # so that the name is a comment
    (tmp_path / "b.zip").write_bytes(whole)

    with pytest.raises(InputError, match="has no name"):
        read_corpus([tmp_path])


def test_every_cut_of_an_archive_is_read_or_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("文")
    for suffix in ("zip", "tgz"):
        whole = write(tmp_path / f"b.{suffix}", POSTS).read_bytes()
        for end in range(0, len(whole), 7):
            (tmp_path / f"b.{suffix}").write_bytes(whole[:end])
            assert read_corpus([tmp_path]).posts


def test_an_archive_in_an_archive_is_passed_over(tmp_path: Path) -> None:
    corpus = read_corpus([write(tmp_path / "a.zip", {"b.zip": "PK", "c.md": "文"})])

    assert [(one.source, one.reason) for one in corpus.skipped] == [
        ("a.zip/b.zip", "an archive in an archive")
    ]
