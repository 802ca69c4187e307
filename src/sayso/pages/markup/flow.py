"""The running text of a page as the smallest blocks a reader sees.

In: a tree, and elements to leave out. Out: `Flow`s in page order: runs of text that no edge of a block
parts, each with the block element around it. Promises: every text of the page that shows something is in
one flow, or left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.pages.markup.tree import Text, Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """One run of text: the numbers of its texts, the block element around it, its characters with white space folded.

    `read_passage` of its texts leads the characters back to the source.
    """

    block: int
    texts: tuple[int, ...]
    text: str


def read_flows(tree: Tree, *, within: int = 0, without: Iterable[int] = ()) -> list[Flow]:
    """Return the flows of element `within`, but for what stands in the elements `without`."""
    first, last = tree.inside[within]
    flows: list[Flow] = []
    run: list[int] = []
    parts: list[str] = []
    block = -1
    for start, end, kept in _ranges(first, last, (tree.inside[element] for element in without)):
        for index in range(start, end):
            node = tree.texts[index]
            if run and (node.gap == "|" or node.block != block):
                _finish(block, run, parts, flows)
            if not kept and not run:
                break  # nothing more to finish
            if kept and node.text:
                run.append(index)
                parts.extend((" ", node.text) if node.gap else (node.text,))
                block = node.block
    if run:
        _finish(block, run, parts, flows)
    return flows


def _ranges(first: int, last: int, gone: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    """Yield the ranges of texts of [first, last) in order, each with whether it is kept."""
    for start, end in sorted(gone):
        if end <= first:
            continue
        yield first, max(start, first), True
        yield max(start, first), min(end, last), False
        first = end
        if first >= last:
            return
    yield first, last, True


def _finish(block: int, run: list[int], parts: list[str], flows: list[Flow]) -> None:
    text = " ".join("".join(parts).split())
    if text:
        flows.append(Flow(block=block, texts=tuple(run), text=text))
    run.clear()
    parts.clear()


def read_words(tree: Tree, texts: Iterable[int]) -> str:
    """Return what texts read as, in page order, white space folded."""
    return " ".join("".join(_spaced(tree.texts[index]) for index in sorted(texts)).split())


def _spaced(node: Text) -> str:
    return f" {node.text}" if node.gap else node.text
