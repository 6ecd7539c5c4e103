"""What the files are called that generators of sites keep their settings in."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

FOLDERS = ("config/_default", "config/production")
"""Where Hugo has settings in a file for each subject; those of production go before the others."""

OF_HUGO = ("hugo.toml", "hugo.yaml", "hugo.yml", "config.toml", "config.yaml", "config.yml")
OF_ZOLA = ("zola.toml", "config.toml")
OF_JEKYLL = ("_config.yml", "_config.yaml")
"""Those of Hexo, too."""
OF_PELICAN = ("pelicanconf.py", "publishconf.py")
OF_QUARTO = ("_quarto.yml", "_quarto.yaml")
OF_MKDOCS = ("mkdocs.yml", "mkdocs.yaml")
OF_NIKOLA = ("conf.py",)
"""That of Sphinx, too."""
NAMES = tuple(
    dict.fromkeys((*OF_HUGO, *OF_ZOLA, *OF_JEKYLL, *OF_PELICAN, *OF_QUARTO, *OF_MKDOCS, *OF_NIKOLA))
)

_IN_FOLDERS = re.compile(rf"(?:{'|'.join(FOLDERS)})/[\w.-]+\.(?:toml|ya?ml)")


def is_settings(file: str) -> bool:
    """Tell whether a file, by its path below the folder of a site, may hold settings.

    Example:
        >>> is_settings("config/_default/permalinks.toml"), is_settings("blog/hugo.toml")
        (True, False)
    """
    return file in NAMES or bool(_IN_FOLDERS.fullmatch(file))


def may_be_settings(file: str) -> bool:
    """Tell the same by the path below any folder.

    Example:
        >>> may_be_settings("me/blog/hugo.toml"), may_be_settings("me/config/hugo.md")
        (True, False)
    """
    return any(is_settings("/".join(PurePosixPath(file).parts[-length:])) for length in (1, 3))
