"""The runner of the documents' examples does not pass what is wrong."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.examples import replay, settled


def test_output_of_a_command_is_replaced_by_what_it_prints(tmp_path: Path) -> None:
    text = "Before\n\n```console\n$ echo one; echo two\nthree\n$ true\nfour\n```\nAfter\n"
    expected = "Before\n\n```console\n$ echo one; echo two\none\ntwo\n$ true\n```\nAfter\n"
    assert replay(text, tmp_path) == expected


def test_output_under_a_python_block_is_replaced(tmp_path: Path) -> None:
    text = "```python\nprint(6 * 7)\n```\n\n```text\n41\n```\n"
    assert replay(text, tmp_path) == text.replace("41", "42")


def test_other_blocks_stay_as_they_are(tmp_path: Path) -> None:
    text = "```python\nprint(6 * 7)\n```\nThen:\n\n```text\n41\n```\n\n```sh\n$ exit 3\n```\n"
    assert replay(text, tmp_path) == text


def test_examples_of_one_document_share_a_folder(tmp_path: Path) -> None:
    text = "```console\n$ echo kept > note\n```\n```python\nprint(open('note').read())\n```\n```text\n```\n"
    assert "```text\nkept\n```" in replay(text, tmp_path)


@pytest.mark.parametrize("block", ["```console\n$ exit 3\n```\n", "```python\nraise ValueError\n```\n"])
def test_an_example_that_fails_raises(block: str, tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        replay(block, tmp_path)


def test_only_times_and_durations_are_blotted_out() -> None:
    assert settled("read 2024-03-12T18:05:09+00:00 in 0.31 s: 4 dead") == "read … in …: 4 dead"
