"""After any sequence of changes the index holds what it should, and a search equals a scan of everything."""

import shutil
import tempfile
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tieup.corpus import StoreError
from tieup.index import Filters, Settings, Store

NAMES = st.sampled_from([f"a{n}.md" for n in range(8)])
PUBLISHERS = ("Harbour Post", "Transit Weekly", "")
DATES = ("2018-12-31", "2019-02", "2020", "")
SENTENCES = [
    f"Firm {n} signed a contract on {topic} with Talbex for {n + 2} years."
    for n, topic in enumerate(("ore", "buses", "servers", "wagons", "cells", "chips"))
]
QUESTIONS = ("contract on buses", "Firm 3 wagons", "Talbex", "nothing of the kind")
BODIES = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3, unique=True)
FILTERS = [
    Filters(
        publishers=publishers, published_after=after, include_undated=undated, articles=names, copies=True
    )
    for publishers in ((), ("harbour post",))
    for after, undated in ((None, False), ("2019", False), ("2019-02", True))
    for names in ((), ("a1.md", "a2.md", "a5.md"))
]
FILTERS += [replace(FILTERS[n], companies=("Firm 2", "Firm 4")) for n in (0, 5, 7)]


class Interrupted(Exception):
    """Stands for whatever ends a writer in the middle."""


class IndexMachine(RuleBasedStateMachine):
    """The index beside a dictionary that says what it must hold."""

    embedder = None

    @initialize(bodies=st.lists(BODIES, min_size=3, max_size=6))
    def begin(self, bodies):
        # In memory where there is such a place: thousands of small commits wait for a disk.
        shared = Path("/dev/shm")
        self.place = Path(tempfile.mkdtemp(prefix="tieup-model-", dir=shared if shared.is_dir() else None))
        self.news = self.place / "news"
        self.news.mkdir()
        self.chosen = Settings(self.place / "index", self.place / "cache")
        self.disk, self.held = {}, {}
        self.fail_in = None
        machine = self

        class Failing:
            name, dimension = machine.embedder.name, machine.embedder.dimension

            def embed(self, texts):
                if machine.fail_in is not None and len(texts):
                    machine.fail_in -= 1
                    if machine.fail_in < 0:
                        raise Interrupted
                return machine.embedder.embed(texts)

        self.failing = Failing()
        self.store = self.opened(create=True)
        self.generation = self.steps = 0
        for n, body in enumerate(bodies):
            self.write(f"a{n}.md", body, PUBLISHERS[n % 3], DATES[n % 4])
        self.sync(dry=False)

    def opened(self, create=False):
        return Store.open(self.place / "index", create=create, settings=self.chosen, embedder=self.failing)

    def teardown(self):
        if hasattr(self, "store"):
            assert self.store.check() == []
            self.store.close()
            shutil.rmtree(self.place)

    @rule(name=NAMES, body=BODIES, publisher=st.sampled_from(PUBLISHERS), date=st.sampled_from(DATES))
    def write(self, name, body, publisher, date):
        known = {"title": f"About {name}", "publisher": publisher, "published": date}
        head = "".join(f"{key}: {value}\n" for key, value in known.items() if value)
        self.disk[name] = (f"---\n{head}---\n\n" + "\n\n".join(body) + "\n", publisher, date)
        (self.news / name).write_text(self.disk[name][0])

    @rule(name=NAMES)
    def delete(self, name):
        if self.disk.pop(name, None) is not None:
            (self.news / name).unlink()

    @precondition(lambda self: self.disk)
    @rule(name=NAMES)
    def add(self, name):
        if name in self.disk:
            self.store.add(self.news / name)
            self.held[name] = self.disk[name]

    @precondition(lambda self: self.disk)
    @rule(dry=st.booleans())
    def sync(self, dry):
        if self.disk:
            before = dict(self.held)
            shown = self.store.sync(self.news, dry_run=True)
            if not dry:
                assert self.store.sync(self.news).changes == shown.changes
                self.held = dict(self.disk)
            counts = (shown.added, shown.changed, shown.removed)
            changed = {name for name in self.disk.keys() & before.keys() if self.disk[name] != before[name]}
            added, removed = self.disk.keys() - before.keys(), before.keys() - self.disk.keys()
            assert counts == (len(added), len(changed), len(removed))

    @rule(name=NAMES)
    def remove(self, name):
        if self.held.pop(name, None) is not None:
            self.store.remove(name)
        else:
            try:
                self.store.remove(name)
            except StoreError:
                return
            raise AssertionError("what is not there was removed")

    @rule(after=st.integers(0, 1))
    def interrupted_sync(self, after):
        """One batch holds all articles here: none of them, or all (what went stays until the next run)."""
        if not self.disk:
            return
        self.fail_in = after
        try:
            self.store.sync(self.news)
            self.held = dict(self.disk)
        except Interrupted:
            pass
        finally:
            self.fail_in = None

    @rule(name=NAMES)
    def killed_before_the_vectors_were_written(self, name):
        """The catalogue is of one generation, the files beside it of the one before."""
        if name not in self.disk:
            return
        kept = self.place / "kept"
        kept.mkdir()
        beside = [*self.store.folder.glob("vectors-*"), *self.store.folder.glob("manifest.json")]
        for path in beside:
            shutil.copy2(path, kept)
        self.add(name)
        self.store.close()
        for path in [*self.store.folder.glob("vectors-*"), *self.store.folder.glob("manifest.json")]:
            path.unlink()
        for path in kept.iterdir():
            shutil.copy2(path, self.store.folder)
        shutil.rmtree(kept)
        self.store = self.opened()

    @rule()
    def reopen(self):
        self.store.close()
        self.store = self.opened()

    @rule()
    def back_up_and_restore(self):
        self.store.backup(self.place / "one.tieup")
        self.store.close()
        if self.held:
            Store.open(self.place / "index", settings=self.chosen, embedder=self.failing).remove(
                next(iter(self.held))
            )
        self.store = Store.restore(
            self.place / "one.tieup",
            self.place / "index",
            replace=True,
            settings=self.chosen,
            embedder=self.failing,
        )

    @rule()
    def repair(self):
        assert self.store.repair() == []

    @invariant()
    def search_equals_a_scan(self):
        """Each step with another question and other filters, in turn."""
        if hasattr(self, "store"):
            self.steps += 1
            self.compare(QUESTIONS[self.steps % len(QUESTIONS)], FILTERS[self.steps * 7 % len(FILTERS)])

    def compare(self, question, filters):
        allowed = [
            part
            for info in self.store.articles()
            if self.passes(Path(info.path).name, filters)
            for part in self.store.passages(info.id)
        ]
        hits = self.store.search(question, k=500, filters=filters)
        assert {hit.passage.id for hit in hits} == {part.id for part in allowed}
        assert {hit.passage for hit in hits} == {*allowed}
        ranked = sorted(hits, key=lambda hit: hit.vector_rank)
        assert [hit.vector_rank for hit in ranked] == [*range(1, len(hits) + 1)]
        vectors = self.store.passage_vectors([hit.passage.id for hit in ranked])
        cosines = vectors @ self.embedder.embed([question])[0] if len(hits) else np.empty(0)
        assert np.all(np.diff(cosines) <= 2e-6)
        for _, tied in groupby(ranked, key=lambda hit: hit.cosine):
            ids = [hit.passage.id for hit in tied]
            assert ids == sorted(ids)
        for hit in hits:
            text = self.store.article(hit.passage.article_id).text
            assert text[hit.passage.start : hit.passage.end] == hit.passage.text
        self.one_copy_of_each(question)

    def one_copy_of_each(self, question):
        clusters = {info.id: info.cluster for info in self.store.articles()}
        shown = {hit.passage.article_id for hit in self.store.search(question, k=500)}
        assert len({clusters[one] for one in shown}) == len(shown)

    def passes(self, name, filters):
        """The filters' promise, on what the dictionary holds."""
        text, publisher, date = self.held[name]
        if filters.companies and not any(f"{company} " in text for company in filters.companies):
            return False
        if filters.publishers and publisher.casefold() not in {p.casefold() for p in filters.publishers}:
            return False
        if filters.articles and name not in filters.articles:
            return False
        if filters.published_after is None:
            return True
        first = (date + "-01-01")[:10] if date else ""
        return first >= (filters.published_after + "-01-01")[:10] if date else filters.include_undated

    @invariant()
    def holds_what_it_should(self):
        if hasattr(self, "store"):
            there = {Path(i.path).name: self.store.article(i.id).text for i in self.store.articles()}
            assert there == {name: text for name, (text, _, _) in self.held.items()}
            assert self.store.generation >= self.generation
            self.generation = self.store.generation


def test_the_index_and_the_dictionary_agree(hasher):
    IndexMachine.embedder = hasher
    run = settings(
        max_examples=25,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    run_state_machine_as_test(IndexMachine, settings=run)
