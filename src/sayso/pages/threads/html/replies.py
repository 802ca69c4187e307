"""Add to the comments of a thread those that stand under other names: answers, a second thread.

In: a tree, its marks and groups, the best of these. Out: the members of all groups that are comments too. Promises: a
group is added whole or not at all, and no comment stops being one because another's is taken out of it; what stands
inside of what is counted once for each member, however many groups there are.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence

from sayso.pages.markup.tree import Tree
from sayso.pages.threads.html.groups import (
    IN_THREAD,
    NUMBERED,
    ONE_COMMENT,
    Group,
    Held,
    Roots,
    end_of,
    hold,
    is_comment,
)
from sayso.pages.threads.html.marks import Marks


def with_replies(tree: Tree, marks: Marks, best: Group, groups: Sequence[Group]) -> tuple[Roots, ...]:
    """Return the members of the best group and of those whose members are comments too."""
    chosen = _Chosen(tree, marks)
    chosen.add(best.valid)
    others = (group for group in groups if group is not best and group.rank >= IN_THREAD)
    for group in sorted(others, key=lambda group: (-group.rank, -len(group.valid))):
        fresh = [roots for roots in group.valid if not chosen.any_in(roots)]
        more = [roots for roots in fresh if group.rank == ONE_COMMENT or chosen.holder(roots[0]) is not None]
        if more:
            chosen.try_to_add(more)
    return tuple(chosen.members[head] for head in chosen.heads)


class _Chosen:
    """Comments so far, by the number of their first element: what each holds by itself, and which one is around it."""

    def __init__(self, tree: Tree, marks: Marks) -> None:
        self.tree, self.marks = tree, marks
        self.heads: list[int] = []
        self.members: dict[int, Roots] = {}
        self.held: dict[int, Held] = {}
        self.around: dict[int, int | None] = {}

    def any_in(self, roots: Roots) -> bool:
        """Tell whether a comment begins in a member."""
        return any(bisect_left(self.heads, root) < bisect_left(self.heads, self.tree.last[root]) for root in roots)

    def holder(self, element: int) -> int | None:
        """Return the innermost comment around an element, or that is it."""
        place = bisect_left(self.heads, element + 1)
        head = self.heads[place - 1] if place else None
        while head is not None and end_of(self.tree, self.members[head]) <= element:
            head = self.around[head]
        return head

    def add(self, more: Sequence[Roots]) -> None:
        """Add members, those around others first."""
        for roots in more:
            head = roots[0]
            held = hold(self.tree, self.marks, roots)
            around = self.holder(head)
            if around is not None:
                self.held[around].leave_out(held)
            self.around[head], self.held[head], self.members[head] = around, held, roots
            insort(self.heads, head)

    def try_to_add(self, more: Sequence[Roots]) -> None:
        """Add members if each is then a comment, and as many of the others as before."""
        holders = {holder for roots in more if (holder := self.holder(roots[0])) is not None}
        before = sum(is_comment(self.held[head], NUMBERED) for head in holders)
        self.add(more)
        heads = {roots[0] for roots in more}
        if sum(is_comment(self.held[head], NUMBERED) for head in holders | heads) != before + len(more):
            for roots in reversed(more):
                self._drop(roots[0])

    def _drop(self, head: int) -> None:
        around, roots = self.around.pop(head), self.members.pop(head)
        del self.held[head], self.heads[bisect_left(self.heads, head)]
        if around is not None:
            self.held[around].leave_out(hold(self.tree, self.marks, roots), sign=-1)
