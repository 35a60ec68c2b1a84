"""splink with narrower blocking rules: whatever agrees in name or expansion must agree in something else too.

Fewer pairs of the same name in far regions make it quicker and smaller, and what it finds more precise; mentions
without a region find fewer mates.
"""

from __future__ import annotations

from benchmarks.match.adapters.with_splink import MONTH, Rule, with_rules

NARROW: tuple[Rule, ...] = (
    ("name", "province"),
    ("name", "agency"),
    ("name", MONTH),
    ("expansion", "province"),
    ("regency", "substr(name, 1, 4)"),
    ("regency", "substr(name, -4)"),
)

ADAPTER = with_rules(NARROW)
