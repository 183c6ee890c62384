"""The words by which a role, a sound, on-screen text or plain prose is known; Dutch first, then English."""

from __future__ import annotations

from typing import Final


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


APOSTROPHES: Final = "'’‘ʼ´`′"
HYPHENS: Final = "-‐‑–"

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
    "tekst",
    "text",
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
    "dit is een website",
    "deze website",
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
