"""The words of the evidence, in Dutch and English; what stands in braces is filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from woordbeeld.publications.words import language_of_words


@dataclass(frozen=True, slots=True)
class EvidenceWords:
    """Sentences that say what a verdict rests on, and what to do."""

    has_both: str
    no_picture: str
    transcript_holds: str
    unwritten: str
    listen: str
    no_captions: str
    write_text: str
    captions_hold: str
    unheard_lines: str
    no_sounds: str
    sounds_not_shown: str
    rule_errors: str
    text_describes: str
    untold: str
    silent_cuts: str
    pause: str
    cut: str
    look: str
    no_scenes: str
    scenes_told: str
    by_device: str
    choose_voice: str
    all_fit: str
    video_waits: str
    contrast: str
    on_screen: str
    look_at_letters: str
    flashes: str
    look_for_flashes: str
    title: str
    check_title: str
    speakers: str
    check_speakers: str
    language: str
    parts: str
    check_parts: str
    in_time: str
    uncertain: str
    description_button: str
    description_times: str
    watch_descriptions: str
    not_live: str
    nothing_sent_on: str
    same_language: str


DUTCH: Final = EvidenceWords(
    has_both="De video heeft beeld én geluid.",
    no_picture="Er is geen beeld.",
    transcript_holds="De uitgeschreven tekst, geteld: {words} woorden, {turns} beurten, {scenes} "
    "beschrijvingen (teksten in beeld: {on_screen}), {sounds} geluiden.",
    unwritten="Spraak die niet in de tekst staat, gehoord: {count} keer.",
    listen="Luister op deze plaatsen, en verbeter de tekst waar dat nodig is.",
    no_captions="Er zijn geen ondertitels, want er is geen gesproken tekst.",
    write_text="Schrijf de tekst uit.",
    captions_hold="De ondertitels hebben alle woorden van de tekst. Geteld: {cues} ondertitels, {words} "
    "woorden, {sounds} geluiden.",
    unheard_lines="Zinnen die niet zijn verstaan, zodat niet zeker is of ze gezegd worden: {count}.",
    no_sounds="De tekst noemt geen enkel geluid, zoals [applaus] of [muziek].",
    sounds_not_shown="Geluiden zonder ondertitel, omdat de spraak er geen tijd voor laat: {count}.",
    rule_errors="Ondertitels die moeilijk te lezen zijn, bijvoorbeeld te snel (zie de werklijst): {count}.",
    text_describes="In de uitgeschreven tekst staan beschrijvingen: {scenes}, en daarin teksten in "
    "beeld: {on_screen}.",
    untold="Lange stiltes waarin de tekst niet zegt wat er te zien of te horen is: {count}.",
    silent_cuts="Van de {of} keer dat het beeld wisselt, is er {count} keer geen beschrijving in de buurt.",
    pause="{seconds} seconden zonder spraak of beschrijving",
    cut="het beeld wisselt",
    look="Bekijk de video zonder geluid: staat alles wat van belang is in de tekst? Vul aan wat ontbreekt.",
    no_scenes="De tekst heeft geen beschrijvingen.",
    scenes_told="Beschrijvingen: {count}. In de video zelf gezegd: {speech}; passend in een stilte: "
    "{pause}; de video wacht erop: {wait} (geschat naar hun lengte).",
    by_device="Beschrijvingen worden uitgesproken door een stem van het apparaat van de bezoeker. Heeft "
    "dat geen stem in deze taal, dan zijn ze alleen tekst. In het videobestand zelf zit geen "
    "audiodescriptie.",
    choose_voice="Luister met de beschrijvingen aan. Vindt u dit niet genoeg voor uw bezoekers, laat ze "
    "dan inspreken.",
    all_fit="Alle beschrijvingen passen in een stilte.",
    video_waits="Beschrijvingen waarvoor de video wacht tot ze zijn uitgesproken: {count}.",
    contrast="Tekst op de pagina heeft een contrast van 4,5 op 1 of meer, in het licht en in het donker.",
    on_screen="Teksten in beeld in de video: {count}.",
    look_at_letters="Zijn deze teksten in beeld goed te lezen? Een contrast van 4,5 op 1 is de norm.",
    flashes="Flitsen in het beeld worden niet gemeten.",
    look_for_flashes="Kijk of iets in de video vaker dan drie keer per seconde flitst.",
    title="De titel is “{title}”.",
    check_title="Zegt de titel waar de video over gaat? Anders: maak opnieuw met --title.",
    speakers="Sprekers die boven de tekst staan ({count}): {names}.",
    check_speakers="Kloppen de namen, en wie wanneer spreekt?",
    language="De taal van de tekst is aangegeven: {language}.",
    parts="Alles is aangegeven als {language}; delen in een andere taal zijn niet gezocht.",
    check_parts="Staan er zinnen in een andere taal in? Die kunnen nu niet worden aangegeven; meld het "
    "bij de tekst.",
    in_time="De ondertitels ({count}) komen en gaan in de speler binnen een tiende seconde van hun tijd.",
    uncertain="Zinnen waarvan de tijd onzeker is: {count}.",
    description_button="De knop Beschrijvingen zet ze aan en uit.",
    description_times="De tijden van beschrijvingen ({count}) zijn geschat. Plaatsen waar de spraak "
    "geen stilte heeft: {squeezed}.",
    watch_descriptions="Kijk of elke beschrijving komt bij wat te zien is.",
    not_live="De video is opgenomen, niet live.",
    nothing_sent_on="De pagina zendt niets door en zet niets om.",
    same_language="De ondertitels zijn in de taal die gesproken wordt: ze klinken al.",
)

ENGLISH: Final = EvidenceWords(
    has_both="The video has picture and sound.",
    no_picture="There is no picture.",
    transcript_holds="The transcript, counted: {words} words, {turns} turns, {scenes} descriptions "
    "(texts on the screen: {on_screen}), {sounds} sounds.",
    unwritten="Speech that is not in the text, heard: {count} times.",
    listen="Listen at these places, and fix the text where it must be.",
    no_captions="There are no captions, for there is no spoken text.",
    write_text="Write out what is said.",
    captions_hold="The captions have all words of the text. Counted: {cues} captions, {words} words, "
    "{sounds} sounds.",
    unheard_lines="Sentences that were not heard, so that it is not certain that they are said: {count}.",
    no_sounds="The text names no sound at all, such as [applause] or [music].",
    sounds_not_shown="Sounds without a caption, because the speech leaves no time for it: {count}.",
    rule_errors="Captions that are hard to read, too fast for instance (see the worklist): {count}.",
    text_describes="Descriptions in the transcript: {scenes}, and in them texts on the screen: {on_screen}.",
    untold="Long pauses in which the text does not say what is seen or heard: {count}.",
    silent_cuts="Of the {of} times that the picture cuts, {count} have no description nearby.",
    pause="{seconds} seconds without speech or description",
    cut="the picture cuts",
    look="Watch the video without sound: is all that matters in the text? Add what is missing.",
    no_scenes="The text has no descriptions.",
    scenes_told="Descriptions: {count}. Said in the video itself: {speech}; fitting in a pause: "
    "{pause}; the video waits for: {wait} (estimated by their length).",
    by_device="Descriptions are spoken by a voice of the visitor's device. Where that has no voice in "
    "this language they are text only. The video file itself has no audio description.",
    choose_voice="Listen with descriptions on. If that is not enough for your visitors, have them recorded.",
    all_fit="All descriptions fit in a pause.",
    video_waits="Descriptions for which the video waits until they are spoken: {count}.",
    contrast="Text on the page has a contrast of 4.5 to 1 or more, in the light and in the dark.",
    on_screen="Texts on the screen of the video: {count}.",
    look_at_letters="Can these texts on the screen be read well? A contrast of 4.5 to 1 is the norm.",
    flashes="Flashes in the picture are not measured.",
    look_for_flashes="See whether anything in the video flashes more than three times a second.",
    title="The title is “{title}”.",
    check_title="Does the title say what the video is about? If not: make it again with --title.",
    speakers="Speakers that stand above the text ({count}): {names}.",
    check_speakers="Are the names right, and who speaks when?",
    language="The language of the text is given: {language}.",
    parts="All is given as {language}; parts in another language were not looked for.",
    check_parts="Are there sentences in another language? They cannot be marked now; say so beside the text.",
    in_time="The captions ({count}) come and go in the player within a tenth of a second of their times.",
    uncertain="Sentences whose time is uncertain: {count}.",
    description_button="The button Descriptions switches them on and off.",
    description_times="The times of the descriptions ({count}) are estimated. Places where the speech "
    "leaves no pause: {squeezed}.",
    watch_descriptions="See whether each description comes with what is seen.",
    not_live="The video is recorded, not live.",
    nothing_sent_on="The page sends nothing on and converts nothing.",
    same_language="The captions are in the language that is spoken: they sound already.",
)


def evidence_words_in(language: str) -> EvidenceWords:
    """The words in a language (`nl`, `nl-BE`); English where we have none."""
    return {"nl": DUTCH, "en": ENGLISH}[language_of_words(language)]
