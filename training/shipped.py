"""Take the weights that travel in the package as a beginning.

In: the packaged model.onnx, 7-bit. Out: the weights of a `Tagger`, as floats. What rounding took is gone, and nothing
that is measured misses it; so a network can be taught more without the larger one that taught it first.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from sayso.language.weights import FOLDER
from training.heads import HEADS, Judge, Referrer
from training.model import LAYERS, NEAR_SCALE

_TABLES = ("words.weight", "marks.weight")
_MAPS = ("project", "out", "widen", "narrow")
_HEADS = ("heads.tag.weight", "heads.link.0.weight", "heads.link.2.weight", "heads.inner.weight")


def shipped_weights(path: Path = FOLDER / "model.onnx") -> dict[str, Tensor]:
    """Return the state of a `Tagger`. Raises ValueError where the graph is of another network."""
    graph = onnx.load(str(path))
    held = {each.name: numpy_helper.to_array(each) for each in graph.graph.initializer}
    state = {name: torch.from_numpy(np.array(array)) for name, array in held.items() if _is_plain(name)}
    state |= {name: torch.from_numpy(_floats(held, name)) for name in _TABLES}
    maps = [f"layers.{layer}.{name}.weight" for layer in LAYERS for name in _MAPS]
    quantised = {name.removesuffix("_quantized") for name in held if name.startswith("onnx::")}
    stored = sorted((name for name in quantised if f"{name}_quantized" in held), key=_number)
    if len(stored) != len(maps) + len(_HEADS):
        raise ValueError(f"{path}: {len(stored)} linear maps, {len(maps) + len(_HEADS)} in the network")
    for name, ours in zip(stored, [*maps, *_HEADS], strict=True):
        state[ours] = torch.from_numpy(np.ascontiguousarray(_floats(held, name).T))
    near = json.loads({each.key: each.value for each in graph.metadata_props}["near"])
    return state | {"heads.near": torch.tensor(near) / NEAR_SCALE}


def take_heads(judge: Judge, referrer: Referrer, path: Path = FOLDER / "heads.npz") -> None:
    """Let the heads begin from those that travel in the package."""
    with np.load(path) as stored:
        held = {name: torch.from_numpy(stored[name].astype(np.float32)) for name in HEADS}
    for name, (owner, kind, turned) in HEADS.items():
        module = getattr({"judge": judge, "referrer": referrer}[owner], kind.partition(".")[0])
        getattr(module, kind.partition(".")[2]).data = held[name].T.contiguous() if turned else held[name]


def _is_plain(name: str) -> bool:
    return not name.startswith("onnx::") and not name.endswith(("_scale", "_zero_point", "_quantized"))


def _number(name: str) -> int:
    return int(name.rpartition("_")[2])


def _floats(held: dict[str, NDArray[np.generic]], name: str) -> NDArray[np.float32]:
    values, scale, zero = (held[f"{name}_{kind}"].astype(np.float32) for kind in ("quantized", "scale", "zero_point"))
    floats: NDArray[np.float32] = (values - zero) * scale
    return floats
