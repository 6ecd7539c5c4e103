"""Bundle what pages take from npm while kg is built, where Node.js is: the libraries of the
explorer's WebGL view and the editor of the query page.

hatchling calls this hook for wheels and editable installs. The versions are those of the lockfiles.
Without npm, or where it cannot reach its registry, kg is built without the bundles: pages of large
graphs then say that they have no WebGL view, queries are written in a plain field, and all works.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_FOLDERS = {
    "kg/explorer/webgl": "the page's WebGL view",
    "kg/serve/editor": "the query page's editor",
}
# An install script would fetch a program of its own; esbuild's is in its package.
_COMMANDS = (
    ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"),
    ("run", "build"),
)


class BundleScripts(BuildHookInterface):
    """Makes `bundle.js` in each folder that has a lockfile, and puts it into the package."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Make the bundles if there is an npm to make them with; hatchling calls this."""
        if self.target_name != "wheel":
            return
        npm = shutil.which("npm")
        for name, what in _FOLDERS.items():
            folder = Path(self.root) / name
            (folder / "bundle.js").unlink(missing_ok=True)
            fault = _bundle(npm, folder) if npm else "there is no Node.js"
            if fault:
                self.app.display_warning(f"kg is built without {what}: {fault}")
            else:
                build_data["artifacts"].append(f"{name}/bundle.js")


def _bundle(npm: str, folder: Path) -> str:
    """Make the bundle of a folder; return what went wrong, if anything did."""
    for arguments in _COMMANDS:
        done = subprocess.run(  # noqa: S603 - our own command
            [npm, *arguments], cwd=folder, capture_output=True, check=False, text=True
        )
        if done.returncode:
            return f"npm {arguments[0]} failed:\n{done.stderr.strip()}"
    return ""
