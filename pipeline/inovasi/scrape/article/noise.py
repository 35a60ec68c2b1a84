"""What stands inside an article's markup and is no part of the article: words and class names, each group with its
reason. Pure data and predicates on strings."""

from __future__ import annotations

import re


def words(*groups: str) -> frozenset[str]:
    """The words of all ``groups``: long sets of names read better as lines of text."""
    return frozenset(" ".join(groups).split())


# Never text of an article. noscript repeats lazy images; aside and nav are boxes beside the text by definition.
DROP_TAGS = words(
    "script style noscript template nav aside footer form button select input",
    "textarea iframe svg object embed video audio canvas figcaption amp-ad",
    "head dialog map",
)

# Whole words of a class or id attribute. Words, not substrings: "share" must not match "shareholder-news", and
# "tags" must not match the "tags-kesehatan" that WordPress puts on <body>.
DROP_CLASSES = words(
    # share bars: Jetpack, AddToAny, AddThis, ShareThis, Social Warfare, hand-made
    "share shares sharing sharedaddy sd-sharing share-buttons sharebar share-bar share-box share-post post-share",
    "social-share social-sharing social-media sosmed addtoany a2a_kit addthis addthis_toolbox",
    "sharethis ss-inline-share",
    "social-icons social-links jp-post-flair sharing-buttons entry-share td-post-sharing bagikan article-share",
    "share-baru-header detail__share read__share social--inline mag-social gmr-social-share essb_links dropdown-share",
    # read-also boxes and related posts: Jetpack, YARPP, Kompas, Detik, Tribun, Antara, IRP plugin, Newspaper theme
    "baca-juga bacajuga baca_juga baca-juga-box read-also readalso read-more-box lihatjg linksisip",
    "linksisip-box related",
    "related-posts related-post relatedposts related_posts jp-relatedposts yarpp yarpp-related crp_related",
    "related-articles related-news related-article artikel-terkait berita-terkait beritaterkait",
    "terkait irp inline-related",
    "gmr-related-post td_block_related_posts inject-baca-juga para_caption-related",
    "post-navigation nav-links nav-previous nav-next navigation post-nav prev-next pager pagenavigation pagination",
    "pagination-box paging page-links post-page-numbers halaman jnews_inline_related_post jeg_postsblock lihatjuga",
    "video-terkait most-popular terpopuler berita-lain berita-lainnya artikel-lainnya artikel-lain multiple-page",
    # captions: WordPress, Blogger, Detik, Kompas, Tribun
    "wp-caption-text caption tr-caption tr-caption-container img-caption image-caption photo__caption",
    "detail__media-caption figure-caption caption-text img_caption photo-caption media-caption foto-caption",
    "wp-element-caption caption-foto keterangan-foto ket-foto",
    # tags and categories
    "tags tag-list taglist tagcloud post-tags entry-tags tags-links tag-links cat-links post-labels label-links",
    "detail__body-tag tag__article article-tags td-post-source-tags tags-article tag-box com-tags",
    "wp-block-post-terms mod-tags entry-footer post-footer entry-categories",
    # newsletters, channels, advertisements
    "newsletter newsletter-box subscribe subscription mc4wp-form mailpoet_form google-news gnews",
    "channel-wa wa-channel",
    # the same around a letter that was sent with Mailchimp, and links dressed as buttons
    "templatepreheader templatefooter mcnfollowblock mcnbuttonblock wp-block-buttons wp-block-button kg-button-card",
    "kg-callout-emoji",
    "ads adsense advertisement iklan banner-iklan ad-slot parallax ads-inline code-block",
    "adsbygoogle staticdetail_container",
    # comments, authors, crumbs, tables of contents, counters, tools
    "comments comment-respond comment-list comments-area disqus_thread fb-comments komentar author-box author-bio",
    "about-author post-author-box authorbox author_box authorbio author_bio",
    "saboxplugin-wrap breadcrumb breadcrumbs ez-toc-container lwptoc rbtoc toc toc_container",
    "wp-block-table-of-contents rank-math-block content_rating rating post-ratings kk-star-ratings statistik",
    "article-info itemtoolbar itemlinks itemauthorblock itemrelated itemtagsblock itemnavigation itemcomments",
    "itemratingblock itemsocialsharing itemcontentfooter itemlatest itemauthorlatest user-block",
    "entry-meta post-meta posted-on byline date-header post-feeds blog-feeds",
    "pengunjung visitor-counter post-views pvc_stats total-views print-button icons sidebar skip-link",
    "screen-reader-text sr-only visually-hidden cookie-notice popup modal text-resize aksesibilitas",
)

# Parts of such names that mean the same wherever they stand: "text-caption", "berita-lain-box", "post-related-posts".
DROP_PARTS = re.compile(
    r"caption|image-?credit|photo-?credit|baca-juga|bacajuga|berita-terkait|berita-lain|related-post|newsletter|table-of-contents?"
    r"|(?:^|(?<!\bno)(?<!with)(?<!has)[\s_-])(?:sharing|shares?|socials?|sosmed|bagikan|comments?|komentar)(?:$|[\s_-])"
    r"|inline-related"
)

# Known names for the box that holds the whole body. Used to widen a container that was chosen too small.
BODY_CLASSES = words(
    "entry-content post-content article-content article-body post-body td-post-content",
    "read__content detail__body-text",
    "itp_bodycontent txt-article post-entry single-content item-page com-content-article__body article-text",
    "wp-block-post-content isi-berita isi_berita content-berita detail-berita isi-artikel konten-berita post-text",
    "field-item field--name-body field-name-body news-content berita-content blog-content article__content",
    "content-detail elementor-widget-theme-post-content itemfulltext itembody single-post-content",
    "post_content the-content the_content article-content-body article_content newsdetail-content detail-content",
    "detail__body-text detail-text detail-desc detail-konten detail-in side-article content-article isi-konten",
    "isi-content berita-isi blog-details post-details blog-post-content news-detail news-body news-text post-desc",
    "inner-post-entry penci-entry-content herald-entry-content td-post-text single-entry storycontent story-body",
    "article-detail-content wrap__article-detail-content read-content content-read artikel-konten konten-artikel",
    "detail_text artikel-isi text-artikel article__body article-page page-content-body description-content",
)

# A line that begins so is a pointer to other pages.
_ALSO = (
    r"(?:(?:baca|lihat|simak|tonton|dengarkan|cek)\s+(?:juga|pula|selengkapnya)|read\s+also|see\s+also|also\s+read"
    r"|pilihan\s+(?:editor|redaksi)(?=\s*[:：])|(?:baca|berita)\s+(?:terkait|sebelumnya|selanjutnya)(?=\s*[:：]))"
)
ALSO = re.compile(rf"^\W*{_ALSO}\b", re.IGNORECASE)
ALSO_COLON = re.compile(rf"^\W*{_ALSO}\s*[:：>»\-–|]", re.IGNORECASE)
# The same at the end of a string, before the link that it announces.
ALSO_END = re.compile(rf"\s*[(\[]?\b{_ALSO}\s*[:：>»\-–|]*\s*$", re.IGNORECASE)
# Left inside a line of text after its link was taken away, or typed without a link: from there to the line's end.
ALSO_TAIL = re.compile(rf"\s*[(\[]?\b{_ALSO}\s*[:：][^\n]*$", re.IGNORECASE)

_HINT = re.compile(r"jug|pula|selengkapnya|also|pilihan|terkait|berita")

# Headings above lists of other pages.
HEADING = re.compile(
    r"^\W*(?:(?:berita|artikel|pos|post|posting|konten|informasi|kabar|tulisan|bacaan)\s+"
    r"(?:terkait|lainnya|lain|terbaru|terpopuler|populer|sebelumnya|selanjutnya|menarik lainnya|pilihan)"
    r"|(?:berita|artikel) (?:lainnya|lain|terkait) (?:di|dari|tentang)\b.{0,40}|komentar pembaca|kata pembaca"
    r"|terkait|related(?:\s+(?:posts?|articles?|news))?|you may also like|terpopuler|pilihan editor"
    r"|rekomendasi (?:untuk anda|artikel|berita|redaksi)|berita ?terkait|artikel menarik lainnya"
    r"|jangan lewatkan|leave a (?:reply|comment)|tinggalkan (?:balasan|komentar)|komentar|navigasi pos)\W*$",
    re.IGNORECASE,
)

# Names of buttons.
_TOOL = (
    r"(?:facebook|twitter|x|whatsapp|telegram|line|e-?mail|linkedin|pinterest|copy link|salin (?:tautan|link)"
    r"|google ?\+|google plus|instagram|tiktok|youtube|threads|messenger|share|bagikan|tweet|pdf|print|unduh"
    r"|(?:versi )?cetak(?: (?:berita|artikel|halaman))?(?: ini)?|kirim ke teman|kirim e-?mail"
    r"|(?:dibaca|dilihat|hits)\s*:?\s*[\d.,]+(?: kali)?)"
)
# Whole lines that themes, advertisers and news desks put between paragraphs. Each needs a full match.
_LINES = (
    r"a ?d ?v ?e ?r ?t ?i ?s ?e ?m ?e ?n ?t ?s?",
    r"iklan|\[?iklan\]?|scroll (?:down |up )?to (?:continue|resume)[\w\s]*|lanjutkan membaca[\w\s]*",
    r"(?:scroll|gulir|geser)\b[\w\s]{0,40}\b(?:melanjutkan|lanjut|membaca|konten)\b[\w\s]*",
    r"sponsored|adv|berita ?terkait",
    r"daftar isi|table of contents|perbesar|perkecil|laporkan (?:tulisan|artikel|berita|konten)(?: ini)?",
    # Not the desk's words, says the desk.
    r"(?:tulisan|artikel|konten)\b.{0,80}\b(?:tidak|bukan)\s+(?:\w+\s){0,2}?(?:mewakili|mencerminkan|merupakan)"
    r"\s+(?:pandangan|pendapat|opini|sikap)\b.{0,80}",
    # Newsletters: above and below the letter.
    r"(?:lihat|buka|baca|tampilkan|view)\s+(?:(?:surel|buletin|newsletter|e-?mail|this|ini)\s+){1,3}(?:di|pada|in)\b"
    r".{0,20}\b(?:peramban|browser)\b.{0,20}",
    r"(?:anda|kamu) menerima (?:surel|e-?mail|buletin) ini\b.{0,120}",
    r"(?:(?:anda|kamu)\s)?(?:(?:ingin|mau|dapat|bisa|untuk)\s)?berhenti (?:berlangganan|menerima)"
    r"(?:\s(?:surel|e-?mail|buletin|newsletter|ini|di sini|kapan saja))*",
    r"simak (?:berita|artikel)\b.{0,20}\b(?:lainnya|lain) (?:terkait|tentang|soal|seputar)\b.{0,80}",
    r"dilarang (?:keras )?(?:mengambil|menyalin|mengutip|memperbanyak|menyiarkan)\b.{0,250}",
    r"konten (?:eksklusif|sponsor|ini disponsori)\b.{0,120}|dukung jurnalisme\b.{0,200}",
    r"(?:bagikan|sebarkan|share|berbagi|bagikan artikel|sebarkan artikel)(?:\s+(?:ini|this|berita|artikel|tulisan|post|"
    r"ke|di|on|lewat|via|ini:))*(?:[\s:,|]*(?:facebook|twitter|x|whatsapp|wa|telegram|line|email|linkedin|copy link|"
    r"salin tautan|cetak|print|pinterest))*",
    rf"{_TOOL}(?:[\s,|/•·]+{_TOOL})*",
    r"(?:bagikan|sebarkan)\s(?:\w+\s){0,4}ini(?:\s+(?:ke|kepada|lewat|melalui)\b.{0,40})?",
    r"[^.!?]{5,150}\((?:foto|photo|dok|ist|istimewa)\b[^()]{0,60}\)",
    r"(?:menyukai ini|suka ini|like this)(?:\s*:?\s*(?:suka|like)?\s*(?:memuat|loading)\W*)?|(?:memuat|loading)\W*",
    r"\[\s*(?:gambas|video|foto|embed)\b[^\]]*\]|(?:simak|saksikan|tonton|lihat)\s+(?:juga\s+)?video\b.{0,150}",
    # Not "Kategori: ...", which a list of award winners may say of an innovation.
    r"(?:tags?|tagar|labels?|kata kunci|filed under|posted in)\s*:.*|tags?|topik",
    r"(?:halaman|page|pages|laman)\s*:?[\s\d|>»]*(?:selanjutnya|berikutnya|next|show all)?[\s»>]*",
    r"(?:halaman|page|laman)\s*:?[\s\d|>»]*(?:sebelumnya|previous|prev)(?:[\s\d|>»«]*(?:selanjutnya|berikutnya|next))?",
    r"(?:halaman )?(?:selanjutnya|berikutnya|sebelumnya|next|previous|show all|tampilkan semua)[\s»>«]*",
    r"(?:keterangan foto|ket(?:\.|erangan)? ?(?:foto|gambar)|foto|photo|caption|gambar|dok(?:\.|umentasi)?)\s*[:/].*",
    r"\(?(?:foto|photo|dok)\b[^.]{0,80}\)",
    r"(?:print|cetak|email|unduh|download)\s*(?:artikel|berita|pdf)?|komentar\s*\(?\d*\)?|\d+ komentar",
    r"(?:anda|kamu) (?:berada )?di(?: ?sini)?\s*:.*",
    r"(?:pewarta|editor|copyright)\s*:.*copyright\s*©.*|copyright\s*©.*",
)
_BUTTON = re.compile(_TOOL, re.IGNORECASE)
# How often a page was looked at: never an item of a list either.
COUNTER = re.compile(
    r"^\W*(?:(?:telah\s+)?(?:dilihat|dibaca|hits|views?|pengunjung|viewed)\s*:?\s*[\d.,]+"
    r"(?:\s*(?:kali|x|times|views?))?|[\d.,]+\s*(?:kali\s+(?:di)?(?:baca|lihat)|dilihat|pembaca|hits"
    r"|(?:total\s+)?views?(?:,\s*\d+\s*views? today)?))\W*$",
    re.IGNORECASE,
)
LINE = re.compile(rf"^\W*(?:{'|'.join(_LINES)})\W*$", re.IGNORECASE)

# Calls to subscribe or follow; the sentence differs from desk to desk, its beginning and its target do not.
CALL = re.compile(
    r"^\W*(?:(?:silak?an )?(?:dapatkan|ikuti|baca|simak|temukan|update|cek)\b.{0,120}?\b(?:google news"
    r"|whatsapp channel|saluran whatsapp"
    r"|channel whatsapp|kanal whatsapp|grup telegram|channel telegram|newsletter|notifikasi|buletin"
    r"|instagram kami|media sosial kami|akun sosial media)"
    r"|(?:berlangganan|daftar|subscribe|langganan)\b.{0,80}\b(?:newsletter|buletin|email|surel|notifikasi)"
    r"|(?:gabung|bergabung|join)\b.{0,60}\b(?:telegram|whatsapp|wa channel|grup wa)"
    r"|(?:masuk|login|log in|silakan masuk)\b.{0,30}\b(?:komentar|comments?)"
    r"|klik link .{0,80}(?:aplikasi telegram|whatsapp)|anda harus install aplikasi)",
    re.IGNORECASE,
)

# A line before the text that says who wrote it and when. At the beginning only: later it may be a quotation.
BYLINE = re.compile(
    r"^\W*(?:oleh|by|penulis|editor|reporter|pewarta|redaktur|laporan|kontributor|sumber|tayang|terbit|(?:di)?tulis"
    r"|dikirim|diposting|diposkan|diterbitkan|dipublikasikan|dipublish|posted|published|diunggah|diperbarui|update|admin"
    r"|tanggal|dibaca|dilihat|hits|kategori|rubrik)\b",
    re.IGNORECASE,
)

# Who wrote, edited or photographed: a line of labels and names. Before or after the text only: in the middle it may be
# a detail that the news tells of.
_ROLE = (
    r"(?:penulis|editor|reporter|pewarta|redaktur|wartawan|jurnalis|kontributor|fotografer|penyunting|uploader|pengarang"
    r"|laporan|naskah|teks|sumber|rep|red|author|writer|ditulis oleh)"
)
CREDIT = re.compile(rf"^\W*{_ROLE}(?:\s*(?:&|/|dan)\s*{_ROLE})?\s*[:：]\s*(?P<rest>[^\n?!]{{2,90}})$", re.IGNORECASE)

# A desk's name in brackets below the text: "(prokopim)".
_DESK = re.compile(r"\((?:prokopim|protokol|humas|(?:dis)?kominfo|admin|redaksi)\b[^()/]{0,40}\)", re.IGNORECASE)

# Where a share button leads.
SHARE_LINK = re.compile(
    r"facebook\.com/(?:sharer|share|dialog)|twitter\.com/(?:intent|share|home\?status)|x\.com/(?:intent|share)"
    r"|(?:wa\.me|api\.whatsapp\.com|web\.whatsapp\.com)/?(?:send)?\?(?:.*&)?text=|whatsapp://send|t\.me/share"
    r"|telegram\.me/share|linkedin\.com/(?:share|cws)|pinterest\.[a-z.]+/pin/create|line\.me/(?:R/msg|r/msg)"
    r"|social-plugins\.line\.me|mailto:\?|plus\.google\.com/share|tumblr\.com/(?:share|widgets)|threads\.net/intent",
    re.IGNORECASE,
)

# Text that a page hides from readers. On government sites it is mostly gambling links that an intruder left.
HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top|text-indent)\s*:\s*-\d{3,}|font-size\s*:\s*0(?![.\d])"
    r"|height\s*:\s*[01](?:px)?\s*;.*overflow\s*:\s*hidden|overflow\s*:\s*hidden\s*;.*height\s*:\s*[01](?:px)?(?!\d)",
    re.IGNORECASE,
)


def drops(names: str) -> bool:
    """True if the words of a class and an id (in lower case, with spaces between them) name what is no article."""
    return not DROP_CLASSES.isdisjoint(names.split()) or DROP_PARTS.search(names) is not None


def hides(style: str) -> bool:
    """True for a style that keeps text from readers."""
    return HIDDEN_STYLE.search(style) is not None


def shares(href: str) -> bool:
    """True for the address of a share button."""
    return len(href) > 10 and SHARE_LINK.search(href) is not None


def may_point(text: str) -> bool:
    """False where ``ALSO`` and ``ALSO_END`` cannot match; much quicker than they are."""
    return _HINT.search(text.lower()) is not None


def is_noise_line(line: str, *, item: bool = False) -> bool:
    """True if a whole line is one of the phrases above. An ``item`` of a list may well be called "Cetak" or "Foto"."""
    if len(line) > 300:  # a paragraph, whatever it begins with
        return False
    if COUNTER.match(line):
        return True
    pointer = ALSO_COLON.search(line) or CALL.search(line)
    return bool(pointer or (not item and (LINE.match(line) or HEADING.match(line))))


def is_tool(line: str) -> bool:
    """True for the name of a button: "Facebook", "Cetak". In a list of nothing else it is no item."""
    return _BUTTON.fullmatch(line) is not None


def is_credit(line: str) -> bool:
    """True for "Penulis: Siti Rahma | Editor: A. Budi": a label and names, no sentence."""
    if _DESK.fullmatch(line):
        return True
    found = CREDIT.match(line) if ":" in line or "：" in line else None
    if found is None:
        return False
    words = found["rest"].split()
    return len(words) <= 12 and sum(word[:1].isupper() or not word[:1].isalpha() for word in words) >= 0.7 * len(words)


def cut_also(line: str) -> str:
    """``line`` without a "Baca juga: ..." at its end."""
    return ALSO_TAIL.sub("", line) if ":" in line or "：" in line else line
