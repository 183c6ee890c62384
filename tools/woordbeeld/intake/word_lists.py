"""The words by which layouts know a name, a note of a program or a column; Dutch first, then other languages."""

from __future__ import annotations

from typing import Final

from woordbeeld.transcript.words import NOISE, ROLE_NOUNS, SEEN, SEEN_VERBS, SHOWN_TEXT

__all__ = ["NOISE", "SEEN", "SHOWN_TEXT"]  # and all that stands below

ROLES: Final = ROLE_NOUNS

# What stands before a name, and shows that it is one. Compared in small letters, without a final period.
TITLES: Final = frozenset(
    "de heer|heer|dhr|meneer|mevrouw|mevr|mw|mej|mejuffrouw|minister|staatssecretaris|premier|wethouder|burgemeester|"
    "commissaris|gedeputeerde|raadslid|statenlid|kamerlid|voorzitter|griffier|dr|prof|professor|drs|ir|ing|mr|"
    "dokter|rechter|officier|koning|koningin|prins|prinses|juf|meester|zuster|broeder|pater|"
    "mrs|ms|miss|sir|lady|lord|senator|president|chair|chairman|chairwoman|judge|dame|"
    "monsieur|madame|mademoiselle|m|mme|herr|frau|señor|señora|signor|signora".split("|")
)

# Speakers whom a program calls by a number, or does not know.
NUMBERED: Final = frozenset(
    "spreker|speaker|persoon|person|stem|voice|deelnemer|participant|gast|guest|student|leerling|bewoner|man|vrouw|"
    "interviewer|respondent|geïnterviewde|intervenant|locuteur|sprecher|spk|spr|s|p|r|i".split("|")
)
UNKNOWN: Final = frozenset(
    "onbekend|onbekende spreker|onbekende|spreker onbekend|niet herkend|unknown|unknown speaker|unidentified|"
    "unidentified speaker|unbekannt|inconnu|inconnue|intervenant inconnu".split("|")
)

# What a text opens with before a colon though it names nobody.
NOT_SPEAKERS: Final = frozenset(
    "daarom|daarna|vervolgens|immers|sterker nog|anders gezegd|met andere woorden|oftewel|ofwel|stel|kijk|luister|nogmaals|"
    "oké|oke|ok|goed|mooi|prima|precies|juist|inderdaad|verder|bovendien|allereerst|uiteindelijk|kortweg|nou|tja|sorry|helaas|"
    "ja|nee|jawel|klopt|zeker|exact|yes|no|yeah|oui|non|nein|doch|genau|dank|dank u|dank je|dank u wel|merci|danke|thanks|thank you|"
    "look|listen|anyway|basically|okay|right|so|then|again|sure|donc|alors|also|"
    "let op|nb|n.b|ps|p.s|tip|bron|conclusie|kortom|dus|namelijk|voorbeeld|bijvoorbeeld|vraag is|punt|"
    "opmerking|samengevat|samenvatting|resultaat|gevolg|reden|idee|stelling|motto|adres|telefoon|tel|e-mail|email|website|"
    "url|zie|zie ook|noot|attentie|opgelet|waarschuwing|note|warning|source|conclusion|example|e.g|i.e|summary|"
    "eerste|tweede|derde|ten eerste|ten tweede|ten derde|tot slot|ten slotte|eén|een|één|twee|drie|first|second|third|finally|"
    "stap|step|vandaag|morgen|gisteren|today|tomorrow|hashtag|re|cc|fw|fwd|van|aan|onderwerp".split("|")
)

# What tells about a recording, above what is said in it.
ABOUT_RECORDING: Final = frozenset(
    "datum|date|titel|title|duur|duration|looptijd|lengte|locatie|location|plaats|lieu|durée|onderwerp|subject|"
    "aanwezig|aanwezigen|afwezig|afwezigen|deelnemers|participants|present|sprekers|speakers|medewerkers|"
    "auteur|author|transcriptie|transcript|transcribent|transcriptie door|transcribed by|versie|version|bestand|file|"
    "bestandsnaam|filename|opname|opnamedatum|recording|aflevering|episode|seizoen|season|taal|language|"
    "opdrachtgever|client|project|status|kenmerk|zaaknummer|agendapunt|tijd|time|aanvang|sluiting|notulist|"
    "summary keywords|keywords|samenvatting trefwoorden|note|productie|regie|montage|camera|muziek door|trefwoorden|keywords|publicatiedatum|gepubliceerd".split(
        "|"
    )
)

ABOUT_TEXT: Final = frozenset(
    "tekst|transcript|transcriptie|transcription|transkript|video|script|uitgeschreven|podcast|aflevering|webinar".split(
        "|"
    )
)

# What a column of a table says that it tells.
HEARD: Final = frozenset(
    "geluid|audio|tekst|gesproken tekst|spraak|wat je hoort|wat u hoort|wat hoor je|wat er te horen is|te horen|"
    "wat er gezegd wordt|wat wordt er gezegd|dialoog|gesproken|uitgesproken tekst|transcript|transcriptie|uitgeschreven tekst|"
    "sound|speech|dialogue|spoken|spoken text|text|what you hear|said|ton|son|commentaar|narration".split("|")
)
WHO: Final = frozenset(
    "spreker|sprekers|wie|naam|persoon|wie praat|wie spreekt|speaker|speakers|who|name|character|rol|role|sprecher|intervenant".split(
        "|"
    )
)
WHEN: Final = frozenset(
    "tijd|tijdcode|timecode|tijdstip|tc|tc in|tc out|in|out|begin|eind|start|einde|end|time|minuut|zeit|temps|nr|nummer|#|no".split(
        "|"
    )
)

# How the lines read that a program, a site or a page puts around what is said.
EXPORT_NOTES: Final = (
    r".{0,60} heeft de transcriptie (?:gestart|gestopt|beëindigd)\.?",
    r".{0,60} (?:started|stopped) (?:the )?transcription\.?",
    r".{0,60} a (?:démarré|arrêté) la transcription\.?",
    r".{0,60} hat die transkription (?:gestartet|beendet)\.?",
    r"(?:transcribed|transcriptie|getranscribeerd|gemaakt|exported|geëxporteerd|generated|gegenereerd|made|created)"
    r" (?:by|door|with|met|from|uit|via) (?:https?://\S+|otter(?:\.ai)?|amberscript|happy scribe|trint|sonix|descript|rev(?:\.com)?"
    r"|whisper|turboscribe|good tape|microsoft (?:teams|stream|word)|teams|zoom|goodtape)\b.{0,40}",
    r"https?://\S+",
    r"www\.\S+\.\S+",
    r".{0,80}(?:vergaderingstranscriptie|vergaderingstranscript|meeting transcript|-meeting transcript).{0,40}",
    r"(?:this|de|deze|the) (?:transcript|transcriptie|transcription|file|tekst) (?:was|is|werd) (?:automatisch |automatically |computer[- ])?"
    r"(?:generated|gegenereerd|exported|gemaakt|geëxporteerd).{0,120}",
    r"webvtt\b.{0,40}",
    r"\[?(?:einde?|ende|end|fin)(?: van| des| der| de| of)?(?: de| het| the| la)? (?:transcriptie|transcript|transkripts?|"
    r"transcription|opname|recording|tape|verslag)\]?\.?",
)
NUMBERED_HEADING: Final = (
    r"(?:slide|dia|scène|scene|szene|hoofdstuk|chapter|kapitel|chapitre|deel|part|teil|fragment|shot|segment|blok|sheet|onderdeel)"
    r"\s*\d{1,3}\.?"
)
PAGE_NUMBER: Final = (
    r"(?:pagina|bladzijde|blz\.?|pag\.?|page|seite|p\.)\s*\d{1,4}(?:\s*(?:van|of|/|von|de|sur)\s*\d{1,4})?",
    r"[-–—]\s*\d{1,4}\s*[-–—]",
    r"\d{1,4}\s*(?:/|van|of)\s*\d{1,4}",
    r"\d{1,3}",
)
_MONTHS: Final = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    "jan|feb|mrt|apr|jun|jul|aug|sep|sept|okt|nov|dec|"
    "january|february|march|may|june|july|august|october|oct|mar|"
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|"
    "januar|februar|märz|juni|juli|oktober|dezember"
)
_DAYS: Final = "maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
DATE: Final = (
    rf"(?:(?:{_DAYS}),?\s+)?\d{{1,2}}[.\s]\s*(?:{_MONTHS})\.?\s+\d{{4}}(?:[,\s]+(?:om\s+)?\d{{1,2}}[:.]\d{{2}}(?:\s*(?:uur|u|am|pm))?)?",
    rf"(?:(?:{_DAYS}),?\s+)?(?:{_MONTHS})\.?\s+\d{{1,2}},?\s+\d{{4}}(?:[,\s]+\d{{1,2}}:\d{{2}}\s*(?:am|pm)?)?",
    rf"(?:mon|tue|wed|thu|fri|sat|sun|ma|di|wo|do|vr|za|zo)[a-z]{{0,4}}\.?,? (?:{_MONTHS})\.? \d{{1,2}},? \d{{4}},? .{{0,25}}",
    r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(?:[,\s]+\d{1,2}[:.]\d{2})?",
    r"\d{4}-\d{2}-\d{2}(?:[T\s]\d{1,2}:\d{2}(?::\d{2})?)?",
    r"(?:\d{1,2}\s*(?:h|u|uur)\s*)?\d{1,3}\s*(?:m|min|minuten|minutes)\.?(?:\s*\d{1,2}\s*(?:s|sec|seconden|seconds)\.?)?",
    r"\d{1,5}\s*(?:s|sec|seconden|seconds)\.?",
)

# Words that tell what is seen, as no speaker says it.
VISUAL: Final = SEEN_VERBS | frozenset(
    "beeld|beelden|logo|camera|scherm|achtergrond|voorgrond|close-up|closeup|shot|animatie|titel|tekst|kleuren|zichtbaar|"
    "image|screen|background|foreground|shown|caption|animation".split("|")
)
SPOKEN: Final = frozenset(
    "ik|mij|me|mijn|we|wij|ons|onze|je|jij|jou|jouw|jullie|u|uw|ja|nee|hè|hoor|nou|eh|uh|uhm|"
    "i|my|me|us|our|your|you|yes|no|well|je|nous|vous|ich|wir|mein|unser".split("|")
)

# Verbs and small words that no name has, so that a line with one of them is a sentence.
SENTENCE: Final = frozenset(
    "is|was|zijn|waren|wordt|worden|werd|werden|heeft|hebben|had|hadden|ben|bent|kan|kunnen|kon|konden|zal|zullen|zou|zouden|"
    "moet|moeten|mag|mogen|wil|willen|gaat|gaan|ging|komt|komen|kwam|doet|doen|deed|zegt|zei|vindt|vond|weet|wist|"
    "ik|je|jij|u|hij|zij|ze|we|wij|jullie|niet|geen|ook|maar|want|omdat|als|dat|die|dit|deze|dus|er|hier|daar|"
    "waar|wat|wie|hoe|waarom|wanneer|welke|nog|al|wel|dan|nu|toch|om|te|meer|veel|"
    "are|were|has|have|been|will|would|can|could|should|must|not|and|or|but|because|that|this|it|there|here|"
    "what|who|how|why|when|where|which|i|you|he|she|they|we|"
    "il|elle|on|nous|ils|elles|ce|je|tu|ne|pas|toujours|er|es|wir|ihr|immer|einen|"
    "est|sont|était|avec|pour|dans|que|qui|ist|sind|war|nicht|und|oder|aber|das".split("|")
)

ALSO_NAMES: Final = frozenset(
    {"ben", "will", "dan", "wil", "hoe", "do", "so"}
)  # of those, written with a capital

ANOTHER_SPEAKER: Final = {
    "nl": "Onbekende spreker",
    "en": "Unknown speaker",
    "fr": "Intervenant inconnu",
    "de": "Unbekannt",
}
MUSIC: Final = {"nl": "muziek", "en": "music", "fr": "musique", "de": "Musik"}
