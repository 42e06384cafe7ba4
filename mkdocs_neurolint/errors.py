"""The one exception for mistakes that a user can mend: a bad setting, a bad rule, a missing file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import yaml


class UserError(Exception):
    """A mistake by the user, with the place where it can be mended.

    `str()` gives `path:line:column: message`, leaving out what is unknown. Lines and columns are 1-based. `also` are
    further mistakes that were found in the same go. The command line prints them all and exits 2; the plugin turns them
    into a `PluginError`.
    """

    def __init__(
        self, message: str, path: str = "", line: int = 0, column: int = 0, also: Sequence[UserError] = ()
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        self.also = tuple(also)

    @classmethod
    def of(cls, mistakes: Sequence[UserError]) -> UserError:
        """One error for all `mistakes`, of which there is at least one."""
        first, *others = [one for mistake in mistakes for one in mistake.all]
        return cls(first.message, first.path, first.line, first.column, others)

    @property
    def all(self) -> tuple[UserError, ...]:
        """This mistake and those that were found with it."""
        return self, *self.also

    def __str__(self) -> str:
        place = self.path
        if self.line:
            place += f":{self.line}"
            if self.column:
                place += f":{self.column}"
        return f"{place}: {self.message}" if place else self.message


def yaml_error(error: yaml.MarkedYAMLError, path: str, max_depth: int, hint: str = "") -> UserError:
    """What PyYAML found wrong, at its place; `max_depth` is the depth of nesting that the reader of the file allows.

    A newer libyaml has a limit of its own and reaches it on reading ahead, before the reader sees any depth.
    """
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    problem = error.problem or error.context or ""
    if "nesting depth" in problem:
        return UserError(f"nested deeper than {max_depth}", path, line)
    return UserError(f"not valid YAML: {problem}{hint}", path, line, column)
