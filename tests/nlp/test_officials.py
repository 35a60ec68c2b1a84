"""Officials: names without titles and degrees, roles, acting status, short mentions. All persons are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inovasi.nlp import role_words
from inovasi.nlp.agencies import find_agencies
from inovasi.nlp.officials import find_officials
from inovasi.nlp.reading import Reading
from inovasi.nlp.regions import find_regions
from inovasi.nlp.words import Words, split
from inovasi.types import AgencyMention, OfficialMention


def officials(text: str) -> tuple[OfficialMention, ...]:
    """What ``find_officials`` reads from the bare text, without regions and agencies."""
    return find_officials(Reading(text, (), ()))


def pairs(text: str) -> list[tuple[str, str | None]]:
    return [(official.name, official.role) for official in officials(text)]


ROLE_THEN_NAME = [
    ("Gubernur Sumsel Bambang Wirayuda membuka acara.", "Bambang Wirayuda", "Gubernur Sumsel"),
    ("Kata Gubernur Jatim Wirasena di Jakarta, Kamis.", "Wirasena", "Gubernur Jatim"),
    ("Sekretaris Daerah Muba Drs H Apriyadi MSi saat menghadiri acara", "Apriyadi", "Sekretaris Daerah Muba"),
    ("Wali Kota Palembang, Surya Dewata, Rabu (10/12), hadir.", "Surya Dewata", "Wali Kota Palembang"),
    (
        "Kepala Dinas Komunikasi dan Informatika Kota Palembang Yanuar Pranata menyebut",
        "Yanuar Pranata",
        "Kepala Dinas Komunikasi dan Informatika Kota Palembang",
    ),
    (
        "Kepala Bappeda Litbang Kota Lubuklinggau, Nobelino Wari saat melapor",
        "Nobelino Wari",
        "Kepala Bappeda Litbang Kota Lubuklinggau",
    ),
    ("Kadinkes Kabupaten Jayapura, dr. Antonius Moteke menerangkan", "Antonius Moteke", "Kadinkes Kabupaten Jayapura"),
    ("Menteri PAN-RB Asmara Abadi hadir.", "Asmara Abadi", "Menteri PAN-RB"),
    ("MenPAN-RB Yudi Krisnanda hadir.", "Yudi Krisnanda", "MenPAN-RB"),
    (
        "Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi (PANRB) Azhar Bakrie hadir",
        "Azhar Bakrie",
        "Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi (PANRB)",
    ),
    (
        "Menteri Desa, Pembangunan Daerah Tertinggal dan Transmigrasi Eko Sandjaya tiba",
        "Eko Sandjaya",
        "Menteri Desa, Pembangunan Daerah Tertinggal dan Transmigrasi",
    ),
    ("Wapres Budiono Hatta menutup acara.", "Budiono Hatta", "Wapres"),
    ("Lain halnya Kapolres Malang Kota AKBP Dekianto, yang bersyukur", "Dekianto", "Kapolres Malang Kota"),
    ("Kapolda Papua Barat Irjen Pol. Dr. Tornado Sihaan,S.IK.,M.Si berharap", "Tornado Sihaan", "Kapolda Papua Barat"),
    ("Dandim 0402 Letkol Inf Hendra Saputra, S.E. turut hadir", "Hendra Saputra", "Dandim"),
    (
        "Kepala Polres Pelabuhan Ajun Komisaris Besar Polisi Ronny Susilo bicara",
        "Ronny Susilo",
        "Kepala Polres Pelabuhan",
    ),
    ("Camat Tabukan Abdi Maulana keempat.", "Abdi Maulana", "Camat Tabukan"),
    ("Kepala Puskesmas Sukaria Yuneriwati menambahkan", "Yuneriwati", "Kepala Puskesmas Sukaria"),
    ("Ketua DPRD HSS Samsuri Arsyad mendampingi", "Samsuri Arsyad", "Ketua DPRD HSS"),
    ("Anggota DPRD Gorut, Windra Lagaru, memuji", "Windra Lagaru", "Anggota DPRD Gorut"),
    ("Asisten Administrasi dan Umum Setda Muaraenim Ibram Ilyasa yang datang", "Ibram Ilyasa", "Asisten"),
    ("Bupati Malang, Drs HM Sanusi, M.M dari", "Sanusi", "Bupati Malang"),
    ("diserahkan Bupati Pelalawan, H. Zukriadi, S.E., yang diwakilkan", "Zukriadi", "Bupati Pelalawan"),
    ("Bupati Gumas Jaya S Monongan, Sabtu.", "Jaya S Monongan", "Bupati Gumas"),
    ("Wakil Gubernur Nusa Tenggara Timur, Benny A. Litelnusa dalam", "Benny A. Litelnusa", "Wakil Gubernur"),
    ("Kepala Bappelitbangda HSS M. Arlian Sahrial.", "M. Arlian Sahrial", "Kepala Bappelitbangda HSS"),
    ("Bupati Dharmasraya Sutan Raska Tuanku Kerajaan dengan", "Sutan Raska Tuanku Kerajaan", "Bupati Dharmasraya"),
    ("Bupati Tabanan I Gusti Putu Saraswara hadir", "I Gusti Putu Saraswara", "Bupati Tabanan"),
    ("Kadis Sosial Badung Ni Luh Sekarwangi hadir", "Ni Luh Sekarwangi", "Kadis Sosial Badung"),
    ("Wali Kota Banda Aceh Tgk H Umar bin Yakub bicara", "Umar bin Yakub", "Wali Kota Banda Aceh"),
    ("Sekretaris Daerah Provinsi Jawa Tengah Dr Ir Sri Purwono KS MP dari tangan", "Sri Purwono", "Sekretaris Daerah"),
    ("Sekda H.Asmara Wijaya dan rombongan", "Asmara Wijaya", "Sekda"),
    (
        "Kepala Dinas Kesehatan dr. Lilis Suryawati, Sp.PD, M.Kes mengatakan",
        "Lilis Suryawati",
        "Kepala Dinas Kesehatan",
    ),
    ("Bupati ENDRI WIJAYANTO meresmikan", "ENDRI WIJAYANTO", "Bupati"),
    ("Kepala Desa Sukamaju Pairin, Senin (1/2)", "Pairin", "Kepala Desa Sukamaju"),
    ("Kadis PMPTSP NTB Lalu Gatra Ariadi pun hadir", "Lalu Gatra Ariadi", "Kadis PMPTSP NTB"),
    ("Direktur RSUD dr. Sutama, dr. Joni Wahyudi, hadir", "Joni Wahyudi", "Direktur RSUD dr. Sutama"),
    ("Kepala Kantor Imigrasi Kelas I TPI Palembang, Hasrul, hadir", "Hasrul", "Kepala Kantor Imigrasi Kelas I TPI"),
    ("Gubernur DIY Sri Hamengku X hadir", "Sri Hamengku X", "Gubernur DIY"),
    ("Kasat Lantas Polres Muba AKP Rudi Hartono hadir", "Rudi Hartono", "Kasat Lantas Polres Muba"),
    ("Bupati Garut Rudy Gunadi SH,MH,MP hadir", "Rudy Gunadi", "Bupati Garut"),
    ("diwakili Asisten I Akhmad Taufikin membuka", "Akhmad Taufikin", "Asisten I"),
    ("Ketua Tim Panel Independen KIPP, JB Kristanto, menilai", "JB Kristanto", "Ketua Tim Panel Independen KIPP"),
    ("Kepala Desa (Kades) Ponggang, Junaedi Mulyana", "Junaedi Mulyana", "Kepala Desa (Kades) Ponggang"),
    ("Lurah Kenten Laut Ahmad Faizin mengaku", "Ahmad Faizin", "Lurah Kenten Laut"),
]


@pytest.mark.parametrize(("text", "name", "role"), ROLE_THEN_NAME)
def test_role_then_name(text: str, name: str, role: str) -> None:
    found = officials(text)
    assert [official.name for official in found] == [name]
    assert (found[0].role or "").startswith(role)


NAME_THEN_ROLE = [
    (
        "Adi Yantara selaku Plt Kepala Dinas Perhubungan OKI menerangkan",
        "Adi Yantara",
        "Plt Kepala Dinas Perhubungan OKI",
    ),
    ("Maulana, Wawako Jambi, ketika memberi penjelasan", "Maulana", "Wawako Jambi"),
    (
        "Sebagai pemateri hadir Muhammad Fadlan, Kepala Dinas Sosial Agam.",
        "Muhammad Fadlan",
        "Kepala Dinas Sosial Agam",
    ),
    (
        "dipandu Kirana Dewanti (Kepala Bidang Inovasi Bappeda Sleman).",
        "Kirana Dewanti",
        "Kepala Bidang Inovasi Bappeda Sleman",
    ),
    ("Penggagasnya Bonifas Saleku, Plt. Kepala Bidang Cipta Karya Mimika.", "Bonifas Saleku", "Plt. Kepala Bidang"),
    ("Rini Astuti, S.Pd., M.Pd., Kepala Dinas Pendidikan Blora.", "Rini Astuti", "Kepala Dinas Pendidikan Blora"),
    ("Rini Astuti yang juga menjabat sebagai Sekda Blora, hadir.", "Rini Astuti", "Sekda Blora"),
]


@pytest.mark.parametrize(("text", "name", "role"), NAME_THEN_ROLE)
def test_name_then_role(text: str, name: str, role: str) -> None:
    found = officials(text)
    assert [official.name for official in found] == [name]
    assert (found[0].role or "").startswith(role)


def test_lists_in_either_order() -> None:
    text = "Hadir Bupati Pekalongan Fadilah Arofah, Bupati Brebes Idzani Prihati, serta Bupati Banyumas Husni Ahmadi."
    assert pairs(text) == [
        ("Fadilah Arofah", "Bupati Pekalongan"),
        ("Idzani Prihati", "Bupati Brebes"),
        ("Husni Ahmadi", "Bupati Banyumas"),
    ]
    text = (
        "Dewan Juri, anggotanya Dr. Drs, H. Alamudin M. Pd, Kepala Balitbangda Provinsi Sumatera Selatan, Nuryanta "
        "DAN. M. Kes, Kepala Bidang Inovasi Balitbangda Sumsel), dan Erwanto Heru, ST., MM, Kepala Bagian Umum."
    )
    assert [name for name, _ in pairs(text)] == ["Alamudin", "Nuryanta", "Erwanto Heru"]


def test_two_roles_share_two_names() -> None:
    text = "Wali Kota dan Wakil Wali Kota Palembang Surya Dewata dan Prima Salman hadir"
    assert pairs(text) == [
        ("Surya Dewata", "Wali Kota Palembang"),
        ("Prima Salman", "Wakil Wali Kota Palembang"),
    ]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Plt. Bupati Muba Rudi Hartono hadir", "plt"),
        ("Plt.Kepala Dinas Sosial Rudi Hartono hadir", "plt"),
        ("Pelaksana Tugas (Plt) Kepala Dinas Sosial Rudi Hartono hadir", "plt"),
        ("Pj Sekda Rudi Hartono hadir", "pj"),
        ("Penjabat Bupati Barito Selatan, DR Rudi Hartono, Minggu", "pj"),
        ("Pjs Wali Kota Depok Rudi Hartono hadir", "pjs"),
        ("Penjabat Sementara Wali Kota Depok Rudi Hartono hadir", "pjs"),
        ("Pelaksana Harian (Plh) Kepala Badan Kepegawaian, Rudi Hartono hadir", "plh"),
        ("Bupati Muba Rudi Hartono hadir", None),
    ],
)
def test_acting_status(text: str, status: str | None) -> None:
    found = officials(text)
    assert [(o.name, o.status) for o in found] == [("Rudi Hartono", status)]


@pytest.mark.parametrize(
    "text",
    [
        "Penulis: Miftah Hasanah | Editor: Rian Aidil",
        "Laporan oleh Denza Pradana",
        "Keputusan Gubernur Nomor 188 Tahun 2020",
        "Dewi Lestari, dosen Universitas Sriwijaya, menjadi juri.",
        "Juara I diraih oleh Muhammad Subhanu dari STKIP Bima.",
        "Ketua panitia Handi Irawanto mengatakan juri memilih.",
        "Sambangi Ponpes, Wakil Ketua DPRD Banyuasin Ini Nostalgia Zaman Nyantri",
        "Kepala Kementerian Agama Kota Jambi Sebut PPDB Berjalan Lancar",
        "istri Bupati Muba Erinawati hadir",
        "Direktur PT Maju Jaya, Rudi Hartono, hadir",
        "Ruang rapat Bupati Setda OKI, Senin",
        "Kepala Keluarga (KK) Miskin",
        "Bupati Cup 2024 dimulai. Wali Kota Award digelar",
        "Di Hotel Santika Premiere, Bupati Muba mengatakan",
        "Bupati Muba Resmikan Inovasi Baru",
        "Surat Bupati. Ada 202 Inovasi Pelayanan Publik.",
        "",
    ],
)
def test_no_official(text: str) -> None:
    assert officials(text) == ()


def test_short_mentions_become_aliases() -> None:
    text = "Gubernur Sumsel Herman Dewanta bangga.\n\nDewanta menjelaskan hal itu. Menurut Herman, semua siap."
    (official,) = officials(text)
    assert official.aliases == ("Dewanta", "Herman")
    assert [e.quote for e in official.evidence if e.field == "official"] == ["Herman Dewanta", "Dewanta", "Herman"]


@pytest.mark.parametrize(
    ("text", "alias"),
    [
        ("Wali Kota Semarang Hevina Rahayuningsih hadir. Bagi Ita, sapaannya, warga utama.", "Ita"),
        ("Walikota Pekalongan H Afzani Djunaidi, SE, MM hadir.\nAaf, panggilannya, berdiri di panggung.", "Aaf"),
        ("Kapolresta Malang Budi Hermawan hadir. Buher, sapaan akrab Budi Hermawan, menyebut aplikasi.", "Buher"),
        ("Bupati Muba Dodi Rezaldi, yang akrab disapa Doreza, hadir.", "Doreza"),
        ("Wali Kota Surabaya Tri Rismawatini hadir. Itu kata ujar Risma.", "Risma"),
        ("Gubernur Sumsel Herman Dewanta hadir. Gubernur HD sangat mengapresiasi.", "HD"),
        ("Bupati Halteng Ikram M. Sangadi hadir. IMS mengatakan siap.", "IMS"),
        ("Menteri PAN-RB Syafrudin hadir. Pemda lolos, lanjut Syafruddin, dapat dana.", "Syafruddin"),
    ],
)
def test_nicknames_initials_and_spellings(text: str, alias: str) -> None:
    (official,) = officials(text)
    assert alias in official.aliases


def test_spellings_of_one_person_merge_and_the_article_completes_the_role() -> None:
    text = (
        "Caption: Wabup Suprianto, Sekda H.Asmar Wirya dan Bupati OKI H Muchtar Zareki. Wakil Bupati Supriyanto tiba."
    )
    found = officials(text)
    assert [(o.name, o.role) for o in found] == [
        ("Supriyanto", "Wakil Bupati OKI"),
        ("Asmar Wirya", "Sekda OKI"),
        ("Muchtar Zareki", "Bupati OKI"),
    ]
    assert found[0].aliases == ("Suprianto",)


def test_name_first_role_later_is_one_person() -> None:
    (official,) = officials("Reggita membuka acara. Kepala Bappeda Sumsel, Reggita Ariyani melapor.")
    assert official.name == "Reggita Ariyani"
    assert official.aliases == ("Reggita",)


def test_two_persons_who_share_a_name_part_stay_two() -> None:
    text = "Bupati Muba Ahmad Fauzan dan Kadis Sosial Ahmad Rizaldi hadir. Ahmad berkata."
    found = officials(text)
    assert [(o.name, o.aliases) for o in found] == [("Ahmad Fauzan", ()), ("Ahmad Rizaldi", ())]


def test_regions_and_agencies_of_earlier_components() -> None:
    text = "RSUD Margono membawa aplikasi. Direkturnya, Haryadi Junanto, hadir bersama Bupati Muba Dodi Rezaldi."
    reading = Reading(text, (), ())
    reading.regions = find_regions(reading)
    reading.agencies = find_agencies(reading)
    director, regent = find_officials(reading)
    assert director.name == "Haryadi Junanto"
    assert (director.role or "").startswith("Direktur")
    assert regent.name == "Dodi Rezaldi"
    assert regent.region_code in {None, "16.06"}


_PIECES = st.sampled_from(
    [text for text, _, _ in ROLE_THEN_NAME + NAME_THEN_ROLE]
    + [
        "Bupati",
        "H.",
        "Drs",
        "S.E.",
        "M. Si",
        "Kepala Dinas",
        ",",
        "(",
        ")",
        "\n",
        "\n\n",
        ".",
        "Ahmad",
        "dan",
        "Plt.",
        "HD",
    ]
    + [
        "akrab disapa",
        "sapaannya",
        "Direkturnya",
        "I",
        "bin",
        "M.",
        "Kota",
        "AKBP",
        "selaku",
        "’",
        "Ma'ruf",
        "Al-Faris",
    ]
)


@given(st.lists(_PIECES, max_size=12).map(" ".join))
def test_evidence_is_its_slice_and_names_are_bare(text: str) -> None:
    seen = officials(text)
    for official in seen:
        assert {e.field for e in official.evidence} == {"official", "role"}
        for evidence in official.evidence:
            assert text[evidence.start : evidence.end] == evidence.quote != ""
        words = split(official.name)
        assert Words(official.name).raw[-1] not in {"SE", "MM", "MSi", "MP", "S.E.", "M.Kes"}
        assert words[0] not in {"h", "hj", "drs", "dra", "dr", "ir", "prof", "akbp", "irjen", "letkol"}
        assert official.name == official.name.strip(" ,.")
    assert seen == officials(text)


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    officials(text)


def test_gazetteers_hold_what_the_code_expects() -> None:
    assert {role.takes for entries in role_words.roles().values() for _, role in entries} == {"place", "body"}
    assert {kind for entries in role_words.honorifics().values() for _, kind in entries} == {"title", "rank"}
    assert set(role_words.body_words().values()) == {"institution", "subject", "country", "shape"}
    assert not role_words.given_names() & role_words.not_names()


UNSEEN_FORMS = [
    # a place of unknown words, ended by a title or a comma
    ("Kapus Wuluh Endah dr Rosmina br Sitepu, Jumat", "Rosmina br Sitepu", "Kapus Wuluh Endah"),
    ("Kepala Desa Borong Jaik, Sudirman Nyala, mengatakan", "Sudirman Nyala", "Kepala Desa Borong Jaik"),
    ("Direktur RSUD dr Arsadi, dr H Yusran Efendi SpPD, hadir", "Yusran Efendi", "Direktur RSUD dr Arsadi"),
    ("Danramil 0809/11 Wuluh Kapten Inf. Suwarno hadir", "Suwarno", "Danramil 0809/11 Wuluh"),
    ("Kades Wuluhan, Kecamatan Endahan, Sugiyono mengatakan", "Sugiyono", "Kades Wuluhan, Kecamatan Endahan"),
    # titles of office that only some regions know
    ("Panewu Wuluhan, Dwi Handayani, S.IP., mengaku", "Dwi Handayani", "Panewu Wuluhan"),
    ("Sangadi Desa Wuluh Besar Satu, Sunarti Pratama, hadir", "Sunarti Pratama", "Sangadi Desa Wuluh Besar Satu"),
    ("Panitera PA Wuluhan, Drs. H. Zulham Tahir, M.H., hadir", "Zulham Tahir", "Panitera PA Wuluhan"),
    # ordinary words that are names, and names of several words
    ("Camat Wuluhan, Hari Purnomo, S.H., menyebut", "Hari Purnomo", "Camat Wuluhan"),
    ("Kabag Organisasi, Wita Anggraini, S.IP, hadir", "Wita Anggraini", "Kabag Organisasi"),
    ("Kabag Organisasi, Denda Sulastri, M.H., hadir", "Denda Sulastri", "Kabag Organisasi"),
    ("Wali Kota Solok, Syahrial Dt. Rajo Alam, hadir", "Syahrial Dt. Rajo Alam", "Wali Kota Solok"),
    # words between the role and the name
    ("Sekretaris dinas tersebut, dr. Encep Hidayat, menyusun", "Encep Hidayat", "Sekretaris dinas"),
    ("Bupati Kediri periode 2021-2024, Handito Wirawan, hadir", "Handito Wirawan", "Bupati Kediri"),
    ("Andi Rahmania, yang sehari-hari Kepala Bappeda Sinjai, hadir", "Andi Rahmania", "Kepala Bappeda Sinjai"),
    ("Penjabat (Pj.) Gubernur Bali, Nanang Sujana, hadir", "Nanang Sujana", "Penjabat (Pj.) Gubernur Bali"),
    # members, juries sent by an agency, professions of a public body
    ("Ketua Komisi D DPRD Blora Ahlan Nugroho menilai", "Ahlan Nugroho", "Ketua Komisi D DPRD Blora"),
    ("Mentor dari Puslatbang LAN, Dr. Zulham Tahir, hadir", "Zulham Tahir", "Mentor dari Puslatbang LAN"),
    ("Bidan Theresia Sayuna, 31 tahun, tidur di kapal", "Theresia Sayuna", "Bidan"),
    ("Bripka Yulianto Lagar, anggota Bhabinkamtibmas Polres Poso, hadir", "Yulianto Lagar", "anggota Bhabinkamtibmas"),
    ("dari Hj. Nurbaya Samad, Ketua TP-PKK Nagari Wuluh.", "Nurbaya Samad", "Ketua TP-PKK Nagari Wuluh"),
]


@pytest.mark.parametrize(("text", "name", "role"), UNSEEN_FORMS)
def test_forms_of_other_regions(text: str, name: str, role: str) -> None:
    found = officials(text)
    assert [official.name for official in found] == [name]
    assert (found[0].role or "").startswith(role)


@pytest.mark.parametrize(
    "text",
    [
        "di halaman Kantor Bupati Wuluhan, Nipah-Nipah.",
        "Kecamatan Cenaku punya Camat Ngantor di Desa",
        "Menurut ketua tim, Gilang Permana, sekam menyala",
        "Ketua Ikatan Bidan Indonesia (IBI) Wuluhan, Hj. Rahmawati Dayana, hadir",
        "anggota dewan juri dari Universitas Wuluhan, Prof. Nurhidayah Malik, hadir",
        "Hadir Forkopimda, Kepala OPD dan camat.",
        "Juara lain: Bidan Kawal Ibu Hamil, Ambulans Online",
    ],
)
def test_no_office_in_these(text: str) -> None:
    assert pairs(text) == []


def test_two_persons_joined_by_a_spaced_dash() -> None:
    assert pairs("Presiden Joko Santoso - Yusuf Kurnia hadir")[0][0] == "Joko Santoso"


def test_led_body_names_its_head() -> None:
    text = "Puskesmas Sukaria, yang dipimpin drg. Hj. A. Tenriana Sawitri, datang"
    reading = Reading(text, (), ())
    body = AgencyMention("Puskesmas Sukaria", "puskesmas", evidence=(reading.evidence("agency", 0, 17),))
    reading.agencies = (body,)
    found = find_officials(reading)
    assert [(o.name, o.role) for o in found] == [("A. Tenriana Sawitri", "Kepala Puskesmas Sukaria")]
