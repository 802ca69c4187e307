"""Make batches: windows of near length together, padded, with what a teacher says of them where one was asked.

In: articles and passages of our own. Out: `Batch`es. The order, and where windows are cut, follow from seed and epoch
alone, so that a training which was stopped goes on as it would have gone.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from training.data import UNKNOWN, Article, Example, cut_fragment, windows

_SPREAD = 40  # pieces by which the lengths of windows in one batch may differ by chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What is learned from: articles, and passages of our own with the sections that their contents are."""

    articles: Sequence[Article]
    passages: Sequence[Article]
    tokenizer: Tokenizer


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """A teacher's logits for a window, of its one level: tags (T, 3, 3), links (2, T, T)."""

    tags: NDArray[np.float16]
    links: NDArray[np.float16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Padded windows and the cue rows among them: links (R, 2, T) belong to piece `cues` (R,) of window `owner` (R,).

    taught (batch,) is one for windows that a teacher was asked of, taught_tags (batch, T, 3, 3) and taught_links
    (batch, 2, T, T) are its logits, zero for other windows; without a teacher all three are empty.
    """

    ids: Tensor
    marks: Tensor
    mask: Tensor
    tags: Tensor
    inner: Tensor
    owner: Tensor
    cues: Tensor
    levels: Tensor
    links: Tensor
    taught: Tensor
    taught_tags: Tensor
    taught_links: Tensor

    def to(self, device: torch.device) -> Batch:
        """Return the batch on `device`."""
        return Batch(**{field.name: getattr(self, field.name).to(device) for field in fields(self)})


def cut_all(material: Material, chance: random.Random, *, fragments: int, repeats: int) -> list[Example]:
    """Return all windows of an epoch: `fragments` of each article, each passage `repeats` times."""
    texts = [*material.articles, *list(material.passages) * repeats]
    examples = [example for text in texts for example in windows(text, material.tokenizer, chance)]
    for article in list(material.articles) * fragments:
        if fragment := cut_fragment(article, material.tokenizer, chance):
            examples += windows(fragment, material.tokenizer, None)
    return examples


def group(examples: Sequence[Example], pieces: int, chance: random.Random) -> list[list[int]]:
    """Return the numbers of the examples of each batch: padded they come to at most `pieces`, so all weigh alike."""
    order = sorted(range(len(examples)), key=lambda n: len(examples[n].ids) + chance.random() * _SPREAD)
    grouped = list(_groups(order, [len(example.ids) for example in examples], pieces))
    chance.shuffle(grouped)
    return grouped


def _groups(order: Sequence[int], lengths: Sequence[int], pieces: int) -> Iterator[list[int]]:
    held: list[int] = []
    for number in order:
        longest = max(lengths[n] for n in [*held, number])
        if held and longest * (len(held) + 1) > pieces:
            yield held
            held = []
        held.append(number)
    if held:
        yield held


def collate(examples: Sequence[Example], taught: Sequence[Taught | None] = ()) -> Batch:
    """Pad to the longest window."""
    length = max(len(example.ids) for example in examples)

    def stack(arrays: Sequence[NDArray[np.generic]], value: int = 0) -> Tensor:
        return torch.from_numpy(np.stack([_pad(array, length, value) for array in arrays]))

    return Batch(
        ids=stack([e.ids for e in examples]),
        marks=stack([e.marks for e in examples]),
        mask=stack([np.ones_like(e.ids) for e in examples]),
        tags=stack([e.tags for e in examples], UNKNOWN),
        inner=stack([e.inner for e in examples], UNKNOWN),
        owner=torch.cat([torch.full((len(e.cues),), n) for n, e in enumerate(examples)]),
        cues=torch.from_numpy(np.concatenate([e.cues for e in examples])),
        levels=torch.from_numpy(np.concatenate([e.levels for e in examples])),
        links=torch.from_numpy(np.concatenate([_pad(e.links, length, 0) for e in examples])),
        **_collate_taught(taught, length),
    )


def _collate_taught(taught: Sequence[Taught | None], length: int) -> dict[str, Tensor]:
    tags = np.zeros((len(taught), length, 3, 3), dtype=np.float16)
    links = np.zeros((len(taught), 2, length, length), dtype=np.float16)
    for row, said in enumerate(taught):
        if said:
            size = len(said.tags)
            tags[row, :size], links[row, :, :size, :size] = said.tags, said.links
    known = torch.tensor([float(said is not None) for said in taught])
    return {"taught": known, "taught_tags": torch.from_numpy(tags), "taught_links": torch.from_numpy(links)}


def _pad(array: NDArray[np.generic], length: int, value: int) -> NDArray[np.generic]:
    """Pad the last axis to `length`."""
    widths = [(0, 0)] * (array.ndim - 1) + [(0, length - array.shape[-1])]
    return np.pad(array, widths, constant_values=value)
