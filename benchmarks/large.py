"""A large file to measure on: 200 networks of ten groups and eight gatherings, and ten years of what lies between.

    python benchmarks/large.py FILE [--networks N]

The rows follow from the seed; the journal's own ids do not. The file lacks what a program adds while it is used for ten
years: it has some twenty entries a network in its journal, and not one for each row.
"""

import argparse
import math
import random
import sys
import tempfile
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import accumulate, count
from pathlib import Path
from typing import NamedTuple, TypeVar, cast
from zoneinfo import ZoneInfo

from nettverk_tui.exchange.demo.programme import Run
from nettverk_tui.exchange.demo.scene import Speech, place
from nettverk_tui.model.core.entry_kinds import EventKind, NoteKind
from nettverk_tui.model.core.records import (
    Action,
    Advice,
    Attendance,
    ClockEvent,
    Contact,
    Continuation,
    Event,
    Facilitator,
    FlowChart,
    FollowUpRating,
    Gathering,
    Group,
    GroupMeeting,
    Indicator,
    Measurement,
    Member,
    Milestone,
    MilestoneReached,
    Network,
    Note,
    ProgrammeItem,
    ProgrammeStep,
    Project,
    ProjectStage,
    Rating,
    Record,
    Statement,
    StatusText,
)
from nettverk_tui.model.core.values import (
    ActionState,
    AdviceAnswer,
    AdviceOutcome,
    Channel,
    ClockKind,
    Direction,
    GatheringKind,
    Giver,
    GroupState,
    IndicatorKind,
    Language,
    MeetingKind,
    MethodStep,
    ParkedState,
    Phase,
    Rater,
    RatingAnswer,
    RippleKind,
    StaffKind,
    StatusField,
    StepKind,
    Theme,
)
from nettverk_tui.model.decisions.forms import RATING_LAYER, STATUS_LAYER
from nettverk_tui.model.gathering.timekeeping import MINUTE
from nettverk_tui.model.gathering.usual_programme import day_starts, plan_gathering
from nettverk_tui.model.network.warning_thresholds import QuietWeeks
from nettverk_tui.resources import knowledge
from nettverk_tui.store.store import Store

#: The file is as it was that evening.
TODAY = date(2026, 11, 2)
YEARS = 10
ZONE = ZoneInfo("Europe/Oslo")
QUIET = QuietWeeks()
#: A network has run for ten years, up to so many days less or more.
_BEFORE, _AFTER = 400, 90
_DAYS = round(YEARS * 365.25)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

T = TypeVar("T")


def _words(text: str) -> list[str]:
    return text.split()


# --- words. A line is a text in bokmål; after ~, on the same line or the next, it is in nynorsk, where that is another.
# What stands early in a list is used most, so that there are common and rare words. Gaps are filled by `Pen`.

#: What groups work on: its name, the thing, things to count, what they want to do, with whom, what is wrong, a measure.
_AREAS = """\
Legemiddelsamstemming
legemiddellisten ~ legemiddellista
legemiddellister
samstemme legemidlene etter hver utskriving ~ samstemme legemidla etter kvar utskriving
hjemmesykepleien ~ heimesjukepleia
listen hos oss og listen hjemme hos pasienten er sjelden like
~lista hos oss og lista heime hos pasienten er sjeldan like
Samstemte legemiddellister | proportion | % | up | 35 | 85

Trygg fornyelse av resepter ~ Trygg fornying av reseptar
reseptrutinen
reseptfornyelser ~ reseptfornyingar
fornye faste resepter uten å avbryte legen ~ fornye faste reseptar utan å avbryte legen
apoteket
resepter blir fornyet uten at noen har sett på hele listen ~ reseptar blir fornya utan at nokon har sett på heile lista
Avbrytelser for resepter på én dag ~ Avbrot for reseptar på éin dag | count | avbrytelser | down | 24 | 8

Flyten i timeboken ~ Flyten i timeboka
timeboken ~ timeboka
ledige timer ~ ledige timar
holde av timer til dem som må inn samme dag ~ halde av timar til dei som må inn same dag
legevakten ~ legevakta
ventetiden er lengst for dem som ringer sent ~ ventetida er lengst for dei som ringjer seint
Dager til tredje ledige time | measurement | dager | down | 12 | 4

Møter som fører til noe ~ Møte som fører til noko
møteplanen
saker uten eier ~ saker utan eigar
gi hver sak en eier og en dato ~ gje kvar sak ein eigar og ein dato
verneombudet ~ verneombodet
de samme sakene kommer opp hver måned ~ dei same sakene kjem opp kvar månad
Saker som var gjort til neste personalmøte | proportion | % | up | 30 | 75

Antibiotika ved luftveisinfeksjoner ~ Antibiotika ved luftvegsinfeksjonar
antibiotikaveilederen ~ antibiotikarettleiaren
antibiotikakurer ~ antibiotikakurar
vente og se ved luftveisinfeksjoner ~ vente og sjå ved luftvegsinfeksjonar
smittevernlegen
vi skriver ut mer bredspektret enn vi trodde ~ vi skriv ut meir breispektra enn vi trudde
Smalspektret penicillin ved luftveisinfeksjon | proportion | % | up | 40 | 70

Vanedannende legemidler ~ Vanedannande legemiddel
nedtrappingsplanen
sovemiddelresepter ~ sovemiddelreseptar
ta opp nedtrapping med pasienten
fastlegerådet
vikarene fornyer uten å kjenne avtalen med pasienten ~ vikarane fornyar utan å kjenne avtala med pasienten
Pasienter med fast sovemiddel | count | pasienter | down | 60 | 35

Telefontilgjengelighet ~ Telefontilgjenge
telefonkøen
ubesvarte anrop ~ usvara anrop
svare på telefonen innen to minutter ~ svare på telefonen innan to minutt
leverandøren av telefonsystemet
køen er lengst før klokken ni ~ køen er lengst før klokka ni
Besvart innen to minutter | proportion | % | up | 55 | 82

Oppfølging av prøvesvar
svarlisten ~ svarlista
usignerte prøvesvar
se på alle prøvesvar samme dag ~ sjå på alle prøvesvar same dag
sykehuslaboratoriet ~ sjukehuslaboratoriet
ingen vet hvem som har sett svaret når legen er borte ~ ingen veit kven som har sett svaret når legen er borte
Prøvesvar eldre enn tre dager | count | svar | down | 30 | 6

Årskontroll ved diabetes
årskontrollen
årskontroller ~ årskontrollar
kalle inn alle med diabetes én gang i året ~ kalle inn alle med diabetes éin gong i året
diabetessykepleieren ~ diabetessjukepleiaren
fotundersøkelsen blir oftest glemt ~ fotundersøkinga blir oftast gløymd
Diabetespasienter med årskontroll | proportion | % | up | 45 | 80

Beskjeder som kommer frem ~ Beskjedar som kjem fram
beskjedrutinen
gule lapper ~ gule lappar
skrive alle beskjeder i journalen ~ skrive alle beskjedar i journalen
leverandøren av journalsystemet
beskjeder blir liggende på fem ulike steder ~ beskjedar blir liggjande på fem ulike stader
Beskjeder utenfor journalen på én dag | count | beskjeder | down | 18 | 3

Bedre henvisninger ~ Betre tilvisingar
henvisningsmalen ~ tilvisingsmalen
avviste henvisninger ~ avviste tilvisingar
skrive henvisninger som ikke kommer i retur ~ skrive tilvisingar som ikkje kjem i retur
poliklinikken
hver fjerde henvisning kommer tilbake med spørsmål ~ kvar fjerde tilvising kjem attende med spørsmål
Henvisninger som kom i retur | proportion | % | down | 24 | 8

Dialog om sykmelding ~ Dialog om sjukmelding
oppfølgingsplanen
lange sykmeldinger ~ lange sjukmeldingar
ta opp gradert sykmelding tidlig ~ ta opp gradert sjukmelding tidleg
NAV-kontoret
vi hører sjelden hva arbeidsgiveren har lagt til rette ~ vi høyrer sjeldan kva arbeidsgivaren har lagt til rette
Gradert fra første måned | proportion | % | up | 25 | 50

Svar på e-konsultasjoner ~ Svar på e-konsultasjonar
meldingsboksen
ubesvarte meldinger ~ usvara meldingar
svare på meldinger innen tre virkedager ~ svare på meldingar innan tre vyrkedagar
brukerutvalget ~ brukarutvalet
meldingene kommer oftest fredag ettermiddag ~ meldingane kjem oftast fredag ettermiddag
Besvart innen tre virkedager | proportion | % | up | 60 | 92

Opplæring av vikarer ~ Opplæring av vikarar
opplæringspermen
opplæringsvakter
gi nye en fast makker de to første ukene ~ gje nye ein fast makkar dei to første vekene
vikarbyrået
nye lærer rutinene av den som tilfeldigvis sitter nærmest ~ nye lærer rutinane av den som tilfeldigvis sit nærmast
Vikarer med opplæring før første vakt | proportion | % | up | 30 | 90

Blodtrykk målt likt
blodtrykksprosedyren
hjemmemålinger ~ heimemålingar
måle blodtrykket på samme måte hver gang ~ måle blodtrykket på same måten kvar gong
bedriftshelsetjenesten ~ bedriftshelsetenesta
vi måler på ulike måter og sammenligner likevel ~ vi måler på ulike måtar og samanliknar likevel
Systolisk trykk ved kontroll | measurement | mmHg | down | 148 | 137

Melding og bruk av avvik
avviksskjemaet
avviksmeldinger ~ avviksmeldingar
melde avvik samme dag ~ melde avvik same dag
kommuneoverlegen
vi melder, men ser sjelden på det igjen ~ vi melder, men ser sjeldan på det igjen
Avvik meldt | rate | per 1000 konsultasjoner | up | 2 | 6

Skrøpelige eldre hjemme ~ Skrøpelege eldre heime
samarbeidsplanen
hjemmebesøk ~ heimebesøk
dra på hjemmebesøk før det haster ~ dra på heimebesøk før det hastar
fallteamet
vi får vite om innleggelsen av de pårørende ~ vi får vite om innlegginga av dei pårørande
Uplanlagte innleggelser | rate | per 1000 | down | 9 | 6

Influensavaksine til risikogruppene
vaksinelisten ~ vaksinelista
vaksinedoser ~ vaksinedosar
kalle inn risikogruppene før november
helsestasjonen
kjøleskapet er fullt før listen er ferdig ~ kjøleskapet er fullt før lista er ferdig
Risikopasienter som er vaksinert | proportion | % | up | 38 | 72

Spirometri og kols
spirometrirutinen
spirometrier ~ spirometriar
ta spirometri av alle som røyker ~ ta spirometri av alle som røykjer
frisklivssentralen
apparatet er ledig når ingen har tid
Kolspasienter med spirometri siste år | proportion | % | up | 30 | 68

Unge med psykiske plager
samtaleforløpet
oppfølgingssamtaler ~ oppfølgingssamtalar
ringe dem som ikke møter ~ ringje dei som ikkje møter
skolehelsetjenesten ~ skulehelsetenesta
den som uteblir, hører vi sjelden fra igjen ~ den som ikkje møter, høyrer vi sjeldan frå igjen
Unge som kom til andre samtale | proportion | % | up | 50 | 78

Akuttberedskap på kontoret
akuttkofferten
beredskapsøvelser ~ beredskapsøvingar
øve på hjertestans to ganger i året ~ øve på hjartestans to gonger i året
ambulansetjenesten ~ ambulansetenesta
halve kontoret vet ikke hvor adrenalinet ligger ~ halve kontoret veit ikkje kvar adrenalinet ligg
Sekunder til første kompresjon | measurement | sekunder | down | 95 | 40

Demensutredning ~ Demensutgreiing
utredningsløpet ~ utgreiingsløpet
demensutredninger ~ demensutgreiingar
fordele testene mellom lege og medarbeider ~ dele testane mellom lege og medarbeidar
hukommelsesteamet
testene ligger ferdige uten at noen samler dem ~ testane ligg ferdige utan at nokon samlar dei
Uker fra bekymring til samtale | measurement | uker | down | 14 | 7

Sårbehandling
sårprosedyren
sårskift
fotografere såret ved hver konsultasjon ~ fotografere såret ved kvar konsultasjon
sårpoliklinikken
tre ulike bandasjer blir brukt på samme sår ~ tre ulike bandasjar blir brukte på same såret
Sår med foto i journalen | proportion | % | up | 15 | 80

Svangerskapskontroller ~ Svangerskapskontrollar
helsekortet
svangerskapskontroller ~ svangerskapskontrollar
dele kontrollene med jordmoren ~ dele kontrollane med jordmora
jordmortjenesten ~ jordmortenesta
det samme blir spurt om to ganger, og noe blir aldri spurt om
~det same blir spurt om to gonger, og noko blir aldri spurt om
Spurt om vold i svangerskapet | proportion | % | up | 35 | 88
"""

#: Measures that any group may choose.
_MEASURES = """\
Fremmøte på personalmøtet ~ Frammøte på personalmøtet | proportion | % | up | 60 | 80
Pasienter som ventet mer enn tjue minutter ~ Pasientar som venta meir enn tjue minutt | proportion | % | down | 30 | 15
Avbrytelser på én dag ~ Avbrot på éin dag | count | ganger | down | 30 | 14
Minutter fra avtalt tid ~ Minutt frå avtalt tid | measurement | minutter | down | 22 | 10
Tvilstilfeller i skranken ~ Tvilstilfelle i skranken | count | tilfeller | down | 14 | 5
Timer uten fremmøte ~ Timar utan frammøte | rate | per 1000 timer | down | 38 | 22
Fornøyde medarbeidere ~ Fornøgde medarbeidarar | proportion | % | up | 58 | 76
"""

_SOURCES = """\
Uttrekk fra journalsystemet ~ Uttrekk frå journalsystemet
Strekliste i skranken
Telling én dag i uken ~ Teljing éin dag i veka
Ti tilfeldige pasienter i måneden ~ Ti tilfeldige pasientar i månaden
Spørreskjema på venterommet ~ Spørjeskjema på venterommet
"""

_STAFF = """\
legene ~ legane
helsesekretærene ~ helsesekretærane
medarbeiderne ~ medarbeidarane
sykepleierne ~ sjukepleiarane
de nye ~ dei nye
vikarene ~ vikarane
kontorlederen ~ kontorleiaren
bioingeniøren
turnuslegen
renholderne ~ reinhaldarane
"""

_WHERE = """\
i skranken
på laboratoriet
på pauserommet
på skiftestuen ~ på skiftestova
bak skranken
på møterommet
på venterommet
i arkivet
"""

_WHEN = """\
neste uke ~ neste veke
om to uker ~ om to veker
etter samlingen ~ etter samlinga
i {month}
over helgen ~ over helga
etter ferien
til høsten ~ til hausten
før påske
før jul
når vikaren er på plass
over nyttår
"""

_MONTHS = _words("januar februar mars april mai juni august september oktober november desember juli")
_WEEKDAYS = (
    _words("tirsdag torsdag onsdag mandag fredag"),
    _words("tysdag torsdag onsdag måndag fredag"),
)
_SMALL = _words("to tre fire fem seks sju åtte ni")

_DONE = """\
Vi har begynt å {work}. ~ Vi har byrja å {work}.
Nytt opplegg for {thing} er skrevet ned og hengt opp {where}.
~Nytt opplegg for {thing} er skrive ned og hengt opp {where}.
{who} har gått gjennom {m} {many} sammen med {staff}. ~ {who} har gått gjennom {m} {many} saman med {staff}.
Førmålingen er ferdig, og tallene er vist på personalmøtet. ~ Førmålinga er ferdig, og tala er viste på personalmøtet.
Flytdiagrammet er tegnet på nytt etter innspill fra {staff}.
~Flytdiagrammet er teikna på nytt etter innspel frå {staff}.
Gruppen har hatt {n} møter, og {thing} har vært oppe på to personalmøter.
~Gruppa har hatt {n} møte, og {thing} har vore oppe på to personalmøte.
{who} og {whom} har snakket med {partner} om {thing}. ~ {who} og {whom} har snakka med {partner} om {thing}.
Sjekklisten for {thing} er i bruk {where}. ~ Sjekklista for {thing} er i bruk {where}.
Vi har telt {many} i {n} uker. ~ Vi har talt {many} i {n} veker.
Alle utenom {staff} har fått opplæring. ~ Alle utanom {staff} har fått opplæring.
Malen i journalsystemet er laget, og {who} har prøvd den på egne pasienter.
~Malen i journalsystemet er laga, og {who} har prøvd han på eigne pasientar.
Vi har spurt {m} pasienter hva de synes, og {n} svarte at de ikke hadde merket noe.
~Vi har spurt {m} pasientar kva dei synest, og {n} svara at dei ikkje hadde merka noko.
Arbeidsfordelingen er skrevet ned: {who} måler, {whom} viser frem.
~Arbeidsfordelinga er skriven ned: {who} måler, {whom} viser fram.
Brosjyren til pasientene er trykt og ligger {where}. ~ Brosjyren til pasientane er trykt og ligg {where}.
"""

_RESULT = """\
Tallene går rett vei: fra {low} til {high} prosent på {n} måneder.
~Tala går rett veg: frå {low} til {high} prosent på {n} månader.
Ingen tydelig endring ennå, men alle måler på samme måte. ~ Inga tydeleg endring enno, men alle måler på same måten.
{staff} sier at det har blitt roligere {where}. ~ {staff} seier at det har blitt rolegare {where}.
Variasjonen er mindre enn før, medianen den samme. ~ Variasjonen er mindre enn før, medianen den same.
Det meste av bedringen kom i {month}, da {who} fulgte opp hver uke.
~Det meste av betringa kom i {month}, då {who} følgde opp kvar veke.
Målet er nådd i {n} av de siste tolv månedene. ~ Målet er nådd i {n} av dei siste tolv månadene.
Kurven falt tilbake i {month}. Vi tror det var vikarene. ~ Kurva fall tilbake i {month}. Vi trur det var vikarane.
Pasientene merker det: {n} har sagt fra om at det går greiere.
~Pasientane merkar det: {n} har sagt frå om at det går lettare.
Ettermålingen viser {high} prosent, mot {low} før vi begynte.
~Ettermålinga viser {high} prosent, mot {low} før vi byrja.
{partner} melder om færre telefoner til oss. ~ {partner} melder om færre telefonar til oss.
Åtte punkter på rad ligger på rett side av medianen. ~ Åtte punkt på rad ligg på rett side av medianen.
Vi vet for første gang hvor mange det gjelder: {m}. ~ Vi veit for første gong kor mange det gjeld: {m}.
"""

_OBSTACLE = """\
{problem}.
Det er vanskelig å finne tid når {staff} har ferie. ~ Det er vanskeleg å finne tid når {staff} har ferie.
Legene er enige i prinsippet, men ikke i praksis. ~ Legane er samde i prinsippet, men ikkje i praksis.
Vi har ikke fått svar fra {partner}. ~ Vi har ikkje fått svar frå {partner}.
Alle vil, men ingen eier oppgaven. ~ Alle vil, men ingen eig oppgåva.
Målingen tar mer tid enn vi trodde. ~ Målinga tek meir tid enn vi trudde.
Sykefravær {where} i hele {month}. ~ Sjukefråvær {where} i heile {month}.
Journalsystemet ble oppgradert, og malen forsvant. ~ Journalsystemet vart oppgradert, og malen forsvann.
{who} har sluttet å måle, og ingen har overtatt. ~ {who} har slutta å måle, og ingen har teke over.
Lederen er opptatt med ombyggingen. ~ Leiaren er oppteken med ombygginga.
Møtene faller bort når det er kø {where}. ~ Møta fell bort når det er kø {where}.
To kontorer er slått sammen, og rutinene er ulike. ~ To kontor er slått saman, og rutinane er ulike.
"""

_QUESTION = """\
Hvordan får vi {staff} til å {work}? ~ Korleis får vi {staff} til å {work}?
Hvordan holder vi {thing} ved like når prosjektet er over? ~ Korleis held vi {thing} ved like når prosjektet er over?
Hvem bør eie {thing}: lege eller medarbeider? ~ Kven bør eige {thing}: lege eller medarbeidar?
Hvor ofte bør vi måle for å se om det hjelper? ~ Kor ofte bør vi måle for å sjå om det hjelper?
Hvordan samarbeider dere med {partner}? ~ Korleis samarbeider de med {partner}?
Har noen av dere en god måte å telle {many} på? ~ Har nokon av dykk ein god måte å telje {many} på?
Hva gjør vi med dem som ikke vil være med? ~ Kva gjer vi med dei som ikkje vil vere med?
Hvordan tar vi imot vikarer uten å begynne forfra? ~ Korleis tek vi imot vikarar utan å byrje på nytt?
Når er det godt nok?
Skal vi standardisere mer, eller er det nok nå? ~ Skal vi standardisere meir, eller er det nok no?
Hvordan får vi lederen med uten at det tar mer av dagen? ~ Korleis får vi leiaren med utan at det tek meir av dagen?
"""

_ADVICE = """\
Begynn med én lege og én medarbeider, og la de andre se tallene.
~Byrj med éin lege og éin medarbeidar, og lat dei andre sjå tala.
Gi {thing} en eier med navn, ikke en gruppe. ~ Gje {thing} ein eigar med namn, ikkje ei gruppe.
Heng figuren {where}, så alle ser den hver dag. ~ Heng figuren {where}, så alle ser han kvar dag.
Ta det opp som fast sak på personalmøtet, ti minutter, ikke mer.
~Ta det opp som fast sak på personalmøtet, ti minutt, ikkje meir.
Tell {many} bare én dag i uken. Det holder. ~ Tel {many} berre éin dag i veka. Det held.
Spør {partner} rett ut hva de trenger fra dere. ~ Spør {partner} rett ut kva dei treng frå dykk.
La {staff} lage den første utgaven selv. ~ Lat {staff} lage den første utgåva sjølve.
Skriv rutinen på én side, med dato og navn nederst. ~ Skriv rutinen på éi side, med dato og namn nedst.
Ikke vent på journalsystemet. Begynn på papir. ~ Ikkje vent på journalsystemet. Byrj på papir.
Legg gruppemøtet rett etter legemøtet, så er legene der allerede.
~Legg gruppemøtet rett etter legemøtet, så er legane der alt.
Hos oss tok det et halvt år å få alle til å {work}. Ha tålmodighet.
~Hos oss tok det eit halvt år å få alle til å {work}. Ver tolmodige.
Spør {n} pasienter hva som er viktigst for dem. ~ Spør {n} pasientar kva som er viktigast for dei.
Få lederen til å spørre etter tallene hver måned. ~ Få leiaren til å spørje etter tala kvar månad.
Den som sitter {where}, ser det først. Spør der. ~ Den som sit {where}, ser det først. Spør der.
Slutt å måle det dere ikke bruker. ~ Slutt å måle det de ikkje bruker.
Lag en huskelapp ved skjermen, og ta den bort når ingen trenger den lenger.
~Lag ein hugselapp ved skjermen, og ta han bort når ingen treng han lenger.
Kom på besøk til oss {when}, så viser vi hvordan {thing} brukes.
~Kom på besøk til oss {when}, så viser vi korleis {thing} blir brukt.
Bytt ut sjekklisten med tre spørsmål. ~ Byt ut sjekklista med tre spørsmål.
"""

_ALREADY = """\
Det har vi gjort siden {month}. ~ Det har vi gjort sidan {month}.
{who} gjør det allerede. ~ {who} gjer det alt.
Det står i rutinen, men vi kan bli flinkere til å følge den.
~Det står i rutinen, men vi kan bli flinkare til å følgje han.
"""

_NOT_NOW = """\
Først må rutinen sitte. ~ Først må rutinen sitje.
Vi er for få akkurat nå. ~ Vi er for få akkurat no.
Kanskje etter neste måling.
Det krever mer av lederen enn vi kan be om nå. ~ Det krev meir av leiaren enn vi kan be om no.
Ikke før {partner} har svart. ~ Ikkje før {partner} har svara.
"""

_ACTION = """\
Ringe {partner} om {thing} ~ Ringje {partner} om {thing}
Skrive én side om {thing} ~ Skrive éi side om {thing}
Ta opp {thing} på personalmøtet
Telle {many} i {n} uker ~ Telje {many} i {n} veker
Vise tallene for {staff} ~ Vise tala for {staff}
Gå gjennom {thing} med {staff}
Prøve å {work} i {n} uker ~ Prøve å {work} i {n} veker
Lage figur over {many}
Avtale møte med {partner}
Tegne flytdiagrammet på nytt ~ Teikne flytdiagrammet på nytt
Henge opp sjekklisten {where} ~ Hengje opp sjekklista {where}
Sette av tid til gruppemøtet {when} ~ Setje av tid til gruppemøtet {when}
Finne en som kan ta over målingen ~ Finne ein som kan ta over målinga
Sende utkastet til {staff} og be om svar innen en uke ~ Sende utkastet til {staff} og be om svar innan ei veke
Lage mal i journalsystemet
Spørre {n} pasienter hvordan de opplever det ~ Spørje {n} pasientar korleis dei opplever det
Invitere {partner} til et gruppemøte ~ Invitere {partner} til eit gruppemøte
Skrive kort til kommunen om hva vi har funnet ~ Skrive kort til kommunen om kva vi har funne
"""

_DONE_SO = """\
Gjort, og {staff} sier det hjelper ~ Gjort, og {staff} seier det hjelper
I bruk fra {month} ~ I bruk frå {month}
Tok lengre tid enn ventet ~ Tok lengre tid enn venta
Henger {where} ~ Heng {where}
{partner} svarte samme dag ~ {partner} svara same dag
Halvparten svarte ~ Halvparten svara
Gjort av {whom} i stedet ~ Gjort av {whom} i staden
{m} forslag, to er tatt i bruk ~ {m} forslag, to er tekne i bruk
"""

_DROPPED = """\
Ikke aktuelt lenger ~ Ikkje aktuelt lenger
Erstattet av en enklere oppgave ~ Erstatta av ei enklare oppgåve
Leverandøren kan ikke ~ Leverandøren kan ikkje
Ingen hadde tid, og ingen savnet det ~ Ingen hadde tid, og ingen sakna det
"""

_DECISION = """\
{who} eier {thing}, {whom} er stedfortreder. ~ {who} eig {thing}, {whom} er vara.
Vi begynner å {work} fra {month}. ~ Vi byrjar å {work} frå {month}.
Målingen fortsetter hver måned ut året. ~ Målinga held fram kvar månad ut året.
Vi prøver {n} uker til før vi bestemmer oss. ~ Vi prøver {n} veker til før vi bestemmer oss.
Fast sak på personalmøtet: {thing}.
Nye på kontoret lærer om {thing} den første uken. ~ Nye på kontoret lærer om {thing} den første veka.
Gruppemøtene flyttes til {weekday} klokken {hour}. ~ Gruppemøta blir flytte til {weekday} klokka {hour}.
Lederen spør etter tallene hver måned. ~ Leiaren spør etter tala kvar månad.
{partner} får tallene våre {when}. ~ {partner} får tala våre {when}.
Vi slutter å telle {many}, de forteller oss ikke noe nytt. ~ Vi sluttar å telje {many}, dei fortel oss ikkje noko nytt.
"""

_NOTE = """\
{who} fortalte at {problem}. ~ {who} fortalde at {problem}.
De andre kjente seg igjen da {who} snakket om {thing}. ~ Dei andre kjende seg att då {who} snakka om {thing}.
Flytdiagrammet viser {n} steder der det kan glippe. ~ Flytdiagrammet viser {n} stader der det kan glippe.
Gruppen er delt i synet på {thing}. ~ Gruppa er delt i synet på {thing}.
Det er {who} som holder i trådene. ~ Det er {who} som held i trådane.
Kontoret får ny lege {when}.
De vil gjerne besøke en gruppe som har kommet lenger. ~ Dei vil gjerne vitje ei gruppe som har kome lenger.
Gode tall, men bare fra {staff}. ~ Gode tal, men berre frå {staff}.
Mye latter da {whom} fortalte om {m} {many}. ~ Mykje latter då {whom} fortalde om {m} {many}.
Samarbeidet med {partner} har gått fra brev til telefon. ~ Samarbeidet med {partner} har gått frå brev til telefon.
De har valgt bort ett av to mål, og det var klokt. ~ Dei har valt bort eitt av to mål, og det var klokt.
"""

_PRIVATE = """\
{who} virker sliten. Ring {when}. ~ {who} verkar sliten. Ring {when}.
Lederen sa lite. Finn ut om det er noe mer. ~ Leiaren sa lite. Finn ut om det er noko meir.
De er nær ved å gi seg. Følg opp i uken som kommer. ~ Dei er nær ved å gje seg. Følg opp i veka som kjem.
{who} og {whom} er uenige om hvem som bestemmer. ~ {who} og {whom} er usamde om kven som bestemmer.
Spør om lønn for møtene er avklart. ~ Spør om løn for møta er avklart.
"""

_PARKED = """\
Hvem har ansvaret når {thing} svikter? ~ Kven har ansvaret når {thing} sviktar?
Kan {partner} se det vi skriver? ~ Kan {partner} sjå det vi skriv?
Finnes det en felles mal for {thing}? ~ Finst det ein felles mal for {thing}?
Hva gjør vi når {staff} er uenige? ~ Kva gjer vi når {staff} er usamde?
Får vi takst for dette?
Må pasienten samtykke før vi deler dette med {partner}? ~ Må pasienten samtykkje før vi deler dette med {partner}?
Bør kommunen betale for tiden det tar å {work}? ~ Bør kommunen betale for tida det tek å {work}?
"""

_PARKED_ANSWER = """\
Kontoret. Rutinen må være skriftlig og kjent av alle. ~ Kontoret. Rutinen må vere skriftleg og kjend av alle.
Veilederne spør og svarer på neste samling. ~ Rettleiarane spør og svarar på neste samling.
Ja, så lenge det står i journalen.
Nei, ikke uten samtykke. ~ Nei, ikkje utan samtykke.
Det finnes en, og den ligger ved referatet. ~ Det finst ein, og han ligg ved referatet.
"""

_EXAMPLE = """\
{who} viser figuren på hvert personalmøte. Det tar to minutter.
~{who} viser figuren på kvart personalmøte. Det tek to minutt.
Siden {month} har de klart å {work} uten at noen har mast.
~Sidan {month} har dei klart å {work} utan at nokon har masa.
Huskelappen ved skjermen: tre linjer om {thing}, og alle bruker den.
~Hugselappen ved skjermen: tre linjer om {thing}, og alle bruker han.
Avtalen med {partner}: ett telefonnummer og en fast tid. ~ Avtala med {partner}: eitt telefonnummer og ei fast tid.
Permen til vikarene er på én side, med {thing} øverst. ~ Permen til vikarane er på éi side, med {thing} øvst.
"""

_STATEMENT = """\
Det var de andre gruppene som fikk oss videre. ~ Det var dei andre gruppene som fekk oss vidare.
Før spurte vi hvem som hadde gjort feil. Nå spør vi hva som gikk galt.
~Før spurde vi kven som hadde gjort feil. No spør vi kva som gjekk gale.
Vi snakker mer sammen nå, også om annet enn {thing}. ~ Vi snakkar meir saman no, også om anna enn {thing}.
Jeg trodde måling var for forskere. Så så jeg kurven vår. ~ Eg trudde måling var for forskarar. Så såg eg kurva vår.
Legen spurte meg hva jeg mente. Det hadde ikke hendt før. ~ Legen spurde meg kva eg meinte. Det hadde ikkje hendt før.
Det ble færre avbrytelser, og det merkes på humøret. ~ Det vart færre avbrot, og det merkast på humøret.
Nå tør vi å si at vi ikke vet. ~ No torer vi å seie at vi ikkje veit.
En ny rutine har overlevd en sommer hos oss. Det er første gang.
~Ein ny rutine har overlevd ein sommar hos oss. Det er første gongen.
"""

_TOPIC = """\
Snakket med {who} om {thing}. ~ Snakka med {who} om {thing}.
Ringte for å høre hvordan det går med å {work}. ~ Ringde for å høyre korleis det går med å {work}.
{who} ringte: {problem}. ~ {who} ringde: {problem}.
Gikk gjennom målingene for {month}. ~ Gjekk gjennom målingane for {month}.
{who} er usikker på om {staff} er med.
Forberedte samlingen: hva de vil ha råd om. ~ Førebudde samlinga: kva dei vil ha råd om.
De venter på svar fra {partner}. ~ Dei ventar på svar frå {partner}.
Kort prat. Alt går etter planen.
Hjalp til med figuren: median og mål. ~ Hjelpte til med figuren: median og mål.
Ingen svarte. La igjen beskjed til {who}. ~ Ingen svara. La att beskjed til {who}.
Avklarte roller: {who} måler, {whom} skriver. ~ Avklarte roller: {who} måler, {whom} skriv.
Så på {thing} sammen med {staff}. ~ Såg på {thing} saman med {staff}.
Sendte eksempel fra en annen gruppe. ~ Sende døme frå ei anna gruppe.
De har mistet en måned til sykdom og ferie. ~ Dei har mist ein månad til sjukdom og ferie.
Snakket om lederen, som har mye annet. ~ Snakka om leiaren, som har mykje anna.
"""

_AGREED = """\
Ny prat {when}.
{who} ringer {partner}. ~ {who} ringjer {partner}.
De prøver {n} uker til. ~ Dei prøver {n} veker til.
Jeg sender malen. ~ Eg sender malen.
{who} viser tallene for {staff}. ~ {who} viser tala for {staff}.
Vi tar det opp på samlingen. ~ Vi tek det opp på samlinga.
Målingen begynner i {month}. ~ Målinga byrjar i {month}.
Gruppen møtes {weekday} klokken {hour}. ~ Gruppa møtest {weekday} klokka {hour}.
Lederen blir spurt om å komme på neste møte. ~ Leiaren blir spurd om å kome på neste møte.
"""

_GROUP_MEETING = """\
Gikk gjennom tallene for {month}. ~ Gjekk gjennom tala for {month}.
Ny utgave av {thing} drøftet. ~ Ny utgåve av {thing} drøfta.
{who} og {whom}. Uten lege. ~ {who} og {whom}. Utan lege.
Fordelte oppgaver frem mot samlingen. ~ Fordelte oppgåver fram mot samlinga.
Snakket om hvordan vi får {staff} til å {work}. ~ Snakka om korleis vi får {staff} til å {work}.
Tegnet ferdig flytdiagrammet. ~ Teikna ferdig flytdiagrammet.
Så på {m} {many} og fant tre mønstre. ~ Såg på {m} {many} og fann tre mønster.
Kort møte: {who} måtte ta imot en pasient. ~ Kort møte: {who} måtte ta imot ein pasient.
Rettet i sjekklisten etter innspill fra {staff}. ~ Retta i sjekklista etter innspel frå {staff}.
Bestemte hva vi spør {partner} om. ~ Bestemte kva vi spør {partner} om.
Øvde på fremlegget. ~ Øvde på framlegget.
"""

_STAFF_MEETING = """\
Ti minutter om {thing}. God drøfting. ~ Ti minutt om {thing}. God drøfting.
{who} la frem rutinen. To innvendinger, begge tatt inn. ~ {who} la fram rutinen. To innvendingar, begge tekne inn.
Viste kurven. {staff} spurte hva medianen er. ~ Viste kurva. {staff} spurde kva medianen er.
Enige om å {work}. ~ Samde om å {work}.
Påminnelse om {thing} etter ferien. ~ Påminning om {thing} etter ferien.
Sto sist på listen og fikk fem minutter. ~ Stod sist på lista og fekk fem minutt.
Ingen beslutning. Kommer tilbake {when}. ~ Inga avgjerd. Kjem tilbake {when}.
{partner} var på besøk og svarte på spørsmål. ~ {partner} var på besøk og svara på spørsmål.
Vikarene var med for første gang. ~ Vikarane var med for første gong.
"""

_STALLED = """\
Ingen møter siden {month}. ~ Ingen møte sidan {month}.
Gruppen tar pause. ~ Gruppa tek pause.
Arbeidet med {thing} ligger nede. ~ Arbeidet med {thing} ligg nede.
"""

_STALLED_BY = """\
Lederen sluttet. ~ Leiaren slutta.
To sykmeldte samtidig. ~ To sjukmelde samtidig.
Nytt journalsystem og ombygging på samme tid. ~ Nytt journalsystem og ombygging på same tid.
Ingen lege kan møte.
Sammenslåing med nabokontoret. ~ Samanslåing med nabokontoret.
Ingen har tid til målingen. ~ Ingen har tid til målinga.
Uenighet om {thing}. ~ Usemje om {thing}.
"""

_RESUMED = """\
I gang igjen med ny møtetid. ~ I gang att med ny møtetid.
{who} har tatt over og samlet gruppen. ~ {who} har teke over og samla gruppa.
Begynner på nytt med en mindre oppgave. ~ Byrjar på nytt med ei mindre oppgåve.
"""

_LEFT_BY = """\
Sluttet. ~ Slutta.
Permisjon.
Nye vakter.
Videreutdanning. ~ Vidareutdanning.
Pensjonist.
"""

_CHANGE = """\
Det nye opplegget for {thing} er i bruk.
Begynte å {work}. ~ Byrja å {work}.
Sjekklisten brukes {where}. ~ Sjekklista blir brukt {where}.
"""

_CONFIRMED = """\
{who} leder og blir. ~ {who} leier og blir.
Lederskiftet er avklart i ledergruppen. ~ Leiarskiftet er avklart i leiargruppa.
"""

_WITHDRAWN = """\
Gruppen trekker seg. ~ Gruppa trekkjer seg.
Kontoret legges ned. ~ Kontoret blir lagt ned.
"""

_ABSENT = """\
legevakt
ferie
syk ~ sjuk
kurs
kontordag
sykt barn ~ sjukt barn
ikke vikar ~ ikkje vikar
permisjon
uvær
"""

_RISEN = {
    "T1": "Legen er med på alle møtene nå.\n~Legen er med på alle møta no.",
    "T2": "Alle {where} vet hva vi holder på med.\n~Alle {where} veit kva vi held på med.",
    "L1": "Lederen leder møtene selv siden {month}.\n~Leiaren leier møta sjølv sidan {month}.",
    "R1": "Fast tid {weekday} klokken {hour}.\n~Fast tid {weekday} klokka {hour}.",
    "R2": "{who} måler, {whom} skriver.\n~{who} måler, {whom} skriv.",
    "R3": "I rute igjen etter ferien.\n~I rute att etter ferien.",
    "M1": "Små skritt passer for {thing}.\n~Små steg passar for {thing}.",
    "V1": "Telefonen kom da vi trengte den.\n~Telefonen kom då vi trong han.",
}
_FALLEN = {
    "T1": "Ingen fra {staff} siden {month}.\n~Ingen frå {staff} sidan {month}.",
    "T2": "De som sitter {where}, har ikke hørt om det.\n~Dei som sit {where}, har ikkje høyrt om det.",
    "L1": "Lederen har vært borte siden {month}.\n~Leiaren har vore borte sidan {month}.",
    "R1": "Møtene blir avlyst når det er travelt.\n~Møta blir avlyste når det er travelt.",
    "R2": "Uklart hvem som måler etter {who}.\n~Uklart kven som måler etter {who}.",
    "R3": "Vi ligger {n} uker etter planen.\n~Vi ligg {n} veker etter planen.",
    "M1": "Vanskelig å måle {many}.\n~Vanskeleg å måle {many}.",
    "V1": "Lenge siden vi hørte noe.\n~Lenge sidan vi høyrde noko.",
}
_STEADY = """\
Som sist.
Ingen endring siden {month}. ~ Inga endring sidan {month}.
Vi er ikke helt enige i gruppen. ~ Vi er ikkje heilt samde i gruppa.
{who} ville svart lavere. ~ {who} ville svara lågare.
"""

#: What may be added to any text.
_DETAILS = """\
{who} følger opp. ~ {who} følgjer opp.
Det ble tatt godt imot. ~ Det vart teke godt imot.
{staff} heier på det. ~ {staff} heiar på det.
Mer om dette {when}. ~ Meir om dette {when}.
De tror det har med {thing} å gjøre. ~ Dei trur det har med {thing} å gjere.
Tallene er små ennå. ~ Tala er små enno.
{whom} er skeptisk.
Kapasiteten er sprengt i {month}.
Skal prøves først på {n} pasienter. ~ Skal prøvast først på {n} pasientar.
Vi må huske {partner}. ~ Vi må hugse {partner}.
Rutinen gjelder også for {staff}. ~ Rutinen gjeld også for {staff}.
Det er {m} {many} som ligger og venter. ~ Det er {m} {many} som ligg og ventar.
Fristen er stram.
Økonomien er ikke avklart. ~ Økonomien er ikkje avklart.
Taushetsplikten ble drøftet. ~ Teieplikta vart drøfta.
Kommunelegen er orientert.
Pårørende spør ofte om det samme. ~ Pårørande spør ofte om det same.
Kjernejournalen viser noe annet. ~ Kjernejournalen viser noko anna.
Multidose er unntaket.
Fastlegeavtalen sier lite om dette. ~ Fastlegeavtala seier lite om dette.
"""

#: What is seldom spoken of; the last lines once or twice in hundreds of thousands.
_SELDOM = """\
Strømbruddet i {month} viste at ingen hadde papirutgaven. ~ Straumbrotet i {month} viste at ingen hadde papirutgåva.
Fergen var innstilt, så {who} var med på telefon. ~ Ferja var innstilt, så {who} var med på telefon.
Tolketelefonen var opptatt hele dagen. ~ Tolketelefonen var oppteken heile dagen.
Warfarin ble byttet ut uten at vi fikk beskjed. ~ Warfarin vart bytt ut utan at vi fekk beskjed.
Kaffemaskinen er fortsatt det mest brukte møtestedet. ~ Kaffimaskina er framleis den mest brukte møtestaden.
Sentrifugen står på service.
Betalingsterminalen tar tid fra skranken. ~ Betalingsterminalen tek tid frå skranken.
Kjøleloggen hadde hull i {month}. ~ Kjøleloggen hadde hol i {month}.
Innsjekkingsskjermen skremmer de eldste. ~ Innsjekkingsskjermen skremmer dei eldste.
Flåttbitt fyller telefonen i {month}. ~ Flåttbit fyller telefonen i {month}.
Pulsoksymeteret forsvinner stadig. ~ Pulsoksymeteret forsvinn stadig.
Metotreksat sto oppført som daglig dose. ~ Metotreksat stod oppført som dagleg dose.
Snøskredet stengte veien, og {n} timer ble til videosamtaler.
~Snøskredet stengde vegen, og {n} timar vart til videosamtalar.
Litium var ikke målt på et år. ~ Litium var ikkje målt på eit år.
Russefeiringen merkes på legevakten. ~ Russefeiringa merkast på legevakta.
Skabb på hybelhuset tok {n} uker. ~ Skabb på hybelhuset tok {n} veker.
Autoklaven må sertifiseres på nytt. ~ Autoklaven må sertifiserast på nytt.
Cøliaki ble funnet ved en tilfeldighet. ~ Cøliaki vart funne ved eit slump.
Brannøvelsen avbrøt møtet. ~ Brannøvinga avbraut møtet.
Høreapparatet hjalp mer enn brosjyren. ~ Høyreapparatet hjelpte meir enn brosjyren.
Borreliose eller ikke: svaret kom etter {n} uker. ~ Borreliose eller ikkje: svaret kom etter {n} veker.
Allopurinol var skrevet opp to ganger. ~ Allopurinol var skrive opp to gonger.
Tegnspråktolken kom på riktig dag, pasienten ikke. ~ Teiknspråktolken kom på rett dag, pasienten ikkje.
Helikopteret landet på parkeringsplassen under målingen. ~ Helikopteret landa på parkeringsplassen under målinga.
Meslinger hos en familie ga {m} telefoner på én dag. ~ Meslingar hos ein familie gav {m} telefonar på éin dag.
Ergometersykkelen er blitt stativ for jakker.
Elgjakten tømte venterommet. ~ Elgjakta tømde venterommet.
Otoskopet mangler pære. ~ Otoskopet manglar pære.
Legionella i dusjen stengte garderoben. ~ Legionella i dusjen stengde garderoben.
Sauesankingen tok to av fire medlemmer. ~ Sauesankinga tok to av fire medlemer.
Tinnitus var den vanligste grunnen til å ringe to ganger. ~ Tinnitus var den vanlegaste grunnen til å ringje to gonger.
Trappeheisen stanset med en pasient i. ~ Trappeheisen stansa med ein pasient i.
Ferritin var bestilt på alle, ingen visste hvorfor. ~ Ferritin var bestilt på alle, ingen visste kvifor.
Tuberkuloseskjemaet lå i feil skuff. ~ Tuberkuloseskjemaet låg i feil skuff.
Fastelavnsbollene ble delt på tre kontorer. ~ Fastelavnsbollane vart delte på tre kontor.
Ørevoksen får sin egen dag. ~ Øyrevoksen får sin eigen dag.
Korpset øvde under vinduet hele møtet. ~ Korpset øvde under vindauget heile møtet.
Psoriasislampen er gitt bort. ~ Psoriasislampa er gjeven bort.
En grevling bor under rampen. ~ Ein grevling bur under rampa.
Metronomen fra musikkskolen gir takten i hjertekompresjonene.
~Metronomen frå musikkskulen gjev takten i hjartekompresjonane.
"""

_STEPS = """\
Område valgt og mål satt ~ Område valt og mål sett
Flytdiagrammet drøftet med hele kontoret ~ Flytdiagrammet drøfta med heile kontoret
Indikatorer valgt og førmåling gjort ~ Indikatorar valde og førmåling gjord
Første endring i bruk
Ettermåling gjort ~ Ettermåling gjord
Plan for videreføring lagt frem ~ Plan for vidareføring lagd fram
"""
_STAFF_MEETINGS = """\
Annenhver uke ~ Annakvar veke
Hver uke ~ Kvar veke
Én gang i måneden ~ Éin gong i månaden
"""
_FIRST_NAMES = _words(
    "Kari Anne Ingrid Solveig Marit Liv Hilde Silje Ragnhild Gunnar Bjørn Arne Knut Lars Per Odd Terje Geir Nora Ida "
    "Emma Sunniva Åse Turid Berit Synnøve Eli Tone Jorunn Aslak Magne Olav Eirik Sondre Håkon Trond Vegard Jonas "
    "Mohammed Amina Fatima Katarzyna Piotr Olena Inga Ánde Máret Ylva Brynjar Oddrun Torgeir Åshild Eldbjørg"
)
_LAST_NAMES = _words(
    "Hansen Johansen Olsen Larsen Nilsen Berg Haugen Lie Moen Solberg Strand Bakken Dahl Lund Vik Nesse Tveit Brekke "
    "Råheim Lidal Høyland Midtun Ødegård Sæther Aasen Myhre Fjeld Sunde Eide Hauge Kvam Skår Aune Rød Ness Bø Grøn "
    "Ali Nowak Sara Somby Kowalska Shevchenko Ulvestad Steinsland Flatebø Øvrebø Årdal Gjerde Vågen"
)
_PLACES = (
    _words("Nord Sør Aust Vest Inn Ut Øvre Nedre Lang Stor Bjørke Gran Furu Elve Sand Stein Bratt Lille Høg Hav"),
    _words("dal vik fjord nes haug bygd sund strand mo voll eid li"),
)
_KINDS_OF_OFFICE = _words("legesenter legekontor helsesenter legehus")
_PROFESSIONS: Sequence[tuple[str, str, StaffKind]] = (
    ("lege", "lege", "doctor"),
    ("helsesekretær", "helsesekretær", "coworker"),
    ("sykepleier", "sjukepleiar", "coworker"),
    ("lege", "lege", "doctor"),
    ("bioingeniør", "bioingeniør", "coworker"),
    ("kontorleder", "kontorleiar", "coworker"),
    ("jordmor", "jordmor", "coworker"),
)

Pair = tuple[str, str]


def _pairs(block: str) -> list[Pair]:
    """The lines of a list, each in bokmål and nynorsk."""
    pairs: list[Pair] = []
    for line in block.strip().splitlines():
        bokmal, _, nynorsk = line.partition("~")
        if bokmal:
            pairs.append((bokmal.strip(), (nynorsk or bokmal).strip()))
        else:
            pairs[-1] = (pairs[-1][0], nynorsk)
    return pairs


class Pool:
    """Sentences to draw from, the first of them most often."""

    def __init__(self, block: str, steep: float = 0.7) -> None:
        self._pairs = _pairs(block)
        self._weights = list(accumulate(number**-steep for number in range(1, len(self._pairs) + 1)))

    def draw(self, draw: random.Random) -> Pair:
        """One of them in both languages."""
        return draw.choices(self._pairs, cum_weights=self._weights)[0]


class Gauge(NamedTuple):
    """What may be measured, and where it stands before and after."""

    name: Pair
    kind: IndicatorKind
    unit: str
    direction: Direction
    before: float
    after: float


class Area(NamedTuple):
    """What a group works on, in both languages."""

    name: Pair
    thing: Pair
    many: Pair
    work: Pair
    partner: Pair
    problem: Pair
    gauge: Gauge


def _gauge(pair: Pair) -> Gauge:
    # The numbers stand on the last of its lines.
    name, kind, unit, direction, before, after = (part.strip() for part in pair[1].split("|"))
    bokmal = pair[0].split("|")[0].strip()
    return Gauge(
        (bokmal, name), cast(IndicatorKind, kind), unit, cast(Direction, direction), float(before), float(after)
    )


def _area(block: str) -> Area:
    *words, gauge = _pairs(block)
    name, thing, many, work, partner, problem = words
    return Area(name, thing, many, work, partner, problem, _gauge(gauge))


AREAS = [_area(block) for block in _AREAS.split("\n\n")]
GAUGES = [_gauge(pair) for pair in _pairs(_MEASURES)]

SOURCES, STAFF, WHERE, WHEN = Pool(_SOURCES), Pool(_STAFF), Pool(_WHERE), Pool(_WHEN)
DONE, RESULT, OBSTACLE, QUESTION = Pool(_DONE), Pool(_RESULT), Pool(_OBSTACLE), Pool(_QUESTION)
ADVICE, ALREADY, NOT_NOW = Pool(_ADVICE), Pool(_ALREADY), Pool(_NOT_NOW)
ACTION, DONE_SO, DROPPED = Pool(_ACTION), Pool(_DONE_SO), Pool(_DROPPED)
DECISION, NOTE, PRIVATE, EXAMPLE = Pool(_DECISION), Pool(_NOTE), Pool(_PRIVATE), Pool(_EXAMPLE)
PARKED, PARKED_ANSWER, STATEMENT = Pool(_PARKED), Pool(_PARKED_ANSWER), Pool(_STATEMENT)
TOPIC, AGREED = Pool(_TOPIC), Pool(_AGREED)
MEETING: Mapping[MeetingKind, Pool] = {"group": Pool(_GROUP_MEETING), "staff": Pool(_STAFF_MEETING)}
STALLED, STALLED_BY, RESUMED, LEFT_BY = Pool(_STALLED), Pool(_STALLED_BY), Pool(_RESUMED), Pool(_LEFT_BY)
CHANGE, CONFIRMED, WITHDRAWN, ABSENT = Pool(_CHANGE), Pool(_CONFIRMED), Pool(_WITHDRAWN), Pool(_ABSENT)
RISEN = {item: Pool(block) for item, block in _RISEN.items()}
FALLEN = {item: Pool(block) for item, block in _FALLEN.items()}
STEADY, DETAILS, SELDOM = Pool(_STEADY), Pool(_DETAILS), Pool(_SELDOM, steep=2.2)
STATUS: Mapping[StatusField, Pool] = {"done": DONE, "result": RESULT, "obstacles": OBSTACLE, "question": QUESTION}


class Pen:
    """Writes about one group's work in its language; `people` are the first names of those who are there."""

    def __init__(self, draw: random.Random, area: Area, *, nynorsk: bool) -> None:
        self.draw = draw
        self.tongue = int(nynorsk)
        self.people: Sequence[str] = ()
        self._who = ""
        self._area: Mapping[str, str] = {
            name: pair[self.tongue] for name, pair in area._asdict().items() if name != "gauge"
        }

    def __getitem__(self, gap: str) -> str:
        """What fills a gap; drawn anew each time, but for what belongs to the area."""
        if gap in self._area:
            return self._area[gap]
        return str(getattr(self, f"_{gap}_")())

    def write(self, pool: Pool, more: float = 0.0) -> str:
        """A sentence; with the chance `more`, and now and then anyway, another one after it."""
        text = self._sentence(pool)
        if self.draw.random() < more:
            text = f"{text} {self._sentence(DETAILS)}"
        if more and self.draw.random() < 0.012:
            text = f"{text} {self._sentence(SELDOM)}"
        return text

    def _sentence(self, pool: Pool) -> str:
        sentences = pool.draw(self.draw)[self.tongue].format_map(self).split(". ")
        return ". ".join(each[:1].upper() + each[1:] for each in sentences)

    def _who_(self) -> str:
        self._who = self.draw.choice(self.people)
        return self._who

    def _whom_(self) -> str:
        return self.draw.choice([name for name in self.people if name != self._who] or self.people)

    def _staff_(self) -> str:
        return STAFF.draw(self.draw)[self.tongue]

    def _where_(self) -> str:
        return WHERE.draw(self.draw)[self.tongue]

    def _when_(self) -> str:
        return WHEN.draw(self.draw)[self.tongue].format_map(self)

    def _month_(self) -> str:
        return self.draw.choice(_MONTHS)

    def _weekday_(self) -> str:
        return self.draw.choice(_WEEKDAYS[self.tongue])

    def _hour_(self) -> int:
        return self.draw.choice((8, 11, 12, 14, 15))

    def _n_(self) -> str:
        return self.draw.choice(_SMALL)

    def _m_(self) -> int:
        return self.draw.randint(10, 90)

    def _low_(self) -> int:
        return self.draw.randint(8, 48)

    def _high_(self) -> int:
        return self.draw.randint(52, 96)


# --- days and ids


class Ids:
    """UUIDs of version 7, in order: one a millisecond from the evening of TODAY on."""

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(f"ids {seed}")
        self._at = moment(TODAY.isoformat(), 18)

    def __call__(self) -> str:
        self._at += 1
        chance = self._draw.getrandbits(74)
        return str(uuid.UUID(int=self._at << 80 | 7 << 76 | chance >> 62 << 64 | 2 << 62 | chance & (1 << 62) - 1))


def moment(on: str, hour: int, minute: int = 0) -> int:
    """A local time in UTC milliseconds."""
    day = date.fromisoformat(on)
    return round(datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE).timestamp() * 1000)


def workday(day: date) -> date:
    """That day, or the first after it when people are at work."""
    while day.weekday() > 4 or day in QUIET:
        day += timedelta(1)
    return day


def _workdays(draw: random.Random, first: date, last: date, least: int, most: int) -> Iterator[date]:
    day = first
    while (day := workday(day + timedelta(draw.randint(least, most)))) < last:
        yield day


def _in(draw: random.Random, first: date, last: date) -> date:
    return workday(first + timedelta(draw.randint(0, max((last - first).days, 0))))


def _chance(draw: random.Random, shares: Mapping[T, int]) -> T:
    return draw.choices(list(shares), list(shares.values()))[0]


# --- a group and what lies between gatherings


class Spell(NamedTuple):
    """Days when a group stood still; no `last` where it still does."""

    first: date
    last: date | None


class Life:
    """A group over all the years: who was in it, what happened to it, and what it measured.

    `between` is everything that is dated by a day, in order; `ends` is the day nothing more is known after.
    """

    def __init__(self, network: "World", position: int, area: Area, begins: date, ends: date) -> None:
        self.draw, self.new_id, self.ends = network.draw, network.new_id, ends
        self._begins, self._area = begins, area
        # A group may write otherwise than its network.
        nynorsk = network.nynorsk != (self.draw.random() < 0.08)
        self.pen = Pen(self.draw, area, nynorsk=nynorsk)
        self._facilitators = [each.id for each in network.facilitators]
        self.id, self.letter = self.new_id(), _LETTERS[position - 1]
        self.gone = self.draw.random() < 0.03
        if self.gone:
            self.ends = _in(self.draw, begins + (ends - begins) / 2, ends - timedelta(60))
        self.spells = self._spells()
        self._change = _in(self.draw, begins + timedelta(120), begins + (self.ends - begins) / 2)
        self.members: list[Member] = []
        self.levels = {
            item.id: _chance(self.draw, {1: 4, 2: 18, 3: 48, 4: 30}) for item in knowledge().checklist.starred()
        }
        self.tenths = 10
        self._between: list[tuple[str, Record]] = []
        self._people()
        self._between += [(each.from_on, each) for each in self.members if each.from_on is not None]
        self._happenings()
        self._talks()
        self._measures()
        self.between = sorted(self._between, key=lambda each: each[0])
        self.group = self._group(network, position)
        self.project = self._project()

    def at(self, on: str) -> list[Member]:
        """The members on a day, whose names the pen then knows."""
        there = [
            each
            for each in self.members
            if (each.from_on is None or each.from_on <= on) and (each.to_on is None or each.to_on > on)
        ]
        self.pen.people = [each.name.split()[0] for each in there]
        return there

    def stands_still(self, day: date) -> bool:
        """Whether the group had stalled on that day."""
        return any(each.first <= day and (each.last is None or day < each.last) for each in self.spells)

    def takes_part(self, day: date) -> bool:
        """Whether it is still in the network."""
        return not self.gone or day < self.ends

    def _spells(self) -> list[Spell]:
        spells: list[Spell] = []
        first = self._begins + timedelta(200)
        for _ in range(_chance(self.draw, {0: 66, 1: 26, 2: 8})):
            began = _in(self.draw, first, self.ends - timedelta(30))
            ended = workday(began + timedelta(self.draw.randint(60, 320)))
            if not began < self.ends:
                break
            spells.append(Spell(began, ended if ended < self.ends else None))
            first = ended + timedelta(90)
            if first >= self.ends - timedelta(30):
                break
        return spells

    def _group(self, network: "World", position: int) -> Group:
        state: GroupState = "completed" if network.over else "active"
        if self.gone:
            state = "withdrawn"
        elif self.spells and self.spells[-1].last is None:
            state = "stalled"
        elif self.spells and not network.over:
            state = "resumed"
        name = self.draw.choice(_PLACES[0]) + self.draw.choice(_PLACES[1])
        return Group(
            id=self.id,
            network_id=network.id,
            letter=self.letter,
            position=position,
            unit=f"{name} {self.draw.choice(_KINDS_OF_OFFICE)}",
            municipality=f"Kommune {self.draw.randint(1, 356)}",
            employees=self.draw.randint(4, 28),
            operating_model=self.draw.choice(("Kommunalt", "Privat", "Kontorfellesskap")),
            staff_meetings=self.draw.choice(_pairs(_STAFF_MEETINGS))[self.pen.tongue],
            state=state,
            shares_ratings=_chance(self.draw, {True: 70, False: 12, None: 18}),
        )

    def _project(self) -> Project:
        last = self.ends.isoformat()
        self.at(last)
        tongue = self.pen.tongue
        return Project(
            id=self.new_id(),
            group_id=self.id,
            area=self._area.name[tongue],
            aim=self.pen.write(CHANGE),
            measures=self.pen.write(DONE, 0.6),
            result=self.pen.write(RESULT, 0.4),
            method_step=self.draw.choice(_METHOD_STEPS),
        )

    # --- who

    def _name(self) -> str:
        return f"{self.draw.choice(_FIRST_NAMES)} {self.draw.choice(_LAST_NAMES)}"

    def _people(self) -> None:
        """Those who began, and others for those who left: a few leaders and some more of the rest."""
        for number in range(self.draw.randint(4, 6)):
            self.members.append(self._member(number, None))
        for _ in range(self.draw.randint(1, 4)):
            self._replace(_in(self.draw, self._begins + timedelta(90), self.ends - timedelta(30)), leader=False)
        for _ in range(_chance(self.draw, {0: 58, 1: 32, 2: 10})):
            self._replace(_in(self.draw, self._begins + timedelta(90), self.ends - timedelta(30)), leader=True)

    def _member(self, number: int, from_on: str | None) -> Member:
        bokmal, nynorsk, kind = _PROFESSIONS[number]
        return Member(
            id=self.new_id(),
            group_id=self.id,
            name=self._name(),
            profession=nynorsk if self.pen.tongue else bokmal,
            staff_kind=kind,
            leader=number == 0,
            writer=number == 1,
            data=number == 2,
            from_on=from_on,
        )

    def _replace(self, day: date, *, leader: bool) -> None:
        """One who is there to the end leaves on that day, and another comes in their place."""
        on = day.isoformat()
        lasting = [each for each in self.at(on) if each.leader is leader and each.to_on is None and each.from_on != on]
        if not lasting or not self._begins < day < self.ends:
            return
        old = self.draw.choice(lasting)
        fields = {field: getattr(old, field) for field in old.__struct_fields__}
        new = Member(**{**fields, "id": self.new_id(), "name": self._name(), "from_on": on})
        self.members[self.members.index(old)] = Member(**{**fields, "to_on": on})
        self.members.append(new)
        cause = self.pen.write(LEFT_BY)
        if leader:
            self._happened("leader_change", day, f"{old.name} → {new.name}", cause)
            confirmed = workday(day + timedelta(self.draw.randint(20, 120)))
            if self.draw.random() < 0.7 and confirmed < self.ends:
                self.pen.people = [new.name.split()[0]]
                self._happened("leader_confirmed", confirmed, self.pen.write(CONFIRMED))
        else:
            self._happened("member_change", day, f"{old.name} → {new.name}", cause)

    # --- what happened

    def _happened(self, kind: EventKind, day: date, text: str, cause: str = "") -> None:
        event = Event(
            id=self.new_id(),
            group_id=self.id,
            kind=kind,
            on=day.isoformat(),
            text=text,
            cause=cause,
            layer="network" if kind == "change_started" else "facilitators",
        )
        self._between.append((event.on, event))

    def _happenings(self) -> None:
        for spell in self.spells:
            self.at(spell.first.isoformat())
            self._happened("stalled", spell.first, self.pen.write(STALLED), self.pen.write(STALLED_BY))
            if spell.last is not None:
                self.at(spell.last.isoformat())
                self._happened("resumed", spell.last, self.pen.write(RESUMED))
        day = self._change
        for _ in range(self.draw.randint(1, 3)):
            if day < self.ends:
                self.at(day.isoformat())
                self._happened("change_started", day, self.pen.write(CHANGE))
            day = workday(day + timedelta(self.draw.randint(200, 900)))
        if self.gone:
            self.at(self.ends.isoformat())
            self._happened("withdrawn", self.ends, self.pen.write(WITHDRAWN), self.pen.write(STALLED_BY))

    def _talks(self) -> None:
        """Guidance, meetings of the group and of the staff, and factors asked about again."""
        first, last = self._begins + timedelta(3), self.ends
        for day in _workdays(self.draw, first, last, 18, 80):
            self._contact(day)
        for day in _workdays(self.draw, first, last, 14, 62):
            self._meeting(day, "group")
        for day in _workdays(self.draw, first, last, 35, 105):
            self._meeting(day, "staff")
        for day in _workdays(self.draw, first + timedelta(60), last, 200, 700):
            self._recheck(day)

    def _contact(self, day: date) -> None:
        pen, draw = self.pen, self.draw
        self.at(day.isoformat())
        channel = _chance(draw, _CHANNELS)
        contact = Contact(
            id=self.new_id(),
            group_id=self.id,
            facilitator_id=draw.choice(self._facilitators),
            on=day.isoformat(),
            channel=channel,
            minutes=None if channel == "email" else 5 * draw.randint(2, 12),
            topic=pen.write(TOPIC, 0.45),
            agreed=pen.write(AGREED) if draw.random() < 0.6 else "",
            next_on=workday(day + timedelta(draw.randint(10, 50))).isoformat() if draw.random() < 0.35 else None,
        )
        self._between.append((contact.on, contact))

    def _meeting(self, day: date, kind: MeetingKind) -> None:
        draw = self.draw
        # A group that stands still hardly meets.
        if self.stands_still(day) and draw.random() < 0.85:
            return
        self.at(day.isoformat())
        meeting = GroupMeeting(
            id=self.new_id(),
            group_id=self.id,
            on=day.isoformat(),
            kind=kind,
            minutes=draw.choice((30, 45, 60, 90)) if kind == "group" else draw.choice((10, 15, 20)),
            outside_hours=kind == "group" and draw.random() < 0.5,
            who=", ".join(draw.sample(self.pen.people, 3)) if draw.random() < 0.2 else "",
            text=self.pen.write(MEETING[kind], 0.25) if draw.random() < 0.8 else "",
        )
        self._between.append((meeting.on, meeting))

    def _recheck(self, day: date) -> None:
        self.at(day.isoformat())
        item = self.draw.choice(list(self.levels))
        level = self.draw.choice((1, 2, 2, 3, 3, 4))
        recheck = FollowUpRating(
            id=self.new_id(),
            group_id=self.id,
            item=item,
            on=day.isoformat(),
            level=level,
            reason=self.pen.write((RISEN if level > 2 else FALLEN)[item]) if self.draw.random() < 0.7 else "",
        )
        self._between.append((recheck.on, recheck))

    # --- what was measured

    def _measures(self) -> None:
        gauges = [self._area.gauge, *self.draw.sample(GAUGES, _chance(self.draw, {0: 35, 1: 45, 2: 20}))]
        for position, gauge in enumerate(gauges, start=1):
            first = _in(self.draw, self._begins + timedelta(30), self._begins + timedelta(400))
            days = list(_monthly(first, self.ends))
            # Some give up counting; the others go on.
            if self.draw.random() < 0.3:
                days = days[: self.draw.randint(24, 100)]
            if days:
                self._series(position, gauge, days)

    def _series(self, position: int, gauge: Gauge, days: Sequence[date]) -> None:
        draw = self.draw
        indicator = Indicator(
            id=self.new_id(),
            group_id=self.id,
            name=gauge.name[self.pen.tongue],
            kind=gauge.kind,
            unit=gauge.unit,
            direction=gauge.direction,
            target=gauge.after if draw.random() < 0.6 else None,
            data_source=SOURCES.draw(draw)[self.pen.tongue],
            position=position,
        )
        self._between.append((days[0].isoformat(), indicator))
        works, in_phases = draw.random() < 0.7, draw.random() < 0.3
        for day in days:
            # Most of what is gained comes in the first year after the change.
            gained = 1 / (1 + math.exp(2 - (day - self._change).days / 90)) if works else 0.1
            level = gauge.before + (gauge.after - gauge.before) * gained
            phase: Phase = "series"
            if in_phases:
                phase = "before" if day < self._change else "after"
            measurement = self._measurement(indicator.id, gauge.kind, level, day, phase)
            self._between.append((day.isoformat(), measurement))

    def _measurement(
        self, indicator_id: str, kind: IndicatorKind, level: float, day: date, phase: Phase
    ) -> Measurement:
        draw = self.draw
        value = numerator = denominator = None
        if draw.random() < 0.02:
            pass  # Nobody counted that month.
        elif kind == "proportion":
            of = draw.randint(12, 60)
            share = min(max(draw.gauss(level / 100, math.sqrt(level * (100 - level)) / 100 / math.sqrt(of)), 0), 1)
            numerator, denominator = float(round(of * share)), float(of)
        elif kind == "rate":
            of = draw.randint(700, 1700)
            numerator, denominator = float(round(max(draw.gauss(level, math.sqrt(level)) * of / 1000, 0))), float(of)
        elif kind == "count":
            value = float(round(max(draw.gauss(level, math.sqrt(level)), 0)))
        else:
            value = round(max(draw.gauss(level, level / 9), 0), 1)
        self.at(day.isoformat())
        return Measurement(
            id=self.new_id(),
            indicator_id=indicator_id,
            on=day.isoformat(),
            phase=phase,
            value=value,
            numerator=numerator,
            denominator=denominator,
            text=self.pen.write(OBSTACLE) if draw.random() < 0.03 else "",
            excluded=draw.random() < 0.008,
        )


_CHANNELS: Mapping[Channel, int] = {"phone": 62, "email": 20, "video": 12, "visit": 6}
_METHOD_STEPS: Sequence[MethodStep] = ("change", "measure_after", "continue", "measure_before")


def _monthly(first: date, last: date) -> Iterator[date]:
    """A day a month, July left out."""
    year, month = first.year, first.month
    while (day := workday(date(year, month, 25) if month != 12 else date(year, 12, 15))) < last:
        if month != 7 and day >= first:
            yield day
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


# --- a network and its gatherings


class World:
    """One network over all the years, as one bundle of records after another: each a time of its life."""

    def __init__(self, number: int, groups: int, gatherings: int, seed: int, ids: Ids) -> None:
        self.draw, self.new_id = random.Random(f"{seed} {number}"), ids
        self.id = ids()
        self.nynorsk = self.draw.random() < 0.25
        began = TODAY - timedelta(_DAYS + self.draw.randint(-_AFTER, _BEFORE))
        self.gatherings = [self._gathering(each, gatherings, began) for each in range(1, gatherings + 1)]
        self.held = [each for each in self.gatherings if each.state == "closed"]
        self.over = len(self.held) == gatherings
        self.facilitators = [
            Facilitator(id=ids(), network_id=self.id, name=self._name(), organisation="Kvalitetsenheten")
            for _ in range(self.draw.randint(2, 4))
        ]
        begins = date.fromisoformat(self.gatherings[0].starts_on)
        ends = date.fromisoformat(self.held[-1].starts_on) if self.over and gatherings > 1 else TODAY
        areas = self.draw.choices(AREAS, [1 / (place + 3) for place in range(len(AREAS))], k=groups)
        self.lives = [Life(self, position, area, begins, ends) for position, area in enumerate(areas, start=1)]
        self._region = self.draw.choice(_PLACES[0]) + self.draw.choice(_PLACES[1])
        self._milestones = [
            Milestone(id=ids(), network_id=self.id, position=position, text=step[int(self.nynorsk)])
            for position, step in enumerate(_pairs(_STEPS), start=1)
        ]

    def bundles(self) -> Iterator[list[Record]]:
        """Who takes part; then each gathering, and what came until the next one."""
        yield [*self._foundation()]
        waiting = [iter(each.between) for each in self.lives]
        ahead = [next(each, None) for each in waiting]
        for gathering, following in zip(self.gatherings, [*self.gatherings[1:], None], strict=True):
            if gathering.state == "planned":
                yield [*Held(self, gathering).programme]
                return
            yield [*Held(self, gathering).records()]
            until = following.starts_on if following is not None else "9999"
            yield [*_until(until, waiting, ahead)]
        yield [*self._continuations()]

    def _name(self) -> str:
        return f"{self.draw.choice(_FIRST_NAMES)} {self.draw.choice(_LAST_NAMES)}"

    def _gathering(self, number: int, of: int, began: date) -> Gathering:
        kind: GatheringKind = "middle"
        if number == 1:
            kind = "first"
        elif number == of and of > 2:
            kind = "last"
        day = began + timedelta(_DAYS * (number - 1) // max(of - 1, 1) + self.draw.randint(-20, 20))
        first = _tuesday(day)
        # The first and the last have two days.
        last = first if kind == "middle" else first + timedelta(1)
        on = first.isoformat()
        return Gathering(
            id=self.new_id(),
            network_id=self.id,
            number=number,
            kind=kind,
            starts_on=on,
            ends_on=last.isoformat(),
            starts_at=moment(on, 9 if kind == "middle" else 10),
            place=f"{self.draw.choice(_PLACES[0])}{self.draw.choice(_PLACES[1])} hotell",
            chair=self._name(),
            minute_taker=self._name(),
            state="closed" if last < TODAY else "planned",
        )

    def _foundation(self) -> Iterator[Record]:
        language: Language = "nn" if self.nynorsk else "nb"
        yield Network(
            id=self.id,
            name=f"Kvalitet i allmennpraksis, {self._region}",
            purpose="Legekontor lærer av hverandre og forbedrer egen praksis."
            if language == "nb"
            else "Legekontor lærer av kvarandre og betrar eigen praksis.",
            region=self._region,
            from_on=self.gatherings[0].starts_on,
            to_on=self.gatherings[-1].ends_on,
            language=language,
            groups_per_room=min(len(self.lives) or 1, 20),
        )
        yield from self.facilitators
        yield from self._milestones
        yield from (each.group for each in self.lives)
        for life in self.lives:
            yield from (each for each in life.members if each.from_on is None)
            yield life.project
        yield from self.gatherings
        for life in self.lives:
            yield from self._papers(life)

    def _papers(self, life: Life) -> Iterator[Record]:
        """Flow charts, and when the milestones were reached."""
        day = date.fromisoformat(self.gatherings[0].ends_on)
        for number in range(1, self.draw.randint(1, 3) + 1):
            day = workday(day + timedelta(self.draw.randint(20, 200)))
            life.at(day.isoformat())
            boxes = (life.pen.write(pool).rstrip(".?") for pool in (QUESTION, ACTION, ACTION, DECISION))
            yield FlowChart(
                id=self.new_id(),
                project_id=life.project.id,
                number=number,
                content=" → ".join(boxes),
                discussed_on=day.isoformat(),
            )
        day = date.fromisoformat(self.gatherings[0].ends_on)
        for milestone in self._milestones:
            day = workday(day + timedelta(self.draw.randint(20, 400)))
            if day >= life.ends or self.draw.random() < 0.08:
                return
            yield MilestoneReached(
                id=self.new_id(), milestone_id=milestone.id, group_id=life.id, reached_on=day.isoformat()
            )

    def _continuations(self) -> Iterator[Record]:
        for life in self.lives:
            if not life.gone:
                life.at(life.ends.isoformat())
                yield Continuation(
                    id=self.new_id(),
                    group_id=life.id,
                    kind=self.draw.choice(("experience_transfer", "on_its_own", "new_project", "follow_up")),
                    text=life.pen.write(DECISION),
                )


def _tuesday(day: date) -> date:
    day -= timedelta(day.weekday() - 1)
    while day in QUIET:
        day += timedelta(7)
    return day


def _until(
    on: str, waiting: Sequence[Iterator[tuple[str, Record]]], ahead: list[tuple[str, Record] | None]
) -> Iterator[Record]:
    """What happened to any group until that day, in order; `ahead` is what comes next in each group."""
    while True:
        known = [(each[0], number) for number, each in enumerate(ahead) if each is not None and each[0] <= on]
        if not known:
            return
        _, number = min(known)
        first = ahead[number]
        assert first is not None
        yield first[1]
        ahead[number] = next(waiting[number], None)


class Held:
    """One gathering: its programme and clock, and all that was asked and said."""

    def __init__(self, world: World, gathering: Gathering) -> None:
        self._world, self._gathering, self._draw = world, gathering, world.draw
        self._day = date.fromisoformat(gathering.starts_on)
        self._lives = [each for each in world.lives if each.takes_part(self._day)]
        turned = gathering.number % max(len(self._lives), 1)
        present = [each.group for each in (*self._lives[turned:], *self._lives[:turned])]
        known = knowledge()
        starts = day_starts(gathering, known.gatherings, lambda on, at: moment(on, at.hour, at.minute))
        language: Language = "nn" if world.nynorsk else "nb"
        self.programme = plan_gathering(
            gathering, present, known.gatherings, known.relays, world.new_id, language, starts
        )

    def records(self) -> Iterator[Record]:
        """All of a gathering that has been held."""
        yield from self.programme
        run = self._run()
        yield from run.events
        for facilitator in self._world.facilitators:
            yield Attendance(
                id=self._world.new_id(),
                gathering_id=self._gathering.id,
                facilitator_id=facilitator.id,
                presence="present",
                arrived_at=run.began,
            )
        speech = Speech(run)
        for life in self._lives:
            # A group that stands still stays away half of the time.
            away = life.stands_still(self._day) and self._draw.random() < 0.5
            yield from self._attendance(life, run, away=away)
            if not away:
                yield from self._answers(life)
                self._said(life, speech)
        self._plenary(speech)
        yield from speech.entries()

    # --- the clock

    def _run(self) -> Run:
        """Each step takes about the time it was given; there is a pause now and then, and one for the night."""
        items = {each.id: each for each in self.programme if isinstance(each, ProgrammeItem)}
        letters = {each.id: each.letter for each in self._lives}
        events: list[ClockEvent] = []
        spans: dict[tuple[str, StepKind], tuple[int, int]] = {}
        began = at = (self._gathering.starts_at or 0) + self._draw.randint(0, 6 * MINUTE)
        for step in self.programme:
            if not isinstance(step, ProgrammeStep) or items[step.item_id].skipped:
                continue
            item = items[step.item_id]
            if item.fixed_start_at is not None and step.position == 1:
                events.append(self._event(len(events), "pause", at))
                at = max(item.fixed_start_at, at)
            events.append(self._event(len(events), "go" if events else "start", at, step))
            entered = at
            if self._draw.random() < 0.02:
                at += MINUTE
                events.append(self._event(len(events), "pause", at))
                at += self._draw.randint(1, 5) * MINUTE
                events.append(self._event(len(events), "resume", at))
            if self._draw.random() < 0.03:
                events.append(self._event(len(events), "adjust", at, step, 2 * MINUTE))
            at += round(step.planned_ms * min(max(self._draw.gauss(1, 0.15), 0.4), 1.8))
            where = letters[item.group_id] if item.group_id is not None else item.kind
            spans.setdefault((where, step.kind), (entered, at))
        events.append(self._event(len(events), "close", at))
        return Run(began, tuple(events), spans)

    def _event(
        self, before: int, kind: ClockKind, at: int, step: ProgrammeStep | None = None, amount_ms: int = 0
    ) -> ClockEvent:
        return ClockEvent(
            id=self._world.new_id(),
            gathering_id=self._gathering.id,
            seq=before + 1,
            kind=kind,
            item_id=step.item_id if step is not None else None,
            step_id=step.id if step is not None else None,
            at=at,
            recorded=at,
            amount_ms=amount_ms,
        )

    # --- what is asked

    def _attendance(self, life: Life, run: Run, *, away: bool) -> Iterator[Record]:
        for member in life.at(self._gathering.starts_on):
            present = not away and self._draw.random() < 0.86
            late = self._draw.randint(1, 40) * MINUTE if self._draw.random() < 0.05 else 0
            yield Attendance(
                id=self._world.new_id(),
                gathering_id=self._gathering.id,
                group_id=life.id,
                member_id=member.id,
                presence="present" if present else "absent",
                arrived_at=run.began + late if present else None,
                cause="" if present else life.pen.write(ABSENT).lower(),
            )

    def _answers(self, life: Life) -> Iterator[Record]:
        """Ratings that wander; from the second gathering on status and project stage, too."""
        checklist = knowledge().checklist
        before = dict(life.levels)
        for item in life.levels:
            life.levels[item] = self._wandered(life, before[item])
        by_adviser = self._draw.sample(list(before), 4) if self._draw.random() < 0.4 else []
        for item, level in life.levels.items():
            version = checklist.item(item).wording_version
            yield self._rating(life, item, "group", level, level - before[item], version)
            if item in by_adviser:
                other = min(max(level + self._draw.choice((-2, -1, -1, 0, 0, 0, 1)), 1), 4)
                yield self._rating(life, item, "adviser", other, other - level, version)
        if self._gathering.kind == "first":
            return
        step = self._draw.choice((-5, 0) if life.stands_still(self._day) else (0, 5, 5, 10))
        life.tenths = min(max(life.tenths + step, 5), 50)
        for rater, less in (("group", 0), ("adviser", self._draw.choice((0, 0, 5, 10)))):
            yield ProjectStage(
                id=self._world.new_id(),
                gathering_id=self._gathering.id,
                group_id=life.id,
                rater=cast(Rater, rater),
                tenths=max(life.tenths - less, 5),
            )
        for field, pool in STATUS.items():
            if field != "obstacles" or self._draw.random() < 0.85:
                yield StatusText(
                    id=self._world.new_id(),
                    gathering_id=self._gathering.id,
                    group_id=life.id,
                    field=field,
                    text=life.pen.write(pool, 0.0 if field == "question" else 0.6),
                    layer=STATUS_LAYER[field],
                )

    def _wandered(self, life: Life, level: int) -> int:
        if self._draw.random() < 0.6:
            return level
        # Most groups do better with the years, and one that stands still does not.
        up = self._draw.random() < (0.2 if life.stands_still(self._day) else 0.56)
        return min(max(level + (1 if up else -1), 1), 4)

    def _rating(self, life: Life, item: str, rater: Rater, level: int, moved: int, version: int) -> Rating:
        chance = self._draw.random()
        answer: RatingAnswer = _chance(self._draw, {"level": 95, "not_rated": 4, "not_relevant": 1})
        reason = ""
        if answer == "level" and moved and chance < 0.6:
            reason = life.pen.write((RISEN if moved > 0 else FALLEN)[item])
        elif answer == "level" and chance < 0.12:
            reason = life.pen.write(STEADY)
        return Rating(
            id=self._world.new_id(),
            gathering_id=self._gathering.id,
            group_id=life.id,
            item=item,
            rater=rater,
            answer=answer,
            level=level if answer == "level" else None,
            reason=reason,
            wording_version=version,
            layer=RATING_LAYER[rater],
        )

    # --- what is said

    def _said(self, life: Life, speech: Speech) -> None:
        draw, pen = self._draw, life.pen
        for kind, pool, least, most in _NOTES:
            for _ in range(draw.randint(least, most)):
                self._note(life, speech, kind, pen.write(pool, 0.5))
        if draw.random() < 0.3:
            self._note(life, speech, "note", pen.write(PRIVATE, 0.3), private=True)
        if draw.random() < 0.5:
            statement = Statement(
                id=self._world.new_id(),
                gathering_id=self._gathering.id,
                group_id=life.id,
                at=0,
                text=pen.write(STATEMENT),
                kind=draw.choice(_RIPPLES),
                theme=draw.choice(_THEMES),
            )
            speech.say(place(self._gathering.kind, "statement", life.letter), statement)
        advice = [self._advice(life) for _ in range(draw.randint(3, 6))] if self._gathering.kind != "first" else []
        for each in advice:
            giver = "adviser" if each.giver == "adviser" else "group"
            speech.say(place(self._gathering.kind, f"{giver} advice", life.letter), each)
        taken = [each for each in advice if each.answer == "take_along"]
        for _ in range(draw.randint(1, 4)):
            source = taken.pop() if taken and draw.random() < 0.5 else None
            speech.say(place(self._gathering.kind, "action", life.letter), self._action(life, source))

    def _note(self, life: Life, speech: Speech, kind: NoteKind, text: str, *, private: bool = False) -> None:
        state: ParkedState = "open"
        if kind == "parked":
            state = _chance(self._draw, {"answered": 70, "carried": 12, "dropped": 8, "open": 10})
        note = Note(
            id=self._world.new_id(),
            gathering_id=self._gathering.id,
            group_id=life.id,
            at=0,
            text=text,
            layer="facilitators" if private else "network",
            kind=kind,
            state=state,
            answer=life.pen.write(PARKED_ANSWER) if state == "answered" else "",
        )
        where = place(self._gathering.kind, kind, life.letter)
        speech.say(where, note)

    def _plenary(self, speech: Speech) -> None:
        """What belongs to no group."""
        for where, pool in (("reflection", NOTE), ("reflection", EXAMPLE), ("closing", DECISION)):
            life = self._draw.choice(self._lives) if self._lives else None
            if life is not None and self._draw.random() < 0.8:
                life.at(self._gathering.starts_on)
                note = Note(
                    id=self._world.new_id(),
                    gathering_id=self._gathering.id,
                    at=0,
                    text=life.pen.write(pool, 0.3),
                    kind="decision" if where == "closing" else "note",
                )
                speech.say((where, "plenary"), note)

    @property
    def _following(self) -> Gathering | None:
        """The next gathering, if it has been held."""
        return next((each for each in self._world.held if each.number == self._gathering.number + 1), None)

    def _advice(self, life: Life) -> Advice:
        draw, world, following = self._draw, self._world, self._following
        others = [each.id for each in self._lives if each is not life]
        giver: Giver = _chance(draw, {"group": 78, "adviser": 19, "unknown": 3}) if others else "adviser"
        answer: AdviceAnswer | None = _chance(draw, _ANSWERS)
        outcome: AdviceOutcome | None = None
        if answer == "take_along" and following is not None:
            outcome = _chance(draw, _OUTCOMES)
        reason = ""
        if answer in ("already_do", "not_now") and draw.random() < 0.7:
            reason = life.pen.write(ALREADY if answer == "already_do" else NOT_NOW)
        return Advice(
            id=world.new_id(),
            gathering_id=self._gathering.id,
            group_id=life.id,
            factor=draw.choice(list(life.levels)) if draw.random() < 0.6 else None,
            at=0,
            text=life.pen.write(ADVICE, 0.2),
            giver=giver,
            giver_group_id=draw.choice(others) if giver == "group" else None,
            giver_facilitator_id=draw.choice(world.facilitators).id if giver == "adviser" else None,
            answer=answer,
            answer_reason=reason,
            outcome=outcome,
            outcome_gathering_id=following.id if outcome is not None and following is not None else None,
        )

    def _action(self, life: Life, source: Advice | None) -> Action:
        draw = self._draw
        members = life.at(self._gathering.starts_on)
        member = draw.choice(members)
        who = _chance(draw, {"member": 76, "leader": 12, "facilitator": 8, "unknown": 4})
        facilitator = draw.choice(self._world.facilitators)
        name = {
            "member": member.name.split()[0],
            "leader": "leiar" if life.pen.tongue else "leder",
            "facilitator": facilitator.name.split()[0],
            "unknown": draw.choice(_FIRST_NAMES),
        }[who]
        moved = _chance(draw, {0: 74, 1: 17, 2: 7, 3: 2})
        due = workday(self._day + timedelta(draw.randint(14, 80) + 28 * moved)) if draw.random() < 0.7 else None
        state, closed_on = self._settled(due)
        return Action(
            id=self._world.new_id(),
            gathering_id=self._gathering.id,
            group_id=life.id,
            at=0,
            text=life.pen.write(ACTION),
            who=name,
            who_member_id=member.id if who == "member" else None,
            who_facilitator_id=facilitator.id if who == "facilitator" else None,
            who_role="leader" if who == "leader" else None,
            who_unknown=who == "unknown",
            due="date" if due is not None else "next_gathering",
            due_on=due.isoformat() if due is not None else None,
            state=state,
            closed_at=moment(closed_on.isoformat(), 14) if closed_on is not None else None,
            times_moved=moved if due is not None else 0,
            outcome="" if state == "open" else life.pen.write(DONE_SO if state == "done" else DROPPED),
            advice_id=source.id if source is not None else None,
        )

    def _settled(self, due: date | None) -> tuple[ActionState, date | None]:
        """What became of an action, and when: most are done, some go on and on."""
        following = self._following
        last = date.fromisoformat(following.starts_on) if following is not None else TODAY
        day = workday(due + timedelta(self._draw.randint(-14, 30))) if due is not None else last
        if (due is None and following is None) or day > last or day <= self._day:
            return "open", None
        state: ActionState = _chance(self._draw, {"done": 84, "dropped": 9, "open": 7})
        return state, None if state == "open" else day


#: Kinds of notes with their words, and how many of each a group has at a gathering.
_NOTES: Sequence[tuple[NoteKind, Pool, int, int]] = (
    ("note", NOTE, 1, 3),
    ("decision", DECISION, 1, 2),
    ("parked", PARKED, 0, 1),
    ("example", EXAMPLE, 0, 1),
)
_ANSWERS: Mapping[AdviceAnswer | None, int] = {"take_along": 56, "already_do": 15, "not_now": 14, None: 15}
_OUTCOMES: Mapping[AdviceOutcome | None, int] = {
    "helped": 46,
    "no_change": 17,
    "worse": 3,
    "not_tried": 18,
    "dropped": 6,
    None: 10,
}
_RIPPLES: Sequence[RippleKind | None] = (
    "colleagues",
    "understanding",
    "working_environment",
    "collaboration",
    "valued_competence",
    "other_areas",
    None,
)
_THEMES: Sequence[Theme | None] = ("collaboration", "leadership", "learning", "network", None)


# --- the file


def make(path: Path, networks: int = 200, groups: int = 10, gatherings: int = 8, seed: int = 1) -> None:
    """A new file at `path`; progress on standard error. Raises CannotOpen where there is one by that name."""
    if not 1 <= groups <= len(_LETTERS) or gatherings < 1:
        raise ValueError("a network has 1 to 26 groups, and a gathering")
    ids, seconds = Ids(seed), count(moment(TODAY.isoformat(), 18), 1000)
    # This installation did not make it: whoever opens the file is new to it.
    with tempfile.TemporaryDirectory() as home:
        store = Store.create(path, now=lambda: next(seconds), home=Path(home))
        try:
            for number in range(1, networks + 1):
                _store(store, World(number, groups, gatherings, seed, ids).bundles())
                if number % 20 == 0:
                    print(f"{number} of {networks} networks, {path.stat().st_size / 1e6:.0f} MB", file=sys.stderr)
        finally:
            store.close()


def _store(store: Store, bundles: Iterable[Sequence[Record]]) -> None:
    for bundle in bundles:
        if bundle:
            store.seed(bundle)


def main() -> None:
    """Make the file that was asked for."""
    parser = argparse.ArgumentParser(description=make.__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--networks", type=int, default=200)
    given = parser.parse_args()
    began = time.perf_counter()
    make(given.file, given.networks)
    print(f"{given.file}: {given.file.stat().st_size / 1e6:.0f} MB in {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
