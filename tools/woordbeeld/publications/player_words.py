"""The words around the player and its transcript, in the language of the transcript."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from woordbeeld.publications.words import language_of_words

Choices = tuple[tuple[str, str], ...]  # the value of each choice, and what it is called


@dataclass(frozen=True, slots=True)
class PlayerWords:
    """What a viewer sees and hears around the video; what stands in braces is filled in."""

    kind_of_page: str
    player: str
    video: str
    transcript: str
    downloads: str
    broken: str
    play_pause: str
    play: str
    pause: str
    back: str
    forward: str
    previous_turn: str
    next_turn: str
    seek: str
    position: str
    now: str
    of: str
    mute: str
    unmute: str
    volume: str
    speed: str
    speed_now: str
    fullscreen: str
    leave_fullscreen: str
    on: str
    off: str
    captions: str
    descriptions: str
    settings: str
    sample: str
    size: str
    sizes: Choices
    colour: str
    colours: Choices
    background: str
    backgrounds: Choices
    position_of_captions: str
    positions: Choices
    aloud: str
    extended: str
    voice: str
    no_voice: str
    waiting: str
    scene: str
    help: str
    use_keys: str
    slower: str
    faster: str
    search: str
    previous_found: str
    next_found: str
    found_at: str
    nothing_found: str
    shown: str
    follow: str
    scenes: str
    sounds: str
    times: str
    copy: str
    link: str
    copied: str
    copy_yourself: str
    hint: str
    web_page: str
    text: str
    word_document: str
    audio: str


DUTCH: Final = PlayerWords(
    kind_of_page="Video met ondertiteling en uitgeschreven tekst",
    player="Video",
    video="Video",
    transcript="Uitgeschreven tekst",
    downloads="Downloads",
    broken="De video kan niet worden afgespeeld. Staat {name} naast deze pagina?",
    play_pause="Afspelen of pauzeren",
    play="Afspelen",
    pause="Pauzeren",
    back="5 seconden terug",
    forward="5 seconden vooruit",
    previous_turn="Naar vorige spreker",
    next_turn="Naar volgende spreker",
    seek="Plaats in de video",
    position="{now} van {whole}",
    now="Nu op",
    of="van",
    mute="Geluid uit",
    unmute="Geluid aan",
    volume="Volume",
    speed="Snelheid",
    speed_now="Snelheid {speed}",
    fullscreen="Volledig scherm",
    leave_fullscreen="Volledig scherm sluiten",
    on="aan",
    off="uit",
    captions="Ondertiteling",
    descriptions="Beschrijvingen",
    settings="Weergave",
    sample="Zo ziet de ondertiteling eruit.",
    size="Grootte",
    sizes=(("75", "klein"), ("100", "gewoon"), ("150", "groot"), ("200", "heel groot")),
    colour="Letters",
    colours=(("white", "wit"), ("yellow", "geel"), ("cyan", "lichtblauw"), ("black", "zwart")),
    background="Achtergrond",
    backgrounds=(("dim", "doorschijnend"), ("solid", "dicht"), ("none", "geen, met rand")),
    position_of_captions="Plaats",
    positions=(("bottom", "onder in beeld"), ("top", "boven in beeld"), ("below", "onder het beeld")),
    aloud="Spreek beschrijvingen uit",
    extended="Laat de video wachten tot een beschrijving is uitgesproken",
    voice="De stem van dit apparaat: {name}.",
    no_voice="Dit apparaat heeft geen stem in deze taal: beschrijvingen verschijnen als tekst onder het "
    "beeld, die een schermlezer voorleest.",
    waiting="De video wacht op de beschrijving.",
    scene="Beeld",
    help="Sneltoetsen",
    use_keys="Gebruik sneltoetsen",
    slower="Langzamer",
    faster="Sneller",
    search="Zoek in de tekst",
    previous_found="Vorige gevonden regel",
    next_found="Volgende gevonden regel",
    found_at="{at} van {count}",
    nothing_found="niet gevonden",
    shown="Wat u ziet",
    follow="Schuif mee",
    scenes="Beeld",
    sounds="Geluid",
    times="Tijden",
    copy="Kopieer link naar dit moment",
    link="Link naar dit moment",
    copied="Link naar {time} gekopieerd.",
    copy_yourself="Kopieer de link hieronder.",
    hint="Kies een regel om de video daar te starten.",
    web_page="webpagina",
    text="tekst",
    word_document="Word",
    audio="Alleen het geluid",
)

ENGLISH: Final = PlayerWords(
    kind_of_page="Video with captions and transcript",
    player="Video",
    video="Video",
    transcript="Transcript",
    downloads="Downloads",
    broken="The video cannot be played. Is {name} beside this page?",
    play_pause="Play or pause",
    play="Play",
    pause="Pause",
    back="Back 5 seconds",
    forward="Forward 5 seconds",
    previous_turn="To previous speaker",
    next_turn="To next speaker",
    seek="Place in the video",
    position="{now} of {whole}",
    now="Now at",
    of="of",
    mute="Mute",
    unmute="Unmute",
    volume="Volume",
    speed="Speed",
    speed_now="Speed {speed}",
    fullscreen="Full screen",
    leave_fullscreen="Leave full screen",
    on="on",
    off="off",
    captions="Captions",
    descriptions="Descriptions",
    settings="Display",
    sample="This is what captions look like.",
    size="Size",
    sizes=(("75", "small"), ("100", "normal"), ("150", "large"), ("200", "very large")),
    colour="Letters",
    colours=(("white", "white"), ("yellow", "yellow"), ("cyan", "light blue"), ("black", "black")),
    background="Background",
    backgrounds=(("dim", "translucent"), ("solid", "solid"), ("none", "none, with an edge")),
    position_of_captions="Place",
    positions=(
        ("bottom", "low in the picture"),
        ("top", "high in the picture"),
        ("below", "below the picture"),
    ),
    aloud="Speak descriptions",
    extended="Let the video wait until a description is spoken",
    voice="The voice of this device: {name}.",
    no_voice="This device has no voice in this language: descriptions appear as text below the picture, "
    "which a screen reader reads out.",
    waiting="The video waits for the description.",
    scene="Picture",
    help="Keys",
    use_keys="Use these keys",
    slower="Slower",
    faster="Faster",
    search="Search in the text",
    previous_found="Previous line found",
    next_found="Next line found",
    found_at="{at} of {count}",
    nothing_found="not found",
    shown="What you see",
    follow="Scroll along",
    scenes="Picture",
    sounds="Sound",
    times="Times",
    copy="Copy link to this moment",
    link="Link to this moment",
    copied="Link to {time} copied.",
    copy_yourself="Copy the link below.",
    hint="Choose a line to start the video there.",
    web_page="web page",
    text="text",
    word_document="Word",
    audio="Sound only",
)


def player_words_in(language: str) -> PlayerWords:
    """The words in a language (`nl`, `nl-BE`); English where we have none."""
    return {"nl": DUTCH, "en": ENGLISH}[language_of_words(language)]
