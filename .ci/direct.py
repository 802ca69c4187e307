"""Print what `make lock` compiles: what building, running, testing and linting sayso asks for, one a line.

The extras for training stay out.
"""

import sys
import tomllib
from pathlib import Path

project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
lines = (
    *project["build-system"]["requires"],
    *project["project"]["dependencies"],
    *project["project"]["optional-dependencies"]["postgres"],
    *project["dependency-groups"]["dev"],
)
sys.stdout.write("\n".join(lines) + "\n")
