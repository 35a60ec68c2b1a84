"""The commands ``review``, ``merge``, ``split`` and ``undo``: asking, printing and exit codes; nothing else."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from inovasi import settings
from inovasi.console import Exit, Log, say
from inovasi.errors import UsageError

if TYPE_CHECKING:
    from inovasi.match.judgements import Judgement, Verdict
    from inovasi.registry.lookup import Held, Lookup, OpenPair
    from inovasi.reviewing import Review

_VERDICTS: dict[str, Verdict] = {"s": "same", "d": "different", "u": "unsure"}
_KEYS = "[s]ame  [d]ifferent  [u]nsure  [enter] later  [z] undo  [q]uit > "
_WIDTH = 110  # columns where nobody says how wide it is
_WIDEST = 160


class _File:
    """The file of judgements, as it is now; each line that is added is on the disk when ``add`` returns."""

    def __init__(self, options: argparse.Namespace) -> None:
        from inovasi.match.judgement_file import NAME, read_judgements

        registry: Path = options.registry
        folder = registry if registry.is_dir() else registry.parent
        self.path: Path = options.judgements or folder / NAME
        self.by: str = _person(options)
        self.judgements, issues = read_judgements(self.path)
        log = Log()
        for issue in issues:
            log(issue)

    def now(self) -> str:
        from inovasi.match.judgements import next_moment

        return next_moment(datetime.now(UTC), self.judgements)

    def add(self, judgement: Judgement) -> None:
        from inovasi.match.judgement_file import append_judgement, read_judgements
        from inovasi.reviewing import newly_outvoted

        log = Log()
        for issue in append_judgement(self.path, judgement):
            log(issue)
        for outvoted in newly_outvoted(self.judgements, judgement):
            say(f"this outvotes {outvoted.judgement}")
        self.judgements, _ = read_judgements(self.path)

    def undo(self) -> Judgement | None:
        """Take back the last judgement of this person; None where there is none."""
        from inovasi.match.judgements import Judgement
        from inovasi.reviewing import last_of

        last = last_of(self.judgements, self.by)
        if last is not None:
            self.add(Judgement(self.by, self.now(), undoes=last.id))
        return last


def review(options: argparse.Namespace) -> Exit:
    """``inovasi review``"""
    from inovasi.registry.lookup import looking_up
    from inovasi.reviewing import Review

    with looking_up(options.registry) as lookup:
        file = _File(options)
        walk = Review(lookup.open_pairs(), file.judgements)
        with _keys() as key:
            counts = _walk(walk, file, lookup, options.limit, key)
    made = ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items()) if count > 0)
    print(f"{made or 'nothing'} judged; {walk.left()} pairs left.")
    if made:
        print(f"It stands in {file.path} and holds from the next build on.")
    return Exit.OK


def _walk(
    walk: Review, file: _File, lookup: Lookup, limit: int | None, key: Callable[[], tuple[str, str | None]]
) -> Counter[str]:
    """Show pair after pair until there are no more, ``limit`` are answered, or the person quits."""
    from inovasi.match.judgements import Judgement

    counts: Counter[str] = Counter()
    answered = 0
    pair = walk.next()
    while pair is not None and (limit is None or answered < limit):
        print("\n".join(_sheet(pair, lookup, walk.left())))
        answer, note = _answer(key)
        if answer == "q":
            break
        if answer == "z":
            undone = file.undo()
            print(f"taken back: {undone}" if undone else f"{file.by} has judged nothing that could be taken back")
            if undone and undone.verdict:
                counts[undone.verdict] -= 1
                answered -= 1
        elif answer == "":
            walk.put_off(pair)
            answered += 1
        else:
            verdict = _VERDICTS[answer]
            file.add(Judgement(file.by, file.now(), verdict, (pair.left,), (pair.right,), note))
            print(f"judged: {verdict}")
            counts[verdict] += 1
            answered += 1
        walk.hear(file.judgements)
        pair = walk.next()
    return counts


def _answer(key: Callable[[], tuple[str, str | None]]) -> tuple[str, str | None]:
    """Ask until the answer is one of the keys; the end of the input is the same as quitting."""
    while True:
        print(_KEYS, end="", flush=True)
        answer, note = key()
        print()
        if answer in (*_VERDICTS, "z", "q", ""):
            return answer, note
        print(f"{answer!r} is none of the keys")


def _sheet(pair: OpenPair, lookup: Lookup, left: int) -> Iterator[str]:
    """Both records, and the reasons."""
    from inovasi.cards import side_by_side, waterfall

    width = min(_WIDEST, shutil.get_terminal_size((_WIDTH, 24)).columns) if sys.stdout.isatty() else _WIDTH
    together = pair.left_innovation == pair.right_innovation
    now = "in one innovation now" if together else "in two innovations now"
    yield ""
    yield f"{left} left; score {pair.score:.2f}, {now}"
    yield from side_by_side(lookup.side(pair.left).facts, lookup.side(pair.right).facts, width)
    yield "reasons (log-odds: above 0 speaks for one innovation; sum so far)"
    yield from waterfall(lookup.reasons(pair), pair.score)


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
    from inovasi.registry.lookup import looking_up
    from inovasi.reviewing import merge_of, stays

    with looking_up(options.registry) as lookup:
        first, second = _held(lookup, options.first), _held(lookup, options.second)
    if first.id == second.id:
        raise UsageError(f"{options.first}, {options.second}", "they are one innovation", "Nothing needs to be done.")
    file = _File(options)
    file.add(merge_of(first, second, file.by, file.now()))
    plan = stays(first, second)
    print(f"{_named(plan.gone)} will be part of {_named(plan.kept)}, and its id will redirect there.")
    _say_when(file)
    return Exit.OK


def split(options: argparse.Namespace) -> Exit:
    """``inovasi split``"""
    from inovasi.registry.lookup import looking_up
    from inovasi.reviewing import split_of

    with looking_up(options.registry) as lookup:
        held = _held(lookup, options.id)
    part = list(dict.fromkeys(options.mentions))
    for mention in part:
        if mention not in held.mentions:
            raise UsageError(mention, f"not a mention of {held.id}", f"It has: {', '.join(held.mentions)}.")
    if len(part) == len(held.mentions):
        raise UsageError(held.id, "these are all of its mentions", "Name only those that are another innovation.")
    file = _File(options)
    file.add(split_of(held, part, file.by, file.now()))
    rest = [mention for mention in held.mentions if mention not in part]
    stay, leave = (part, rest) if held.mentions[0] in part else (rest, part)
    print(f"{_named(held)} will keep its id for {', '.join(stay)}.")
    print(f"Another innovation will hold {', '.join(leave)}.")
    _say_when(file)
    return Exit.OK


def undo(options: argparse.Namespace) -> Exit:
    """``inovasi undo``"""
    from inovasi.registry.lookup import looking_up

    with looking_up(options.registry):
        pass  # only to say so where there is no registry
    file = _File(options)
    last = file.undo()
    if last is None:
        advice = "Name somebody else with --by, or another file with --judgements."
        raise UsageError(str(file.path), f"{file.by} has judged nothing that could be taken back", advice)
    print(f"Taken back: {last} on {', '.join(last.left)} and {', '.join(last.right)}.")
    print("An earlier judgement on them counts again, or else the score.")
    _say_when(file)
    return Exit.OK


def _held(lookup: Lookup, innovation_id: str) -> Held:
    found = lookup.innovation(innovation_id)
    if found is None:
        raise UsageError(innovation_id, "no such innovation", "Look its id up in the table innovations.")
    if found.id != innovation_id:
        say(f"{innovation_id} redirects to {found.id}")
    return found


def _named(held: Held) -> str:
    from inovasi.cards import printable

    return f"{held.id} ({printable(held.name)}, {len(held.mentions)} mentions)"


def _say_when(file: _File) -> None:
    print(f"It stands in {file.path} and holds from the next build on.")


def _person(options: argparse.Namespace) -> str:
    """Who decides: --by, or else the name that this person is logged in with."""
    name = options.by.strip() if options.by is not None else settings.user()
    if not name:
        raise UsageError("--by", "nobody is named", "Say who decides: --by NAME.")
    return str(name)
