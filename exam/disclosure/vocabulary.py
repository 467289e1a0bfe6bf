"""Words that a name may be: ordinary words, frequent names, titles.

The lists are small on purpose: frequent words and names of officials' papers, not a dictionary. A
word that is missing makes the search warn once too often or too little; it never makes it fail.
"""

from typing import Final


def listed(words: str) -> frozenset[str]:
    """Return words that are listed with spaces between them."""
    return frozenset(words.split())


# Words that have a capital anyway: as names they need somebody who calls them.
CALENDAR: Final = listed(
    """
agustus ahad april desember februari idul indonesia januari juli jumat juni kamis kliwon legi
maret mei minggu muharam november nusantara oktober pahing pon rabu rajab ramadan ramadhan sabtu
safar selasa senin september syawal wage
"""
)

# Words of the language that are also names.
_WORDS: Final = listed(
    """
abadi abdi adil agung air akar akbar alam alim amal aman amanah ambar amin anggrek anggun angin
anugerah arang arif arjuna arti arum asa asih asli asri atmosfer august aulia awal ayu bagus
bahagia bahari bahtera baik bakti balai bambu bangkit bangsa bangun baru batu bayu beda bela benar
bening berani berkah berlian bersama besar bestari bijak bijaksana bima bina binar bintang bisma
bisri budaya budi budiman bukit bulan bumi bunga bungsu cahaya cahya cakra candi candra cemara
cempaka cendana cendekia cerah cerdas cinta cipta citra dahlia dalam damai dana danau dara darma
dasar daun daya delima desa desi dewa dewan dewi dharma dian dinamika doa dunia edelweis elang
eling elok emas embun empu era esa fadil fajar fasih fitrah fitri gading gagah garuda gema
gemilang gempita giat gilang guna guntur gunung guru guruh gusti hadiah hadir hakim halim halus
harap harapan hari harmoni harta harum hati hebat hidayah hidayat hijau hikmah hikmat hujan ibu
idaman ikhlas ikhsan ilham ilmu imam iman indah indra insan insani intan inti irama istiqomah
jalan jati jatmika jaya jelita jemput juara jujur kala kamal kamboja karib karo karsa karta
kartika karunia karya kasa kasih kawan kaya kejora kekal kelana kemala kembang kemuning kenanga
kenari kencana kirana kota kreasi krisna kuasa kuat kuncoro kurnia kusuma laksana laksmi lancar
langgeng langit lapang laras laut lega lembah lembayung lentera lestari lili lima lintang luas
luhur lurus madani made madya maha mahir mahkota maju makmur malam mandala mandiri manggala mangku
manis mapan marga mas mawar maya mega mekar melati melur mentari merah merak merdeka merpati mina
mitra muda mukti mulia mulya murah murni musa musim mustaqim mustika mutiara nabi nasib nasihat
nasional negara nilai nilam nirmala norma nugraha nur nurani nuri nusa nyata oase padma pahala
pahlawan paksi palupi panca pandu pangeran pangestu panji panutan paras pari pasti pelangi pelita
pemuda perak perdana perkasa perkutut permadani permai permaisuri permana permata pertama pertiwi
perwira pesona pewarta pijar pinang prabawa prabu praja prakarsa prakarya prakasa pranata prasaja
prasasti prasetya pratama prihatin prima priyayi puja pujangga puji pura purba puri purna purnama
pusaka puspa puspita putera puteri putih putra putri putu qalbu raden raga rahasia rahayu rahmat
raja rajin raksa rama ramah rasa ratna ratu raya rebo rejeki rela rembulan restu rezeki ria riang
rimba rindang rindu rizki roh rohani rona ruang rukmi rukun rumah rupa saba sabar sabda sabin
safari sahabat sahaja saka sakti salam saleh salju samudera samudra sandi sang santi santika
santun sarana saraswati sari sasmita sastra satria satu satya sedia sehat sejahtera sejati sekar
selamat selaras selatan selendang semangat sembada semesta semi senang senapati seni senja sentana
sentosa sentra septi serasi seri serikat seruni setia setya shinta sigap silah simpati sinar
singgih sita slamet sono sopan srikandi suara subur suci sugih suka sukma sukses suluh sumber
sumpah sunan sunyi sura surga surya susila suwardi suwarna suwita swadaya syukur tabah tama taman
tangguh tani tanjung tantra tata taufik taufiq teguh teja tekad tekun teladan teman tenang tengah
tenteram tentram tepat terang teratai teruna tiara timur tirta titah titi titik titis tonggak tri
trisna tulus tunas tunggal turi ulung umat umi undang unggul untung upaya usada usaha utama utara
wahana wahyu waluya wangi waras warga warna warsa warsita waskita waspada wening wibawa wicara
widya wijaksana wijaya windu wira wirausaha wisata wisnu wistara wulan yakin yasa yatim yoga yuda
zakat zaman
"""
)
ORDINARY: Final = _WORDS | CALENDAR

# Names that so many people bear that one of them alone says little.
COMMON: Final = listed(
    """
abd abdul abdullah achmad ade adi agus agustinus ahmad akhmad al ali an ana anak andi andri ani
anita anna anton antonius ari arief asep baiq bambang catur cok cut dadang daeng dani daniel datuk
david debora dedi dedy deni deny desak diana dina djoko dodi dwi eddy edi edy eka eko el elisabet
endang erna erni ester fatimah fatma frans fransiskus gabriel gede hadi hajah haji hana hasan
hatta hendra hendri heri herman heru husein i ibrahim ida ignatius ika ipah irma irwan iwan jamal
johan joko jusuf kadek karno kartini ketut komang kristina lalu lia lilis lina lis luh lukas
lukman luther m margaretha maria mariana markus martha matius mikael moch moh muh muhammad mulyadi
mulyono nani nengah ni nina novi nurul nyoman oki paulus petrus rafael rahmad rahman rina rini
rita rizal rosa rosalina rudi rudy ruth samuel sigit simon siti sitti soeharto soekarno sofyan sri
st stefanus sugeng suharto sukarno sultan supri susanto susi sutan syaiful tengku teuku theresia
tono tuti umar usman utami wahyuni wati wawan wayan widodo yakobus yani yanti yanto yohana yohanes
yosef yudha yudi yuli yulia yuni yusuf zaenal zainal zulkifli
"""
)

# Other frequent names, for which a likeness may be no misspelling.
_MORE_NAMES: Final = listed(
    """
abdurrahman adnan agustina akbar aleksander alex amelia amir amran anwar arifin aris asnawi ayu
azis aziz aziza bagus basri basuki benny bernard budi burhan buyung chairil chandra darma darmawan
darwis dewa dewi diponegoro efendi effendi elias elly ernawati fauzi fauziah ferdinand firdaus
firman fitri frits gita goenawan gunawan gusti habibie hari haris harjono hartati hartini hartono
hartoyo harun haryadi haryanto haryono hasanah hasanuddin hasanudin hastuti heriyanto hermanto
hermawan heryanto hotman husni ignas ilham imam indra indrawan indrawati irawan irawati iskandar
ismail ismet jafar johanes johannes jokowi juli junaidi kamaruddin kardi kasim kurniasih kurniawan
kurniawati kusnadi kuswanto lestariningsih lubis luhut lukman made maman mansur mardiana mariani
marwan maulana megawati melki mochtar mulyani mulyanto munir mustafa najwa nasir natalius nur
nurbaya nurdin nurhaliza nurhayati nurjanah nurlaila nurul octavianus panca pattimura paul prabowo
pramoedya prasetyo priyanto purnomo purwadi purwanti purwanto purwati puspitasari putu quraish
rachman rahayu rahmat rahmawati raja ramdani ramli ramon riyadi riyanto rizki robert rosidi
rosmala rukmana rusdi rustam sabri saidah saleh samsudin samsul sandi santosa sapardi saputra sari
sartika sarwono setiawan setiawati setyawan siregar sitorus sjafrie sjahrir slamet soedirman
soepomo sohib solihin stefan sudarmo sudarno sudarsono sudarto sudibyo sudiro sudrajat sugianto
sugiarto sugiono sugiyanto sugiyono suhardi suharno suhartini suhartono sujatmiko sukamto sukardi
sukarti sukirman sukma sulaiman sulastri sulistyo sumadi sumarni sumarno sumarsono sumiati sunarno
sunarti sunarto sunaryo supardi suparman suparmi suparno suparti suparto supomo supriadi supriyadi
supriyanto supriyono suradi suratman surono suroso surya suryadi suryana suryani suryanto susanti
susilawati susilo sutarno sutejo sutomo sutopo sutrisno suwandi suwarno suwito suyanto suyatno
suyono syahrir syamsuddin syarif syarifuddin tarigan taufan taufik taufiq teguh thomas tigor titik
tito titus todung tri trisno triyono try tukijo tukinah tukino tukiran tukirin untung wahid
wahyudi waluyo wardana warsito wibowo widiastuti widiyanto widjaja wijaya winarno winarti wiranto
wiyono wulandari yahya yap yasonna yorrys yosep yuliana yulianti yulianto yuniarti yunus yusman
yusril zubaidah zulfikar
"""
)
OTHER_NAMES: Final = COMMON | _MORE_NAMES

# Words that link the parts of a name and say nothing by themselves.
PARTICLES: Final = listed("al bin binti bint boru br bt da de del den der dos ibn ibnu van von")

# Titles before a name, without full stops.
FRONT_TITLES: Final = listed(
    """
apt bdn dr dra drg drh drs h hajah haji hj ir kh ns pdt prof r ra rm rr tgk ust
"""
)

# Titles after a name, without full stops.
_BACK_TITLES: Final = listed(
    """
ak aks amd amdkeb bba bsc ca cgcae cpa crmp dipl llm ma mag mak map mars mba mec mei meng mep mesy
mh mhum mipol mipp mkes mkesos mkn mkom mkp mlb mm mng mp mpa mpar mpd mph mpp mpsdm mpsi mrp msc
msi msm msp mst mt mti mtp mtr phd qia sag sap se sfil sgz sh shi shut sik simp sip sked skm skom
sni sos sp spa spd spdi spj spk spog spsi spt ssi ssn ssos sst sstp st sth stp stpi str strkes stt
"""
)
TITLES: Final = FRONT_TITLES | _BACK_TITLES
