"""The schema of a rule file: one table for the loader's checks and for the published JSON Schema."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from mkdocs_neurolint.rules.model import CATEGORIES, SEVERITIES

KINDS = ("phrase", "claim", "requires", "helpline", "reference", "metadata")
TEXT = {"type": "string", "minLength": 1}
EXAMPLE: dict[str, Any] = {
    "anyOf": [
        TEXT,
        {
            "type": "object",
            "additionalProperties": False,
            "required": ["text"],
            "properties": {
                "text": {**TEXT, "description": "A whole page of Markdown."},
                "path": {**TEXT, "description": "The path that the page pretends to have."},
                "settings": {"type": "object", "description": "Settings for this example, such as regions."},
            },
        },
    ]
}
SOURCE: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["title"],
    "properties": {
        "title": TEXT,
        "url": {"type": "string", "pattern": r"^https?://\S+$", "example": "https://example.org/page"},
        "doi": {"type": "string", "pattern": r"^10\.\d{4,9}/\S+$", "example": "10.1000/xyz"},
        "pmid": {"type": "string", "pattern": r"^[1-9]\d{0,7}$", "example": "'27977239'"},
        "pmcid": {"type": "string", "pattern": r"^PMC\d+$", "example": "PMC5378292"},
        "note": TEXT,
    },
}
COMMON: dict[str, Any] = {
    "id": {
        "type": "string",
        "pattern": r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
        "example": "uncited-claim",
        "description": "Names the fault in kebab-case; the file has the same name.",
    },
    "category": {"type": "string", "enum": [c for c in CATEGORIES if c != "neurolint"]},
    "kind": {"type": "string", "enum": list(KINDS)},
    "severity": {"type": "string", "enum": list(SEVERITIES)},
    "confidence": {"type": "string", "enum": ["high", "medium", "low"]},
    "status": {"type": "string", "enum": ["stable", "preview"], "description": "Preview rules are off by default."},
    "summary": {**TEXT, "description": "What the rule finds, in one line."},
    "message": {**TEXT, "description": "One sentence for the writer; {text} is what was found."},
    "why": {**TEXT, "description": "Why it matters."},
    "instead": {**TEXT, "description": "What to write instead; shown as help."},
    "sources": {"type": "array", "minItems": 1, "items": SOURCE},
    "quote": {"type": "boolean", "description": "False: reports never repeat the author's words around a finding."},
    "examples": {
        "type": "object",
        "additionalProperties": False,
        "required": ["flag", "pass"],
        "properties": {
            "flag": {"type": "array", "minItems": 3, "items": EXAMPLE},
            "pass": {"type": "array", "minItems": 3, "items": EXAMPLE},
        },
    },
}
REQUIRED = [
    "id", "category", "kind", "severity", "summary", "message", "why", "instead", "sources", "examples",
]  # fmt: skip


def kind_schema(kind: str) -> dict[str, Any]:
    """The schema of a rule of `kind`: the common keys and those that its check declares in `SCHEMA`."""
    own = import_module(f"mkdocs_neurolint.checks.{kind}").SCHEMA
    return {
        "type": "object",
        "additionalProperties": False,
        "required": REQUIRED + list(own.get("required", [])),
        "properties": {**COMMON, **own["properties"]},
    }


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of rule files, for editors."""
    cases = []
    for kind in KINDS:
        case = kind_schema(kind)
        case["properties"] = {**case["properties"], "kind": {"const": kind}}
        cases.append(case)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Rule of mkdocs-neurolint",
        "type": "object",
        "required": ["kind"],
        "oneOf": [_publishable(case) for case in cases],
    }


def _publishable(value: Any) -> Any:
    """`value` without the keywords that only our own messages use."""
    if isinstance(value, dict):
        return {key: _publishable(inner) for key, inner in value.items() if key != "example"}
    if isinstance(value, list):
        return [_publishable(inner) for inner in value]
    return value
