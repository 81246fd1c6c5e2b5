"""The `tieup` command: its list of commands, loaded only when one is used."""

from importlib import import_module

import click

# Command: the module that holds it. `tieup --help` loads them all, so they import nothing but click.
_HOMES = {
    "add": ".cli_corpus",
    "sync": ".cli_corpus",
    "remove": ".cli_corpus",
    "articles": ".cli_corpus",
    "doctor": ".cli_corpus",
    "backup": ".cli_backup",
    "restore": ".cli_backup",
    "ask": ".cli_ask",
    "export": ".cli_ask",
    "deals": ".cli_deals",
    "companies": ".cli_deals",
    "timeline": ".cli_deals",
    "coverage": ".cli_deals",
    "correct": ".cli_correct",
    "serve": ".cli_serve",
    "keys": ".cli_keys",
    "users": ".cli_users",
    "mcp": ".cli_mcp",
    "verify": ".cli_verify",
    "settings": ".cli_settings",
    "eval": ".cli_eval",
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_HOMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _HOMES:
            return None
        command: click.Command = getattr(import_module(_HOMES[cmd_name], __package__), f"{cmd_name}_command")
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tieup", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Ask a folder of news articles about corporate partnerships, with the passage behind every sentence.

    \b
      tieup ask "Who has Geely teamed up with?"
      tieup add my-articles/ --index my-index
      tieup serve --open
    """
    if ctx.invoked_subcommand != "settings":  # which tells the file from the environment
        from .cli_shared import plainly

        with plainly():
            from .settings_file import adopt

            adopt()


if __name__ == "__main__":
    main(prog_name="tieup")
