"""The words by which a role, a sound, on-screen text or plain prose is known; Dutch first, then English."""

from __future__ import annotations

from typing import Final


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


APOSTROPHES: Final = "'’‘ʼ´`′"
HYPHENS: Final = "-‐‑–"

# What str.isspace() calls white space, and two invisible characters that word processors leave at the
# edge of a line: the byte order mark and the zero-width space.
WHITE: Final = (
    " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff\u200b"
)

# Labels that are recognised in any case, with a hyphen or a space, and with a number after them.
ROLE_NAMES: Final = (
    "Voice-over",
    "Commentaarstem",
    "Commentator",
    "Vrouwenstem",
    "Mannenstem",
    "Kinderstem",
    "Jongensstem",
    "Meisjesstem",
    "Vrouwelijke stem",
    "Mannelijke stem",
    "Stem",
    "Presentator",
    "Presentatrice",
    "Interviewer",
    "Interviewster",
    "Verslaggever",
    "Verslaggeefster",
    "Nieuwslezer",
    "Nieuwslezeres",
    "Verteller",
    "Vertelster",
    "Gespreksleider",
    "Dagvoorzitter",
    "Moderator",
    "Spreker",
    "Spreekster",
    "Tolk",
    "Gebarentolk",
    "Zaal",
    "Publiek",
    "Allen",
    "Man",
    "Vrouw",
    "Jongen",
    "Meisje",
    "Narrator",
    "Presenter",
    "Host",
    "Reporter",
    "Speaker",
    "Interpreter",
    "Audience",
    "Female voice",
    "Male voice",
)

# Nouns that are a speaker by themselves, perhaps after an article: `De voorzitter`, `Burgemeester`.
ROLE_NOUNS: Final = frozenset(
    "voorzitter|vicevoorzitter|griffier|secretaris|burgemeester|wethouder|minister|minister-president|staatssecretaris|"
    "premier|vraag|antwoord|journalist|journaliste|verslaggever|verslaggeefster|interviewer|interviewster|presentator|"
    "presentatrice|verteller|vertelster|commentator|commentaarstem|moderator|gespreksleider|dagvoorzitter|spreker|"
    "spreekster|inspreker|bewoner|bewoonster|docent|docente|leraar|lerares|leerling|student|studente|ouder|moeder|vader|"
    "arts|dokter|huisarts|verpleegkundige|patiënt|patiënte|cliënt|medewerker|medewerkster|directeur|directrice|boer|"
    "boerin|agent|politie|omroeper|zanger|zangeres|koor|kind|kinderen|jongen|meisje|man|vrouw|oma|opa|publiek|zaal|"
    "allen|iedereen|iemand|deelnemer|deelneemster|gast|host|tolk|gebarentolk|stem|voice-over|voiceover|klant|"
    "ondernemer|raadslid|wijkagent|jongere|vrijwilliger|ambtenaar|onderzoeker|redacteur|kok|conciërge|"
    "chair|chairman|chairperson|speaker|question|answer|journalist|reporter|narrator|presenter|host|guest|mayor|"
    "moderator|audience|student|teacher|doctor|patient|man|woman|boy|girl|child|all|interpreter|operator|"
    "président|présidente|journaliste|narrateur|narratrice|animateur|animatrice|intervieweur|question|réponse|maire|"
    "vorsitzender|vorsitzende|moderator|moderatorin|sprecher|sprecherin|frage|antwort|bürgermeister".split(
        "|"
    )
)

ARTICLES: Final = _set("de het een the a an le la les un une der die das ein eine")
# Of those, the ones behind which a noun has no capital; and what else stands before such a noun.
ARTICLES_BEFORE_SMALL: Final = ARTICLES - _set("der die das ein eine")
BEFORE_ROLES: Final = _set(
    "eerste tweede derde vierde andere jonge oude vrouwelijke mannelijke first second third voice-over voiceover stem"
)
# Behind an article these may as well be a surname: `De Boer`.
ALSO_SURNAMES: Final = _set(
    "boer kok man kind jongen vader moeder zanger arts agent ouder host child speaker"
)
POLITE_TITLES: Final = _set("heer dhr dhr. meneer mevrouw mevr mevr. mw mw. mijnheer")

# Openings in capitals before a colon that draw attention and name nobody.
NOT_LABELS: Final = frozenset(
    {
        "nb",
        "n.b.",
        "ps",
        "p.s.",
        "let op",
        "pas op",
        "tip",
        "bron",
        "opgelet",
        "attentie",
        "waarschuwing",
        "note",
        "warning",
        "source",
    }
)

# Words that stay small inside a name.
PARTICLES: Final = _set(
    "van den de der des ter ten te tot het in op uit aan bij voor over en la le les du von zu zur da dos"
)
# What may stand in small letters inside a name, but as often has a capital: `Noor el Hamdaoui`.
NAME_JOINTS: Final = PARTICLES | _set("e y al el bin ibn ben abu bint ould zum vom della di del dei")
ELISIONS: Final = _set("'t 's 'n 'k")

# Words that do not stand in a name, so that a line in capitals with one of them is not a bare label.
NOT_IN_NAMES: Final = _set("en die dat met een is wordt einde and the with end")

# How the name of an organisation ends, which stands behind that of a person: `Ton Heerts van de mbo-raad`.
ORGANISATIONS: Final = (
    "raad",
    "bedrijf",
    "school",
    "universiteit",
    "gemeente",
    "ministerie",
    "schap",
    "inspectie",
    "bond",
    "vereniging",
    "stichting",
    "college",
    "groep",
    "instituut",
    "dienst",
    "bank",
    "fonds",
    "centrum",
    "ziekenhuis",
    "provincie",
    "partij",
    "omroep",
    "krant",
    "federatie",
    "corporatie",
    "academie",
    "kamer",
    "council",
    "university",
    "ministry",
    "agency",
    "company",
    "institute",
    "hospital",
    "association",
    "foundation",
)
JOINS_ORGANISATION: Final = _set("van of from bij namens for")

SOUND_WORDS: Final = _set(
    "bel bellen belt belletje deurbel klap klapt klappen klappend knal knalt knallen lach lacht lachen "
    "lachend stilte stil roep roept roepen zang zingt zingen zucht zuchten hoest hoesten wind regen donder "
    "onweer sirene bell bells bang clap claps silence song sings rain thunder siren"
)
SOUND_STEMS: Final = (
    "applau",
    "muziek",
    "voetstap",
    "telefoon",
    "gelach",
    "geroezemoes",
    "roezemoes",
    "gejuich",
    "gejoel",
    "geroep",
    "geklap",
    "gezoem",
    "gezang",
    "gefluit",
    "gefluister",
    "gehoest",
    "gezucht",
    "gerinkel",
    "gerommel",
    "gekletter",
    "gebrom",
    "gepiep",
    "geblaf",
    "gehuil",
    "gemompel",
    "geklop",
    "getik",
    "getoeter",
    "geluid",
    "music",
    "laugh",
    "cheer",
    "footstep",
    "whistl",
    "chatter",
    "cough",
    "rumoer",
    "musik",
    "gelächter",
    "beifall",
    "heiterkeit",
    "geräusch",
    "musique",
    "rires",
    "bruit",
    "applaudissement",
)
SOUND_ENDINGS: Final = ("muziek", "geluid", "geluiden", "applaus", "gelach", "gezang", "music", "noise")

# What a column of a table, or a word before a colon, says that it tells.
SEEN: Final = frozenset(
    "beeld|in beeld|beelden|video|visueel|wat je ziet|wat u ziet|wat zie je|wat er te zien is|te zien|omschrijving beeld|"
    "beeldbeschrijving|beschrijving|scène|scene|shot|picture|visual|visuals|image|images|on screen|what you see|action|"
    "bild|im bild|das bild|à l'image|image".split("|")
)
NOISE: Final = frozenset(
    "geluid|geluiden|geluidseffect|geluidseffecten|muziek|achtergrondgeluid|sfx|sound|sounds|sound effect|"
    "music|muziek en geluid|bruit|musique|geräusch|musik".split("|")
)
SHOWN_TEXT: Final = frozenset(
    "tekst in beeld|beeldtekst|beeldteksten|beeldtitel|beeldtitels|titel in beeld|on-screen text|onscreen text|text on screen|"
    "titels|ondertitel in beeld|super|grafisch|graphics|bauchbinde|texte à l'écran|texttafel|einblendung|text im bild|"
    "texte à l’écran|incrustation".split("|")
)
SLUGLINE: Final = r"(?:\d{1,3}[.)]?\s+)?(?:(?:INT|EXT|I/E|BINNEN|BUITEN)\b[./]?|(?:SC[EÈÉ]NE|SCENE|SZENE|SEQ|SHOT)\s*(?:\d|[IVX]+\b)).{0,100}"

# What announces on-screen text. Outside parentheses only the plain ones are taken for it: somebody may
# well say "Titel: ...".
ON_SCREEN_MARKERS: Final = (
    "beeldteksten",
    "beeldtekst",
    "beeldtitels",
    "beeldtitel",
    "tekst in beeld",
    "on-screen text",
)
ON_SCREEN_MARKERS_IN_PARENTHESES: Final = (
    *ON_SCREEN_MARKERS,
    "titel",
    "onderschrift",
    "bijschrift",
    "caption",
)

# How a sentence opens that tells what is seen, and so is no longer on-screen text.
PROSE_OPENINGS: Final = (
    "hij",
    "zij",
    "ze",
    "daarna",
    "vervolgens",
    "dan",
    "daarachter",
    "daarnaast",
    "daaronder",
    "daarboven",
    "ondertussen",
    "intussen",
    "tegelijk",
    "even later",
    "later",
    "tot slot",
    "ten slotte",
    "beeld",
    "het beeld",
    "in beeld",
    "het scherm",
    "het logo",
    "het wapen",
    "de camera",
    "de tekst",
    "de titel",
    "de letters",
    "op de achtergrond",
    "op de voorgrond",
    "op het scherm",
    "links",
    "rechts",
    "bovenaan",
    "onderaan",
    "bovenin",
    "onderin",
    "he",
    "she",
    "they",
    "then",
    "the camera",
    "the screen",
    "the logo",
    "the text",
    "in the background",
    "on the left",
    "on the right",
)
PROSE_ARTICLES: Final = ("een", "de", "het", "twee", "drie", "vier", "a", "an", "the", "two", "three")
PROSE_ADJECTIVES: Final = ("jonge", "oude", "oudere", "andere", "grote", "kleine", "young", "old", "other")
# Where a sentence about the picture begins, and the verbs by which it tells what is seen.
PROSE_PLACES: Final = _set(
    "buiten binnen in op aan achter voor naast bij onder boven tussen langs links rechts ernaast verderop bovenaan "
    "onderaan door over rond rondom vanuit outside inside behind beside under above between along at on"
)
SEEN_VERBS: Final = _set(
    "loopt lopen staat staan zit zitten ligt liggen hangt hangen kijkt kijken fietst fietsen rijdt rijden rent rennen vliegt vliegen "
    "vaart varen zwemt zwemmen speelt spelen danst dansen lacht lachen huilt zwaait zwaaien wijst wijzen pakt pakken tilt tillen "
    "draagt dragen houdt houden schrijft schrijven leest lezen tekent tekenen schudt schudden knikt knikken wappert wapperen "
    "waait waaien schijnt schijnen valt vallen draait draaien verschijnt verschijnen verdwijnt verdwijnen vervaagt vaagt toont tonen "
    "wordt getoond zien ziet kruipt klimt klimmen springt springen trekt trekken duwt duwen opent sluit stapt stappen zaagt zagen "
    "werkt werken eet eten drinkt drinken praat praten geeft geven haalt halen steekt steken komt komen gaat gaan luistert luisteren "
    "walks walk stands stand sits sit lies hangs looks look rides drives runs flies plays dances laughs smiles waves points holds "
    "writes reads shakes nods appears disappears fades shows opens closes works eats talks gives wears"
)
PROSE_SUBJECTS: Final = (
    "man",
    "mannen",
    "vrouw",
    "vrouwen",
    "jongen",
    "jongens",
    "meisje",
    "meisjes",
    "kind",
    "kinderen",
    "student",
    "studenten",
    "leerling",
    "leerlingen",
    "docent",
    "docenten",
    "groep",
    "zaal",
    "mensen",
    "woman",
    "women",
    "men",
    "boy",
    "girl",
    "child",
    "children",
    "group",
    "people",
)

# How the short lines begin that a site puts under its pages.
PAGE_ENDINGS: Final = (
    "deel deze pagina",
    "deel dit",
    "delen",
    "deel op",
    "deel via",
    "zie ook",
    "meer informatie",
    "gerelateerd",
    "lees ook",
    "bekijk ook",
    "contact",
    "service",
    "over deze site",
    "over ons",
    "privacy",
    "cookie",
    "download",
    "laatst gewijzigd",
    "laatst bijgewerkt",
    "gepubliceerd",
    "terug naar",
    "naar boven",
    "print",
    "afdrukken",
    "facebook",
    "twitter",
    "linkedin",
    "whatsapp",
    "e-mail",
    "volg ons",
    "abonneer",
    "sitemap",
    "toegankelijkheid",
    "copyright",
    "©",
    "heeft deze informatie u geholpen",
    "share",
    "see also",
    "related",
    "back to top",
    "follow us",
    "about this site",
    "last updated",
)
