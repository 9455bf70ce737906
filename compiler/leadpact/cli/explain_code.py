"""`leadpact explain-code LP101`: the page of a diagnostic."""

from __future__ import annotations

import difflib

import click
from click.shell_completion import CompletionItem

from leadpact.cli.options import example, fail_usage
from leadpact_dsl.codes import all_codes, page

_LOOK_ALIKES = str.maketrans("OIL", "011")


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(code) for code in all_codes() if code.startswith(_as_code(incomplete))]


@click.command("explain-code", epilog=example("leadpact explain-code LP101"))
@click.argument("code", required=False, shell_complete=_complete)
@click.option("--list", "listing", is_flag=True, help="List every code with its title.")
def command(code: str | None, listing: bool) -> None:
    """Say what the code of a finding means, with a wrong and a right example."""
    if listing:
        click.echo("\n".join(_titles()))
        return
    if code is None:
        fail_usage("Name a code such as LP101, or ask for all of them with --list.")
    found = page(_as_code(code))
    if found is None:
        near = difflib.get_close_matches(_as_code(code), all_codes())
        fail_usage(f"There is no code {code}.{f' Did you mean {_either(near)}?' if near else ''}")
    click.echo(f"# {found.code} {found.title}\n\n{found.body.strip()}")


def _as_code(text: str) -> str:
    """`lp101` and `101` are LP101 too, and so is LP1O1, with a letter for a digit."""
    if text.isdecimal():
        return f"LP{text}"
    return text.upper()[:2] + text.upper()[2:].translate(_LOOK_ALIKES)


def _either(codes: list[str]) -> str:
    return codes[0] if len(codes) == 1 else f"{', '.join(codes[:-1])} or {codes[-1]}"


def _titles() -> list[str]:
    return [f"{code}  {found.title}" for code in all_codes() if (found := page(code))]
