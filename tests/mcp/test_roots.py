"""No path leads out of the folders that were given."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sayso.errors import MissingPage, SettingsError
from sayso.mcp.roots import PathRefused, find_below, real_roots


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder with a page, with secrets beside it and links that lead there."""
    inside = tmp_path / "clippings"
    (inside / "march").mkdir(parents=True)
    (inside / "march" / "page.txt").write_text("Port shut.", encoding="utf-8")
    (inside / ".keys").write_text("secret", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "clippings-old").mkdir()
    (tmp_path / "clippings-old" / "page.txt").write_text("secret", encoding="utf-8")
    (inside / "link.txt").symlink_to(tmp_path / "secret.txt")
    (inside / "folder").symlink_to(tmp_path)
    (inside / "circle").symlink_to(inside / "circle")
    (inside / "good.txt").symlink_to(inside / "march" / "page.txt")
    os.mkfifo(inside / "pipe.txt")
    return inside.resolve()


@pytest.mark.parametrize("given", ["march/page.txt", "./march/../march/page.txt", "good.txt"])
def test_files_below_a_root_are_found(root: Path, given: str) -> None:
    assert find_below((root,), given) == root / "march" / "page.txt"
    assert find_below((root,), str(root / given)) == root / "march" / "page.txt"


@pytest.mark.parametrize(
    "given",
    [
        "../secret.txt", "march/../../secret.txt", "/etc/passwd", "link.txt", "folder/secret.txt", ".keys",
        "../clippings-old/page.txt", "../nothing.txt", "/nowhere", "circle", "a\0b", "x" * 5_000, "~/secret.txt/..",
        "file:///etc/passwd/../../..", "//etc/passwd", "\ud800/../../secret.txt",
    ],
)  # fmt: skip
def test_nothing_else_is_opened_and_nothing_told_of_it(root: Path, given: str) -> None:
    with pytest.raises((PathRefused, MissingPage)) as told:
        find_below((root,), given)
    assert "secret" not in str(told.value).replace(given, "").replace(repr(given)[1:-1], "")


def test_what_lies_outside_is_refused_alike_whether_it_exists_or_not(root: Path) -> None:
    messages = []
    for name in ("secret.txt", "nothing.txt"):
        with pytest.raises(PathRefused) as told:
            find_below((root,), f"../{name}")
        messages.append(str(told.value).replace(name, ""))
    assert messages[0] == messages[1]


@pytest.mark.parametrize("given", ["", ".", "march", "pipe.txt", "march/none.txt"])
def test_folders_and_pipes_are_no_pages(root: Path, given: str) -> None:
    with pytest.raises(MissingPage, match="no such file"):
        find_below((root,), given)


def test_without_a_root_no_path_is_read(root: Path) -> None:
    with pytest.raises(PathRefused, match="--root FOLDER"):
        find_below((), str(root / "good.txt"))


def test_a_root_must_be_a_folder(root: Path) -> None:
    with pytest.raises(SettingsError, match="no such folder"):
        real_roots([root / "good.txt"])
    assert real_roots([root / "folder"]) == (root.parent,)
