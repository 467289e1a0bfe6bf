"""Words beside a name that tell whether it is the author's: salutations, labels, places."""

from typing import Final

from exam.disclosure.vocabulary import CALENDAR, listed

# How people are called, in many of the country's languages.
SALUTATIONS: Final = listed(
    """
aa aba abah abang abati abi abu acek aceu acil ade adik ajengan aji ajik ajo akang ama amak amang
amangboru amaq ambe ambu ami amih amma ampon angku apak apih ayah ayahanda ayi ayuk bang bapa
bapak bapatua bibi bicik bidan bli bos bou bpk bro bruder bu bude budhe bue buk bulang bulek bulik
bunda bung buya cak cece cek ceu ci cici cik da dadong daeng dek diajeng dik dimas dinda dokter
drh eda emak empek enci encik encim engku etek euceu eyang gek gung guru gurunda gus h hajah haji
hajjah hj ibu ibunda ina inang inangboru inaq insinyur inyiak iting ito jeng jero jro julak
juragan kak kaka kakak kakang kanda kang kangmas karaeng keke kiyai ko koh komandan kyai kyiai lae
lek lik mace mak makcik makwo mama mamak mamatua mamiq mang mas mba mbah mbak mbakyu mbok mintuo
miq miss mister mo moat mpok mr mrs muallim namboru nande nantulang ndan nduk nene nenek neng ning
nn nona noni ny nyai nyong nyonya om oma ompung opa oppung opung pace pak pakcik pakde pakdhe pake
pakle paklik pakwo paman papa papuq pastor pdt pekak pendeta petta puan puang rambu romo saudara
saudari sdr sdri sidi suster tambi tanta tante teh teteh tetta teungku tok tuan tuangku tulang uda
umak umbu umi umma ummi uni usi ust ustad ustadz ustadzah ustaz ustazah utu uwak wak yai yangkung
yangti yth yu yuk
"""
)

# Salutations that are no nouns, so that even “bu indah” is a name.
SHORT_SALUTATIONS: Final = listed(
    """
bang bpk bu bude bulek bulik cak kang lek lik mba mbak ndan pak pakde pakle paklik sdr sdri wak
"""
)

# Ranks, degrees and old titles between a salutation and a name: Pak Doktor Fauzi.
HONOURS: Final = listed(
    """
ampon camat daeng datuk doktor gusti hajah haji hajjah insinyur kabag kabid kades kadis kasi keuchik
kiai kyai lurah profesor prof raden sekda sekdin sekretaris sidi sutan tengku teuku teungku ustad
ustadz ustaz
"""
)

# Degrees that say nothing of the office.
DEGREES: Final = listed(
    "doktor hajah haji hajjah insinyur prof profesor ustad ustadz ustaz ustazah"
)

# What people do before a colon, after which they speak.
SAYING: Final = listed(
    """
berbisik berkata berpesan berseru bertanya berteriak berujar bilang bisik jawab kata katanya
memanggil menegur mengeluh mengingatkan menjawab menulis menyapa menyela nasihat pesan pesannya
sapa sapaan seru surat tanya tanyanya tegur teriak tulis tulisnya tutur ujar ujarnya
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
adalah agak agar akhirnya alamat analisis andai antara apabila argumen artikel asal atas atau
awalnya bagaimana bagi bahkan bahwa bandingkan barangkali begitu begitulah belum benar bersama
besok betapa biar biarlah bila bisa boleh bukan buku catatan cerita cf cita cukup cuma dahulu
dalam dan dari data datang demi demikian dengan di diajukan dibuat digagas dikutip dipandu
dipanggil dirancang disampaikan disapa disertasi disiapkan disusun ditulis diusulkan dok
dokumentasi dulu entah esoknya foto gagasan gambar giliran grafik hanya hanyalah hari hendak
hingga hitungan hormat hubungi ialah ibarat ide ini inilah itu itulah jadi jangan jawab jelas jika
juga kabar kadang kajian kalau kalaupun kami kapan karangan karena karya kasih kata kawan kelak
kemarin kemudian kepada ketika kini kisah kontak kopi lagi lain lalu langsung laporan lewat lihat
maka makalah malam mari masih memo mengapa mengutip menurut merujuk meski meskipun metode model
mungkin nama namun nanti nasib naskah nota olahan oleh pada padahal pagi paling pandangan panggil
papar para pemakalah pendapat penelitian pengalaman penuh penulis penyusun perihal pernah pesan
pidato profil rekan ringkasan riwayat rujuk rumah rumus saat sahut salam sampai sampaikan sapa
saya sayang sayangnya sebab sebelum sebut sedang sehingga sejak sekali sekarang selain selama
selamat semua sepanjang seperti seri sering serta sesuai sesudah setelah setiap siang siapa
silakan simpulan skripsi sore sosok suara sudah sumber sungguh supaya surat syukur tabel tadi tak
tangan tanpa tanya tanyakan telaah telaahan telah temuan temui tentang tentu terima terkadang
terkait ternyata tertanda terutama tesis tetap tetapi tiba tidak tim tinggal ttd tugas tukas tulis
tutur ujar undangan ungkap untuk usia usul usulan wajah waktu walau walaupun ya yaitu yakni yang
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
adipati aipda aiptu akbp akp alm almarhum almarhumah batara brigadir brigjen brigjend bripda
bripka briptu bupati capres cawapres dandim dewa dirjen filsuf gubernur habib ibnu imam injil ipda
iptu irjen jend jenderal jendral kaisar kajari kapolda kapolres kapt kapten kardinal kh khalifah
ki kiai kol kolonel kombes komjen kompol kopda kopka ksatria kyai laksamana letda letjen letjend
letkol letnan lettu marsekal mayjen mayjend mayor mendiang menteri mpu nabi novelis nyi pahlawan
pangdam pangeran panglima pastor patih paus pdt pelda peltu pendeta penyair permaisuri prada praka
pratu presiden prof profesor proklamator pujangga rabi raden raja rasul ratu resi romo sang santa
santo sastrawan sekjen serda serka serma sersan sertu si sultan sunan surah syeikh syekh teuku
tuanku tumenggung uskup walikota walisongo wapres
"""
)

# Streets, by which heroes are honoured.
STREETS: Final = listed("gang gg jalan jl jln lorong")

# Places, firms and institutions that bear people's names.
PLACES: Final = listed(
    """
akademi apartemen apotek aula bahasa balai bandar bandara bank bendungan blok bukit bumdes bundaran
candi cluster cv danau desa distrik dusun embung firma flyover gang gapoktan gedung gelanggang
gereja gg griya gunung halte hotel hutan institut jalan jembatan jl jln kab kabupaten kafe kampong
kampung kampus kapal kec kecamatan kel kelenteng kelurahan klinik km kmp komplek kompleks koperasi
kota kri ksp ksu kud laut lembaga lorong losmen ma madrasah majelis makam mal masjid mi monumen mts
musala museum mushala nagari paguyuban pantai partai pasar paud pelabuhan pendopo perum perumahan
pesantren plaza poktan ponpes posyandu prov provinsi pt puak pulau pura puskesmas restoran rs rsu
rsud ruas rumpun rusun rusunawa sd sekolah selat simpang sma smk smp stadion stasiun suku sungai
taman tanah tanjung teluk terminal tk toko tol tugu ud universitas vihara waduk warung wisma yayasan
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
adik aktivis aktor aktris anak anggota anjing antropolog arsitek artis asal bakul balita bapak bayi
bendahara biarawati bibi bidan biduan bocah bupati buronan buruh burung camat cucu dalang direktur
dokter dosen duda ekonom filsuf gadis gajah grup gubernur guru hakim ibu ikan ilmuwan istri jaksa
janda jurnalis juru kader kades kakak kakek kapal kawan kembaran kepala keponakan kerbau kernet
ketua korban kucing kuda kuli kuncen lansia lurah maestro mahasiswa mahasiswi manajer mandor mantan
mantri marbot menantu menteri mertua montir murid nelayan nenek novelis paman pasien pastor pawang
pedagang pegiat pekerja pelajar pelaku pelanggan pelawak pelopor pelukis pembeli pembuat pemilik
pemuda pencipta pendiri penduduk penemu pengarang pengasuh pengelola pengemudi penggiat penghuni
pengrajin pengurus pengusaha penjaga penjual pensiunan penumpang penyuluh perahu perajin perawat
petani peternak polisi ponakan raja ratu rekan relawan remaja rt rw sahabat santri santriwati sapi
sastrawan satpam saudara saudari sejarawan seniman seorang sepupu sesepuh si sinden siswa siswi
sopir sosiolog suami supir takmir teman tentara tersangka tetangga tokoh tukang wakil wali walikota
warga wartawan wartawati wirausaha
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

# What only stories are called in whose sentences somebody is named.
STORIES: Final = listed(
    "dikisahkan dongeng drama epos film hikayat kakawin lakon legenda lontara mitologi sinetron"
)

# What ends a life in a story.
FUNERALS: Final = listed("almarhum dimakamkan mangkat meninggal syahid tewas wafat")

# How people live who are no officials.
LIVINGS: Final = listed(
    """
berdagang berjualan berkebun bertani beternak melaut memancing memanjat membecak membuka memulung
menanam mengayuh menggembala menggiling menjahit menjemur menjual menenun mengojek menyadap
"""
)

# Of whom a custom is told: setiap pembeli disapa “Neneng”.
EVERYBODY: Final = listed("para semua seluruh setiap tiap")

# What is said of a name that many bear: “Wayan adalah nama anak pertama”.
NOUNS_OF_NAMES: Final = listed(
    "desa fam gelar julukan kampung kata kecamatan kota marga nama puak sapaan sebutan suku"
)

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
