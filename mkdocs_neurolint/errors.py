"""The one exception for mistakes that a user can mend: a bad setting, a bad rule, a missing file."""

from __future__ import annotations


class UserError(Exception):
    """A mistake by the user, with the place where it can be mended.

    `str()` gives `path:line:column: message`, leaving out what is unknown. Lines and columns are 1-based.
    The command line prints it and exits 2; the plugin turns it into a `PluginError`.
    """

    def __init__(self, message: str, path: str = "", line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.column = column

    def __str__(self) -> str:
        place = self.path
        if self.line:
            place += f":{self.line}"
            if self.column:
                place += f":{self.column}"
        return f"{place}: {self.message}" if place else self.message
