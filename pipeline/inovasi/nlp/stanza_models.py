"""Where the stanza models of ``--backend stanza`` are.

Two layouts are known. A plain folder, as ``models/train_stanza.py`` writes it::

    DIR/tokenize.pt            needed
    DIR/pos.pt  DIR/ner.pt     each used where it is there
    DIR/mwt.pt  DIR/pretrain.pt  DIR/forward_charlm.pt  DIR/backward_charlm.pt    for models that were made with them

and the folder that ``stanza.download("id")`` fills, with ``DIR/id/tokenize/NAME.pt`` and so on. Where a folder there
holds several models, ``resources.json`` beside ``id`` says which one is stanza's own choice; else it is the first by
name. Only files are looked at: nothing is ever fetched.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inovasi.errors import UsageError

# In the order in which stanza runs them. "mwt" splits "menyetujuinya" in two for the tagger; the token stays whole.
PROCESSORS = ("tokenize", "mwt", "pos", "ner")
# What some models of a processor need beside their own file.
SUPPORT = ("pretrain", "forward_charlm", "backward_charlm")
_SUPPORTED = ("tokenize", "pos", "ner")
_LANGUAGE = "id"


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """The model file of each processor, and the files that they share. ``processors`` has ``tokenize`` at least."""

    folder: Path
    processors: dict[str, Path]
    support: dict[str, Path]

    def options(self) -> dict[str, str]:
        """The same as keyword arguments of ``stanza.Pipeline``."""
        paths = {f"{name}_model_path": str(path) for name, path in self.processors.items()}
        # Its entity recogniser loads no model at all unless each of these is given, if only as "none".
        paths |= {f"ner_{name}_path": "" for name in SUPPORT if "ner" in self.processors}
        for name in _SUPPORTED:
            paths |= {f"{name}_{kind}_path": str(path) for kind, path in self.support.items()}
        return paths


def find_models(folder: Path) -> ModelFiles:
    """The models in ``folder``. Raises UsageError, naming the folder, where there is no tokenizer."""
    if (folder / "tokenize.pt").is_file():
        found = {name: folder / f"{name}.pt" for name in (*PROCESSORS, *SUPPORT)}
    else:
        chosen = _chosen(folder)
        found = {name: _pick(folder / _LANGUAGE / name, chosen.get(name)) for name in (*PROCESSORS, *SUPPORT)}
    kept = {name: path for name, path in found.items() if path.is_file()}
    if "tokenize" not in kept:
        reason = f"no stanza models there (neither tokenize.pt nor {_LANGUAGE}/tokenize/*.pt)"
        advice = "Give their folder with --stanza-models DIR, or fetch stanza's own once: python -c "
        raise UsageError(str(folder), reason, f"{advice}'import stanza; stanza.download(\"{_LANGUAGE}\")'")
    return ModelFiles(
        folder,
        {name: kept[name] for name in PROCESSORS if name in kept},
        {name: kept[name] for name in SUPPORT if name in kept},
    )


def _pick(folder: Path, chosen: str | None) -> Path:
    """The model in ``folder`` to use; a path that does not exist where there is none."""
    files = sorted(folder.glob("*.pt"))
    preferred = folder / f"{chosen}.pt"
    if preferred in files or not files:
        return preferred
    return files[0]


def _chosen(folder: Path) -> dict[str, str]:
    """The model that stanza takes by default for each processor, and what these need, from the list beside them."""
    file = folder / "resources.json"
    if not file.is_file():
        return {}
    try:
        known: Any = json.loads(file.read_text(encoding="utf-8")).get(_LANGUAGE, {})
        default = known.get("packages", {}).get("default", {})
        chosen = {name: model for name, model in default.items() if isinstance(model, str)}
        for name in _SUPPORTED:
            entry = known.get(name, {}).get(chosen.get(name), {})
            chosen |= {need["model"]: need["package"] for need in entry.get("dependencies", [])}
    except (OSError, ValueError, AttributeError, KeyError, TypeError) as error:
        reason = f"is not a list of stanza models ({type(error).__name__}: {error})"
        raise UsageError(str(file), reason, "Remove it, or fetch the models again.") from error
    return chosen
