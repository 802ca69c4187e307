"""Export trained weights to the fused int8 ONNX graph that the package carries.

In: weights.pt of `training.train` and the encoder's folder. Out: model.onnx and tokenizer.json. Inputs of the graph:
`ids`, `marks`, `mask`, each (batch, T) int64. Outputs: `tags` (batch, T, 3, 3) and `links` (batch, 2, T, T), logits.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model
from tokenizers import Tokenizer

from training.model import Tagger


def export(weights: Path, encoder: Path, out: Path) -> Path:
    """Write model.onnx and tokenizer.json into `out` and return the model's path."""
    model = Tagger(encoder)
    model.load_state_dict(torch.load(weights, map_location="cpu"))
    model.eval()
    model.encoder.set_attn_implementation("eager")  # the form that the graph optimizer knows how to fuse
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        _trace(model, plain)
        options = FusionOptions("bert")
        options.enable_embed_layer_norm = False  # the marks are added to the embeddings
        # these two fused forms are slower on a processor than what they fuse, by a fifth together
        options.enable_attention = options.enable_skip_layer_norm = False
        optimized = optimize_model(
            str(plain), model_type="bert", num_heads=12, hidden_size=384, optimization_options=options, opt_level=0
        )
        optimized.save_model_to_file(str(fused))
        print(optimized.get_fused_operator_statistics())
        quantize_dynamic(
            fused,
            out / "model.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,  # 7 bits: without VNNI 8 would overflow, and the scores differ between processors
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},  # fused nodes hide their types
        )
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    return out / "model.onnx"


def _trace(model: Tagger, path: Path) -> None:
    ids = torch.randint(1000, 2000, (2, 24))
    axes = {name: {0: "batch", 1: "length"} for name in ("ids", "marks", "mask", "tags", "inner")}
    torch.onnx.export(
        model,
        (ids, torch.zeros_like(ids), torch.ones_like(ids)),
        str(path),
        input_names=["ids", "marks", "mask"],
        output_names=["tags", "links", "inner"],
        dynamic_axes={**axes, "links": {0: "batch", 2: "length", 3: "length"}},
        opset_version=17,
        dynamo=False,
    )
