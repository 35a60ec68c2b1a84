"""Government bodies: how each kind of name goes on and ends, what is none, and which forms are one body."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # pytest runs in importlib mode: test folders are not on the path

from helpers_regions import read

from inovasi import gazetteers
from inovasi.nlp.agency_index import slip_of, standard


def names(text: str) -> list[str]:
    return [a.name for a in read(text).agencies]


ONE_NAME = [
    "Dinas Kesehatan",
    "Dinas Kesehatan Kabupaten Ngawi",
    "Dinas Kesehatan Kab. Bone",
    "Dinas Pendidikan dan Kebudayaan Kota Tegal",
    "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan Keluarga Berencana Kabupaten Ngawi",
    "Dinas Pariwisata, Pemuda, dan Olahraga Kabupaten Padang Pariaman",
    "Dinas Kependudukan, pemberdayaan Perempuan dan Perlindungan Anak (DKP3A) Kaltim",
    "Dinas Komunikasi dan Informatika (Kominfo) Kota Palembang",
    "Dinas Perternakandan Kesehatan Hewan",
    "Dinas Sosial P3AKB Kabupaten Rembang",
    "DINAS KESEHATAN KABUPATEN SIAK",
    "Badan Kepegawaian, Pendidikan dan Pelatihan",
    "Badan Perencanaan Pembangunan, Riset dan Inovasi Daerah (Bapperida) OKU Selatan",
    "Badan Penelitian dan Pengembangan (Litbang) Kementerian Dalam Negeri (Kemendagri)",
    "Bagian Hukum Setda Mimika",
    "bagian Perekonomian dan SDA kabupaten Muaraenim",
    "Biro Organisasi Setda Jateng",
    "Sekretariat Daerah (Setda) Batola",
    "Sekretariat DPRD Kabupaten Lamongan",
    "Inspektorat Daerah HSS",
    "Satpol PP Luwu",
    "RSUD dr. Hi. Zainal Umar Sidiki",
    "RSUD Prof. Dr. Margono Soekarjo",
    "Rumah Sakit Umum Daerah (RSUD) Doris Sylvanus Palangka Raya",
    "Rumah Sakit Jiwa Daerah Atma Husada Samarinda",
    "UPT Puskesmas Ampelgading",
    "UPTD Puskesmas Sukamulya Kabupaten Tangerang",
    "UPT Dinas Kesehatan Provinsi Kepulauan Bangka Belitung RSUD Ir. Soekarno",
    "Puskesmas Bumi Rahayu Tanjung Selor",
    "Puskesmas Kecamatan Cilandak",
    "Puskesmas Dlingo I Bantul",
    "PKM Karang Senang",
    "Polres Malang Kota",
    "Polres Metro Jakarta Barat",
    "Kepolisian Resor (Polres) Pelabuhan Tanjung Perak Surabaya",
    "Polda Metro Jaya",
    "Kejaksaan Negeri Bantul",
    "Pengadilan Agama Kabupaten Malang",
    "Lapas Kelas IIA Kediri",
    "Kantor Imigrasi Kelas I TPI Batam",
    "Kanwil Kemenkum Kalbar",
    "Kantor Wilayah Kementerian Hukum dan HAM Jawa Tengah",
    "Kementerian Agama Kota Jambi",
    "Kementerian Pendayagunaan Aparatur Negara, dan Reformasi Birokrasi",
    "Kementerian Pendayagunaan Aparatur Negara dan Reformasi Birokrasi (Kemenpan RB) RI",
    "Kemenetrian Hukum dan HAM",
    "Kementerian Perencanaan Pembangunan Nasional/Bappenas",
    "KemenPAN RB",
    "Kemenkum HAM",
    "Badan Kepegawaian Negara (BKN)",
    "Badan Strategi Kebijakan Dalam Negeri (BSKDN) Republik Indonesia",
    "Lembaga Administrasi Negara Republik Indonesia",
    "Ombudsman RI Perwakilan Sumatera Barat",
    "Direktorat Perdata Ditjen AHU",
    "Pusat Pengembangan SDM Kementerian Dalam Negeri Regional Makassar",
    "Kodim 0801 Pacitan",
    "Perumda Air Minum Tirta Musi Palembang",
    "Pemkab Barito Kuala",
    "Pemerintah Kota (Pemkot) Surabaya",
    "Pemerintah Provinsi (Pemprov) Nusa Tenggara Barat",
    "Pemerintah Daerah Kabupaten Sumedang",
    "Pemerintah Aceh",
    "Pemda DIY",
    "DPRD HSS",
    "KPU Kabupaten Sleman",
    "SMP Negeri 3 Batam",
    "SD Negeri Percobaan 2 Yogyakarta",
    "DPMPTSP (Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu) Banjarbaru",
    "Diskominfo Lubuklinggau",
    "Disdikbudpora Buleleng",
    "Dinas Lingkunan Hidup Kota Tegal",
    "DINAS PENDIDIKAN DAN KEBUDAYAAN KABUPATEN BREBES",
    "Suku Dinas Kominfotik Jakarta Timur",
    "Badan Penghubung Provinsi Riau",
    "Satuan Polisi Pamong Praja Kabupaten Siak",
    "Satuan Lalu Lintas (Satlantas) Polres Sumba Barat",
    "Satreskrim Polres Tegal Kota",
    "Setdako Padang",
    "Setdakab Siak",
    "Bagian Hukum Sekretariat Daerah",
    "Biro Administrasi Pimpinan Setda Provinsi Riau",
    "Inspektorat Jenderal Kemendagri",
    "BSKDN Kemendagri",
    "Balai Besar Wilayah Sungai Kali Sejati",
    "Balai Besar Pelaksanaan Jalan Nasional V Palembang",
    "Balai Karantina Pertanian Kelas I Denpasar",
    "UPTD Puskeswan Karanganyar",
    "Unit Pengelola Dana Bergulir",
    "Puskesmas Rawat Inap Way Sejati",
    "PKM Loka",
    "Polsek Tegal Barat",
    "Kodim 0712/Tegal",
    "KUA Kecamatan Cilongok",
    "Kantor Urusan Agama (KUA) Kecamatan Cilongok",
    "Kantor SAR Kelas A Denpasar",
    "Lapas Perempuan Kelas IIA Semarang",
    "Imigrasi Batam",
    "Pemerintah Kalurahan Sidosari",
    "Kapanewon Cangkringan",
    "BKSDM Lubuklinggau",
    "DPMPTS Lubuklinggau",
    "Bapedda Sumsel",
]


@pytest.mark.parametrize("name", ONE_NAME)
def test_a_name_is_read_from_its_first_word_to_its_last(name: str) -> None:
    text = f"Penghargaan itu diraih {name} pada Senin lalu."
    (agency,) = read(text).agencies
    assert agency.name == name
    (place,) = agency.evidence
    assert (place.field, place.quote) == ("agency", text[place.start : place.end])


NONE = [
    "masing-masing OPD dan dinas terkait wajib berinovasi",
    "pemerintah daerah setempat, Pemerintah Kabupaten/Kota di Sumsel",
    "Menteri Dalam Negeri, Menteri PANRB dan Bupati Sleman hadir",
    "Sekretaris Daerah Muba mendampingi Wakil Wali Kota Palembang",
    "Kantor Bupati Pelalawan dan Aula Griya Agung",
    "Badan Usaha Milik Daerah dan Badan Layanan Umum Daerah",
    "Telkom, Gojek dan Universitas Sriwijaya",
    "warga Desa Sukamaju di Kecamatan Plaju mengantre",
    "Setiap puskesmas dan rumah sakit melapor ke dinas.",
    "Puskesmas Terpadu dan Puskesmas Keliling adalah layanan",
    "Disebutkan Palembang juara. Disusun Kota Malang. Diskusi Publik Sleman",
    "kemenangan ini. Kemenangan Palembang.",
    "Lan dan Bin berlari; big data",
    "Pusat Pasar Kota Medan",
    "rapat di Balai Kartini, Balai Desa Sukamaju dan Balai Kota",
    "Kementerian Pendidikan Malaysia dan Pemerintah Kota Seoul",
    "Poltekkes Kemenkes Semarang, Badan Usaha Milik Desa Maju Jaya",
    "Tiga siswa SMKN 1 Tegal membuat alat, disusul SMAN 2 Brebes",
    "Dokter Puskesmas Ini Ikut Memasak",
    "warga bertanya, kebakaran melanda Desa Sukamaju dan Desa Sukarame, Kecamatan Cilongok",
    "bantuan untuk tiga desa, yakni Desa Sukamaju, Desa Sukarame dan Desa Sukasari",
    "pemuda berangkat dari Kecamatan Cilongok",
    "ia tinggal di Desa Sukamaju, Kecamatan Cilongok, sejak lama",
    "bagian timur Kota Malang",
    "Kapolres Malang Kota AKBP Deki",
    "",
    "((((((",
    "Dinas",
    "Dinas (",
    "Dinas dan dinas,",
]


@pytest.mark.parametrize("text", NONE)
def test_no_agency(text: str) -> None:
    assert names(text) == []


LISTS = [
    (
        "Inovasi di Dinas Kesehatan, Dinas Pendidikan dan Dinas Sosial",
        ["Dinas Kesehatan", "Dinas Pendidikan", "Dinas Sosial"],
    ),
    (
        "yakni RSUD Sekayu yang mempunyai Sih Larajaket, DPMPTSP: Saji-Muba, Dinas Perikanan: Sukaresaan, "
        "BKPSDM Si Kupek Muba",
        ["RSUD Sekayu", "DPMPTSP", "Dinas Perikanan", "BKPSDM"],
    ),
    (
        "1. Juara 1: Kecamatan Pangkalan Kerinci\n\n2. Juara 2: Desa Mekar Jaya\n\nHarapan: Satpol PP, Bappeda, DLH",
        ["Kecamatan Pangkalan Kerinci", "Desa Mekar Jaya", "Satpol PP", "Bappeda", "DLH"],
    ),
    ("milik Kelurahan Sukun dan Desa Ponggok", ["Kelurahan Sukun", "Desa Ponggok"]),
    ("Kelompok ini dimenangi Kecamatan Telaga Langsat.", ["Kecamatan Telaga Langsat"]),
    (
        "Badan Kepegawaian, Pendidikan dan Pelatihan Daftar Hadir Elektronik",
        ["Badan Kepegawaian, Pendidikan dan Pelatihan"],
    ),
    ("Kepala Dinas Kesehatan, Kepala Bappeda dan Camat", ["Dinas Kesehatan", "Bappeda"]),
    ("Sipacak BKPSDM OKU Selatan dan Sindikat (BKPSDM OKU Selatan)", ["BKPSDM OKU Selatan"]),
    ("dan 1. Juara\n1. Kelurahan Melati\nJuara 2 Desa Sukamaju\n", ["Kelurahan Melati", "Desa Sukamaju"]),
    ("1 | Si Jempol | Kecamatan Cilongok | 88", ["Kecamatan Cilongok"]),
    (
        "Dilaporkan Dinas Sosial, Kecamatan Cilongok, dan RSUD Ajibarang",
        ["Dinas Sosial", "Kecamatan Cilongok", "RSUD Ajibarang"],
    ),
    ("Si Jempol (Kecamatan Cilongok) ditiru Kelurahan Melati", ["Kecamatan Cilongok", "Kelurahan Melati"]),
    ("Lalu Pasar Sepi dari Desa Sukamaju", ["Desa Sukamaju"]),
    ("Penggagasnya Kecamatan Cilongok bersama Desa Sukamaju", ["Kecamatan Cilongok", "Desa Sukamaju"]),
    ("Juri memilih Dinas Sosial, sedangkan Kelurahan Melati mengandalkan kopi", ["Dinas Sosial", "Kelurahan Melati"]),
    ("- Pungut Sampah, Kecamatan Cilongok\n- Si Kilat, Desa Sukamaju\n", ["Kecamatan Cilongok", "Desa Sukamaju"]),
    ("Puskesmas Suka Maju Menjangkau Anak di Gunung", ["Puskesmas Suka Maju"]),
    ("Deputi Bidang Pelayanan Publik Kementerian PANRB Budi", ["Kementerian PANRB"]),
    ("| Bagian Kesra | Inovasi digagas Bagian Umum", ["Bagian Kesra", "Bagian Umum"]),
    ("dari tujuh Polres di lingkungan Polda Jawa Timur", ["Polda Jawa Timur"]),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_lists(text: str, expected: list[str]) -> None:
    assert names(text) == expected


ONE_BODY = [
    (
        "Dinas Komunikasi dan Informatika (Kominfo) Kota Palembang. Dinas Kominfo dan Diskominfo Palembang.",
        "Dinas Komunikasi dan Informatika (Kominfo) Kota Palembang",
    ),
    ("Pemkot Bengkulu dan Pemerintah Kota Bengkulu", "Pemerintah Kota Bengkulu"),
    ("Polda Jatim; Polda Jawa Timur", "Polda Jawa Timur"),
    ("Setda Muaraenim, Setda Muara Enim", "Setda Muara Enim"),
    ("KemenPAN-RB lalu Kemenpan RB, Kementerian PANRB, KemenpanRB", "Kementerian PANRB"),
    (
        "Kementerian Pemberdayaan Aparatur Negara Reformasi Birokrasi, Kemenpan RB",
        "Kementerian Pemberdayaan Aparatur Negara Reformasi Birokrasi",
    ),
    ("RSUD Prof. Dr. Margono Soekarjo. RSUD Margono.", "RSUD Prof. Dr. Margono Soekarjo"),
    ("Dinas Kesehatan lalu Dinas Kesehatan Kabupaten Ngawi lalu Dinkes", "Dinas Kesehatan Kabupaten Ngawi"),
    (
        "Badan Pengembangan Pertanahan Perbatasan (BP3) Kota Batam. Kepala BP3 bicara.",
        "Badan Pengembangan Pertanahan Perbatasan (BP3) Kota Batam",
    ),
    (
        "Badan Perencanaan Pembangunan, Penelitian dan Pengembangan Daerah atau Bapperida. Bapperida maju.",
        "Badan Perencanaan Pembangunan, Penelitian dan Pengembangan Daerah atau Bapperida",
    ),
    ("Kantor Imigrasi Kelas I TPI Batam. Imigrasi Batam.", "Kantor Imigrasi Kelas I TPI Batam"),
    ("Lapas Kelas IIB Slawi, Lapas Slawi", "Lapas Kelas IIB Slawi"),
    ("Polres menang. Kapolres senang, Polres Jember menang lagi.", "Polres Jember"),
]


@pytest.mark.parametrize(("text", "name"), ONE_BODY)
def test_forms_of_one_body_are_one_mention(text: str, name: str) -> None:
    assert names(text) == [name]


def test_the_same_office_of_two_regions_stays_two() -> None:
    found = read(
        "Dinas Kesehatan Kabupaten Bangka dan Dinas Kesehatan Kota Tegal. Pemkab Bangka, Pemkot Tegal."
    ).agencies
    assert [(a.kind, a.region_code) for a in found] == [
        ("dinas", "19.01"),
        ("dinas", "33.76"),
        ("pemda", "19.01"),
        ("pemda", "33.76"),
    ]


def test_evidence_and_aliases_keep_every_form() -> None:
    text = "Dinas Kesehatan (Dinkes) Kota Tegal. Dinkes Tegal maju."
    (agency,) = read(text).agencies
    assert [e.quote for e in agency.evidence] == ["Dinas Kesehatan (Dinkes) Kota Tegal", "Dinkes Tegal"]
    assert set(agency.aliases) == {"Dinkes Tegal", "Dinkes"}
    assert agency.standard == "Dinas Kesehatan"


REGIONS = [
    ("Pemkab Muba maju. Dinas Perhubungan: Si Randik.", "Dinas Perhubungan", "16.06"),
    ("Pemkab Muba dan Kemendagri", "Kemendagri", None),
    ("Kota Malang. Inovasi milik Kecamatan Sukun.", "Kecamatan Sukun", "35.73"),
    ("Dinkes Jatim", "Dinkes Jatim", "35"),
]


@pytest.mark.parametrize(("text", "name", "code"), REGIONS)
def test_region_of_a_body(text: str, name: str, code: str | None) -> None:
    assert {a.name: a.region_code for a in read(text).agencies}[name] == code


STANDARDS = [
    ("Dinkes", "dinas", "Dinas Kesehatan"),
    ("dinas kesehatan", "dinas", "Dinas Kesehatan"),
    ("Dinas Kependudukan Catatan Sipil", "dinas", "Dinas Kependudukan dan Pencatatan Sipil"),
    ("Kementerian Dalam Negri", "kementerian", "Kementerian Dalam Negeri"),
    ("Dinas Sihir", "dinas", None),
]


@pytest.mark.parametrize(("name", "kind", "expected"), STANDARDS)
def test_standard_form(name: str, kind: str, expected: str | None) -> None:
    assert standard(name, kind) == expected


@pytest.mark.parametrize("key", ["bapedda", "dpmpts", "bksdm", "diskomnfo"])
def test_slips_of_short_names(key: str) -> None:
    assert slip_of(key) is not None


@pytest.mark.parametrize("key", ["dpk", "bupati", "palembang", "pelayanan"])
def test_no_slips(key: str) -> None:
    assert slip_of(key) is None


def test_gazetteers_have_no_doubles() -> None:
    shorts = [row["short"].lower() for row in gazetteers.rows("agency_short")]
    assert len(shorts) == len(set(shorts))
    assert len(shorts) > 150


@pytest.mark.parametrize(
    "unit",
    ["A ", "(", "Dinas ", "Dinas Kesehatan, ", "UPT Dinas ", "Puskesmas [", "Kabupaten ", "Desa, ", "Bappeda atau "],
)
def test_any_repetition_is_read(unit: str) -> None:
    reading = read(unit * 300)
    for agency in reading.agencies:
        assert all(reading.text[e.start : e.end] == e.quote for e in agency.evidence)
