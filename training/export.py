"""Export trained weights to the fused int8 ONNX graph that the package carries.

In: weights.pt of `training.train` and the encoder's folder. Out: model.onnx and tokenizer.json. Inputs of the graph:
`ids` and `marks`, each (batch, T) int64, the windows of a batch being of one length. Outputs: `tags`, `sides`,
`inner` and `states`, see training.model.Scores; what links gain by distance travels as JSON in the model's metadata,
under `near`.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model

from training.data import read_tokenizer
from training.model import Tagger


def export(weights: Path, encoder: Path, out: Path) -> Path:
    """Write model.onnx and tokenizer.json into `out` and return the model's path."""
    model = Tagger(encoder)
    model.load_state_dict(torch.load(weights, map_location="cpu"))
    model.eval()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        _trace(model, plain)
        options = FusionOptions("bert")
        options.enable_embed_layer_norm = False  # the marks are added to the embeddings
        options.enable_skip_layer_norm = False  # slower on a processor than what it fuses
        optimized = optimize_model(str(plain), model_type="bert", optimization_options=options, opt_level=0)
        optimized.save_model_to_file(str(fused))
        quantize_dynamic(
            fused,
            out / "model.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,  # 7 bits: without VNNI 8 would overflow, and the scores differ between processors
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},  # fused nodes hide their types
        )
    _tell(out / "model.onnx", near=model.heads.nearness().detach().numpy().round(4).tolist())
    read_tokenizer(encoder).save(str(out / "tokenizer.json"), pretty=False)
    return out / "model.onnx"


def _trace(model: Tagger, path: Path) -> None:
    ids = torch.randint(1000, 2000, (2, 24))
    names = ("ids", "marks", "tags", "sides", "inner", "states")
    torch.onnx.export(
        model,
        (ids, torch.zeros_like(ids)),
        str(path),
        input_names=names[:2],
        output_names=names[2:],
        dynamic_axes={name: {0: "batch", 1: "length"} for name in names},
        opset_version=17,
        custom_opsets={"com.microsoft": 1},
        dynamo=False,
    )


def _tell(path: Path, **figures: object) -> None:
    """Add figures to the model's metadata."""
    graph = onnx.load(path)
    onnx.helper.set_model_props(graph, {name: json.dumps(figure) for name, figure in figures.items()})
    onnx.save(graph, path)
