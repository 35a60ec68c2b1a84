"""The published tables of agencies and officials; ``schema.py`` has them among all the others."""

from __future__ import annotations

from inovasi.registry.columns import (
    Column,
    Table,
    count,
    link,
    list_column,
    maybe_place,
    need,
    need_link,
    text_column,
)

_PERIOD = (
    Column("first_reported", "date", "Earliest date of publication among these articles; empty where none has one"),
    Column("last_reported", "date", "Latest date of publication among these articles"),
)

AGENCIES = Table(
    "agencies",
    "Government organisations, each under all its names, those before a reorganisation included.",
    ("id",),
    (
        need("id", "Agency id"),
        need("name", "Preferred name, a present one: the standard name if an article has it, else the fullest"),
        need("kind", "Type of agency (dinas, rsud, puskesmas, pemda, kementerian ...)"),
        text_column("standard", "Long form of the name where it is known"),
        link("region_code", "regions", "Region that the agency belongs to"),
        list_column("other_names", "Other names in the articles"),
        count("n_articles", "Number of articles that name the agency"),
    ),
)

OFFICIALS = Table(
    "officials",
    "Persons with a public role.",
    ("id",),
    (
        need("id", "Official id"),
        need("name", "Name without titles and degrees"),
        list_column("roles", "Roles that the articles give the person"),
        link("region_code", "regions", "Region of the role"),
        list_column("other_names", "Other names in the articles"),
        count("n_articles", "Number of articles that name the person"),
    ),
)

AGENCY_NAMES = Table(
    "agency_names",
    "Names of agencies over time. Every one has its sentences in statements (entity_type agency, name or alias).",
    ("agency_id", "name"),
    (
        need_link("agency_id", "agencies", "Agency of this name"),
        need("name", "The name as the articles have it"),
        *_PERIOD,
        count("n_articles", "Number of articles with this name"),
    ),
)

AGENCY_MENTIONS = Table(
    "agency_mentions",
    "One agency as one article names it.",
    ("id",),
    (
        need("id", "Member id: kind, article and name"),
        need_link("agency_id", "agencies", "Agency that it is"),
        need_link("article_id", "articles", "Article of the mention"),
        count("position", "Place in its agency: 0 is the founding one"),
        need("name", "Name in this article"),
        list_column("aliases", "Other names in this article"),
        link("region_code", "regions", "Region, as the extractor read it"),
        *maybe_place("the name's first place"),
    ),
)

OFFICIAL_ROLES = Table(
    "official_roles",
    "Roles of officials over time. Every value has its sentences in statements (entity_type official).",
    ("id",),
    (
        need("id", "Role id: hash of official, role, status, region and first mention"),
        need_link("official_id", "officials", "Who has or had the role"),
        need("role", "The role in its commonest spelling"),
        text_column("status", "plt, pj, pjs or plh (acting), mantan (a former role), empty where nothing is stated"),
        text_column("agency", "Agency of the role, as the articles name it"),
        link("agency_id", "agencies", "The same agency in agencies, where it was resolved"),
        link("region_code", "regions", "Region of the role, where stated"),
        *_PERIOD,
        count("n_articles", "Number of articles that give the person this role"),
    ),
)

OFFICIAL_MENTIONS = Table(
    "official_mentions",
    "One official as one article names the person.",
    ("id",),
    (
        need("id", "Member id: kind, article and name"),
        need_link("official_id", "officials", "Official that it is"),
        need_link("article_id", "articles", "Article of the mention"),
        count("position", "Place in its official: 0 is the founding one"),
        need("name", "Name in this article"),
        list_column("aliases", "Other names in this article"),
        text_column("role", "Role in this article"),
        text_column("status", "plt, pj, pjs or plh, where stated"),
        text_column("agency", "Agency of the role, as this article names it"),
        link("region_code", "regions", "Region of the role, as the extractor read it"),
        *maybe_place("the name's first place"),
    ),
)
