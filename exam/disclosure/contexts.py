"""Words beside a name that tell whether it is the author's: salutations, labels, places."""

from typing import Final

from exam.disclosure.vocabulary import CALENDAR, listed

# How people are called, in many of the country's languages.
SALUTATIONS: Final = listed(
    """
aa abah abang abu ade adik ajo akang ama amak amang ambu amma angku ayah bang bapa bapak bibi
bidan bli bos bpk bro bruder bu bude budhe bue buk bulek bulik bunda bung buya cak cece ci cici
cik da daeng dek dik dinda dokter eda emak enci encik engku etek eyang gek gung guru gus h hajah
haji hajjah hj ibu ina inang inyiak ito jero jro juragan kak kaka kakak kanda kang kangmas karaeng
keke ko koh komandan kyai lae lek lik mace mak mama mamak mamiq mang mas mba mbah mbak mbakyu mbok
miq miss mister moat mpok mr mrs namboru nande nantulang ndan nduk nenek neng ning nn nona noni ny
nyong nyonya om oma opa pace pak pakde pakdhe pake pakle paklik paman papa pastor pdt pendeta
petta puan puang romo saudara saudari sdr sdri suster tanta tante teh teteh tok tuan tulang uda
umi uni usi ust ustad ustadz ustadzah ustaz ustazah utu uwak wak yth yu
"""
)

# Salutations that are no nouns, so that even “bu indah” is a name.
SHORT_SALUTATIONS: Final = listed(
    """
bang bpk bu bude bulek bulik cak kang lek lik mba mbak ndan pak pakde pakle paklik sdr sdri wak
"""
)

# Words for calling somebody by a name.
CALLING: Final = listed(
    """
akrab dikenal dipanggil disapa disebut julukan memanggil menyapa menyebut panggil panggilan sapaan
"""
)

# Words by which people make themselves known: perkenalkan, saya …
INTRODUCING: Final = listed("kenalkan nama perkenalkan")

# Words that give somebody a name: saya bernama …, ibu menamai saya …
NAMING: Final = listed("bernama dinamai dinamakan memanggil menamai menyapa menyebut")

# Words after which somebody is named who says or makes something.
SPEECH: Final = listed(
    """
bersama catatan dipanggil disapa dok dokumentasi foto jawab karya kata kepada laporan memanggil
menurut menyapa olahan oleh panggil panggilan papar sahut sapa sapaan tanya tukas tulisan tutur
ujar
"""
)

# What only people do.
PERSONAL: Final = listed(
    """
bekerja belajar bercerita berkata bermimpi bersekolah bertanya berterima bertugas dilahirkan duduk
lahir membayangkan memimpin meminta memulai menangis mencatat mengabdi mengajak mengajar
mengakhiri mengetik menghitung mengusulkan menjabat menjawab menolak menulis menyusun percaya
tersenyum tinggal
"""
)

# Words between a name and its verb.
AUXILIARY: Final = listed(
    """
akan belum kecil masih muda pernah pun selalu sendiri sering sudah telah tidak yang
"""
)

# Words that begin a sentence or a note before a name, and are no first names.
LEADS: Final = listed(
    """
adalah agar alamat analisis antara apabila argumen artikel atas atau bagi bahwa bandingkan begitu
bersama bila bukan buku catatan cerita cf dalam dan dari data demi demikian dengan diajukan dibuat
digagas dikutip dipandu dipanggil dirancang disampaikan disapa disertasi disiapkan disusun ditulis
diusulkan dok dokumentasi foto gagasan gambar grafik hanya hanyalah hingga hitungan hormat hubungi
ialah ide inilah itulah jawab jelas jika juga kajian kalau kami karena karya kasih kata kemudian
kepada ketika kisah kontak lalu laporan lihat maka makalah memo mengutip menurut merujuk metode
model namun naskah nota olahan oleh pada pandangan panggil papar pendapat penelitian pengalaman
penulis penyusun ringkasan rujuk rumus saat sahut salam sampai sapa saya sebab sebut sejak seperti
seri serta siapa simpulan skripsi sumber surat tabel tanpa tanya tanyakan telaah telaahan temuan
temui tentang terima tertanda tesis tetapi ttd tukas tulis tutur ujar ungkap untuk usul usulan
yaitu yakni
"""
)

# Words before a colon that announce the author.
LABELS: Final = listed(
    """
admin akun alias analis author calon catatan creator dariku diajukan dibuat dicatat difoto digagas
dihitung diketik diolah dipaparkan diperiksa dipotret dipresentasikan dirancang direkam disajikan
disampaikan disiapkan disusun ditulis diusulkan dok dokumentasi editor foto fotografer from
hubungi identitas ilustrasi inisiator inovator julukan kandidat konsep konseptor kontak
kontributor koordinator login moderator nama narahubung narasumber notulis olahan oleh panggilan
paraf pegawai pelaksana pelamar pelapor pemakalah pemapar pembicara pembuat pemeriksa pemohon
penanggung pencatat penelaah peneliti pengamat pengarang pengetik penggagas pengguna pengirim
pengolah pengusul penulis penyaji penyusun perancang peserta petugas pewawancara pic potret
presenter redaktur reviewer sapaan sumber survei telaahan tertanda ttd user username
"""
)

# Words that announce the author when they begin a sentence or a line.
BYLINES: Final = listed(
    """
dibuat disusun ditulis hormat oleh paraf pemakalah penelaah pengusul penulis penyaji penyusun
peserta tertanda ttd
"""
)

# Words that announce a signature anywhere.
SIGNING: Final = listed("paraf tertanda ttd")

# Words of the line above a signature.
CLOSINGS: Final = listed(
    """
hidayah horas hormat hormatku kasih mejuah membuat menyatakan merdeka namaste njuah om pemakalah
pembuat pemohon penelaah pengusul penulis penyaji penyusun peserta rahayu salam sekian shalom
syalom tabik takzim tertanda ttd wassalam wassalamualaikum yaahowu
"""
)

# Words that give ordinary words a capital: atas Rahmat Allah.
HOLY: Final = listed("allah esa ilahi nabi nya rasulullah saw swt tuhan yme")

# Titles of heroes, prophets, rulers and other officials.
FIGURES: Final = listed(
    """
adipati batara brigjen brigjend bupati capres cawapres dandim dewa dirjen filsuf gubernur habib
imam injil jend jenderal jendral kajari kapolda kapolres kapt kapten kardinal kh khalifah ki kiai
kol kolonel kyai laksamana letjen letjend letnan marsekal mayjen mayjend mayor menteri mpu nabi
novelis nyi pahlawan pangdam pangeran panglima pastor patih paus pdt pendeta penyair presiden prof
profesor proklamator pujangga rabi raden raja rasul ratu resi romo sang santa santo sastrawan
sekjen sersan si sultan sunan surah syeikh syekh teuku tuanku tumenggung uskup walikota walisongo
wapres
"""
)

# Streets, by which heroes are honoured.
STREETS: Final = listed("gang gg jalan jl jln lorong")

# Places, firms and institutions that bear people's names.
PLACES: Final = listed(
    """
akademi apartemen apotek aula balai bandar bandara bank bendungan blok bukit bumdes bundaran candi
cluster cv danau desa distrik dusun embung firma flyover gang gapoktan gedung gelanggang gereja gg
griya gunung halte hotel hutan institut jalan jembatan jl jln kab kabupaten kafe kampong kampung
kampus kapal kec kecamatan kel kelenteng kelurahan klinik km kmp komplek kompleks koperasi kota
kri ksp ksu kud laut lembaga lorong losmen ma madrasah majelis makam mal masjid mi monumen mts
musala museum mushala nagari paguyuban pantai partai pasar paud pelabuhan pendopo perum perumahan
pesantren plaza poktan ponpes posyandu prov provinsi pt pulau pura puskesmas restoran rs rsu rsud
ruas rusun rusunawa sd sekolah simpang sma smk smp stadion stasiun sungai taman tanjung teluk
terminal tk toko tol tugu ud universitas vihara waduk warung wisma yayasan
"""
)

# Things that bear ordinary words as their names.
THINGS: Final = listed(
    """
akal aksi aplikasi aula bangsal bank batik beras berjudul bernama bertajuk budi buku bulan bunga
burung bus cap dana desk dinamai dinamakan festival film gelar gerakan grup gugus hari harian hati
hibah ikan istilah jenis judul kamar kambing kampanye kartu kata kaum kayu kegiatan kelas kelompok
kereta kopi koran kue lagu layanan lomba majalah majelis makna malam merek modal moto nama nilai
novel operasi padi pekan piala pohon pojok posko program proyek radio rakyat regu ruang ruangan
rumah sanggar sapi satgas semangat semboyan sifat sikap sistem slogan tabloid tahun tajuk tanggal
televisi tema tim tv umat varietas
"""
)

# What somebody is who stands after a name: Pak Koto pemilik rumah makan.
ROLES: Final = listed(
    """
adik aktivis anak anggota bakul bapak bendahara bibi bidan bupati buruh camat direktur dokter
dosen duda gubernur guru ibu istri janda jurnalis juru kader kades kakak kakek kawan kepala
keponakan ketua kuli lurah mahasiswa manajer mandor mantan mantri marbot menteri murid nelayan
nenek paman pedagang pegiat pekerja pelaku pelanggan pelopor pembeli pembuat pemilik pemuda
pencipta pendiri penduduk penemu pengarang pengasuh pengelola pengemudi penggiat penghuni
pengrajin pengurus pengusaha penjaga penjual pensiunan penumpang penyuluh perajin perawat petani
peternak rekan relawan rt rw sahabat santri seorang sepupu sesepuh si siswa sopir suami supir
takmir teman tetangga tokoh tukang wakil wali walikota warga wartawan wirausaha
"""
)

# Stories and writings that are about somebody else.
TALES: Final = listed(
    """
ayat babad biografi dongeng epos hadis hikayat injil kisah kitab lakon legenda mazmur mitos novel
riwayat roman serat suluk surah syair tafsir tarikh tembang wayang
"""
)

# Writings near which people of old are named.
SCRIPTURES: Final = listed(
    """
alkitab alquran bagawadgita bibel hadis injil mahabharata mazmur nabi quran ramayana rasul
rasulullah taurat weda
"""
)

# What is said of the dead.
DEATHS: Final = listed("gugur mangkat syahid wafat")

# What is said of a name that many bear: “Wayan adalah nama anak pertama”.
NOUNS_OF_NAMES: Final = listed("gelar marga nama sebutan")

# Words before the name of a family, which many people bear.
CLANS: Final = listed("bermarga berfam dinasti fam keluarga klan marga trah wangsa")

MONTHS: Final = listed(
    """
agustus april desember februari januari juli juni maret mei november oktober september
"""
)

# Words with capitals that are no part of a name beside them.
_OFFICIAL: Final = listed(
    """
allah atas badan bagian bidang bupati camat dan dari di dinas dprd email gubernur hp ig
inspektorat instagram kabag kabid kabupaten kali kantor kasi kasubag kasubbag kecamatan kelurahan
kepala kota lurah nidn nik nip npwp nrp pada plh plt rsud satpol sekban sekcam sekda sekdin
sekretaris setda setwan subbagian surel tahun tanggal tel telp tgl tuhan untuk wa wali wib wit
wita yang
"""
)
NEUTRAL: Final = _OFFICIAL | CALENDAR

# Pairs of words that are no name, or somebody else's.
_IDIOMS: Final = """
abdul muis, agus salim, ahmad dahlan, ahmad yani, bang yos, bapak bangsa, bu guru, bu mega, bu
nyai, bu tani, bumi pertiwi, bunda maria, bunda teresa, bung besar, bung hatta, bung karno, bung
tomo, buya hamka, cak nur, cut meutia, cut nyak, dewi sartika, dewi sri, garuda indonesia, gus
dur, hakim agung, hari raya, hok gie, ibu kartini, ibu kota, ibu pertiwi, idul fitri, iskandar
muda, jaksa agung, made by, made in, mahkamah agung, mas kawin, mbak tutut, ngurah rai, oemar
bakri, omar dani, pak guru, pak harto, pak jokowi, pak tani, persada pertiwi, siti hajar, siti
nurbaya, surya paloh, tan malaka, teuku umar, tut wuri, umar bakri, uni emirat, uni eropa, uni
soviet, wuri handayani
"""
IDIOMS: Final = frozenset(tuple(idiom.split()) for idiom in _IDIOMS.split(","))
