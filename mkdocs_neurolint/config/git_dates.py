"""When each page was last committed, for pages that do not say themselves when they were reviewed. One call of Git."""

from __future__ import annotations

import subprocess

from mkdocs_neurolint.config.files import shown_path
from mkdocs_neurolint.config.project import Project


def git_dates(project: Project) -> dict[str, str]:
    """ISO dates of the last commit by path, as pages are shown; empty where there is no Git or no repository."""
    folder = project.docs_dir or project.root or "."
    git = ["git", "-C", folder, "-c", "core.quotePath=false"]
    try:
        log = [*git, "log", "--format=%x00%cs", "--name-only", "--relative"]
        done = subprocess.run(log, capture_output=True, check=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return {}
    dates: dict[str, str] = {}
    for commit in done.stdout.decode("utf-8", "replace").split("\0")[1:]:
        day, *names = commit.splitlines()
        for name in filter(None, names):
            # The newest commit comes first.
            dates.setdefault(shown_path(f"{folder}/{name}"), day)
    return dates
