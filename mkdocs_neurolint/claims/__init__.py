"""Neurochemical and brain claims: which sentences of a page state something that needs a source."""

from mkdocs_neurolint.claims.detect import Claim, claims

__all__ = ["Claim", "claims"]
