"""The command `kg`: arguments in, messages and files out; all work is done in the library."""

from __future__ import annotations

import gc
import sys
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from kg.commands import (
    answers,
    build,
    checks,
    diff,
    discover,
    evaluate,
    export,
    mcp,
    query,
    references,
    serve,
    vocabulary,
)
from kg.commands.printing import tell
from kg.errors import KgError

# A build makes millions of values that do not refer to one another in circles, so that the search
# for such circles, at Python's own pace, takes a fifth of its time and finds next to none.
COLLECTION = (1_000_000, 20, 100)
_NEVER_CUT = 1000


class _Commands(TyperGroup):
    """Lists each command with all of what it says of itself first, where Click cuts it short."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - Click's own types
        known = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, one.get_short_help_str(_NEVER_CUT)) for name, one in known if one]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


# Plain help: Rich's takes twice as long to import as all the rest of `kg --help`.
app = typer.Typer(
    cls=_Commands,
    help="Turn a technical blog into a knowledge graph of posts and concepts.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
# In the order in which `kg --help` lists their commands.
for subject in (
    build, query, checks, diff, serve, discover, references, evaluate, vocabulary, answers, export,
    mcp,
):  # fmt: skip
    app.add_typer(subject.app)


def main() -> NoReturn:
    """Run the command; a fault of the input is one line on stderr and exit code 2."""
    gc.set_threshold(*COLLECTION)
    try:
        app()
    except KgError as error:
        tell(str(error))
        sys.exit(2)
    sys.exit(0)


@app.callback(invoke_without_command=True)
def _options(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        from kg import __version__

        print(f"kg {__version__}")
        raise typer.Exit
