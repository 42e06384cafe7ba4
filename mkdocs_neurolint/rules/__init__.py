"""Rules as data: reading, checking and explaining rule files. Running them is the engine's work."""

from mkdocs_neurolint.rules.load import load_rules
from mkdocs_neurolint.rules.model import Rule

__all__ = ["Rule", "load_rules"]
