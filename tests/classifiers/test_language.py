from datetime import UTC, datetime

import pytest

from classifiers.language import find_language, language_of, reads_as_german
from classifiers.passages import Reading, passages_of_message
from classifiers.records import Paper, PaperType
from parsers.records import Channel, Document, MailHeader, Page, ParsedMessage

TEXTS = [
    ("de", "Ich bitte die Kommission, meinen Fall zu prüfen. Ich lebe seit zehn Jahren in Herne."),
    (
        "de",
        (
            "hallo liebe komision ich heise grace ich wohne bei bochum ich habe zwei kind bitte helfen "
            "sie mir danke gott segne"
        ),
    ),
    (
        "de",
        (
            "ich bin krank mein herz nicht gut, arzt sagt operation, in mein land gibt keine medizin, "
            "ich will bleiben bitte"
        ),
    ),
    ("de", "Hartefallantrag fur Herrn Barry: Der Mandant ist vollziehbar ausreisepflichtig. Er pflegt seine Ehefrau."),
    (
        "de",
        (
            "Der' Mandant ist vollziehibar ausreisopfichtig (Bescheid der Stadt Hagen). Er pflegt seit "
            "2019 seine querschnitsgelahmte Ehefrau"
        ),
    ),
    ("de", "SEHR GEEHRTE DAMEN UND HERREN, HIERMIT BEANTRAGE ICH DIE BEFASSUNG DER KOMMISSION MIT MEINEM FALL."),
    ("de", "Anbei Schriftsatz nebst Vollmacht Diallo mit der Bitte um Eingangsbestätigung."),
    (
        "de",
        (
            "Ich arbeite bei Fast Food Company als Team Leader und Shift Manager, mein Chef sagt ich bin "
            "sehr gut, bitte lassen Sie mich bleiben."
        ),
    ),
    (
        "de",
        (
            "Mandant: Sivan Haso\nNationalität: Irak\nStatus: geduldet\nGegenstand: Befassung der "
            "Kommission mit dem Fall nach § 23a AufenthG"
        ),
    ),
    (
        "en",
        (
            "Dear Sir or Madam, I would like to ask you to take up my case. I have lived in Germany for "
            "eleven years and work as a roofer."
        ),
    ),
    (
        "en",
        (
            "Ihope this lotter is allowed 1o be in E nglish. I understand German quite well hy now, but "
            "for something this serious 1 do not trust any grammar."
        ),
    ),
    (
        "en",
        (
            "my name is john i am from ghana i live in bochum please help me to stay because my daughter "
            "is going to school here"
        ),
    ),
    (
        "en",
        (
            "Since 2019 I live with a Duldung which the Ausländerbehörde of Kreis Wesel prints for me "
            "every six months. I was never in trouble."
        ),
    ),
    ("fr", "Je vous écris parce que je dois quitter l'Allemagne. Mon fils est né ici et il va à l'école à Bochum."),
    ("fr", "bonjour je m appelle aissatou je suis de la guinee je vous demande de m aider svp car je suis malade"),
    (
        "tr",
        (
            "Sayın komisyon üyeleri, on iki yıldır Almanya'da yaşıyorum. Çocuklarım burada okula "
            "gidiyor. Lütfen bize yardım edin."
        ),
    ),
    (
        "sq",
        (
            "Të nderuar, unë jam nga Kosova dhe jetoj në Gjermani prej nëntë vitesh. Ju lutem na "
            "ndihmoni të qëndrojmë këtu."
        ),
    ),
    (
        "es",
        (
            "Estimados señores, vivo en Alemania desde hace ocho años y trabajo en una panadería. Les "
            "pido que examinen mi caso."
        ),
    ),
    ("it", "Gentili signori, vivo in Germania da nove anni e i miei figli vanno a scuola qui. Vi prego di aiutarci."),
    (
        "ru",
        ("Уважаемая комиссия, я живу в Германии с 2013 года. Прошу вас рассмотреть моё дело и разрешить нам остаться."),
    ),
    (
        "uk",
        (
            "Шановна комісіє, я живу в Німеччині з 2015 року. Прошу вас розглянути мою справу, мої діти "
            "ходять тут до школи."
        ),
    ),
    ("ar", "السادة أعضاء اللجنة، أعيش في ألمانيا منذ عشر سنوات وأطلب منكم النظر في قضيتي لأن أطفالي ولدوا هنا."),
    ("fa", "اعضای محترم کمیسیون، من ده سال است که در آلمان زندگی می‌کنم و از شما خواهش می‌کنم پرونده مرا بررسی کنید."),
    ("ti", "ኣነ ካብ ኤርትራ እየ። ኣብ ጀርመን ሽዱሽተ ዓመት ይነብር ኣለኹ። በጃኹም ሓግዙኒ።"),
    ("am", "እኔ ከኢትዮጵያ ነኝ። በጀርመን ስድስት ዓመት ኖሬያለሁ። እባክዎን ጉዳዬን ይመልከቱ። ልጄ እዚህ ነው የተወለደው አሁን"),
    ("ka", "პატივცემულო კომისიავ, მე ათი წელია გერმანიაში ვცხოვრობ და გთხოვთ განიხილოთ ჩემი საქმე."),
]


@pytest.mark.parametrize(("code", "text"), TEXTS)
def test_the_language_of_a_letter_is_told(code: str, text: str) -> None:
    found = language_of(text)
    assert found is not None
    assert found[0] == code


def test_german_is_the_main_language_of_a_letter_in_two() -> None:
    german = (
        "Ich lebe seit elf Jahren in Hagen und arbeite als Gärtner. Ich bitte Sie, meinen Fall zu "
        "prüfen und mir zu helfen."
    )
    english = (
        "I have lived in Hagen for eleven years and work as a gardener. I ask you to consider my case and to help me."
    )
    found = language_of(f"{german}\n\n{english}")
    assert found is not None
    assert found[0] == "de"


def test_a_german_address_makes_no_german_letter() -> None:
    found = language_of(
        "An die Härtefallkommission\nVölklinger Straße 4\n40219 Düsseldorf\n\nDear members of the commission,\n\n"
        "I was born in Gambia and came to Germany when I was eighteen. I work as a painter and my "
        "boss needs me. Please let me stay."
    )
    assert found is not None
    assert found[0] == "en"


@pytest.mark.parametrize("text", ["", "A. B.", "12.03.1990, 4711", "Foto"])
def test_too_little_text_tells_no_language(text: str) -> None:
    assert language_of(text) is None


def reading(body: str, attachment: str | None = None) -> Reading:
    documents = [Document(0, "body", "text/plain", (Page(1, body),), is_body=True)]
    papers: tuple[Paper, ...] = ()
    if attachment is not None:
        documents.append(Document(1, "letter.pdf", "application/pdf", (Page(1, attachment),)))
        papers = (Paper(PaperType.APPLICATION_LETTER, 1, 1, 1, "letter.pdf"),)
    message = ParsedMessage(Channel.EMAIL, "x.eml", datetime(2026, 5, 1, tzinfo=UTC), tuple(documents), MailHeader())
    return Reading(message, passages_of_message(message), papers, papers[0] if papers else None)


def test_the_letter_tells_the_language_not_the_note_that_brings_it() -> None:
    code, finding = find_language(reading("Guten Tag, im Anhang finden Sie meinen Brief. Vielen Dank.", TEXTS[9][1]))
    assert code == "en"
    assert finding.evidence


def test_the_answered_mail_does_not_tell_the_language() -> None:
    body = (
        TEXTS[13][1]
        + "\n\nVon: Härtefallkommission NRW <hfk@office.example>\nGesendet: Montag\nAn: X\nBetreff: Ihr Antrag\n\n"
        + TEXTS[0][1] * 3
    )
    assert find_language(reading(body))[0] == "fr"


def test_where_nothing_can_be_read_no_language_is_found_and_it_says_what_was_searched() -> None:
    code, finding = find_language(reading(""))
    assert code is None
    assert finding.searched


def test_a_paragraph_reads_as_german_or_not() -> None:
    assert reads_as_german("Ich bitte Sie um Hilfe, weil wir ausreisen sollen.")
    assert not reads_as_german("Je vous demande de bien vouloir examiner mon dossier.")
    assert not reads_as_german("Benim adım Emre Tekin, Tokat'ta doğdum.")


def test_arabic_may_be_typed_in_latin_letters() -> None:
    text = (
        "salam, ana ismi Karim Nagy w ana saken fi Hagen men sab3 sneen. el ma7kama rafadet el talab bta3i we ma3aya "
        "duldung. 3andi bent soghayyara fi el madrasa, men fadlokom sa3dooni"
    )
    found = language_of(text)
    assert found is not None
    assert found[0] == "ar"
    english = language_of(
        "Dear Sir, we live in the 3rd floor of house 5a and ask you for help with our case, thank you."
    )
    assert english is not None
    assert english[0] == "en"
