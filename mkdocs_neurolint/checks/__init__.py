"""The check kinds, one module each. `checks.base` says what goes in and out."""
