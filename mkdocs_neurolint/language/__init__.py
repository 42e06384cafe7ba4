"""The strength of causal language in a sentence."""

from mkdocs_neurolint.language.strength import Assessment, Evidence, assess, assess_span

__all__ = ["Assessment", "Evidence", "assess", "assess_span"]
