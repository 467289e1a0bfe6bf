"""How the service shortens words of offices and agencies, each with its words in full."""

from collections.abc import Mapping
from typing import Final

_SHORT_FORMS: Final = """
adbang=administrasi+pembangunan aptika=aplikasi+informatika as=asisten asda=asisten+daerah
assekda=asisten+sekretaris+daerah bag=bagian bakesbangpol=badan+kesatuan+bangsa+politik ban=badan
bapenda=badan+pendapatan+daerah bappeda=badan+perencanaan+pembangunan+daerah
barjas=pengadaan+barang+jasa bid=bidang bpbd=badan+penanggulangan+bencana+daerah
brida=badan+riset+inovasi+daerah capil=pencatatan+sipil damkar=pemadam+kebakaran
dayasos=pemberdayaan+sosial dikbud=pendidikan+kebudayaan dikdas=pendidikan+dasar din=dinas
dindik=dinas+pendidikan dinkes=dinas+kesehatan dinporapar=dinas+pemuda+olahraga+pariwisata
dinsos=dinas+sosial dir=direktur dirut=direktur+utama disbun=dinas+perkebunan
disdik=dinas+pendidikan disdikbud=dinas+pendidikan+kebudayaan
disdukcapil=dinas+kependudukan+pencatatan+sipil dishanpan=dinas+ketahanan+pangan
dishub=dinas+perhubungan diskan=dinas+perikanan disketapang=dinas+ketahanan+pangan
disnak=dinas+peternakan disnaker=dinas+tenaga+kerja disnakertrans=dinas+tenaga+kerja+transmigrasi
disnakkan=dinas+peternakan+perikanan dispendukcapil=dinas+kependudukan+pencatatan+sipil
disperkim=dinas+perumahan+kawasan+permukiman dispermasdes=dinas+pemberdayaan+masyarakat+desa
dispora=dinas+pemuda+olahraga disporapar=dinas+pemuda+olahraga+pariwisata
distaru=dinas+penataan+ruang dpmd=dinas+pemberdayaan+masyarakat+desa
dukcapil=kependudukan+pencatatan+sipil ekbang=ekonomi+pembangunan evlap=evaluasi+pelaporan
gtk=guru+tenaga+kependidikan hanpan=ketahanan+pangan iptek=ilmu+pengetahuan+teknologi
irban=inspektur+pembantu itban=inspektur+pembantu itda=inspektorat+daerah ka=kepala kab=kabupaten
kabadan=kepala+badan kabag=kepala+bagian kabagian=kepala+bagian kabalai=kepala+balai
kaban=kepala+badan kabid=kepala+bidang kabidang=kepala+bidang kabiro=kepala+biro kades=kepala+desa
kadin=kepala+dinas kadinas=kepala+dinas kadis=kepala+dinas kadistrik=kepala+distrik
kakan=kepala+kantor kalak=kepala+pelaksana kalaksa=kepala+pelaksana kapus=kepala+puskesmas
kapuskesmas=kepala+puskesmas karo=kepala+biro karu=kepala+ruang karutan=kepala+rutan
kasat=kepala+satuan kasatpol=kepala+satuan+polisi kasek=kepala+sekolah kaseksi=kepala+seksi
kasi=kepala+seksi kasie=kepala+seksi kastaf=kepala+staf kasubag=kepala+sub+bagian
kasubbag=kepala+sub+bagian kasubbagian=kepala+sub+bagian kasubbid=kepala+sub+bidang
kasubbidang=kepala+sub+bidang kasubdit=kepala+sub+direktorat kasubid=kepala+sub+bidang
kasudin=kepala+suku+dinas kaupt=kepala+upt kauptd=kepala+upt kb=keluarga+berencana kec=kecamatan
kel=kelurahan kep=kepala kepeg=kepegawaian kepsek=kepala+sekolah kesbang=kesatuan+bangsa
kesbangpol=kesatuan+bangsa+politik kesmas=kesehatan+masyarakat kesra=kesejahteraan+rakyat
ketapang=ketahanan+pangan keu=keuangan kominfo=komunikasi+informatika lalin=lalu+lintas
linjamsos=perlindungan+jaminan+sosial litbang=penelitian+pengembangan monev=monitoring+evaluasi
naker=tenaga+kerja nakertrans=tenaga+kerja+transmigrasi paud=pendidikan+anak+usia+dini
pbj=pengadaan+barang+jasa pemkes=pemerintahan+kesejahteraan perda=peraturan+daerah
peren=perencanaan perkim=perumahan+kawasan+permukiman pora=pemuda+olahraga pp=pamong+praja
ppa=perempuan+anak pppa=pemberdayaan+perempuan+pelindungan+anak prakom=pranata+komputer
prokompim=protokol+komunikasi+pimpinan prokopim=protokol+komunikasi+pimpinan
ptsp=pelayanan+terpadu+satu+pintu rehsos=rehabilitasi+sosial renkeu=perencanaan+keuangan
renval=perencanaan+evaluasi resos=rehabilitasi+sosial sahli=staf+ahli satpol=satuan+polisi
sda=sumber+daya+alam sdm=sumber+daya+manusia sek=sekretaris sekbadan=sekretaris+badan
sekban=sekretaris+badan sekcam=sekretaris+kecamatan sekda=sekretaris+daerah sekdes=sekretaris+desa
sekdin=sekretaris+dinas sekdinas=sekretaris+dinas sekdis=sekretaris+dinas
sekdistrik=sekretaris+distrik seklur=sekretaris+kelurahan sekr=sekretaris
sekretariatan=sekretariat sekwan=sekretaris+dprd sesda=sekretaris+daerah setda=sekretariat+daerah
setwan=sekretariat+dprd stafsus=staf+khusus subag=sub+bagian subbag=sub+bagian
subbagian=sub+bagian subbid=sub+bidang subbidang=sub+bidang subkoor=sub+koordinator
subkoordinator=sub+koordinator tapem=tata+pemerintahan ti=teknologi+informasi
tibum=ketertiban+umum trantib=ketenteraman+ketertiban tu=tata+usaha ukm=usaha+kecil+menengah
um=usaha+mikro umkm=usaha+mikro+kecil+menengah umpeg=umum+kepegawaian uptb=upt uptd=upt
wadir=wakil+direktur wakasat=wakil+kepala wakasek=wakil+kepala+sekolah yankes=pelayanan+kesehatan
"""


def _read() -> dict[str, tuple[str, ...]]:
    pairs = (entry.split("=") for entry in _SHORT_FORMS.split())
    return {short: tuple(full.split("+")) for short, full in pairs}


SHORT_FORMS: Final[Mapping[str, tuple[str, ...]]] = _read()

# How the first word of an agency begins a word put together from pieces: Dis-bud-par.
HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "dinas": ("dinas", "dispen", "dis", "din", "di", "d"),
    "badan": ("badan", "bap", "bak", "bad", "ba", "b"),
    "satuan": ("sat",),
    "sekretariat": ("set", "sekre", "sek"),
    "inspektorat": ("insp", "itda", "itko", "itkab", "it"),
    "kecamatan": ("kec",),
    "kelurahan": ("kel",),
    "kantor": ("kan",),
    "bagian": ("bag",),
    "rumah": ("r",),
}
