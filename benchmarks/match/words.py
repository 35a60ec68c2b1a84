"""Words of public service in Indonesia that the generated innovations are made of. No innovation's name is among them.

Each body has its long and its short name and the words of its work, because what an innovation is called has to do with
who invented it; the general words and heads are free to all.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of government body. ``district``: it is named after a district rather than after the regency."""

    long: str
    short: str
    words: tuple[str, ...]
    district: bool = False


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _body(long: str, short: str, words: str, *, district: bool = False) -> Body:
    return Body(long, short, _words(words), district)


BODIES = (
    _body(
        "Dinas Kesehatan",
        "Dinkes",
        "sehat kesehatan ibu bayi balita hamil gizi stunting posyandu imunisasi bidan jiwa lansia obat penyakit"
        " pencegahan persalinan remaja donor darah menular skrining rujukan",
    ),
    _body(
        "Rumah Sakit Umum Daerah",
        "RSUD",
        "pasien rawat rujukan obat operasi darurat farmasi dokter antrean kontrol bedah kamar resep nyeri perawat"
        " pulang jenguk laboratorium",
    ),
    _body(
        "Puskesmas",
        "PKM",
        "sehat keluarga kader posyandu ibu bayi lansia imunisasi hipertensi diabetes gizi kunjungan rumah tuberkulosis"
        " jantung periksa deteksi gigi",
        district=True,
    ),
    _body(
        "Dinas Pendidikan",
        "Disdik",
        "pendidikan sekolah guru siswa belajar membaca kelas murid cerdas literasi anak putus kurikulum ajar prestasi"
        " numerasi karakter inklusi",
    ),
    _body(
        "Dinas Kependudukan dan Pencatatan Sipil",
        "Disdukcapil",
        "akta kelahiran kartu keluarga penduduk identitas nikah kematian dokumen pindah rekam kependudukan catatan"
        " jemput antar cetak lahir",
    ),
    _body(
        "Dinas Sosial",
        "Dinsos",
        "sosial bantuan miskin disabilitas kesejahteraan fakir yatim lansia pangan santunan rentan penyandang"
        " rehabilitasi terlantar data",
    ),
    _body(
        "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
        "DPMPTSP",
        "izin perizinan usaha investasi modal berusaha penanaman pintu mal loket berkas investor rekomendasi kemudahan",
    ),
    _body(
        "Badan Pendapatan Daerah",
        "Bapenda",
        "pajak daerah retribusi bumi bangunan bayar tagihan wajib pendapatan piutang setor reklame restoran tunggakan",
    ),
    _body(
        "Dinas Pertanian",
        "Distan",
        "petani padi pupuk sawah tani panen benih ternak hama organik ladang kebun sapi tanam irigasi pertanian hasil",
    ),
    _body(
        "Dinas Perikanan",
        "Diskan",
        "nelayan ikan tambak laut kolam perikanan budidaya tangkap pesisir rumput kapal benur lele pelelangan",
    ),
    _body(
        "Dinas Lingkungan Hidup",
        "DLH",
        "sampah lingkungan bersih hijau pohon sungai plastik limbah kompos bank pilah daur udara taman pantau tempat",
    ),
    _body(
        "Dinas Perhubungan",
        "Dishub",
        "parkir angkutan jalan terminal kendaraan transportasi lalu lintas bus rute uji lampu rambu selamat pelajar",
    ),
    _body(
        "Dinas Komunikasi dan Informatika",
        "Diskominfo",
        "informasi komunikasi aduan data jaringan portal berita internet siaran digital statistik aplikasi warga kanal",
    ),
    _body(
        "Dinas Pekerjaan Umum dan Penataan Ruang",
        "Dinas PUPR",
        "jalan jembatan ruang lubang tata bangunan drainase air gedung perbaikan peta banjir saluran konstruksi",
    ),
    _body(
        "Dinas Perpustakaan dan Kearsipan",
        "Dispusip",
        "buku arsip perpustakaan baca pustaka literasi keliling pojok koleksi naskah pinjam minat dongeng",
    ),
    _body(
        "Dinas Koperasi dan Usaha Kecil Menengah",
        "Dinkop UKM",
        "koperasi pelaku mikro pasar produk lokal dagang modal wirausaha kecil pelatihan kemasan jual sertifikat",
    ),
    _body(
        "Dinas Tenaga Kerja",
        "Disnaker",
        "kerja tenaga lowongan pelatihan pencari migran upah magang keterampilan industri terampil hubungan",
    ),
    _body(
        "Badan Penanggulangan Bencana Daerah",
        "BPBD",
        "bencana tanggap siaga banjir longsor relawan evakuasi gempa peringatan dini tangguh posko logistik mitigasi",
    ),
    _body(
        "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
        "BKPSDM",
        "pegawai aparatur kinerja absensi pangkat disiplin cuti kompetensi pensiun jabatan kenaikan talenta karier",
    ),
    _body(
        "Inspektorat Daerah",
        "Inspektorat",
        "pengawasan audit integritas laporan temuan lapor gratifikasi tindak reviu konsultasi cegah korupsi kendali",
    ),
    _body(
        "Satuan Polisi Pamong Praja",
        "Satpol PP",
        "tertib patroli ketertiban pengaduan penegakan peraturan lindung damai jaga aman keliling kawasan",
    ),
    _body(
        "Dinas Pariwisata",
        "Dispar",
        "wisata destinasi budaya pariwisata kampung festival kunjung pesona tamu kuliner tur pemandu sejarah",
    ),
    _body(
        "Dinas Pemberdayaan Perempuan dan Perlindungan Anak",
        "DP3A",
        "perempuan anak perlindungan kekerasan ramah korban ibu keluarga pendampingan konseling peduli forum",
    ),
    _body(
        "Kecamatan",
        "Kec.",
        "camat desa surat warga kecamatan kelurahan keterangan pelayanan administrasi gotong royong rembuk dusun",
        district=True,
    ),
    _body(
        "Kepolisian Resor",
        "Polres",
        "polisi sim aman lapor tilang patroli bhabinkamtibmas laporan kamtibmas hilang cepat lalu lintas warga",
    ),
)

GENERAL = _words(
    "layanan pelayanan cepat mudah terpadu online mandiri bersama masyarakat warga desa peduli aktif inovasi gerakan"
    " program aplikasi sistem elektronik digital berbasis terintegrasi satu hari langsung jadi tuntas tanpa batas"
    " ramah aman nyaman tepat akurat transparan akuntabel berkualitas prima unggul maju sejahtera mulia berkah lestari"
    " tanggap sigap siap hadir datang rumah pintu antar jemput keliling malam pagi kampung pojok ruang gerai klinik"
    " kelas sahabat kawan teman bunda ayah keluarga anak remaja pemuda santri lansia difabel perempuan kelompok"
    " komunitas pantau kendali evaluasi koordinasi kolaborasi sinergi partisipasi edukasi sosialisasi konsultasi"
    " pendampingan pemberdayaan peningkatan percepatan penanganan pencegahan pengelolaan penguatan pemantauan"
    " pengawasan pemanfaatan optimalisasi identifikasi verifikasi validasi pendataan pelaporan pengaduan respons solusi"
    " harapan mandiri gratis murah hemat sederhana pasti nyata terbaik setiap waktu lokal daerah wilayah kota pesisir"
    " perbatasan nusantara"
)

HEADS = _words(
    "gerakan sistem layanan program aplikasi pelayanan klinik rumah sekolah kampung pojok gerai kelas mobil posko pusat"
    " bank tim kader sahabat warung taman duta satgas jemput aksi"
)

JOINTS = ("dan", "untuk", "di", "bagi", "melalui", "dengan", "dari", "pada", "secara")

LEADS = ("Aplikasi", "Program", "Layanan", "Inovasi", "Si", "Gerakan", "Sistem", "Website")

EDITIONS = ("2.0", "Plus", "Jilid II", "II", "3.0", "Generasi Kedua", "Next", "Reborn")

CONTESTS = (
    ("Top 99 Inovasi Pelayanan Publik", "Top 99 KIPP", "penghargaan Top 99 SINOVIK"),
    ("Top 45 Inovasi Pelayanan Publik", "Top 45 KIPP", "Top 45"),
    ("Innovative Government Award", "IGA", "penghargaan IGA Kemendagri"),
    ("Juara 1 Lomba Inovasi Daerah", "juara pertama lomba inovasi", "Juara I"),
    ("Finalis Kompetisi Inovasi Provinsi", "finalis", "masuk nominasi"),
)
