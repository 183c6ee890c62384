"""The words of a language that say where a text is not to be broken: small lists of the frequent ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, eq=False)  # each language has one, so that to compare them is quick
class Grammar:
    """The words of a language, in lower case, that say where a text is not to be broken, or best is.

    Articles, prepositions and infinitive marks lead a phrase and `openers` a clause, so none of them ends
    a line; the openers that are `conjunctions` do nothing else. Many words lead something only at times:
    `determiners` also stand alone (*ik zie het*), so do `relatives` (*ik weet dat*), and `fillers` stand
    anywhere in a clause (*kom maar*). A preposition before a conjunction or at the end of a clause leads
    nothing, but belongs to the verb before it, as separable prefixes do; the `loose` ones mostly do so, and
    `prefixes` are nothing else.

    `perfects` and `modals` are auxiliaries, which are not to be parted from a participle or an infinitive;
    where `verb_final`, a participle also stands before its auxiliary. `subjects` are the pronouns that are
    nothing but subjects. `adverbs` neither lead a phrase nor belong to what an article leads. `pronominal`
    words make a preposition end a clause (*er ... over*). `adjectives` lean on a noun, `particles` stand
    inside names, `purpose` opens a clause where an infinitive mark follows. `units` are what a number
    counts; a number after one of `numbered` only labels (*artikel 5*), and after one of `clock` tells time.
    `trailing` abbreviations close what is before them.
    """

    articles: frozenset[str]
    determiners: frozenset[str]
    prepositions: frozenset[str]
    loose: frozenset[str]
    prefixes: frozenset[str]
    perfects: frozenset[str]
    modals: frozenset[str]
    pronouns: frozenset[str]
    subjects: frozenset[str]
    openers: frozenset[str]
    conjunctions: frozenset[str]
    relatives: frozenset[str]
    fillers: frozenset[str]
    infinitive_marks: frozenset[str]
    negations: frozenset[str]
    adverbs: frozenset[str]
    pronominal: frozenset[str]
    numbers: frozenset[str]
    units: frozenset[str]
    numbered: frozenset[str]
    clock: frozenset[str]
    particles: frozenset[str]
    abbreviations: frozenset[str]
    trailing: frozenset[str]
    purpose: frozenset[str]
    participles: re.Pattern[str]
    infinitives: re.Pattern[str]
    counted: re.Pattern[str]
    adjectives: re.Pattern[str]
    verb_final: bool = False

    @property
    def is_known(self) -> bool:
        """Whether there are lists for the language."""
        return bool(self.articles)

    def is_auxiliary(self, word: str) -> bool:
        return word in self.perfects or word in self.modals

    def is_determiner(self, word: str) -> bool:
        return word in self.articles or word in self.determiners

    def leads(self, word: str) -> bool:
        """Whether what follows the word belongs to it, at least mostly."""
        return (
            word in self.articles
            or word in self.determiners
            or word in self.prepositions
            or word in self.infinitive_marks
            or word in self.openers
        )

    def is_function_word(self, word: str) -> bool:
        return (
            self.leads(word)
            or self.is_auxiliary(word)
            or word in self.pronouns
            or word in self.negations
            or word in self.adverbs
        )


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DUTCH: Final = Grammar(
    articles=_words("de een 't 'n mijn m'n jouw z'n onze elke iedere"),
    # with other words that lean on the noun after them
    determiners=_words(
        "het je haar ons jullie hun uw deze elk ieder geen alle veel weinig meer heel zeer erg"
    ),
    prepositions=_words(
        "aan achter bij binnen boven buiten door in langs met na naar naast om onder op over per rond "
        "rondom sinds tegen tijdens tot tussen uit van vanaf vanuit via volgens voor voorbij wegens "
        "zonder richting ondanks dankzij vanwege gedurende omtrent qua behalve inzake"
    ),
    loose=_words("achter binnen boven buiten langs onder rond uit voorbij"),
    prefixes=_words("af mee toe"),
    perfects=_words(
        "ben bent is zijn was waren heb hebt heeft hebben had hadden word wordt worden werd werden"
    ),
    modals=_words(
        "zal zult zullen zou zouden kan kun kunt kunnen kon konden mag mogen mocht mochten moet moeten "
        "moest moesten wil wilt willen wilde wilden wou ga gaat gaan ging gingen"
    ),
    pronouns=_words("ik je jij u hij ze zij we wij jullie men ie"),
    subjects=_words("ik jij hij we wij men ie"),
    openers=_words(
        "en maar want of dus omdat doordat zodat opdat terwijl hoewel als wanneer toen voordat nadat "
        "totdat zodra tenzij mits dat die wat wie waar waarin waarmee waarvan waardoor waarbij waarop hoe "
        "waarom"
    ),
    conjunctions=_words(
        "en maar want of dus omdat doordat zodat opdat terwijl hoewel als wanneer toen voordat nadat "
        "totdat zodra tenzij mits waar waarin waarmee waarvan waardoor waarbij waarop"
    ),
    relatives=_words(
        "dat die wat wie waar hoe waarom waarin waarmee waarvan waardoor waarbij waarop wanneer"
    ),
    fillers=_words("maar dus toen want"),
    infinitive_marks=_words("te"),
    negations=_words("niet nooit"),
    adverbs=_words(
        "al allang alleen altijd anders beide beter bijna bovendien daar daarna daarom dan dit echt eerst "
        "eens eigenlijk er eraan erbij erin ermee erop erover eruit ervan ervoor even gauw genoeg gewoon "
        "gisteren graag helemaal hier hierheen iedereen iemand iets inmiddels intussen juist later "
        "maandag meestal meteen misschien morgen namelijk natuurlijk net niemand niets nog nogal nou nu "
        "ook opeens opnieuw overal precies samen snel soms steeds straks tenminste terug thuis toch "
        "trouwens vaak vandaag vanavond vanmiddag vanmorgen vanochtend veelal verder volgens vooral "
        "vroeger waarschijnlijk weer weg wel zelf zelfs zo zomaar af mee toe heen elkaar mij me hem hen "
        "mezelf jezelf zichzelf zich"
    ),
    pronominal=_words("er daar hier waar ergens nergens"),
    numbers=_words(
        "twee drie vier vijf zes zeven acht negen tien elf twaalf vijftien twintig dertig veertig vijftig "
        "zestig zeventig tachtig negentig honderd duizend miljoen miljard"
    ),
    units=_words(
        "procent euro cent jaar maand week dag uur minuut seconde meter kilometer centimeter kilo gram "
        "ton liter graden jaren maanden weken dagen uren minuten seconden honderd duizend miljoen miljard "
        "keer maal januari februari maart april mei juni juli augustus september oktober november "
        "december"
    ),
    numbered=_words(
        "artikel nummer nr hoofdstuk punt fase deel groep klas kamer regel bladzijde blz pagina paragraaf "
        "lid stap zone lijn perron kanaal bijlage versie vraag agendapunt motie amendement wijk blok "
        "categorie jaar tot bus tram loket ronde seizoen aflevering tabel figuur sectie"
    ),
    clock=_words("om rond tegen kwart half over"),
    particles=_words("van de den der het 't ten ter te"),
    abbreviations=_words(
        "dhr. mevr. mw. dr. drs. mr. ir. ing. prof. bijv. bv. o.a. d.w.z. m.n. nr. art. blz. ca. st. jl. "
        "i.p.v. t/m. enz. etc. e.d. jr. sr."
    ),
    trailing=_words("jl. enz. etc. e.d. jr. sr. o.a. bijv. bv."),
    purpose=_words("om door zonder"),
    # Not the plurals and other nouns that look like them.
    participles=re.compile(
        r"(?!\w+(?:ingen|heden|teiten|bouwen|gevens|volgen)$|geld$|gezond$|gebied|gezicht|gewicht|gevecht|geduld|"
        r"gemeente|gezin|gebaren$|gedachten$|gedichten$|geluiden$|gesprekken$|bedrijven$|beelden$|bericht|"
        r"bergen$|beleid$|besluit|verhalen$|verband|verstand$|verschillen$|verlet$|bekend$|bereid$|beneden$|"
        r"hersenen$|verdriet$|verzet$|eruit$)"
        r"(?:(?:ge|be|ver|ont|her|er)\w+(?:d|t|en)|\w+ge\w+(?:d|t|en)|gaan|geweest)"
    ),
    infinitives=re.compile(
        r"(?!(?:mensen|kinderen|dingen|jongeren|ouderen|leerlingen|studenten|docenten|scholen|bedrijven|"
        r"gemeenten|landen|steden|vrouwen|mannen|dieren|zaken|problemen|kansen|plannen|huizen|woningen|banen|"
        r"jaren|maanden|weken|dagen|uren|redenen|woorden|namen|ogen|handen|bomen|eigen|open|even|meteen|negen|"
        r"zeven|samen|tegen|binnen|buiten|boven|tussen|alleen|geen|morgen|gisteren|iedereen|niemand)$|"
        r"\w*[aeiouy]\w*ingen$|\w+(?:heden|teiten|isten|enten)$)"
        r"(?:\w{2,}en|gaan|staan|slaan|doen|zien|zijn)"
    ),
    counted=re.compile(r"\w{2,}(?:en|s|je|jes)|\w{2,}'s"),
    # By their inflection or their ending; the nouns in -ie, -age and the like only look like them.
    adjectives=re.compile(
        r"(?!\w*(ie|age|ette|ode|ine|these|crisis)$)\w{2,}(e|isch|lijk|baar|zaam|loos|achtig|rijk|vol|ig|end)|"
        r"goed|groot|klein|nieuw|oud|jong|lang|kort|hoog|laag|mooi|leuk|hard|eigen|ander|echt|vast|half|best|beter"
    ),
    verb_final=True,
)

ENGLISH: Final = Grammar(
    articles=_words("a an the my your its our their every"),
    determiners=_words("his her this these those each no some any all many more very"),
    prepositions=_words(
        "about above across after against along among around at before behind below beneath beside "
        "between by down during for from in inside into near of off on onto out over past since through "
        "to towards under until up upon via with within without"
    ),
    loose=_words(
        "about above across after along around before behind below by down in inside off on out over past "
        "since through under up"
    ),
    prefixes=frozenset(),
    perfects=_words("am is are was were be been being have has had"),
    modals=_words("do does did will would shall should can could may might must"),
    pronouns=_words("i you he she it we they there"),
    subjects=_words("i he she we they"),
    openers=_words(
        "and but or so because since although though while when where whereas if unless that which who "
        "whom whose what how why than"
    ),
    conjunctions=_words("and but or so because since although though while when where whereas if unless"),
    relatives=_words("that which who whom what how why where when since"),
    fillers=_words("so though while but"),
    infinitive_marks=_words("to"),
    negations=_words("not never"),
    adverbs=_words(
        "again ago ahead all almost alone already also always anyway apart away back better both "
        "certainly clearly currently definitely else enough ever everyone everything even exactly far "
        "finally first here him himself herself instead itself just last later least less like maybe me "
        "myself next now often once one ones only ourselves perhaps please probably quickly quite rather "
        "really right sometimes somewhere soon still then there today together tomorrow too us well "
        "yesterday yet them themselves yourself usually using is that's it's there's"
    ),
    pronominal=_words("what which that who whom where"),
    numbers=_words(
        "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty "
        "sixty seventy eighty ninety hundred thousand million billion"
    ),
    units=_words(
        "percent cent cents euro euros dollar dollars pound pounds year years month months week weeks day "
        "days hour hours minute minutes second seconds metre metres meter meters kilometre kilometres "
        "mile miles degrees times hundred thousand million billion january february march april june july "
        "august september october november december o'clock am pm a.m p.m"
    ),
    numbered=_words(
        "article number no chapter section part step phase group class room line page paragraph point "
        "item figure table version platform channel route season episode question level act appendix to "
        "vs"
    ),
    clock=_words("at around past by until till before after since half quarter"),
    particles=_words("of the de la von van"),
    abbreviations=_words("mr. mrs. ms. dr. prof. st. e.g. i.e. etc. vs. a.m. p.m. jr. sr. inc."),
    trailing=_words("etc. a.m. p.m. jr. sr. inc."),
    purpose=frozenset(),
    participles=re.compile(
        r"(?!(?:\w+thing|even|often|then|when|seven|ten|open|children|women|men|king|morning|evening|indeed|need|"
        r"red|bed|hundred|speed|building|during|dozen|garden|kitchen|wedding|meeting|feeling|meaning|token|"
        r"kind|bring|string|spring|wing|ring|interesting|exciting|amazing|boring|bored|excited|interested)$)"
        r"\w+(?:ed|ing|en)|been|done|gone|had|made|seen|said|got"
    ),
    infinitives=re.compile(
        r"be|do|go|have|make|take|see|say|get|use|find|give|come|want|need|help|tell|keep|let"
    ),
    counted=re.compile(r"\w{2,}[^s\W]s"),
    adjectives=re.compile(
        r"\w+(ful|ous|ive|able|ible|less|ical)|good|new|old|young|big|small|great|long|short|high|low|own|"
        r"other|same|first|last|next|best|better"
    ),
)

_NOTHING: Final = re.compile(r"(?!)")
UNKNOWN: Final = Grammar(*(frozenset[str](),) * 25, *(_NOTHING,) * 4)
_GRAMMARS: Final = {"nl": DUTCH, "nld": DUTCH, "dut": DUTCH, "en": ENGLISH, "eng": ENGLISH}


def grammar_of(language: str) -> Grammar:
    """The word lists for a language code; empty lists for a language that has none."""
    return _GRAMMARS.get(re.split("[-_]", language)[0].lower(), UNKNOWN)
