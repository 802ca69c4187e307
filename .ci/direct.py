"""Print what `make lock` compiles: what building, running, testing and linting sayso asks for, one a line.

The extras for training stay out.
"""

import tomllib
from pathlib import Path

project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
print(
    *project["build-system"]["requires"],
    "editables",  # what hatchling asks for to install a working copy
    *project["project"]["dependencies"],
    *project["project"]["optional-dependencies"]["postgres"],
    *project["dependency-groups"]["dev"],
    sep="\n",
)
