"""Words of the service that tie an office or an agency to the author."""

from typing import Final

from exam.disclosure.vocabulary import listed

# The author, in the first person or as papers say it.
SELF: Final = listed(
    """
aku ambo awak beta denai kami katong kitong kitorang ku kula kulo penelaah penulis penyusun sa
saya sayalah titiang torang ulun
"""
)

# What people do at an agency.
AT_WORK: Final = listed(
    """
asn bekerja berada berasal berdinas bergabung berkantor berkarya berkecimpung bernaung bertahun
bertugas dimutasi dinas dipercaya ditempatkan ditugaskan duduk kepalai layani masuk masuki
memimpin mengabdi mengepalai mengurus menjabat menjadi mewakili nakhodai ngantor orang pegawai
pimpin pindah pns staf tempati tercatat
"""
)

# What an agency is to those who work there.
WORKPLACE: Final = listed(
    """
badan bagian bidang biro dinas distrik gedung inspektorat instansi institusi kantor kecamatan
kelurahan lembaga markas meja opd perangkat puskesmas rsud ruang ruangan rumah satuan sekretariat
skpd tempat unit upt uptd wilayah
"""
)

# Words by which somebody takes an office for their own.
ROLE: Final = listed(
    """
adalah amanah bertugas diamanahi dilantik duduk ialah jabatan jadi kapasitas kedudukan kursi meja
memangku memegang menduduki mengemban menjabat menjadi merangkap posisi pundak ruang sebagai
selaku seorang status statusnya tangan tugas
"""
)

# Words that lead to an agency.
AT: Final = listed("dari di pada")

# Words that make an office one of the past or the future.
FORMER: Final = listed("bakal bekas calon eks mantan")

# Words that make all of a sentence one of the past or the future.
SOMEDAY: Final = listed(
    """
andai andaikan apabila bila calon dahulu diangkat dilantik dulu jika kalau kelak ketika mantan
nanti pernah seandainya sewaktu terpilih waktu
"""
)

# Those of them that say nothing of an office which the author takes in the same breath.
WHEN: Final = listed("ketika sewaktu waktu")

# Words by which somebody leads a section.
LEADING_A_SECTION: Final = listed(
    "bawahi kepalai membawahi memegang memimpin mengampu mengepalai mengurus pegang pimpin"
)

# Words between an agency and the author who speaks there: di Dinas Sosial ini saya …
HERE: Final = listed("ini inilah itu itulah tempat")

# Offices held for a time.
ACTING: Final = listed("pejabat pelaksana pj pjs plh plt")

# Words by which the author is addressed.
ADDRESS: Final = listed("anda bang bapak bu ibu mas mbak njenengan pak sampeyan saudara")

# Words before a colon that announce office or agency.
WORK_LABELS: Final = listed(
    """
asal bagian bidang dinas instansi jabatan kantor kerja lembaga opd pekerjaan perangkat satuan skpd
tugas unit
"""
)

# Parts of an agency.
SECTIONS: Final = listed("bagian bidang loket seksi sekretariat subbag subbagian subbidang unit")

# Words that never belong to a title.
FUNCTION_WORDS: Final = listed(
    """
akan atau belum dalam dan dapat dengan harus ini itu juga karena ketika maka masih melihat
menandatangani menerima menulis pernah pun sedang sehingga sejak selalu selama seperti sering
setiap sudah telah tidak untuk yang
"""
)

# Words of an office that many officials share.
BODIES: Final = listed(
    """
ahli badan bagian balai bidang biro cabang daerah desa dinas direktorat distrik dprd instalasi
kantor kecamatan kelurahan kepala pelaksana pembantu polisi pusat puskesmas satuan sekolah seksi
sub suku unit upt utama
"""
)

# Words that make the agency after them a part of somebody's title.
TITLE_WORDS: Final = listed("kepala sekretaris kadis plt plh pj mantan")

# People of an agency.
PEOPLE: Final = listed(
    "anggota aparatur auditor jajaran karyawan orang pegawai personel petugas staf warga"
)

# Words with which the name of another agency begins.
AGENCIES: Final = listed(
    """
badan balai dinas direktorat distrik inspektorat kantor kecamatan kelurahan kementerian prov
provinsi puskesmas
rsud satuan sekretariat
"""
)

# Words of a title that officials leave out: Irban III for Inspektur Pembantu Wilayah III.
GENERIC: Final = listed("wilayah urusan bidang daerah")

# Words that lead from an agency to what the author does there.
LEADING: Final = listed("yang di institusi")
