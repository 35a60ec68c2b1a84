"""Pages that are looked at and not kept: for ``--dry-run`` and for trying a source out."""

from __future__ import annotations

from inovasi.scrape.archive.archive import Archive
from inovasi.scrape.archive.values import Capture, Kind
from inovasi.scrape.fetch.values import Response


class Unkept:
    """Stands in for an archive during one run of one source, over what ``archive`` has (None: nothing).

    Responses stay in memory until it is gone.
    """

    def __init__(self, archive: Archive | None) -> None:
        self._archive = archive
        self._held: dict[str, tuple[Capture, Response]] = {}

    def add(self, response: Response, source: str, kind: Kind, part_of: str | None = None) -> Capture:
        """Remember ``response``; a 304 gives the capture that it confirms, as an archive does."""
        latest = self.latest(response.url)
        if response.status == 304 and latest is not None:
            self._held[response.url] = (latest, self.response(latest))
            return latest
        capture = Capture(
            id=0,
            url=response.url,
            source=source,
            kind=kind,
            retrieved=response.retrieved,
            status=response.status,
            mime=(response.header("Content-Type") or "").partition(";")[0].strip().lower() or None,
            etag=response.header("ETag"),
            last_modified=response.header("Last-Modified"),
            location=response.header("Location"),
            digest="",
            file="",
            offset=0,
            length=0,
            part_of=part_of,
        )
        self._held[response.url] = (capture, response)
        return capture

    def since(self, url: str, moment: str) -> Capture | None:
        """The newest capture of ``url`` at ``moment`` or later; what came in during the run always is."""
        if url in self._held:
            return self._held[url][0]
        return self._archive.since(url, moment) if self._archive else None

    def latest(self, url: str) -> Capture | None:
        """The newest capture of ``url``."""
        return self.since(url, "")

    def response(self, capture: Capture) -> Response:
        """The response of ``capture``. Raises ArchiveError."""
        held = self._held.get(capture.url)
        if held is not None or self._archive is None:
            return self._held[capture.url][1]
        return self._archive.response(capture)

    def captures(self, kind: Kind) -> list[Capture]:
        """What came in of this kind, in order."""
        return [capture for capture, _ in self._held.values() if capture.kind == kind]

    def parts(self, url: str) -> list[Capture]:
        """The further pages of the article ``url``, in order."""
        return [capture for capture in self.captures("part") if capture.part_of == url]
