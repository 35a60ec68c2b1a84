"""Every value that passes between rooms. Frozen, typed, no logic.

Offsets are character offsets (Python string indices) into ``Article.text``. Dates are ISO 8601 strings
(``2019-10-24``) or ``None`` where the source does not say. Region codes are the official ones of the home
ministry (``16.06``).

``found_by`` says what found a value (rules by their names, ``gazetteer``, ``model`` for a trained reader), and
``confidence`` is the measured share of right values among those found in the same way: of values with 0.9, about nine
in ten are right (models/README.md has the table). It is 0 where nothing has been measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ExpansionKind = Literal["acronym", "gloss", "translation"]
Backend = Literal["spacy", "stanza"]
Finder = Literal["wordpress", "rss", "sitemap", "listing"]
SourceKind = Literal["news", "wire", "broadcaster", "government"]
Entity = Literal["innovation", "agency", "official"]  # what has lasting ids


@dataclass(frozen=True, slots=True)
class Correction:
    """What the pages of one outlet need beyond the common rules of reading. All but the dates are CSS selectors.

    It holds for pages retrieved from day ``since`` to day ``until`` (ISO 8601, both included; None: open), because a
    site that changes its markup does so for its old articles too. ``drop`` is taken out before anything is read; of the
    others the first element found serves, and where nothing is found the common rules do.
    """

    since: str | None = None
    until: str | None = None
    title: str | None = None
    published: str | None = None
    author: str | None = None
    body: str | None = None
    drop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One outlet or government site, and how to find its articles.

    ``region`` is the official code of the region it reports on (None: the whole country), ``kind`` says who publishes
    it (``wire``: a news agency's desk). ``find`` is tried in that order, the first way that works serves. An article
    counts if its title or text has one of ``keywords`` (as a word or part of one, in any case); none: every article
    counts. ``feeds``, ``sitemaps`` and ``listings`` are addresses (relative to ``url``) for a site whose own are not
    found by themselves; ``{keyword}`` in a listing stands for each keyword in turn. ``link`` and ``next`` are CSS
    selectors of a listing's links to articles and to its next page. ``delay`` is the least number of seconds between
    two requests (None: the setting of the whole crawl). ``verified`` is the day on which it was last seen to work;
    None: not yet.
    """

    name: str
    url: str
    region: str | None = None
    kind: SourceKind = "news"
    find: tuple[Finder, ...] = ("wordpress", "rss", "sitemap", "listing")
    keywords: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    link: str | None = None
    next: str | None = None
    delay: float | None = None
    verified: str | None = None
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class CrawlSettings:
    """The ``[scrape]`` table of inovasi.toml.

    ``archive`` is the folder of WARC files and their index, ``contact`` (an address or URL) goes into the User-Agent.
    ``delay`` is the least number of seconds between two requests to one host (None: 1, and 0 for this machine itself),
    ``parallel`` how many hosts are asked at the same time. ``timeout`` is how long a server may be silent, ``deadline``
    how long one response may take, both in seconds; ``max_bytes`` limits a response, as received and unpacked.
    ``retries`` is how often a request is made again after a failure that may pass.
    """

    archive: str = "archive"
    contact: str | None = None
    allow_private: bool = False
    delay: float | None = None
    parallel: int = 8
    timeout: float = 30.0
    deadline: float = 120.0
    max_bytes: int = 20_000_000
    retries: int = 3


@dataclass(frozen=True, slots=True)
class Reader:
    """How articles are read; every worker builds its pipeline from this.

    ``backend`` splits the text into tokens and sentences and finds its entities; ``stanza_models`` is a folder of
    stanza models (None: stanza's own folder). ``gate``: leave out, after a cheap look, articles that are about
    something else. ``models``: False reads by rules and gazetteers alone.
    """

    backend: Backend = "spacy"
    stanza_models: str | None = None
    gate: bool = True
    models: bool = True


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where one value stands in an article: ``article.text[start:end] == quote``, always.

    ``field`` names the value it supports: ``name``, ``alias``, ``expansion``, ``agency``, ``region``, ``award`` ...
    """

    field: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Article:
    """One news article. ``text`` is the body that all offsets point into; it is never rewritten after reading.

    ``source`` is the outlet (host name of the URL, or None); ``origin`` the file it was read from, as the user gave
    it; ``retrieved`` the time of retrieval (ISO 8601) where the file tells (WARC), else None. ``published`` is a day;
    ``published_at`` and ``modified_at`` are moments, with the offset of their zone where the page tells it
    (``2019-07-17T10:12+07:00``). ``outlet`` is the name that the site gives itself, ``section`` its rubric. ``story``
    is the id of the first of several articles that print the same text; None before they were compared.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    published: str | None = None
    source: str | None = None
    origin: str | None = None
    retrieved: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    author: str | None = None
    outlet: str | None = None
    section: str | None = None
    story: str | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that could not be done: which input, in which stage, why, and what the user can do about it.

    ``fatal`` is true when the input was lost (the run then ends with exit code 3); false for a warning.
    """

    stage: str
    input: str
    reason: str
    advice: str
    fatal: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an acronym alignment: characters ``short[s]`` and ``long[l]`` are the same letter.

    ``how`` is ``initial`` (first letter of a word), ``syllable`` (continues inside a word), ``inner`` (inside a word
    after a gap), ``digit`` (a numeral or its word).
    """

    s: int
    l: int  # noqa: E741 - s and l are the two sides of the alignment everywhere in this package
    how: str


@dataclass(frozen=True, slots=True)
class Expansion:
    """A short form that the text itself spells out. ``alignment`` is empty for a gloss or a translation."""

    short: str
    long: str
    kind: ExpansionKind
    score: float
    alignment: tuple[Step, ...] = ()
    evidence: tuple[Evidence, ...] = ()  # fields "short" and "long"
    confidence: float = 0.0
    found_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegionMention:
    """A province, regency, city or district in the text. ``name`` is the official name, ``surface`` the text's."""

    name: str
    code: str
    kind: str  # provinsi | kabupaten | kota | kecamatan
    surface: str
    evidence: tuple[Evidence, ...] = ()  # field "region", one per place where it stands


@dataclass(frozen=True, slots=True)
class AgencyMention:
    """A government organisation. ``name`` is the fullest form in the text; ``standard`` its long form if known.

    ``kind`` is the agency type of the gazetteer (``dinas``, ``rsud``, ``puskesmas``, ``pemda``, ``kementerian`` ...).
    """

    name: str
    kind: str
    standard: str | None = None
    region: str | None = None
    region_code: str | None = None
    aliases: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()  # field "agency", one per place where it stands
    confidence: float = 0.0
    found_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficialMention:
    """A person with a public role. ``name`` has no titles and no degrees; ``status`` is plt/pj/pjs/plh or None."""

    name: str
    role: str | None = None
    status: str | None = None
    agency: str | None = None
    region: str | None = None
    region_code: str | None = None
    aliases: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()  # fields "official" and "role"
    confidence: float = 0.0
    found_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Award:
    """One award as an article tells it. ``text`` is the phrase as written.

    ``contest`` is the name of the contest in the gazetteer, or as written where the gazetteer lacks it; ``level`` the
    rank in one spelling ("Top 45", "Juara 1", "Juara Harapan 2", "Terbaik 1", "Finalis" ...); ``scope`` nasional,
    provinsi, kabupaten/kota or internasional; ``year`` the year of the contest. None: the text does not say.
    """

    text: str
    contest: str | None = None
    level: str | None = None
    scope: str | None = None
    year: int | None = None
    evidence: tuple[Evidence, ...] = ()  # "award" (the phrase); "contest", "scope", "year" where they stand elsewhere


@dataclass(frozen=True, slots=True)
class InnovationMention:
    """One innovation as one article presents it.

    ``stage`` (tahapan: inisiatif, uji coba, penerapan), ``initiator`` (inisiator), ``digital`` (True, False, or None
    where the text does not say), ``form`` (bentuk) and ``affairs`` (urusan) are the home ministry's form fields, filled
    only when the text states them. ``awards`` are the phrases as written, ``award_details`` what they say, in the same
    order. ``status`` is berlanjut, berhenti or direplikasi, ``started`` the year of the start, ``replicated_from`` the
    regions whose innovation it is where another one took it over, ``replicated_by`` those that did, as the text has
    them; all four only where the text states them as a fact. ``found_by`` names the rules that proposed the name, and
    ``model`` where the trained reader agrees.
    """

    name: str
    aliases: tuple[str, ...] = ()
    expansion: str | None = None
    description: str | None = None
    agency: str | None = None
    region: str | None = None
    region_code: str | None = None
    awards: tuple[str, ...] = ()
    award_details: tuple[Award, ...] = ()
    officials: tuple[str, ...] = ()
    stage: str | None = None
    initiator: str | None = None
    digital: bool | None = None
    form: str | None = None
    affairs: str | None = None
    status: str | None = None
    started: int | None = None
    replicated_from: tuple[str, ...] = ()
    replicated_by: tuple[str, ...] = ()
    confidence: float = 0.0
    found_by: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """ "X has N innovations", as the article says it. ``named`` are the innovations of this article tied to it."""

    count: int
    what: str
    who: str | None = None
    region_code: str | None = None
    award: str | None = None
    named: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()  # field "claim" (the phrase), optionally "who"


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article yields. Order within a layer is the order of first appearance in the text.

    ``skipped``: the relevance gate found the article to be about something else, so nothing was looked for.
    """

    article_id: str
    innovations: tuple[InnovationMention, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    agencies: tuple[AgencyMention, ...] = ()
    officials: tuple[OfficialMention, ...] = ()
    regions: tuple[RegionMention, ...] = ()
    claims: tuple[Claim, ...] = ()
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """An InnovationMention placed in its article, as matching sees it. ``id`` is stable: article id and name."""

    id: str
    article_id: str
    published: str | None
    innovation: InnovationMention


@dataclass(frozen=True, slots=True)
class Reason:
    """One named feature's part in a pair's score. ``weight`` is signed: above 0 speaks for one innovation."""

    feature: str
    value: float
    weight: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions that may be one innovation. ``left`` and ``right`` are mention ids, ``left < right``."""

    left: str
    right: str
    score: float
    decision: Literal["same", "different", "unsure"]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Cluster:
    """One real-world innovation: a lasting id and the mentions that speak of it (founding mention first)."""

    id: str
    mention_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """An agency or official as one article has it. ``id`` is stable: article id and name, like that of a Mention;
    ``position`` is its place in that layer of the article's Extraction."""

    id: str
    article_id: str
    name: str
    position: int


@dataclass(frozen=True, slots=True)
class AgencyRecord:
    """One body under all its names, those before a reorganisation included. ``name``, ``standard`` and ``kind`` are the
    present ones; ``members`` are in founding order."""

    id: str
    name: str
    kind: str
    standard: str | None
    region_code: str | None
    other_names: tuple[str, ...]
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One role of one person, as the ``members`` have it. ``status`` is plt, pj, pjs or plh, ``mantan`` where the
    person is said to have held the role before, None where nothing is said; ``agency`` as written."""

    role: str
    status: str | None
    agency: str | None
    region_code: str | None
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class OfficialRecord:
    """One person with the roles the articles give. ``members`` are in founding order, ``terms`` in that of their
    first members."""

    id: str
    name: str
    roles: tuple[str, ...]
    region_code: str | None
    other_names: tuple[str, ...]
    members: tuple[Member, ...]
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Redirect:
    """An id that is no longer in use, and the one that stands for it now (never an old one itself)."""

    old: str
    new: str
    about: Entity = "innovation"


@dataclass(frozen=True, slots=True)
class Change:
    """One event in the life of the ids of innovations, agencies or officials (``about``).

    ``founded``: ``new`` is there. ``merged``: ``old`` became part of ``new``. ``split``: ``new`` was a part of ``old``.
    ``redirected``: ``old``, retired before, now leads to ``new``. ``returned``: ``new``, retired before, is back (from
    ``old``, if it had been merged into that one). ``gone``: no mention of ``old`` is left. ``mention`` is the founding
    mention (or member) of what it is about. ``when`` is the latest date that the mentions involved carry, or the
    moment of the judgement; ``by`` is the person, where a person decided.
    """

    what: Literal["founded", "merged", "split", "redirected", "returned", "gone"]
    old: str | None
    new: str | None
    mention: str
    when: str | None
    why: str
    by: str | None = None
    about: Entity = "innovation"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the name of a mention stood when somebody judged it: ``text[start:end] == quote`` in its article then."""

    mention: str
    article_id: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class PastMention:
    """A mention as the registry before this one has it. ``start`` and ``end`` say where its name stands, if known;
    ``dated`` is the latest date (publication, retrieval) of its article. Members of agencies and officials (``about``)
    have the id of their record as ``innovation_id``."""

    id: str
    innovation_id: str
    article_id: str
    published: str | None = None
    dated: str | None = None
    start: int | None = None
    end: int | None = None
    about: Entity = "innovation"


@dataclass(frozen=True, slots=True)
class Past:
    """What a registry that is about to be built anew says about ids. ``mentions`` are sorted by kind and the id of the
    innovation (or record), the founding mention of each first."""

    mentions: tuple[PastMention, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    history: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class LooseCluster:
    """A big cluster whose mentions do not look alike enough; a person should see it. ``mention`` founded it.

    ``size`` counts its mentions and ``names`` their different names; ``agreement`` is the mean probability, over a
    sample of its pairs, that two of them are one innovation. All are as the scores had it, before any judgement.
    """

    mention: str
    size: int
    names: int
    agreement: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """What matching decided about a whole run. Every tuple is sorted by id, so equal input gives equal output; only
    ``history`` is in the order of the builds that it tells of."""

    clusters: tuple[Cluster, ...]
    pairs: tuple[Pair, ...]
    agencies: tuple[AgencyRecord, ...]
    officials: tuple[OfficialRecord, ...]
    redirects: tuple[Redirect, ...] = ()
    history: tuple[Change, ...] = ()
    loose: tuple[LooseCluster, ...] = ()
