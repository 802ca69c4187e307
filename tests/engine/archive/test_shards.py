"""What is read by one task, and that its id stays."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sayso.engine.archive.shards import list_shards
from sayso.errors import SaysoError


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")


def test_an_archive_is_a_shard_and_files_of_one_page_are_one_together(tmp_path: Path) -> None:
    put(tmp_path, "b.warc.gz", "a/c.wacz", "a/one.html", "a/two.txt", "a/picture.png", ".hidden/d.warc")
    shards = list_shards([str(tmp_path)])
    assert [tuple(Path(place).name for place in shard.places) for shard in shards] == [
        ("b.warc.gz",),
        ("c.wacz",),
        ("one.html", "two.txt"),
    ]
    assert [shard.id for shard in list_shards([str(tmp_path)])] == [shard.id for shard in shards]


def test_an_archive_that_has_grown_is_another_shard(tmp_path: Path) -> None:
    put(tmp_path, "a.warc")
    (before,) = list_shards([str(tmp_path / "a.warc")])
    (tmp_path / "a.warc").write_bytes(b"more")
    assert list_shards([str(tmp_path / "a.warc")])[0].id != before.id


def test_many_files_of_one_page_are_several_shards(tmp_path: Path) -> None:
    put(tmp_path, *(f"{number:03}.txt" for number in range(401)))
    assert [len(shard.places) for shard in list_shards([str(tmp_path)])] == [200, 200, 1]


@pytest.mark.parametrize("name", ["list.txt", "list.gz"])
def test_a_listing_names_files_from_a_base(tmp_path: Path, name: str) -> None:
    put(tmp_path, "crawl/a.warc.gz", "crawl/b.warc.gz")
    lines = b"crawl/a.warc.gz\n\ncrawl/b.warc.gz\ncrawl/a.warc.gz\n"
    (tmp_path / name).write_bytes(gzip.compress(lines) if name.endswith("gz") else lines)
    shards = list_shards([], [str(tmp_path / name)], str(tmp_path))
    assert [shard.name for shard in shards] == [f"{tmp_path}/crawl/{letter}.warc.gz" for letter in "ab"]


def test_a_table_of_captured_pages_is_a_shard_a_row_group_and_another_table_is_one(tmp_path: Path) -> None:
    captured = pa.table({"url": ["https://a.example/"] * 5, "html": ["<p>so</p>"] * 5})
    pq.write_table(captured, tmp_path / "captured.parquet", row_group_size=2)
    pq.write_table(pa.table({"url": ["https://a.example/"], "text": ["So."]}), tmp_path / "texts.parquet")
    shards = list_shards([str(tmp_path)])
    assert [(Path(shard.places[0]).name, shard.group) for shard in shards] == [
        ("captured.parquet", 0),
        ("captured.parquet", 1),
        ("captured.parquet", 2),
        ("texts.parquet", None),
    ]


def test_what_cannot_be_listed_is_refused_in_one_line(tmp_path: Path) -> None:
    put(tmp_path, "empty/picture.png")
    (tmp_path / "packed.gz").write_bytes(b"\x1f\x8b\x08 no")
    for paths, listings in (([str(tmp_path / "empty")], []), (["https://a.example/x.warc"], []),
                            ([], [str(tmp_path / "none")]), ([], [str(tmp_path / "packed.gz")])):  # fmt: skip
        with pytest.raises(SaysoError) as told:
            list_shards(paths, listings)
        assert "\n" not in str(told.value)
