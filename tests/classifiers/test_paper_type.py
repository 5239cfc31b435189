import pytest

from classifiers.paper_type import judge
from classifiers.records import PaperType as T

PAPERS = [
    # power of attorney, in all dresses
    (
        T.POWER_OF_ATTORNEY,
        "Kanzlei Drewer & Malik\nRoonweg 4, 59872 Meschede\n\nV O L L M A C H T\n\n"
        "Hiermit wird den Rechtsanwälten Drewer & Malik in Sachen\n"
        "Sahak Petrosjan ./. Hochsauerlandkreis\nwegen Aufenthalt\nVollmacht zur außergerichtlichen "
        "Vertretung erteilt.\n\n"
        "Meschede, 4.5.2026\n\n(Unterschrift)",
    ),
    (
        T.POWER_OF_ATTORNEY,
        "Erklärung\n\nIch, Fatoumata Sylla, geb. am 2.2.1988, möchte, dass Frau Pfarrerin Tüns für "
        "mich an die Härtefallkommission "
        "schreibt. Sie darf für mich sprechen und meine Papiere sehen.\n\nHamminkeln, 3. Mai\nFatoumata Sylla",
    ),
    (
        T.POWER_OF_ATTORNEY,
        "An wen es angeht\n\nIch ermächtige hiermit den Caritasverband Oberlippe e. V., mich "
        "gegenüber der Ausländerbehörde und der "
        "Härtefallkommission zu vertreten und Auskünfte einzuholen.\n\nDatum, Unterschrift",
    ),
    (
        T.POWER_OF_ATTORNEY,
        "Vollmaclıt\n\nHerrn Rechtsanwalt Sievers wird hierrnit Vollrnacht erteilt, mich in meiner "
        "Aufenthaltsangelegenheit zu vertreten.\n"
        "Zustellungen sind an den Bevollmächtigten zu richten.",
    ),
    (
        T.POWER_OF_ATTORNEY,
        "Strafprozeßvollmacht\n\nIn der Strafsache gegen mich wegen Diebstahls wird Rechtsanwältin "
        "Hölscher Vollmacht zu meiner Verteidigung "
        "in allen Instanzen erteilt. Rechtsmittel dürfen eingelegt und zurückgenommen werden.",
    ),
    (
        T.POWER_OF_ATTORNEY,
        "POWER OF ATTORNEY\n\nI, Abdirahman Warsame, born 1 Jan 1990, authorize Mrs. Karin Ostholt "
        "to represent me before the hardship "
        "commission of NRW.\n\nSigned: A. Warsame",
    ),
    (
        T.POWER_OF_ATTORNEY,
        "Name: Rostami, Nima\nMandant\nich beauftrage die Kanzlei Lüer mit meiner Vertretung und "
        "erteile ihr Vollmacht. "
        "Die Vollmacht umfasst insbesondere Akteneinsicht sowie den Empfang von Zustellungen.",
    ),
    # guardians
    (
        T.GUARDIANSHIP_CERTIFICATE,
        "Amtsgericht Warstein\nVormundschaftsgericht\n\nBestallung\n\n"
        "Herr Rolf Denker ist zum Vormund des Minderjährigen Samim Noori, geboren "
        "2010, bestellt.\nDie Urkunde ist bei Beendigung des Amtes zurückzugeben.\nRechtspflegerin",
    ),
    (
        T.GUARDIANSHIP_CERTIFICATE,
        "Betreuerausweis\nFrau Ina Kolde ist als Betreuerin bestellt für Herrn Goran Ilic.\n"
        "Aufgabenkreis: Gesundheitssorge, Behörden- und "
        "Aufenthaltsangelegenheiten\nAmtsgericht Soest, 9 XVII 44/25",
    ),
    (
        T.GUARDIANSHIP_CERTIFICATE,
        "Kreis Warendorf - Jugendamt -\nBescheinigung über die Amtsvormundschaft\n\n"
        "Hiermit wird bescheinigt, dass das Jugendamt durch "
        "Beschluss vom 2.3.2026 zum Vormund für Yusuf Barre bestellt wurde.",
    ),
    # lives
    (
        T.CV,
        (
            "LEBENSLAUF\n\nName: Tekle Habtom\n1994 geboren in Keren\n2001-2009 Schule\n"
            "2010-2014 Militär\n2015 Flucht\nseit 2018 Lagerist in Unna"
        ),
    ),
    (
        T.CV,
        (
            "Persönliche Daten\nSaid Omari, geb. 1.1.1992 in Herat\n\nSchulische und berufliche Stationen"
            "\n1999 - 2007 Grund- und Mittelschule\n"
            "2008 - 2012 Lehre als Schneider\n2012 - 2015 eigene Werkstatt\n"
            "10/2015 Ankunft in Deutschland\n2017 Sprachkurs A2\nSprachkenntnisse: Dari, Deutsch"
        ),
    ),
    (
        T.CV,
        (
            "Curriculum Vitae\n\nDiana Mkrtchyan\nEducation\n2004 - 2009 Yerevan State University\n"
            "2010 - 2013 Teacher\nLanguages: Armenian, Russian"
        ),
    ),
    (
        T.CV,
        (
            "Lcbenslauf\n\ngeboren am 3.4.1985\n1991 bis 2001 Schule in Lomé\n"
            "2002 bis 2008 Taxifahrer\n2014 Einreise\nseit 2019 Spülhilfe"
        ),
    ),
    # language
    (
        T.LANGUAGE_CERTIFICATE,
        (
            "telc\nThe European Language Certificates\n\nDeutsch B1\n\nName: Hamid Zaheri\n"
            "Hören 22\nLesen 19\nSchreiben 30\nSprechen 61\nGesamtergebnis: gut"
        ),
    ),
    (
        T.LANGUAGE_CERTIFICATE,
        (
            "GOETHE-INSTITUT\nGoethe-Zertifikat A2\nHerr Baba Camara hat die Prüfung bestanden.\n"
            "Lesen 18/25 Hören 20/25 Schreiben 17/25 Sprechen 21/25"
        ),
    ),
    (
        T.LANGUAGE_CERTIFICATE,
        "Volkshochschule Ahlen\nTeilnahmebescheinigung\nFrau Naima Belhadj hat am Integrationskurs "
        "mit 600 Unterrichtseinheiten teilgenommen und das "
        "Sprachniveau B1 erreicht.",
    ),
    (
        T.LANGUAGE_CERTIFICATE,
        (
            "Zertifikat\nDeutsch-Test für Zuwanderer (DTZ)\nTeilnehmer: Li Wenjie\n"
            "Hören und Lesen B1\nSchreiben A2\nSprechen B1"
        ),
    ),
    # school
    (
        T.SCHOOL,
        (
            "Hauptschule Wiesengrund\nHalbjahreszeugnis\nfür Amina Suleimani, Klasse 7a\n"
            "Deutsch 3\nMathematik 2\nKunst 1\nVersäumte Stunden: 2"
        ),
    ),
    (
        T.SCHOOL,
        (
            "Schulbescheinigung\n\nEs wird bescheinigt, dass Lorik Krasniqi, geb. 4.4.2013, die Klasse "
            "6c der Sekundarschule Olpe besucht.\nSekretariat"
        ),
    ),
    (
        T.SCHOOL,
        "Kindertagesstätte Regenbogen\nBrakel, 2.2.2026\n\nBescheinigung\n"
        "Hiermit bescheinigen wir, dass Melek Demirci seit August 2023 unsere Einrichtung "
        "besucht. Sie ist gut in die Gruppe eingebunden.\nDie Kitaleitung",
    ),
    (
        T.SCHOOL,
        (
            "Universität Südwestfalen\nImmatrikulationsbescheinigung Wintersemester 2026/27\n"
            "Studierende: Rania Haddad\nFachsemester: 3"
        ),
    ),
    (
        T.SCHOOL,
        (
            "Gesamtschule Auf der Höh\nLernentwicklungsbericht\nIbrahim zeigt große Freude am Lernen. In "
            "Mathematik arbeitet er sicher. Klassenlehrerin: U. Voss"
        ),
    ),
    # work
    (
        T.EMPLOYMENT,
        (
            "Arbeitsvertrag\n\nzwischen der Bäckerei Rüther und Frau Selam Gebre\n"
            "§ 1 Tätigkeit: Verkäuferin\n§ 2 Probezeit sechs Monate\n§ 3 Vergütung 14 Euro"
        ),
    ),
    (
        T.EMPLOYMENT,
        "Spedition Wulfert GmbH\nBestätigung\n\nHerr Dawit Tesfai ist seit Juni 2021 bei uns als "
        "Kraftfahrer beschäftigt. Das Arbeitsverhältnis ist unbefristet.\n"
        "Wulfert, Geschäftsführer",
    ),
    (
        T.EMPLOYMENT,
        "Entgeltabrechnung April 2026\nPersonalnummer 114\nSteuerklasse 1\nGesamtbrutto 2.410,00\nAuszahlung 1.702,11",
    ),
    (
        T.EMPLOYMENT,
        (
            "Arbeitszeugnis\n\nHerr Bekim Hoxha war vom 1.3.2020 bis 30.4.2025 in unserem Betrieb als "
            "Maurer tätig. Er arbeitete sehr gut."
        ),
    ),
    (
        T.EMPLOYMENT,
        (
            "Metallbau Ellinghaus\n\nEinstellungszusage\nWir werden Herrn Mussa Jallow ab dem 1.8.2026 "
            "als Auszubildenden einstellen, sobald er arbeiten darf."
        ),
    ),
    (
        T.EMPLOYMENT,
        "Pflegedienst Morgenrot\nZur Vorlage bei der Ausländerbehörde\n"
        "Frau Grace Mensah arbeitet seit drei Jahren in unserem Team als Pflegehelferin, 32 "
        "Wochenstunden. Wir würden sie gern übernehmen.\nPDL Kruse",
    ),
    # medicine
    (
        T.MEDICAL,
        (
            "Dr. med. Jutta Aschhoff\nFachärztin für Neurologie\n\nÄrztliches Attest\n\n"
            "Der Patient leidet an Epilepsie (G40.2). Reisefähigkeit besteht nicht."
        ),
    ),
    (
        T.MEDICAL,
        (
            "St.-Elisabeth-Krankenhaus\nEntlassungsbrief\nSehr geehrter Herr Kollege,\n"
            "wir berichten über den stationären Aufenthalt.\nDiagnosen: Z. n. Herzinfarkt"
        ),
    ),
    (
        T.MEDICAL,
        (
            "Psychologische Stellungnahme\n\nFrau K. ist seit 2024 in meiner Behandlung. Diagnose: PTBS "
            "(F43.1). Eine Abschiebung würde zur Dekompensation führen."
        ),
    ),
    (
        T.MEDICAL,
        (
            "Praxis am Markt\nBescheinigung\nHiermit bestätigen wir, dass Herr O. regelmäßig in unserer "
            "Sprechstunde erscheint. Medikation: Insulin, 3 x tgl."
        ),
    ),
    (T.MEDICAL, "Arztllches Attcst\n\nHerr Noori ist wegen einer Depression in rneiner Behandlung. Diagnose F32.2"),
    (
        T.MEDICAL,
        (
            "Dialysezentrum Lippe\nBefundbericht\nPatientin: H. Abebe\nBeurteilung: Dialyse dreimal "
            "wöchentlich erforderlich"
        ),
    ),
    # identity
    (
        T.IDENTITY,
        (
            "REPUBLIC OF GHANA\nPASSPORT\nSurname: BOATENG\nGiven names: KOFI\n"
            "Date of birth: 03 MAR 1990\nP<GHABOATENG<<KOFI<<<<<<<<<<"
        ),
    ),
    (
        T.IDENTITY,
        (
            "Geburtsurkunde\nStandesamt Hamm\nVorname: Lina\nFamilienname: Qasem\n"
            "Mutter: Huda Qasem\nRegisternummer G 114/2019"
        ),
    ),
    (
        T.IDENTITY,
        (
            "Aussetzung der Abschiebung (Duldung)\nKein Aufenthaltstitel! Der Inhaber ist "
            "ausreisepflichtig!\nName: Traore\nVorname: Issa\ngültig bis 30.09.2026"
        ),
    ),
    (
        T.IDENTITY,
        (
            "Übersetzung aus dem Türkischen\nAuszug aus dem Familienregister\n"
            "Vater: Hasan\nMutter: Zehra\nGeburtsort: Bingöl"
        ),
    ),
    (
        T.IDENTITY,
        "REPUBLIQUE DU CAMEROUN\nACTE DE NAISSANCE\nNom: NKENG\nPrénoms: Solange\nDate de naissance: 12/05/1994",
    ),
    # authorities
    (
        T.AUTHORITY_DECISION,
        "Kreis Höxter\nDer Landrat - Ausländerbehörde\n\nFrau Olena Marchuk\n\n"
        "Ordnungsverfügung\n\nIhren Antrag lehne ich ab. Sie werden aufgefordert, das Bundesgebiet "
        "zu verlassen.\nRechtsbehelfsbelehrung\nGegen diesen Bescheid kann Klage erhoben werden.\nIm Auftrag",
    ),
    (
        T.AUTHORITY_DECISION,
        (
            "Bundesamt für Migration und Flüchtlinge\n\nBescheid\n\nIn dem Asylverfahren des\n"
            "DIALLO, Mamadou\nergeht folgende Entscheidung:\n1. Der Asylantrag wird als unbegründet "
            "abgelehnt."
        ),
    ),
    (
        T.AUTHORITY_DECISION,
        (
            "Stadt Lünen, Ausländeramt\nAnkündigung der Abschiebung\nSie sind ausreisepflichtig. Sollten "
            "Sie nicht ausreisen, werden Sie am Wohnort abgeholt und abgeschoben."
        ),
    ),
    (
        T.AUTHORITY_DECISION,
        (
            "Stadt Bocholt\nDer Bürgermeister\n\nHerrn Amir Karim\n\nMitwirkung bei der Passbeschaffung"
            "\n\nIch fordere Sie auf, bis zum 3.3.2026 bei der Botschaft vorzusprechen. "
            "Rechtsbehelfsbelehrung"
        ),
    ),
    # courts
    (
        T.COURT_DECISION,
        (
            "VERWALTUNGSGERICHT ARNSBERG\nIM NAMEN DES VOLKES\nURTEIL\nIn dem Verfahren\n"
            "des Herrn S. Ceesay, Klägers,\ngegen\ndie Bundesrepublik Deutschland, Beklagte"
        ),
    ),
    (
        T.COURT_DECISION,
        (
            "Amtsgericht Paderborn\n11 XIV 8/26 B\nB E S C H L U S S\nIn der Abschiebungshaftsache wird "
            "Haft zur Sicherung der Abschiebung angeordnet.\nRichter am Amtsgericht"
        ),
    ),
    (
        T.COURT_DECISION,
        (
            "Oberverwaltungsgericht für das Land Nordrhein-Westfalen\nBeschluß\n"
            "hat der 17. Senat am 3. Mai 2026 beschlossen:\nDer Antrag auf Zulassung der Berufung wird "
            "abgelehnt. Der Beschluss ist unanfechtbar."
        ),
    ),
    # others speak for them
    (
        T.SUPPORT_LETTER,
        "Hilde Farwick\nAm Kotten 9\n\nLiebe Leute in Düsseldorf,\n\nich kenne Familie Osmani seit "
        "sechs Jahren, sie wohnen neben mir. Die Kinder gießen meine Blumen. "
        "Ich würde sie sehr vermissen.\n\nHerzliche Grüße\nHilde Farwick",
    ),
    (
        T.SUPPORT_LETTER,
        "Evangelische Kirchengemeinde Werl\n\nUnterstützungsschreiben\n\n"
        "Sehr geehrte Damen und Herren,\nwir befürworten den Antrag von Herrn Tsegaye von ganzem "
        "Herzen. Er ist in "
        "unserer Gemeinde zu Hause.\nPfarrer Lohse",
    ),
    (
        T.SUPPORT_LETTER,
        "SV Rot-Weiß Brilon\n\nSehr geehrte Kommission,\nals Trainer möchten wir uns für unseren "
        "Torwart Ansu einsetzen. Er ist zuverlässig und hilfsbereit und gehört zur Mannschaft.\n"
        "Sportliche Grüße\nder Vorstand",
    ),
    (
        T.SUPPORT_LETTER,
        (
            "Empfehlungsschreiben\n\nMein Kollege Hamza Idris arbeitet neben mir am Band. Ich kenne ihn "
            "als treuen Freund, der immer hilft. Es wäre ein Unrecht, ihn fortzuschicken.\n"
            "Uwe Brandt"
        ),
    ),
    (
        T.SUPPORT_LETTER,
        (
            "Liebe Frau Öztürk,\n\nals Klassenlehrerin von Rojin schreibe ich Ihnen gern ein paar "
            "Zeilen. Ich erlebe sie als herzliches Kind, die ganze Klasse würde sie vermissen.\n\n"
            "Viele Grüße\nM. Thiele"
        ),
    ),
    # fax covers
    (
        T.FAX_COVER,
        (
            "TELEFAX\n\nAn: Geschäftsstelle HFK\nVon: RAin Beckord\nDatum: 3.3.2026\n"
            "Seiten (inkl. Deckblatt): 5\nBetreff: Rezaei"
        ),
    ),
    (T.FAX_COVER, "Fernkopie\nEmpfänger: Härtefallkommission\nAbsender: Diakonie Werre\nBlattzahl: 3\nBemerkung: eilt"),
    (T.FAX_COVER, "Fax-Deckblatt\nan ......... Kommission NRW\nvon ........ B. Asante\nSeiten ...... 2"),
    # applications
    (
        T.APPLICATION_LETTER,
        "Kanzlei Lüer\n\nAn die\nHärtefallkommission NRW\n40219 Düsseldorf\n\n"
        "Anregung eines Ersuchens nach § 23a AufenthG\n\nSehr geehrte Damen und Herren,\n\n"
        "namens meines Mandanten "
        "bitte ich die Kommission, sich mit seinem Fall zu befassen.\n\nRechtsanwalt",
    ),
    (
        T.APPLICATION_LETTER,
        "Härtefallantrag\n\nAn die Kommission in Düsseldorf\n\nIch heiße Mariam Touré und bin aus "
        "Mali. Bitte helfen Sie mir, dass ich mit meinen Kindern hier bleiben darf. "
        "Bitte prüfen Sie meinen Fall.\n\nMariam Touré",
    ),
    (
        T.APPLICATION_LETTER,
        (
            "To the Hardship Commission\n\nDear members,\nI am asking you to consider my case. I have "
            "lived in Bochum since 2014.\n\nYours sincerely\nSamuel Owusu"
        ),
    ),
    (
        T.APPLICATION_LETTER,
        (
            "Harte-fallkornmission NRW\n40219 Dusseldorf\n\nSehr geehrte Darnen und Herren,\n"
            "wir stellen hierrnit einen Hartefallantrag fur Familie Dragusha. Bitte nehmen Sie den Fall "
            "an."
        ),
    ),
    (
        T.APPLICATION_LETTER,
        (
            "A la commission des cas de rigueur\nDüsseldorf\n\nMadame, Monsieur,\n"
            "je vous prie d'examiner ma situation et de m'aider à rester en Allemagne.\n\n"
            "Respectueusement"
        ),
    ),
    # none of these
    (
        T.OTHER,
        (
            "Sparkasse Siegen\nKontovollmacht\nIch bevollmächtige Frau A. Yildiz, über mein Konto Nr. "
            "4471 zu verfügen und Geld abzuheben.\nKontoinhaber: B. Yildiz"
        ),
    ),
    (
        T.OTHER,
        (
            "Entbindung von der Schweigepflicht\n\nIch entbinde Herrn Dr. Rahn und die Klinik von der "
            "ärztlichen Schweigepflicht gegenüber der Beratungsstelle.\nUnterschrift Patient"
        ),
    ),
    (
        T.OTHER,
        (
            "Schweigepflichtentbindungserklärung\n\nHiermit ermächtige ich meine Ärztin, Auskunft über "
            "meinen Gesundheitszustand zu geben. Ich entbinde sie insoweit von der Schweigepflicht."
        ),
    ),
    (
        T.OTHER,
        (
            "Stadt Herne\nMeldebescheinigung\nFamilienname: Bojang\nVorname: Lamin\n"
            "Anschrift: Feldstr. 4\nEinzug: 1.2.2020"
        ),
    ),
    (
        T.OTHER,
        (
            "Rechtsanwältin Beckord\n\nHärtefallkommission NRW\n\nSehr geehrte Damen und Herren,\n"
            "auf Ihre Anforderung übersende ich die Vollmacht meiner Mandantin.\n\n"
            "Mit freundlichen Grüßen\nBeckord"
        ),
    ),
    (
        T.OTHER,
        (
            "Stadt Herford\nAusländerbehörde\n\nHärtefallkommission NRW\n\n"
            "Sehr geehrte Damen und Herren,\nIhre Mitteilung habe ich zur Kenntnis genommen. Eine "
            "Abschiebung ist nicht geplant.\nIm Auftrag\nRolfes"
        ),
    ),
    (
        T.OTHER,
        (
            "An die Härtefallkommission\n\nSehr geehrte Damen und Herren,\n"
            "ich ziehe meinen Antrag zurück, weil ich heirate.\n\nMit freundlichen Grüßen\n"
            "Edi Lika"
        ),
    ),
    (
        T.OTHER,
        (
            "Petitionsausschuss des Landtags\n\nSehr geehrte Abgeordnete,\n"
            "wir bitten Sie, sich der Sache unserer Nachbarn anzunehmen.\n\n"
            "Mit freundlichen Grüßen"
        ),
    ),
    (T.OTHER, "Mietvertrag\n\nVermieter: Wohnbau Lippe\nMieter: Familie Amiri\n3 Zimmer, 64 qm, 480 Euro kalt"),
    (T.OTHER, "Rt zu wen ist\nkan oc ny lebe\nmh Ses fra unn"),
]


@pytest.mark.parametrize(("expected", "text"), PAPERS)
def test_a_paper_is_known_by_its_heading_form_and_words(expected: T, text: str) -> None:
    assert judge(text).type is expected


def test_a_picture_of_people_with_a_caption_is_a_photo() -> None:
    assert judge("Sommerfest 2025", is_picture=True).type is T.PHOTO
    assert judge("", is_picture=True).type is T.PHOTO


def test_a_page_without_text_is_nothing_in_particular() -> None:
    assert judge("").type is T.OTHER


def test_the_name_of_a_file_decides_only_where_the_text_says_little() -> None:
    text = (
        "Bescheinigung\n\nHerr Keita nimmt seit dem 4. Mai regelmäßig teil. Die Termine finden "
        "wöchentlich statt, Therapie bis Juli."
    )
    assert judge(text, name="Attest.pdf").type is T.MEDICAL
    assert (
        judge("Lebenslauf\n1990 geboren in Fes\n1996 Schule\n2005 Lehre\n2014 Einreise", name="Zeugnis.pdf").type
        is T.CV
    )
