"""The commands that fill and look after an index: add, sync, remove, articles, doctor."""

import json
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .cli_shared import Counter, index_option, notice, one_line, plainly

if TYPE_CHECKING:
    from ..index import Problem, Receipt, Store, Tier
    from ..rag import Writer

_PATH = click.Path(path_type=Path)
_MOST_REJECTED = 20  # lines about files that could not be taken in


@click.command("add", short_help="Take articles into the index.")
@click.argument("paths", nargs=-1, type=_PATH)
@index_option
@click.option("--retry", is_flag=True, help="Take in again what could not be read before.")
def add_command(paths: tuple[Path, ...], index: Path | None, retry: bool) -> None:
    """Take in the articles in files and folders; those already there unchanged are left alone.

    Files that can't be read are noted, and `tieup doctor` lists them. Ctrl-C loses nothing: run the
    same again, and it goes on from there.

    \b
      tieup add my-articles/ --index my-index
      tieup add report.html wires.jsonl
      tieup add --retry
    """
    if bool(paths) == retry:
        raise click.UsageError("give files or folders of articles, or --retry.")
    with plainly(), _interruptible():
        from .opening import naming_writer, open_store

        writer = naming_writer()
        store = open_store(index, notice, create=not retry)
        with Counter("articles") as counter:
            receipt = store.retry(counter.advance) if retry else store.add(list(paths), counter.advance)
        _report(receipt, "")
        _name(store, writer)


@click.command("sync", short_help="Make the index match a folder.")
@click.argument("folder", type=_PATH)
@index_option
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
def sync_command(folder: Path, index: Path | None, dry_run: bool) -> None:
    """Take in what is new or changed in FOLDER, and take out articles whose files are gone from it.

    \b
      tieup sync my-articles/ --index my-index --dry-run
    """
    with plainly(), _interruptible():
        from .opening import naming_writer

        writer = None if dry_run else naming_writer()
        with _for_sync(index, dry_run) as store, Counter("articles") as counter:
            receipt = store.sync(folder, dry_run=dry_run, progress=counter.advance)
        if dry_run:
            _print(f"{change.what:<8} {change.path}" for change in receipt.changes)
        _report(receipt, "Would be: " if dry_run else "")
        _name(store, writer)


def _name(store: "Store", writer: "Writer | None") -> None:
    """Let a language model name what it has not been asked about, and say what came of it."""
    if writer is None:
        return
    from ..rag import Assistant, name_articles

    before = Assistant(store).knowledge().names
    with Counter("articles named") as counter:
        named = name_articles(store, writer, lambda done, _: counter.show(done))
    assistant = Assistant(store)
    held = named.borne_out(assistant.deals(), assistant.knowledge().names) if named.deals else 0
    click.echo(
        f"Named by {writer.name}: companies: {len(named.companies)} (taken from it: {named.new(before)}); "
        f"deals: {len(named.deals)} (in the ledger: {held}); articles: {named.articles}."
    )
    if named.trouble:
        notice(f"Not all could be named ({named.trouble}): adding again asks about the others.")


@click.command("remove", short_help="Take articles out of the index.")
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@index_option
def remove_command(articles: tuple[str, ...], index: Path | None) -> None:
    """Take out each ARTICLE, named by its id, path or file name: all of them or none.

    \b
      tieup remove old-story.md --index my-index
    """
    with plainly():
        from .opening import open_store

        _report(open_store(index, notice).remove(list(articles)), "")


@click.command("articles", short_help="List the articles in the index.")
@index_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def articles_command(index: Path | None, as_json: bool) -> None:
    """List the articles: id, date, publisher, title and path, with tabs between them.

    \b
      tieup articles --index my-index
    """
    with plainly():
        from dataclasses import asdict

        from .opening import open_store

        for article in open_store(index, notice).articles():
            if as_json:
                click.echo(json.dumps(asdict(article), ensure_ascii=False))
            else:
                facts = (article.id, article.published, article.publisher, article.title, article.path)
                click.echo("\t".join(one_line(fact or "-") for fact in facts))


@click.command("doctor", short_help="Check the index, and repair it.")
@index_option
@click.option("--repair", is_flag=True, help="Rebuild what can be rebuilt from the catalogue.")
@click.option("--reembed", is_flag=True, help="Bring it to the embedding model in use, if it has another.")
@click.option(
    "--tier",
    type=click.Choice(["auto", "exact", "fast"]),
    help="How vectors are searched from now on: all of them, or the likeliest; auto is fast from 100,000 on.",
)
def doctor_command(index: Path | None, repair: bool, reembed: bool, tier: "Tier | None") -> None:
    """Look for anything wrong with the index. Exit code 1 when something is, and is not repaired.

    \b
      tieup doctor --index my-index --repair
      tieup doctor --index my-index --reembed
    """
    with plainly(), _interruptible():
        from ..index import Store
        from .opening import open_store

        if reembed:
            with Counter("articles") as counter:
                found = Store.reembed(index, progress=counter.advance)
            _print(f"Mended: {what}" for what in found)
        store = open_store(index, notice)
        if tier is not None:
            store.set_tier(tier)
        problems = (store.repair() if repair else store.check()) + _deal_problems(store, repair)
        stats = store.stats()
        if (tier, stats["tier"]) == ("fast", "exact"):
            notice("Search stays exact: there are fewer than 1,000 passages, too few to gain from it.")
        click.echo(
            f"{stats['folder']}: {stats['articles']:,} articles, {stats['passages']:,} passages, "
            f"generation {stats['generation']}, model {stats['model']}, search {stats['tier']} "
            f"(recall@10 {stats['recall']:.3f}), {stats['bytes'] / 1e6:,.1f} MB"
        )
        _print(("fixable: " if problem.fixable else "problem: ") + problem.what for problem in problems)
        if not problems:
            click.echo("All is well.")
            return
    fixable = any(problem.fixable for problem in problems)
    way_out = "run `tieup doctor --repair`" if fixable and not repair else "see the lines above"
    raise click.ClickException(f"{len(problems)} problem(s) in {stats['folder']}; {way_out}.")


def _deal_problems(store: "Store", repair: bool) -> "list[Problem]":
    """What is wrong with the deals kept beside the index; once repaired, nothing."""
    from ..rag import forget_deals, ledger_problems

    problems = ledger_problems(store)
    if problems and repair:
        forget_deals(store)
        return []
    return problems


@contextmanager
def _for_sync(index: Path | None, dry_run: bool) -> "Generator[Store]":
    """The index that is synced; for a look before there is one, an empty one elsewhere."""
    from ..corpus import StoreMissing
    from ..index import Store
    from .opening import open_store

    try:
        store = open_store(index, notice, create=not dry_run)
    except StoreMissing:
        from tempfile import TemporaryDirectory

        with TemporaryDirectory(prefix="tieup-") as nowhere, Store.open(nowhere, create=True) as empty:
            yield empty
        return
    yield store


@contextmanager
def _interruptible() -> Generator[None]:
    """Say after Ctrl-C that what was done is kept; exit code 1, as for anything left undone."""
    try:
        yield
    except KeyboardInterrupt:
        notice("")
        raise click.ClickException(
            "interrupted; every batch finished so far is kept: run the same again to go on."
        ) from None


def _report(receipt: "Receipt", prefix: str) -> None:
    taken = receipt.added + receipt.changed + receipt.unchanged + receipt.removed
    if not taken and len(receipt.rejected) == 1:
        (only,) = receipt.rejected
        raise click.ClickException(one_line(f"{only.path}: {only.reason}"))
    for rejected in receipt.rejected[:_MOST_REJECTED]:
        notice(one_line(f"Left out {rejected.path}: {rejected.reason}"))
    if len(receipt.rejected) > _MOST_REJECTED:
        notice(f"… and {len(receipt.rejected) - _MOST_REJECTED:,} more left out.")
    counts = {
        "added": receipt.added,
        "changed": receipt.changed,
        "unchanged": receipt.unchanged,
        "removed": receipt.removed,
        "left out": len(receipt.rejected),
    }
    if receipt.rejected and not taken:
        raise click.ClickException(
            f"none of {len(receipt.rejected):,} articles could be taken in; see above."
        )
    said = [f"{count:,} {what}" for what, count in counts.items() if count]
    click.echo(prefix + (", ".join(said) or "nothing to do"))
    if receipt.changes and not prefix:
        click.echo(
            f"passages: {receipt.passages:,} in, {receipt.passages_removed:,} out; "
            f"generation {receipt.generation:,}"
        )


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(one_line(line))
