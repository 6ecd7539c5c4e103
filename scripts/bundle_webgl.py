"""Bundle the libraries of the page's WebGL view while kg is built, where Node.js is.

hatchling calls this hook for wheels and editable installs. The versions are those of the lockfile.
Without npm, or where it cannot reach its registry, kg is built without the bundle: pages of large
graphs then say that they have no WebGL view, and work.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BundleWebgl(BuildHookInterface):
    """Makes `kg/explorer/webgl/bundle.js` and puts it into the package."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Make the bundle if there is an npm to make it with; hatchling calls this."""
        if self.target_name != "wheel":
            return
        folder = Path(self.root) / "kg/explorer/webgl"
        bundle = folder / "bundle.js"
        bundle.unlink(missing_ok=True)
        npm = shutil.which("npm")
        if npm is None:
            self.app.display_warning("no Node.js: kg is built without the page's WebGL view")
            return
        # An install script would fetch a program of its own; esbuild's is in its package.
        install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"]
        for arguments in (install, ["run", "build"]):
            done = subprocess.run(  # noqa: S603 - our own command
                [npm, *arguments], cwd=folder, capture_output=True, check=False, text=True
            )
            if done.returncode:
                self.app.display_warning(
                    f"kg is built without the page's WebGL view: npm {arguments[0]} failed:\n"
                    f"{done.stderr.strip()}"
                )
                return
        build_data["artifacts"].append("kg/explorer/webgl/bundle.js")
