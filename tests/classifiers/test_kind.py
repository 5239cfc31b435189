from __future__ import annotations

import pytest
from builders import make_mail, make_paper, make_reading, make_scan

from classifiers.kind import find_kind
from classifiers.records import Kind, PaperType


def kind_of(body: str, **header: object) -> Kind:
    return find_kind(make_reading(make_mail(body, **header)))[0]


APPLICATIONS = [
    "Guten Tag,\nhiermit beantrage ich für meinen Mandanten, Herrn Haziri, die Befassung der Kommission.",
    "Ich möchte die Härtefallkommission bitten, unseren Fall anzusehen. Wir leben seit 2016 in Hagen.",
    "Hiermit stelle ich einen Antrag an die Härtefallkommission für Familie Osei.",
    "Ich wende mich an die Kommission mit der Bitte, sich mit dem Schicksal meiner Nachbarin zu befassen.",
    "Namens der Familie rege ich an, ein Ersuchen nach § 23a AufenthG an die Ausländerbehörde zu richten.",
    "Bitte nehmen Sie den Fall unserer Auszubildenden an, sie soll in Duisburg bleiben dürfen.",
    "Dear Sir or Madam, I would like to ask the hardship commission to consider my case. I live in Bonn.",
    "Für Herrn Sesay stelle ich hiermit vorsorglich Härtefallantrag. Die Begründung reiche ich nach.",
    "In der Sache zeige ich an, dass ich Frau Osei vertrete. Sie möchte, dass ihr Fall beraten wird.",
    "Madame, Monsieur, je demande à la commission d'examiner mon cas. J'habite à Aix-la-Chapelle.",
]
SUPPLEMENTS = [
    "anbei reiche ich die noch fehlende Vollmacht in der Sache Haziri nach.",
    "wie gewünscht sende ich Ihnen den Arztbericht zu unserem Antrag vom 3. Februar.",
    "ich habe das Mandat niedergelegt und vertrete Frau Osei nicht mehr.",
    "hier noch ein Zertifikat zu meinem Antrag.",
    "hier noch der Lohnzettel vom April für unseren Mitarbeiter Haziri.",
    "wie angekündigt nun die Begründung, mein Fax vom 3. hatten Sie ja schon.",
    "wie wir hörten, liegt Ihnen ein Antrag der Familie Osei vor. Unser Verein steht hinter ihr.",
    "wir sind umgezogen, unsere neue Anschrift lautet Am Teich 4, 45699 Herten. Zu unserem Antrag vom Mai.",
]
ENQUIRIES = [
    "wie ist der Sachstand in meinem Verfahren? Wann kann ich mit einer Antwort rechnen?",
    "ich hätte nur eine Frage: Gibt es ein Formular, oder reicht ein Brief? Braucht man einen Anwalt?",
    "kann auch ein Arbeitgeber bei Ihnen einen Antrag stellen? Und kostet das was?",
    "in der Beratung taucht die Frage auf, welche Papiere nötig sind. Es geht nicht um einen bestimmten Fall.",
    "eine Ratsuchende wird geduldet. 1. Genügt ein Scan der Vollmacht? 2. Schadet eine Klage? Einen Antrag stelle ich "
    "damit noch nicht.",
    "in der Sache Osei erinnere ich an unseren Antrag. Ist schon absehbar, wann beraten wird?",
    "ein Freund von mir hat bei euch Antrag. Wie stehen die Chancen?",
    "wir überlegen, ob ein Antrag für eine Familie sinnvoll wäre. Wie lange dauert das Verfahren?",
]
WITHDRAWALS = [
    "hiermit nehme ich meinen Antrag vom 4. Januar zurück.",
    "unser Antrag ist damit erledigt, wir ziehen ihn zurück.",
    "für meine Mandantin erkläre ich die Rücknahme des Härtefallantrags.",
    "bitte betrachten Sie den Antrag als erledigt.",
    "der Antrag ist zurück gezogen, sie soll zu mir kommen.",
]


@pytest.mark.parametrize("text", APPLICATIONS)
def test_who_asks_the_commission_to_take_up_a_case_applies(text: str) -> None:
    assert kind_of(text) is Kind.APPLICATION


@pytest.mark.parametrize("text", SUPPLEMENTS)
def test_who_hands_something_in_for_a_case_supplements_it(text: str) -> None:
    assert kind_of(f"Sehr geehrte Damen und Herren,\n{text}") is Kind.SUPPLEMENT


@pytest.mark.parametrize("text", ENQUIRIES)
def test_who_only_asks_enquires(text: str) -> None:
    assert kind_of(f"Guten Tag,\n{text}") is Kind.ENQUIRY


@pytest.mark.parametrize("text", WITHDRAWALS)
def test_who_takes_the_application_back_withdraws(text: str) -> None:
    assert kind_of(f"Sehr geehrte Damen und Herren,\n{text}") is Kind.WITHDRAWAL


def test_the_withdrawal_of_an_asylum_suit_in_an_application_is_none() -> None:
    text = (
        "Hiermit beantrage ich die Befassung der Härtefallkommission. Die Klage hatte sein früherer Anwalt "
        "zurückgenommen, deshalb ist der Bescheid bestandskräftig."
    )
    assert kind_of(text) is Kind.APPLICATION


def test_a_delivery_status_notification_is_a_bounce() -> None:
    content_type = 'multipart/report; report-type=delivery-status; boundary="x"'
    assert kind_of("Your message could not be delivered.", content_type=content_type) is Kind.BOUNCE


def test_a_bounce_without_a_machine_part_is_told_by_sender_and_words() -> None:
    header = {"from_address": "mailer-daemon@mx.example", "subject": "Unzustellbar: Eingangsbestätigung"}
    assert kind_of("Ihre Nachricht konnte nicht zugestellt werden.", **header) is Kind.BOUNCE


def test_an_answer_of_a_machine_is_an_auto_reply() -> None:
    header = {"subject": "Automatische Antwort: Ihr Schreiben", "auto_submitted": "auto-replied"}
    assert kind_of("Ich bin bis zum 4. Mai nicht im Büro.", **header) is Kind.AUTO_REPLY


def test_a_person_who_mentions_an_absence_is_no_machine() -> None:
    text = "Bitte nehmen Sie den Fall an. Nach meiner Rückkehr mehr. Ich stelle den Antrag für Herrn Osei."
    assert kind_of(text, subject="Härtefallantrag Osei") is Kind.APPLICATION


def test_an_authority_that_writes_by_mail_replies() -> None:
    header = {"from_name": "Stadt Hagen, Ausländerbehörde", "from_address": "abh@stadt-hagen.example"}
    text = "In der Sache Osei teile ich mit, dass die Genannte vollziehbar ausreisepflichtig ist.\n\nIm Auftrag\nKlein"
    assert kind_of(text, **header) is Kind.AUTHORITY_REPLY


def test_a_person_who_writes_about_an_authority_is_none() -> None:
    text = "Die Ausländerbehörde Hagen verlängert meine Duldung nicht. Ich bitte die Kommission, den Fall zu prüfen."
    assert kind_of(text) is Kind.APPLICATION


def test_a_newsletter_is_other_whatever_it_speaks_of() -> None:
    text = "Rundbrief Juni: So stellen Sie einen Härtefallantrag nach § 23a AufenthG.\nHier abmelden"
    assert kind_of(text, list_id="rundbrief.example") is Kind.OTHER


def test_an_application_to_another_body_is_other() -> None:
    scan = make_scan("Landtag NRW\nPetitionsausschuss\n\nSehr geehrte Abgeordnete,\nwir bitten um Prüfung.")
    paper = make_paper(PaperType.OTHER, document=0)
    assert find_kind(make_reading(scan, paper, letter=paper))[0] is Kind.OTHER


def test_where_nothing_is_readable_the_kind_is_unknown() -> None:
    assert kind_of("") is Kind.UNKNOWN


def test_the_quoted_message_below_an_answer_does_not_count() -> None:
    text = (
        "Wie lange dauert es noch?\n\nAm Mo., 3. März 2026 um 10:03 Uhr schrieb Härtefallkommission NRW:\n"
        "> Ihr Antrag an die Härtefallkommission ist da. Wir prüfen, ob wir uns mit dem Fall befassen.\n"
    )
    assert kind_of(text, in_reply_to=("a@b",)) is Kind.ENQUIRY


def test_mail_for_the_commission_of_another_land_is_other() -> None:
    text = (
        "Geschäftsstelle der Härtefallkommission\nbeim Innenministerium Niedersachsen\nHannover\n\n"
        "Sehr geehrte Damen und Herren,\nhiermit beantrage ich die Befassung. Herr Osei wird geduldet."
    )
    assert kind_of(text) is Kind.OTHER


def test_the_ministry_of_another_land_in_the_address_makes_no_authority_of_the_writer() -> None:
    scan = make_scan(
        "Asylkreis Am Deich\nDeichweg 3, 26721 Emden\n\nNiedersächsisches Ministerium für Inneres\n"
        "Geschäftsstelle der Härtefallkommission\n30169 Hannover\n\nEingabe für Ada Osei\n\n"
        "Die Vollmacht folgt.\n\nIm Auftrag\nB. Kruse"
    )
    paper = make_paper(PaperType.OTHER, document=0)
    assert find_kind(make_reading(scan, paper, letter=paper))[0] is Kind.OTHER


def test_what_was_meant_for_a_court_and_came_by_mistake_is_other() -> None:
    suit = make_scan(
        "Verwaltungsgericht Musterstadt\nGerichtsstraße 3, 44444 Musterstadt\n\n"
        "In der Sache Osei ./. Stadt Musterstadt erhebe ich Klage. Die Begründung reiche ich nach."
        "\n\nKessler\nRechtsanwältin"
    )
    paper = make_paper(PaperType.OTHER, document=0)
    assert find_kind(make_reading(suit, paper, letter=paper))[0] is Kind.OTHER
    assert kind_of("Irrläufer! Unser Fax von heute war für das Verwaltungsgericht bestimmt.") is Kind.OTHER


BUSINESS = [
    "vielen Dank für Ihre Bestellung. Die Rechnung finden Sie im Anhang. Bitte überweisen Sie den Betrag.",
    "am Mittwoch findet im Haus eine Brandschutzübung statt, der Aufzug ist außer Betrieb.",
    "ich brauche einen Härtefallantrag, der Stromversorger sperrt wegen der Stromnachzahlung.",
    "wir laden Sie herzlich ein zum Empfang im Rathaus. U. A. w. g. bis Freitag.",
]


@pytest.mark.parametrize("text", BUSINESS)
def test_bills_and_invitations_are_other(text: str) -> None:
    assert kind_of(text) is Kind.OTHER


@pytest.mark.parametrize(
    "text",
    [
        "Sehr geehrte Damen und Herren der Ausländerbehörde Hagen,\n\nich bitte um Verlängerung meiner Duldung.",
        "Sehr geehrte Damen und Herren vom Jobcenter,\n\nich beantrage die Übernahme meiner Schulden als Härtefall.",
    ],
)
def test_a_letter_to_another_body_is_other_unless_it_names_the_commission(text: str) -> None:
    assert kind_of(text) is Kind.OTHER
    assert kind_of(f"{text} Bitte nehmen Sie meinen Fall in die Härtefallkommission auf.") is Kind.APPLICATION


def test_an_invitation_is_told_by_its_subject_though_it_speaks_of_a_deportation() -> None:
    text = "es spricht Ada Osei, der vor Jahren eine Abschiebung drohte."
    assert kind_of(text, subject="Einladung zum Sommerfest") is Kind.OTHER


def test_a_receipt_that_a_mail_program_sends_is_an_auto_reply() -> None:
    receipt = "multipart/report; report-type=disposition-notification"
    assert kind_of("Die Nachricht wurde gelesen.", content_type=receipt) is Kind.AUTO_REPLY


@pytest.mark.parametrize(
    "text",
    [
        (
            "Dear commission,\nI ask you to look at my case and let me stay in Germany. My asylum claim was "
            "rejected and I only have a Duldung. I live in Hagen since 2016.\nAda Doda"
        ),
        (
            "Madame, Monsieur,\nje vous prie d'étudier mon dossier et de me permettre de rester en Allemagne. Ma "
            "demande d'asile a été rejetée et je n'ai qu'une Duldung. J'habite à Hagen depuis 2016.\nAda Doda"
        ),
        (
            "Estimados señores:\nles ruego que estudien mi caso y me permitan quedarme en Alemania. Mi solicitud "
            "de asilo fue rechazada y solo tengo Duldung. Vivo en Hagen desde 2016.\nAda Doda"
        ),
        (
            "Gentili signori,\nvi chiedo di esaminare il mio caso e di lasciarmi restare in Germania. La mia "
            "domanda di asilo è stata respinta e ho solo la Duldung. Abito a Hagen dal 2016.\nAda Doda"
        ),
        (
            "Exmos. senhores,\npeço que analisem o meu caso e me deixem ficar na Alemanha. O meu pedido de asilo "
            "foi recusado e só tenho Duldung. Moro em Hagen desde 2016.\nAda Doda"
        ),
        (
            "Stimată comisie,\nvă rog să analizați cazul meu și să mă lăsați să rămân în Germania. Cererea mea de "
            "azil a fost respinsă și am doar Duldung. Locuiesc în Hagen din 2016.\nAda Doda"
        ),
        (
            "Sayın komisyon,\ndurumumu incelemenizi ve Almanya'da kalmama izin vermenizi rica ediyorum. İltica "
            "başvurum reddedildi, sadece Duldung'um var. 2016'dan beri Hagen'de yaşıyorum.\nAda Doda"
        ),
        (
            "Të nderuar anëtarë të komisionit,\nju lutem ta shqyrtoni rastin tim dhe të më lejoni të qëndroj në "
            "Gjermani. Kërkesa ime për azil u refuzua dhe kam vetëm Duldung. Jetoj në Hagen që nga viti 2016.\nAda "
            "Doda"
        ),
        (
            "Poštovana komisijo,\nmolim vas da razmotrite moj slučaj i dozvolite mi da ostanem u Njemačkoj. Moj "
            "zahtjev za azil je odbijen i imam samo Duldung. Živim u Hagenu od 2016.\nAda Doda"
        ),
        (
            "Поштована комисијо,\nмолим вас да размотрите мој случај и дозволите ми да останем у Немачкој. Мој "
            "захтев за азил је одбијен и имам само Duldung. Живим у Хагену од 2016.\nАда Дода"
        ),
        (
            "Почитувана комисијо,\nве молам да го разгледате мојот случај и да ми дозволите да останам во "
            "Германија. Моето барање за азил е одбиено. Живеам во Хаген од 2016.\nАда Дода"
        ),
        (
            "Szanowna Komisjo,\nproszę o rozpatrzenie mojej sprawy i o pozwolenie na pobyt w Niemczech. Mój "
            "wniosek o azyl został odrzucony i mam tylko Duldung. Mieszkam w Hagen od 2016.\nAda Doda"
        ),
        (
            "Уважаемая комиссия,\nпрошу рассмотреть моё дело и разрешить мне остаться в Германии. В убежище мне "
            "отказали, у меня только дульдунг. Живу в Хагене с 2016 года.\nАда Дода"
        ),
        (
            "Шановна комісіє,\nпрошу розглянути мою справу і дозволити мені залишитися в Німеччині. У притулку "
            "мені відмовили, маю лише Duldung. Живу в Гагені з 2016 року.\nАда Дода"
        ),
        (
            "السادة في اللجنة المحترمين،\nأطلب منكم النظر في قضيتي والسماح لي بالبقاء في ألمانيا. تم رفض طلب "
            "اللجوء وعندي دولدونغ فقط. أعيش في هاغن منذ 2016.\nAda Doda"
        ),
        (
            "با سلام به کمیسیون،\nاز شما خواهش می کنم پرونده من را بررسی کنید و اجازه دهید در آلمان بمانم. "
            "پناهندگی من رد شد و فقط دولدونگ دارم. از سال ۲۰۱۶ در هاگن زندگی می کنم.\nAda Doda"
        ),
        (
            "Komîsyona birêz,\nez ji we dixwazim hûn doza min binêrin û bihêlin ez li Almanyayê bimînim. Daxwaza "
            "min a penaberiyê hat redkirin û tenê Duldung heye. Ez ji 2016an ve li Hagenê dijîm.\nAda Doda"
        ),
    ],
)
def test_who_applies_in_another_language(text: str) -> None:
    assert kind_of(f"{text}\nAda Doda") is Kind.APPLICATION


@pytest.mark.parametrize(
    "text",
    [
        "In addition to my application of 3 February I send you the report of my doctor.",
        "I already applied in January. Here is my new address: Am Teich 4, 45699 Herten.",
        "You asked for my power of attorney. It is attached.",
        "En complément de ma demande du 3 février, je vous envoie le rapport de mon médecin.",
        "Comme vous l'avez demandé, je vous envoie la procuration.",
        "J'ai déjà fait ma demande en janvier. J'ai déménagé, voici ma nouvelle adresse : Am Teich 4, 45699 Herten.",
        "En relación con mi solicitud del 3 de febrero les envío el informe de mi médico.",
        "Ya presenté mi solicitud en enero. Mi nueva dirección es Am Teich 4, 45699 Herten.",
        "3 Şubat tarihli başvuruma ek olarak doktor raporumu gönderiyorum.",
        "İstediğiniz vekaletnameyi gönderiyorum.",
        "Başvurumu Ocak ayında yapmıştım. Taşındım, yeni adresim Am Teich 4, 45699 Herten.",
        "Në lidhje me kërkesën time të datës 3 shkurt po ju dërgoj raportin e mjekut.",
        "Siç e kërkuat, po ju dërgoj prokurën.",
        "Uz moj zahtjev od 3. veljače šaljem vam nalaz liječnika.",
        "Kao što ste tražili, šaljem punomoć.",
        "În completarea cererii mele din 3 februarie vă trimit raportul medicului.",
        "Așa cum ați cerut, vă trimit procura.",
        "В дополнение к моему заявлению от 3 февраля высылаю вам справку от врача.",
        "Как вы просили, отправляю доверенность.",
        "Я уже подал заявление в январе. Мой новый адрес: Am Teich 4, 45699 Herten.",
        "На додаток до моєї заяви від 3 лютого надсилаю вам довідку від лікаря.",
        "Як ви просили, надсилаю довіреність.",
        "إضافة إلى طلبي بتاريخ 3 فبراير أرسل لكم تقرير الطبيب.",
        "كما طلبتم أرسل لكم الوكالة.",
        "در تکمیل درخواست من به تاریخ 3 فوریه گزارش پزشک را می فرستم.",
        "همانطور که خواسته بودید وکالت نامه را می فرستم.",
    ],
)
def test_who_hands_in_in_another_language(text: str) -> None:
    assert kind_of(f"{text}\nAda Doda") is Kind.SUPPLEMENT


@pytest.mark.parametrize(
    "text",
    [
        "I hereby withdraw my application of 3 January.",
        "We do not want to continue our application, please close it.",
        "Please cancel my application, I am going back home.",
        "Je retire ma demande du 3 janvier.",
        "Par la présente, nous retirons notre demande.",
        "Veuillez annuler ma demande, je rentre au pays.",
        "Retiro mi solicitud del 3 de enero.",
        "Por favor anulen mi solicitud, vuelvo a mi país.",
        "Ritiro la mia domanda del 3 gennaio.",
        "Vi prego di annullare la mia richiesta.",
        "Retiro o meu pedido de 3 de janeiro.",
        "Desisto do meu pedido.",
        "Îmi retrag cererea din 3 ianuarie.",
        "Renunț la cererea mea.",
        "3 Ocak tarihli başvurumu geri çekiyorum.",
        "Başvurumdan vazgeçiyorum.",
        "Dilekçemi geri almak istiyorum.",
        "E tërheq kërkesën time të datës 3 janar.",
        "Heq dorë nga kërkesa ime.",
        "Povlačim svoj zahtjev od 3. siječnja.",
        "Odustajem od zahtjeva.",
        "Повлачим свој захтев од 3. јануара.",
        "Одустајем од захтева.",
        "Wycofuję swój wniosek z 3 stycznia.",
        "Отзываю своё заявление от 3 января.",
        "Я хочу забрать своё заявление обратно.",
        "Отказываюсь от своего заявления.",
        "Відкликаю свою заяву від 3 січня.",
        "Я хочу забрати свою заяву.",
        "أسحب طلبي المؤرخ في 3 يناير.",
        "أريد سحب الطلب.",
        "أتنازل عن طلبي.",
        "درخواست خود را پس می گیرم.",
        "از درخواست خود انصراف می دهم.",
        "Ez serlêdana xwe vedikişînim.",
        "Ez daxwaza xwe paş ve dikişînim.",
    ],
)
def test_who_takes_back_in_another_language(text: str) -> None:
    assert kind_of(f"{text}\nAda Doda") is Kind.WITHDRAWAL


@pytest.mark.parametrize(
    "text",
    [
        "What is the status of my application? When will you decide?",
        "Did you receive my letter?",
        "I would like to know whether I can apply without a lawyer. How much does it cost?",
        "Où en est ma demande ? Quand allez-vous décider ?",
        "Avez-vous reçu ma lettre ?",
        "Je voudrais savoir si je peux faire une demande sans avocat. Combien cela coûte-t-il ?",
        "¿Cuál es el estado de mi solicitud? ¿Cuándo van a decidir?",
        "¿Han recibido mi carta?",
        "Quisiera saber si puedo presentar una solicitud sin abogado. ¿Cuánto cuesta?",
        "Başvurum ne durumda? Ne zaman karar vereceksiniz?",
        "Mektubumu aldınız mı?",
        "Avukatsız başvuru yapabilir miyim? Ücreti ne kadar?",
        "Si qëndron kërkesa ime? Kur do të vendosni?",
        "A e keni marrë letrën time?",
        "A mund të bëj kërkesë pa avokat? Sa kushton?",
        "Kakvo je stanje mog zahtjeva? Kada ćete odlučiti?",
        "Jeste li primili moje pismo?",
        "Mogu li podnijeti zahtjev bez odvjetnika? Koliko košta?",
        "Care este stadiul cererii mele? Când veți decide?",
        "Ați primit scrisoarea mea?",
        "На какой стадии моё заявление? Когда вы примете решение?",
        "Вы получили моё письмо?",
        "Можно ли подать заявление без адвоката? Сколько это стоит?",
        "На якому етапі моя заява? Коли ви ухвалите рішення?",
        "Ви отримали мого листа?",
        "Чи можна подати заяву без адвоката? Скільки це коштує?",
        "ما هو وضع طلبي؟ متى ستقررون؟",
        "هل وصلتكم رسالتي؟",
        "هل يمكنني تقديم طلب بدون محام؟ كم يكلف ذلك؟",
        "وضعیت درخواست من چگونه است؟ چه زمانی تصمیم می گیرید؟",
        "آیا نامه من را دریافت کردید؟",
        "Rewşa serlêdana min çi ye? Hûn ê kengî biryar bidin?",
    ],
)
def test_who_asks_in_another_language(text: str) -> None:
    assert kind_of(f"{text}\nAda Doda") is Kind.ENQUIRY


@pytest.mark.parametrize(
    "text",
    [
        "I ask the commission to consider my case. I withdrew my asylum application in 2021 because a lawyer said so.",
        "Прошу комиссию рассмотреть моё дело. Моё заявление от 5 мая 2019 о предоставлении убежища отклонили.",
        "Komisyonun dosyamı incelemesini rica ediyorum. 5.5.2019 tarihli iltica başvurumu geri çekmiştim.",
        "Je prie la commission d'examiner mon cas. J'ai retiré ma demande d'asile en 2021.",
    ],
)
def test_what_is_told_of_an_asylum_claim_makes_no_withdrawal_or_supplement(text: str) -> None:
    assert kind_of(f"{text}\nAda Doda") is Kind.APPLICATION
