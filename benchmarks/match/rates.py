"""How often each thing happens to generated mentions, and why we think so.

The shares come from 277 mentions that people marked in 104 articles (counted over all of them; no text was taken over),
and where those cannot tell, from how the press and the contests work. None was chosen by looking at what a matcher,
ours or another, does well. "Pairs" are pairs of mentions of one innovation; there were 78.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class World:
    """Shares of innovations."""

    # P(at least k mentions) = k ** -1.3, cut at 500: six in ten are mentioned once, one in 400 a hundred times or more.
    # Of the marked ones 83% stand in one article only, but those are 104 articles; a collection of years sees more.
    # 500 is an article a week for ten years, about what the best known ones get.
    tail: float = 1.3
    largest: int = 500
    # Where they come from falls with rank ** -0.7: the first of 552 regions has about 4% of all, the last 0.05%.
    # Java's big cities have press offices and many newspapers, new regencies in Papua have neither.
    region_skew: float = 0.7
    # 14% of the marked regions are provinces; half of those are articles that tell no more than the province.
    provinces: float = 0.07
    # Short forms of an expansion. The rest are plain names of two or three words; of the marked names 72% have more
    # than one word, short forms written in two words among them.
    acronyms: float = 0.68
    two_words: float = 0.45
    # "Sistem Informasi ..." and "Elektronik ..." open many, which is what makes names alike.
    si_prefix: float = 0.14
    e_prefix: float = 0.06
    # Innovations whose name others have too: favourite names that many regencies arrive at by themselves.
    # Contest lists show the best known names dozens of times. P(at least k regencies) = (k/2) ** -1.0, cut at 150.
    homonyms: float = 0.12
    homonym_tail: float = 1.0
    homonym_largest: int = 150
    # Half of those who arrive at a name spell it out in other words, the others similarly or in the same ones.
    homonym_other_expansion: float = 0.5
    homonym_similar_expansion: float = 0.3
    # Taken over by another regency, name, expansion and kind of body included; contests ask for replication.
    replications: float = 0.05
    # A next edition of an innovation of the same body ("X 2.0"). Whether it is the same is for people to say, so pairs
    # of an innovation and its edition are not counted at all.
    editions: float = 0.025
    # One in five expansions ends with the name of its regency.
    expansion_place: float = 0.2
    expansion_joint: float = 0.35


@dataclass(frozen=True, slots=True)
class Noise:
    """Shares of mentions."""

    # Half of the marked pairs differ in the name as written, 13% (25% in other articles) after folding case, spaces and
    # punctuation. So about a quarter of mentions differ from the usual spelling in what folding takes away ...
    other_case: float = 0.17
    joined_or_split: float = 0.07
    apostrophe: float = 0.01
    # ... and one in seven in something else: 1 - (1 - 0.14) ** 2 = 26% of pairs.
    lead_word: float = 0.05
    typo: float = 0.03
    cut: float = 0.03
    swapped: float = 0.03
    # 49% of all marked mentions have an expansion, and 70% of innovations have one here.
    expansion: float = 0.70
    # 62% of marked pairs with two expansions agree to the letter: 1 - 0.8 ** 2 = 36% do not.
    expansion_case: float = 0.07
    expansion_cut: float = 0.05  # of those with more than two words, three quarters
    expansion_word: float = 0.06
    expansion_typo: float = 0.02
    # 74% of marked mentions have an agency. Only a quarter of pairs have the same one to the letter: it is written long
    # or short, with or without its region, and sometimes the government or the speaker's body stands for it.
    agency: float = 0.74
    agency_short: float = 0.33
    agency_bare: float = 0.22
    agency_government: float = 0.12
    agency_speaker: float = 0.06
    # 99% of marked mentions have a region, but people read the whole article for it; readers miss some. 68% of marked
    # pairs have the same: 1 - (1 - 0.17) ** 2 = 31% do not. A wrong one is where the speaker or the ceremony is.
    region_missing: float = 0.06
    region_province: float = 0.09
    region_district: float = 0.05
    region_wrong: float = 0.02
    # Lists and older extractions give the name without the code.
    code_missing: float = 0.04
    # Crawled pages nearly always tell the date; of the marked articles half do.
    published: float = 0.85
    # Innovations with an award, few mentions (below 10) and many; and mentions that tell it. 48% of the marked ones do,
    # but their articles were found by searching for contests.
    award_few: float = 0.12
    award_many: float = 0.6
    award_told: float = 0.5
    # The marked articles name 3.4 innovations each, most of them one, some a dozen. An article names each only once.
    article_goes_on: float = 0.4


WORLD = World()
NOISE = Noise()
