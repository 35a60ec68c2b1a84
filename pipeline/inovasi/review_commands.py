"""The commands ``review``, ``merge``, ``split`` and ``undo``: asking, printing and exit codes; nothing else."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from inovasi import settings
from inovasi.console import Exit, Log, say
from inovasi.errors import UsageError

if TYPE_CHECKING:
    from inovasi.deciding import Stays
    from inovasi.match.judgements import Judgement, Verdict
    from inovasi.registry.lookup import Held, Lookup, OpenPair
    from inovasi.reviewing import Review

_VERDICTS: dict[str, Verdict] = {"s": "same", "d": "different", "u": "unsure"}
_KEYS = "[s]ame  [d]ifferent  [u]nsure  [enter] later  [z] undo  [q]uit > "
_WIDTH = 80  # columns where nobody says how wide it is
_WIDEST = 160


class _File:
    """The file of judgements, as it is now; each line that is added is on the disk when ``add`` returns."""

    def __init__(self, options: argparse.Namespace, lookup: Lookup) -> None:
        from inovasi.deciding import known_of
        from inovasi.match.judgement_file import NAME, read_judgements

        registry: Path = options.registry
        folder = registry if registry.is_dir() else registry.parent
        self.path: Path = options.judgements or folder / NAME
        self.by: str = _person(options)
        self.judgements, issues = read_judgements(self.path)
        log = Log()
        for issue in issues:
            log(issue)
        self.known = known_of(lookup, self.judgements)

    def now(self) -> str:
        from inovasi.match.judgements import next_moment

        return next_moment(datetime.now(UTC), self.judgements)

    def add(self, judgement: Judgement) -> None:
        from inovasi.deciding import replaced
        from inovasi.match.judgement_file import append_judgement, read_judgements

        log = Log()
        for issue in append_judgement(self.path, judgement):
            log(issue)
        for line in replaced(self.judgements, judgement, self.known) if not judgement.undoes else ():
            say(f"this outvotes {line}")
        self.judgements, _ = read_judgements(self.path)

    def undo(self) -> Judgement | None:
        """Take back the last judgement of this person; None where there is none."""
        from inovasi.deciding import last_of
        from inovasi.match.judgements import Judgement

        last = last_of(self.judgements, self.by)
        if last is not None:
            self.add(Judgement(self.by, self.now(), undoes=last.id))
        return last


def review(options: argparse.Namespace) -> Exit:
    """``inovasi review``"""
    from inovasi.registry.lookup import looking_up
    from inovasi.reviewing import Review

    with looking_up(options.registry) as lookup:
        file = _File(options, lookup)
        walk = Review(lookup.open_pairs(), file.judgements, file.known)
        with _keys() as key:
            counts = _Walk(walk, file, lookup).go(options.limit, key)
    made = ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items()) if count > 0)
    print(f"{made or 'nothing'} judged; {walk.left()} pairs left.")
    if made:
        _say_when(file)
    return Exit.OK


class _Walk:
    """One person's way through the open pairs."""

    def __init__(self, walk: Review, file: _File, lookup: Lookup) -> None:
        self._walk = walk
        self._file = file
        self._lookup = lookup
        self._counts: Counter[str] = Counter()
        self._answered = 0

    def go(self, limit: int | None, key: Callable[[], tuple[str, str | None]]) -> Counter[str]:
        """Show pair after pair until there are no more, ``limit`` are answered, or the person quits. -> verdicts"""
        from inovasi.deciding import stays

        while (pair := self._walk.next()) is not None and (limit is None or self._answered < limit):
            ids = [*self._walk.one_with(pair.left_innovation), *self._walk.one_with(pair.right_innovation)]
            plan = stays(held for one in sorted({*ids}) if (held := self._lookup.innovation(one)))
            print("\n".join(_sheet(pair, plan, self._lookup, self._progress(limit))))
            answer, note = _answer(key)
            if answer == "q":
                break
            if answer == "z":
                self._undo()
            elif answer == "":
                self._walk.put_off(pair)
                self._answered += 1
            else:
                self._judge(_VERDICTS[answer], pair, note)
        return self._counts

    def _progress(self, limit: int | None) -> str:
        end = self._answered + self._walk.left()
        return f"question {self._answered + 1} of {end if limit is None else min(end, limit)}"

    def _judge(self, verdict: Verdict, pair: OpenPair, note: str | None) -> None:
        from inovasi.cards import counted
        from inovasi.deciding import judgement_of

        sides = [
            (self._lookup.innovation(innovation), [mention])
            for innovation, mention in ((pair.left_innovation, pair.left), (pair.right_innovation, pair.right))
        ]
        left, right = ((held, mentions) for held, mentions in sides if held is not None)
        before = self._walk.left()
        self._file.add(judgement_of(verdict, left, right, self._file.by, self._file.now(), note))
        self._walk.hear(self._file.judgements)
        spared = before - self._walk.left() - 1
        more = f"; {counted(spared, 'other question')} answered with it" if spared > 0 else ""
        print(f"judged: {verdict}{more}")
        self._counts[verdict] += 1
        self._answered += 1

    def _undo(self) -> None:
        undone = self._file.undo()
        print(f"taken back: {undone}" if undone else f"{self._file.by} has judged nothing that could be taken back")
        if undone and undone.verdict:
            self._counts[undone.verdict] -= 1
            self._answered = max(0, self._answered - 1)
            self._walk.hear(self._file.judgements)


def _answer(key: Callable[[], tuple[str, str | None]]) -> tuple[str, str | None]:
    """Ask until the answer is one of the keys; the end of the input is the same as quitting."""
    while True:
        print(_KEYS, end="", flush=True)
        answer, note = key()
        print()
        if answer in (*_VERDICTS, "z", "q", ""):
            return answer, note
        print(f"{answer!r} is none of the keys")


def _sheet(pair: OpenPair, plan: Stays, lookup: Lookup, progress: str) -> Iterator[str]:
    """Both records, the reasons of the score, and what each answer does."""
    from inovasi.cards import effects, side_by_side, waterfall, wrapped

    width = min(_WIDEST, shutil.get_terminal_size((_WIDTH, 24)).columns)
    now = "one innovation now" if pair.together else "two innovations now"
    yield ""
    yield f"-- {progress}: the same? score {pair.score:.2f}, {now} ".ljust(width, "-")
    yield from side_by_side(lookup.side(pair.left).facts, lookup.side(pair.right).facts, width)
    yield "reasons (log-odds; above 0 speaks for one innovation), and their sum so far"
    yield from waterfall(lookup.reasons(pair), pair.score, width)
    yield "what an answer does at the next build"
    for verdict, effect in effects(plan, together=pair.together).items():
        yield from wrapped(f"  {verdict:10s} ", effect, width)


@contextmanager
def _keys() -> Iterator[Callable[[], tuple[str, str | None]]]:
    """A function that reads one answer and its note: one key in a terminal, the first word of a line in a pipe."""
    if not sys.stdin.isatty():
        yield _line
        return
    try:
        import termios
        import tty
    except ImportError:  # Windows
        yield _line
        return
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor, termios.TCSADRAIN)  # keys typed in the meantime count
        yield _key
    finally:
        with suppress(termios.error):  # the terminal may be closed by now
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _key() -> tuple[str, str | None]:
    try:
        key = sys.stdin.read(1)
    except OSError:  # the terminal was closed
        return "q", None
    return ("q" if key in ("", "\x04") else key.strip().lower()), None


def _line() -> tuple[str, str | None]:
    line = sys.stdin.readline()
    if not line:
        return "q", None
    answer, _, note = line.strip().partition(" ")
    return answer.lower(), note.strip() or None


def merge(options: argparse.Namespace) -> Exit:
    """``inovasi merge``"""
    from inovasi.cards import named
    from inovasi.deciding import merge_of, said_already, stays
    from inovasi.registry.lookup import looking_up

    with looking_up(options.registry) as lookup:
        first, second = _held(lookup, options.first), _held(lookup, options.second)
        file = _File(options, lookup)
    if first.id == second.id:
        raise UsageError(
            f"{options.first}, {options.second}", f"they are one {first.about}", "Nothing needs to be done."
        )
    if first.about != second.about:
        reason = f"one is an {first.about}, the other an {second.about}"
        raise UsageError(f"{options.first}, {options.second}", reason, "Name two of one kind.")
    said = said_already("same", first.mentions, second.mentions, file.judgements, file.known)
    _refuse_twice(said, f"one {first.about}")
    file.add(merge_of(first, second, file.by, file.now()))
    plan = stays((first, second))
    print(f"{named(plan.gone[0])} will be part of {named(plan.kept)}, and its id will redirect there.")
    _say_when(file)
    return Exit.OK


def split(options: argparse.Namespace) -> Exit:
    """``inovasi split``"""
    from inovasi.cards import named
    from inovasi.deciding import part_of, said_already, split_of
    from inovasi.registry.lookup import looking_up

    with looking_up(options.registry) as lookup:
        held = _held(lookup, options.id)
        part = part_of(lookup, held, options.mentions)
        file = _File(options, lookup)
    rest = [mention for mention in held.mentions if mention not in part]
    _refuse_twice(said_already("different", part, rest, file.judgements, file.known), f"two, each an {held.about}")
    file.add(split_of(held, part, file.by, file.now()))
    stay, leave = (part, rest) if held.mentions[0] in part else (rest, part)
    print(f"{named(held)} will keep its id for {', '.join(stay)}.")
    print(f"Another {held.about} will hold {', '.join(leave)}.")
    _say_when(file)
    return Exit.OK


def undo(options: argparse.Namespace) -> Exit:
    """``inovasi undo``"""
    from inovasi.registry.lookup import looking_up

    with looking_up(options.registry) as lookup:
        file = _File(options, lookup)
    last = file.undo()
    if last is None:
        advice = "Name somebody else with --by, or another file with --judgements."
        raise UsageError(str(file.path), f"{file.by} has judged nothing that could be taken back", advice)
    print(f"Taken back: {last} on {', '.join(last.left)} and {', '.join(last.right)}.")
    missing = sorted({*last.left, *last.right} - {*file.known.homes, *file.known.now})
    if missing and last.about == "innovation":
        say(f"the registry lacks {len(missing)} of these mentions, first: {missing[0]}")
    print("An earlier judgement on them counts again, or else the score.")
    _say_when(file)
    return Exit.OK


def _held(lookup: Lookup, innovation_id: str) -> Held:
    from inovasi.deciding import held_of

    found = held_of(lookup, innovation_id)
    if found.id != innovation_id:
        say(f"{innovation_id} redirects to {found.id}, which is taken in its place")
    return found


def _refuse_twice(lines: Sequence[Judgement], what: str) -> None:
    if lines:
        said = "; ".join(map(str, lines))
        advice = "Nothing needs to be done; the next build applies it."
        raise UsageError("judgements", f"it is judged already that they are {what}: {said}", advice)


def _say_when(file: _File) -> None:
    print(f"It stands in {file.path} and holds from the next build on.")


def _person(options: argparse.Namespace) -> str:
    """Who decides: --by, or else the name that this person is logged in with."""
    name = options.by.strip() if options.by is not None else settings.user()
    if not name:
        raise UsageError("--by", "nobody is named", "Say who decides: --by NAME.")
    return str(name)
