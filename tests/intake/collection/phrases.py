"""What is said, seen and heard in the texts of the collection, in the languages that they are in.

`{other}` is somebody else of the same text, by first name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Phrases:
    """Sentences of one language: plain ones, short ones, and ones that look like something else."""

    plain: tuple[str, ...]
    short: tuple[str, ...]
    traps: tuple[str, ...]
    scenes: tuple[str, ...]
    screens: tuple[str, ...]
    sounds: tuple[str, ...]
    titles: tuple[str, ...]
    topics: tuple[str, ...]


def _each(lines: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in lines.strip().splitlines())


DUTCH: Final = Phrases(
    plain=_each("""
        Goedemorgen allemaal en welkom bij deze bijeenkomst.
        Vandaag gaan we het hebben over de nieuwe plannen voor de binnenstad.
        Dat is een goede vraag, daar denken we al een tijdje over na.
        De bewoners hebben vorig jaar zelf om meer groen gevraagd.
        We hebben toen met alle scholen in de buurt gesproken.
        Het kost natuurlijk geld, maar het levert ook veel op.
        Ik werk hier nu bijna twaalf jaar en ik heb veel zien veranderen.
        Toen ik begon was er nog helemaal geen computer op de afdeling.
        We moeten eerlijk zijn over wat wel kan en wat niet kan.
        Volgend voorjaar planten we de eerste bomen langs het kanaal.
        De leerlingen komen hier twee dagen in de week en de rest werken ze.
        Dat betekent dat we op tijd moeten beginnen met de voorbereiding.
        Er zijn mensen die zeggen dat het allemaal veel te langzaam gaat.
        In de praktijk blijkt dat het vooral om vertrouwen gaat.
        Wij zien dat steeds meer jongeren moeite hebben om een kamer te vinden.
        Dat hebben we samen met de huisartsen en de wijkverpleging opgezet.
        Je merkt dat mensen elkaar weer aanspreken op straat.
        Daar ben ik als directeur natuurlijk heel blij mee.
        Het water staat in de winter soms tot aan de dijk.
        Mijn collega vertelt zo meteen meer over de cijfers.
        We hebben het rapport vorige week aan de Kamer gestuurd.
        Ouders willen gewoon weten waar ze aan toe zijn.
        Je kunt je tot het einde van de maand aanmelden op de website.
        Ik vind het belangrijk dat iedereen mee kan doen.
        Dan moet je een formulier invullen en dat duurt al gauw een uur.
        Dat is precies waarom wij met dit project begonnen zijn.
        De gemeente heeft daar een potje voor en dat is nog niet leeg.
        En toen kwam ik erachter dat niemand het echt wist.
        Als het regent loopt het hele plein onder en dan kan niemand erdoor.
        Het onderzoek laat zien dat kinderen beter slapen als ze meer buiten zijn.
        Laten we beginnen bij het begin, want niet iedereen kent de geschiedenis.
        Ze hebben mij gevraagd om er iets over te vertellen en dat doe ik graag.
        We gaan nu verder met het tweede deel van het programma.
        Daar hebben we in de commissie uitgebreid over gesproken.
        Dat wil zeggen dat de regels voor iedereen hetzelfde zijn.
        """),
    short=_each("""
        Ja.
        Nee.
        Dank u wel.
        Klopt.
        Zeker.
        Precies, ja.
        Nou, nee.
        Hoezo?
        En toen?
        Goed.
        Mooi.
        Ja hoor, natuurlijk.
        Dat denk ik wel.
        Oké.
        Wat bedoelt u?
        Graag gedaan.
        """),
    traps=_each("""
        Zo van: pfff, snap je het nou nog niet?
        Mijn moeder zei altijd: wie niet waagt, die niet wint.
        We beginnen om 10:30 uur en om 12:00 uur is er koffie.
        “Dat gaat nooit lukken”, zei de aannemer tegen mij.
        {other} zei net al dat het goed was.
        {other}, wat vind jij daarvan?
        Let op: dit geldt NIET voor iedereen.
        De AOW en de WW zijn twee heel verschillende dingen.
        Ik citeer: ‘Er is op dit moment geen plan.’
        De vraag is natuurlijk: wie gaat dat betalen?
        Artikel 23: daar draait het hele debat om.
        In 2019 waren het er 1.245 en nu al 2.300.
        Er zijn twee dingen nodig: geld en tijd.
        Kijk maar op de website: daar staat alles uitgelegd.
        Conclusie: het werkt.
        Dat is 3 procent van 40 miljoen euro.
        Wanneer? Morgen. Waar? In Veldwijk.
        Dan zeg ik tegen {other}: kom, we gaan naar huis.
        Er stond op het bord: verboden toegang.
        Muziek, dans en toneel horen er ook bij.
        Applaus kregen we er niet voor.
        Op 12 mei 2024 ging de school open.
        Wij werken met het UWV, het COA en de IND samen.
        Stap 1: vraag het na bij de balie.
        En ik dacht (want zo ben ik) dat het wel goed zou komen.
        Een vrouw kwam naar me toe en vroeg of ik haar kon helpen.
        Het was maar 1 op de 10.
        Wat is het verschil tussen a en b?
        """),
    scenes=_each("""
        Een vrouw fietst over een plein.
        Een man met een helm wijst naar een hijskraan.
        In een klaslokaal zitten leerlingen achter laptops.
        Twee kinderen rennen door het gras.
        Ze loopt een gang in en doet een deur open.
        Beelden van een drukke markt.
        Een graafmachine haalt tegels weg.
        Hij kijkt in de camera en lacht.
        Van bovenaf zien we een dijk en een rivier.
        Een hand draait een kraan dicht.
        Op tafel liggen tekeningen van een gebouw.
        Een bus stopt bij een halte en mensen stappen uit.
        De zaal zit vol, sommige mensen maken aantekeningen.
        Het logo van de gemeente Veldwijk op een witte achtergrond.
        Een monteur schroeft een zonnepaneel vast op een dak.
        Animatie van een huis waarin lampen aangaan.
        Een verpleegkundige duwt een bed door de gang.
        Close-up van een computerscherm met een grafiek.
        """),
    screens=_each("""
        Samen aan zet
        Welkom in Veldwijk
        Meer weten? Kijk op veldwijk.nl
        Veldwijk wordt groener
        Ministerie van Binnenlandse Zaken
        Drie jaar later
        """),
    sounds=_each("""
        applaus
        rustige muziek
        gelach
        muziek
        rumoer
        vrolijke muziek
        voetstappen
        de muziek stopt
        """),
    titles=_each("""
        Veldwijk wordt groener
        Wonen in de wijk
        De school van morgen
        Terugblik symposium
        Water en land
        """),
    topics=_each("""
        Wachtlijsten
        Opening
        Bomen en groen
        Vragen uit de zaal
        Afsluiting
        """),
)

ENGLISH: Final = Phrases(
    plain=_each("""
        Good morning everyone and thank you for joining us today.
        We have been working on this programme for almost six years.
        That is a very good question and I am glad that you ask it.
        The first results came in last summer and they were better than we hoped.
        People told us that they wanted more green in their street.
        I think that we should start with the schools.
        My colleague will tell you more about the figures later.
        It took us a while to find the right people for it.
        When I came here there was nothing but a field and a shed.
        You can see that the river has moved a little to the west.
        There is still a lot of work to do before the winter.
        """),
    short=_each("""
        Yes.
        No.
        Thank you.
        Exactly.
        Right.
        How so?
        """),
    traps=_each("""
        He always said: never trust a map.
        We start at 9:30 and at 11:00 there is coffee.
        {other} just told us the same.
        {other}, what do you think?
        Note: this does NOT hold for everyone.
        "It will never work", the builder told me.
        """),
    scenes=_each("""
        A woman rides her bicycle across a square.
        A man in a helmet points at a crane.
        Two children run through the grass.
        The logo of the city on a white background.
        """),
    screens=_each("""
        Welcome to Fieldham
        Three years later
        """),
    sounds=_each("""
        applause
        soft music
        laughter
        """),
    titles=_each("""
        A greener Fieldham
        The river report
        """),
    topics=_each("""
        Opening
        Questions
        """),
)

FRENCH: Final = Phrases(
    plain=_each("""
        Bonjour à toutes et à tous, merci d'être venus si nombreux.
        Nous avons commencé ce projet il y a presque cinq ans.
        C'est une très bonne question et je vous en remercie.
        Les habitants nous ont demandé plus d'arbres dans la rue.
        Je crois qu'il faut commencer par les écoles du quartier.
        Il reste encore beaucoup de travail avant l'hiver.
        Ma collègue vous parlera des chiffres tout à l'heure.
        On voit que la rivière s'est un peu déplacée.
        """),
    short=_each("""
        Oui.
        Non.
        Merci beaucoup.
        Exactement.
        """),
    traps=_each("""
        Il disait toujours : il ne faut jamais faire confiance à une carte.
        {other} vient de nous dire la même chose.
        Nous commençons à 10:30 et à 12:00 il y a du café.
        « Cela ne marchera jamais », m'a dit l'architecte.
        """),
    scenes=_each("""
        Une femme traverse une place à vélo.
        Un homme casqué montre une grue.
        Deux enfants courent dans l'herbe.
        """),
    screens=_each("""
        Bienvenue à Champvert
        Trois ans plus tard
        """),
    sounds=_each("""
        applaudissements
        musique douce
        rires
        """),
    titles=_each("""
        Champvert devient plus vert
        """),
    topics=_each("""
        Ouverture
        Questions
        """),
)

GERMAN: Final = Phrases(
    plain=_each("""
        Guten Morgen und herzlich willkommen zu unserer Veranstaltung.
        Wir haben vor fast fünf Jahren mit diesem Projekt angefangen.
        Das ist eine sehr gute Frage und ich danke Ihnen dafür.
        Die Bewohner wollten mehr Bäume in ihrer Straße.
        Ich glaube, dass wir mit den Schulen anfangen sollten.
        Vor dem Winter gibt es noch viel zu tun.
        Meine Kollegin wird Ihnen später die Zahlen zeigen.
        Als ich hierher kam, gab es nur ein Feld und eine Hütte.
        """),
    short=_each("""
        Ja.
        Nein.
        Vielen Dank.
        Genau.
        """),
    traps=_each("""
        Er sagte immer: traue keiner Karte.
        {other} hat es gerade schon gesagt.
        Wir beginnen um 10:30 Uhr und um 12:00 Uhr gibt es Kaffee.
        „Das wird nie etwas“, sagte mir der Architekt.
        """),
    scenes=_each("""
        Eine Frau fährt mit dem Fahrrad über einen Platz.
        Ein Mann mit Helm zeigt auf einen Kran.
        Zwei Kinder laufen durch das Gras.
        """),
    screens=_each("""
        Willkommen in Feldheim
        Drei Jahre später
        """),
    sounds=_each("""
        Applaus
        ruhige Musik
        Gelächter
        """),
    titles=_each("""
        Feldheim wird grüner
        """),
    topics=_each("""
        Eröffnung
        Fragen
        """),
)

OF_LANGUAGE: Final[Mapping[str, Phrases]] = {"nl": DUTCH, "en": ENGLISH, "fr": FRENCH, "de": GERMAN}
