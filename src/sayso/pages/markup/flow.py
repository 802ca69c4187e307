"""The running text of a page as the smallest blocks a reader sees.

In: a tree, and elements to leave out. Out: `Flow`s in page order: runs of text that no edge of a block
parts, each with the block element around it. Promises: every text of the page that shows something is in
one flow, or left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.pages.markup.passage import Passage, read_passage
from sayso.pages.markup.tree import Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """One run of text: the numbers of its texts, the block element around it, what it reads."""

    block: int
    texts: tuple[int, ...]
    passage: Passage

    @property
    def text(self) -> str:
        """The characters, white space folded."""
        return self.passage.text


def read_flows(tree: Tree, *, within: int = 0, without: Iterable[int] = ()) -> list[Flow]:
    """Return the flows of element `within`, but for what stands in the elements `without`."""
    first, last = tree.inside[within]
    gone = set[int]()
    for element in without:
        gone.update(range(*tree.inside[element]))
    flows: list[Flow] = []
    run: list[int] = []
    for index in range(first, last):
        node = tree.texts[index]
        if run and (node.gap == "|" or tree.texts[run[-1]].block != node.block):
            _finish(tree, run, flows)
        if index not in gone and node.text:
            run.append(index)
    _finish(tree, run, flows)
    return flows


def _finish(tree: Tree, run: list[int], flows: list[Flow]) -> None:
    passage = read_passage(tree, run)
    if passage.text:
        flows.append(Flow(block=tree.texts[run[0]].block, texts=tuple(run), passage=passage))
    run.clear()
