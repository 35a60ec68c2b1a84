"""The few closed word lists that comparing needs. General vocabulary only: no innovation, person or place is named.

All entries are folded (see ``inovasi.text.fold``).
"""

from __future__ import annotations

# Words that announce a name and are not part of it: "Aplikasi Fish Go", "inovasi Batik". Longest first.
LEAD_PHRASES: tuple[tuple[str, ...], ...] = (
    ("sistem", "informasi"),
    ("proyek", "perubahan"),
    ("aplikasi",),
    ("gagasan",),
    ("gerakan",),
    ("inovasi",),
    ("layanan",),
    ("pelayanan",),
    ("platform",),
    ("portal",),
    ("program",),
    ("sistem",),
    ("terobosan",),
    ("website",),
)

# Words that any office may put into a name. A name made of these alone identifies nothing without its region.
_GENERIC = """
    aduan adm administrasi akta antrean antrian aplikasi bantuan bayi berbasis bersama cepat center centre command
    corner daerah dan data desa di digital digitalisasi dokumen e elektronik gerakan go ibu info informasi inovasi
    integrasi izin jemput bola kampung kartu keliling kelas kelurahan kesehatan kia ktp layanan lapor laporan
    loket mal mall manajemen masyarakat mobil mobile monitoring online paket pajak pasar pasien pelayanan pemuda
    pendidikan pengaduan perizinan perpustakaan pintar pojok ppdb program publik puskesmas ramah rumah rw rt sakit
    samsat sampah sekolah service simpeg sistem skck smart sehat surat tanggap tani tepat terintegrasi terpadu
    untuk usaha warga wisata
"""
GENERIC: frozenset[str] = frozenset(_GENERIC.split())

# What may stand before a name as its article ("Si Pandai", "e-Kelurahan") or be left out.
NAME_ARTICLES: frozenset[str] = frozenset({"si", "sih", "e"})

# Words before the number of an edition or phase ("Jilid II"), and words that say as much without a number.
_EDITIONS = "edisi fase gen generasi jilid part phase season seri tahap v ver versi version vol volume"
EDITIONS: frozenset[str] = frozenset(_EDITIONS.split())
EDITIONS_ALONE: frozenset[str] = frozenset({"lanjutan", "reborn"})
NUMERALS: dict[str, str] = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}

# Words that carry no meaning inside an expansion or an agency's name.
_STOP = "dan di dari dengan untuk yang ke pada atau oleh lan the of and daerah"
STOP: frozenset[str] = frozenset(_STOP.split())

# Titles and degrees that stand inside the names of hospitals and people ("RSUD Prof. Dr. X", "H. X").
_TITLES = "prof dr doktor drs dra drg ir h hj hi kh tgh ust ustaz tuan bapak ibu pak bu"
TITLES: frozenset[str] = frozenset(_TITLES.split())

# First words that say what sort of place a region is; the second value is the gazetteer's kind.
PLACE_KINDS: dict[str, str] = {
    "provinsi": "provinsi",
    "propinsi": "provinsi",
    "prov": "provinsi",
    "kabupaten": "kabupaten",
    "kab": "kabupaten",
    "kota": "kota",
    "kotamadya": "kota",
}

# Short first words of agency names, written out. Only forms that are the same all over the country.
AGENCY_HEADS: dict[str, tuple[str, ...]] = {
    "pemkab": ("pemda", "kabupaten"),
    "pemkot": ("pemda", "kota"),
    "pemprov": ("pemda", "provinsi"),
    "pemda": ("pemda",),
    "pkm": ("puskesmas",),
    "kec": ("kecamatan",),
    "kel": ("kelurahan",),
    "upt": (),
    "uptd": (),
    "sdn": ("sd", "negeri"),
    "smpn": ("smp", "negeri"),
    "sman": ("sma", "negeri"),
    "smkn": ("smk", "negeri"),
    "setda": ("sekretariat", "daerah"),
}

# Long beginnings of agency names that stand for one of the kinds below.
AGENCY_PHRASES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("unit", "pelaksana", "teknis", "daerah"), ()),
    (("unit", "pelaksana", "teknis"), ()),
    (("rumah", "sakit", "umum", "daerah"), ("rsud",)),
    (("rumah", "sakit", "jiwa", "daerah"), ("rsjd",)),
    (("pusat", "kesehatan", "masyarakat"), ("puskesmas",)),
    (("kepolisian", "resor"), ("polres",)),
    (("kepolisian", "daerah"), ("polda",)),
    (("kepolisian", "sektor"), ("polsek",)),
    (("pemerintah", "daerah"), ("pemda",)),
    (("pemerintah", "kabupaten"), ("pemda", "kabupaten")),
    (("pemerintah", "kota"), ("pemda", "kota")),
    (("pemerintah", "provinsi"), ("pemda", "provinsi")),
    (("sekolah", "dasar", "negeri"), ("sd", "negeri")),
)

# Words that a name may have or lack without naming another body.
AGENCY_NOISE: frozenset[str] = frozenset({"republik", "indonesia", "ri"})

# A government as a whole: it owns whatever any of its offices runs, so it contradicts none of them.
UMBRELLA: frozenset[str] = frozenset(
    {"pemda", "pemerintah", "sekretariat", "kecamatan", "bupati", "gubernur", "walikota"}
)
# Offices divide a government's work among themselves: two of them are two owners.
OFFICES: frozenset[str] = frozenset({"dinas", "badan", "inspektorat", "bappeda", "satpol", "kantor", "direktorat"})
# Places that serve the public; each belongs to an office, so an office and a facility do not contradict.
FACILITIES: frozenset[str] = frozenset(
    {
        "rsud",
        "rsjd",
        "rs",
        "rsup",
        "puskesmas",
        "posyandu",
        "sd",
        "smp",
        "sma",
        "smk",
        "paud",
        "tk",
        "desa",
        "kelurahan",
    }
)
HOSPITALS: frozenset[str] = frozenset({"rsud", "rsjd", "rs", "rsup"})
POLICE: frozenset[str] = frozenset({"polres", "polda", "polsek", "polresta", "polrestabes", "mabes", "polri"})
# Kinds (the gazetteer's, or the first word of a name) that exist once in the country, unless their name has a region:
# "Kementerian Agama Kota Jambi" is a local office. The gazetteer's kind "polri" is not here: it covers every polres.
NATIONAL: frozenset[str] = frozenset(
    {"kementerian", "lembaga", "direktorat", "deputi", "mabes", "presiden", "ombudsman", "kemenko", "komisi", "bumn"}
)
