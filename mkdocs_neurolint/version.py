"""The version, where nothing else needs to be imported to know it."""

VERSION = "0.1.0"
