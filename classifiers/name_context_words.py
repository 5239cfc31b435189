"""The words that stand around names in German letters and say what part somebody plays."""

from __future__ import annotations

import re

TITLE = (
    r"(?:(?:d(?:en|er|ie|as|em|es)|herrn?|frau|familie|fam\.?|eheleuten?|ehepaars?|dr\.?|unser\w*|mein\w*|sein\w*"
    r"|ihr\w*|mj\.?|minderjährige\w*"
    r"|kindes|kindern?|jugendlichen?|jungen|volljährige\w*|genannten?|geduldete\w*|unbegleitete\w*"
    r"|alleinerziehende\w*|lieben?|beiden|[a-zäöü]+ischen?|staatsangehörigen?|mandant(?:in|en|schaft)?"
    r"|\d[.)])[\s,]+)*"
)
CLIENT = re.compile(
    r"(?:\b(?:"
    r"für|vertrete[n]?|vertreten\s+wir|verteidigen|im\s+namen(?:\s+und\s+(?:im\s+auftrag|in\s+vollmacht))?(?:\s+von)?"
    r"|namens(?:\s+und\s+in\s+vollmacht)?(?:\s+von)?"
    r"|im\s+auftrag(?:e)?(?:\s+von)?|in\s+vertretung(?:\s+von)?|zugunsten(?:\s+von)?|zu\s+gunsten(?:\s+von)?"
    r"|in\s+(?:der\s+)?(?:\w*sache|angelegenheit|rechtssache)n?(?:\s+(?:von|betreffend))?|in\s+sachen"
    r"|mandant(?:in|en|innen|schaft|s)?(?:\s+ist)?(?:,?\s+(?:im\s+folgenden|nachfolgend|hier))?"
    r"|vormund(?:schaft)?(?:\s+(?:von|für|des|der))?|(?:zu[mr]\s+)?betreuer(?:in)?\s+(?:von|des|der|für)"
    r"|antragsteller(?:in|s|innen)?|betroffene[rn]?|schützling\w*|mündel[s]?|(?:geht|handelt"
    r"|dreht)\s+(?:es\s+)?(?:sich\s+)?(?:hier(?:bei)?\s+|dabei\s+)?um"
    r"|(?:den\s+)?fall(?:\s+von)?|(?:das\s+)?schicksal(?:\s+von)?|(?:die\s+)?lage\s+von|(?:die\s+)?situation\s+von"
    r"|anliegen\s+von|\w*antrag(?:s)?(?:\s+(?:für|von|der|des|betreffend|zugunsten(?:\s+von)?|bezüglich|i\.\s?s\.))+"
    r"|betr(?:eff|ifft|effend|\.)?\s*:?|bezüglich|wegen|hinsichtlich|begleite[n]?|unterstütze[n]?(?:\s+wir)?"
    r"|betreue[n]?(?:\s+wir)?|kenne[n]?(?:\s+wir)?|aufenthalt(?:srecht)?\s+(?:für|von)|bleiberecht\s+für"
    r"|ersuchen\s+(?:für|zugunsten)"
    r"|härtefall(?!kommission)\w*(?:\s+(?:für|von|i\.\s?s\.))?|verfahren(?:\s+(?:von|des|der|für|betreffend))"
    r"|betreffend|abschiebung\s+(?:von|des|der)|melden\s+wir(?:\s+ihnen)?|stelle\w*\s+ihnen|person(?:en)?:?"
    r"|petition\s+für"
    r"|for|behalf\s+of|regarding|concerning|case\s+of|pour|au\s+nom\s+de|ehemann\s+von|ehefrau\s+von|verfahren"
    r"|eingabe\s+für|einsatz\s+für|aufenthaltssache|ausländersache|i\.\s?s\."
    r"|freiheitsentziehungssache(?:\s+betreffend)?|in\s+re"
    r")|(?:^|\n)\s*(?:re|betr?)\s*:)[\s:,]+" + TITLE + r"$",
    re.IGNORECASE,
)
# "für" is said of many: "für Rechtsanwalt X", "für Frau Dr. X bestimmt", "Amt für …": the office signs sort them out.
SELF = re.compile(
    r"(?:\bich\s+(?:heiße|heisse|heise|bin|hies{1,2}e|trage\s+den\s+namen)|mein(?:\s+\w+)?\s+name\s*(?:ist|lautet|:)?|\bname\s+ist|(?:^|[\n.]\s*)name:?"
    r"|my\s+(?:full\s+)?name\s+is|\bi\s+am|\bi['’]m|je\s+m['’]appelle|je\s+suis"
    r"|(?:^|[\n.!?]\s*)ich,|\bich,|mon\s+nom\s+est|меня\s+зовут|мене\s+звати|\bad[ıi]m|\bismim|\bunë\s+(?:quhem|jam)"
    r"|\bemri\s+im|\bzovem\s+se|\bja\s+sam|\bme\s+llamo|\byo,|\bje\s+soussignée?,?|\bmi\s+chiamo|اسمي|نام\s+من"
    r"|unterzeichne(?:te|r|rin|nde)\w*,?|\bhier\s+(?:ist|schreibt)|hiermit\s+(?:beantrage|stelle|bitte)\s+ich,)\s+"
    r"(?:(?:die|der|frau|herr|wie\s+gesagt|(?:staats)?bürger(?:in)?(?:\s+(?:von|der|des|aus|de[rs]\s+republik))?\s+[^\W\d_]+"
    r"|[a-zäöü]+ische[r]?\s+staats\w+)\s+)*$",
    re.IGNORECASE,
)
WE = re.compile(
    r"(?:\bwir,|\bwir\s+(?:heißen|sind)|mein\s+mann\s+und\s+ich,?|meine\s+(?:ehe)?frau\s+und\s+ich,?|\bfür\s+uns,"
    r"|absender:?|unsere\s+namen\s*(?:sind|:)|wir\s+beide,)\s+(?:(?:die|das|eheleute|ehepaar|familie)\s+)*$",
    re.IGNORECASE,
)
PARTY = re.compile(
    r"(?:^|\n|,\s|;\s|:\s|\bdes\s|\bfür\s)\s*(?:\(?\d{1,2}[.)]{1,2}|[a-h]\))\s*" + TITLE + r"$"
    r"|\b(?:in\s+(?:der|dem)\s+[\w.-]*\s?[\w-]*(?:sache|verfahren|rechtsstreit|streitverfahren|rechtsschutzes"
r"|angelegenheit))(?:\s+\w+){0,4}[\s:]+(?:(?:des|der|von|betreffend)\s+)?"
    + TITLE + r"$",
    re.IGNORECASE,
)  # fmt: skip
OWN = r"(?:(?:mein|unser|my|our|mon|ma|notre)\w*|mis?(?!\w))"
ADJ = r"(?:\s+(?!und\b)[\wäöüß]+e[nrms]?|\s+\w+jährige\w*|\s+(?:zwei|drei|vier|fünf|sechs)){0,4}"
CHILD = re.compile(
    r"(?:\b(?:söhne?n?|sohn(?:es)?|töchtern?|tochter|kind(?:er[n]?|es)?|baby|sons?|daughters?|child(?:ren)?|fils"
    r"|filles?|enfants?|zwillinge[n]?|säugling|hij[oa]s?|figli[oae]?)\b"
    r"(?:\s+(?:heißt|heisst|heist|heißen|namens|sind|ist|is|called))?)[\s:,(]*(?:(?:die|der|und"
    r"|den)\s+)?(?:\w+jährige[nr]?\s+)?$",
    re.IGNORECASE,
)
SPOUSE = re.compile(
    r"\b(?:ehefrau|ehemann(?:es)?|(?:(?:mein|sein|ihr)\w*)(?:\s+\w+e[nrms]?){0,2}\s+(?:frau|mann)|gatt(?:e|in)n?"
    r"|husband|wife|mari|femme|épouse?|lebensgefährt(?:e|in)n?|partner(?:in)?)(?:\s+(?:heißt|heisst|heist|hieß|ist"
    r"|sind|is|called|s['’]appelle))?[ ,:]+(?:namens\s+)?(?:(?:frau|herrn?)\s+)?$",
    re.IGNORECASE,
)
PARENT = re.compile(
    r"\b(?:vater[s]?|mutter|eltern|papa|mama|vati|mutti|father|mother|parents|père|mère)(?:\s+(?:heißt|heisst|heist"
    r"|hieß|ist|sind|is|called|s['’]appelle))?[ ,:]+(?:(?:frau|herrn?)\s+)?$",
    re.IGNORECASE,
)
RELATIVE = re.compile(
    r"\b(?:bruder[s]?|brüder[n]?|schwestern?|cousin(?:e|s)?|onkel|tante|neffen?|nichte|schwager|schwägerin"
    r"|schwiegersohn|schwiegertochter|schwieger(?:mutter|vater)|enkel(?:in|sohn)?|oma|opa|groß(?:mutter|vater)"
    r"|verlobten?r?|lebensgefährt(?:e|in)n?|pflegesohn|pflegetochter|brother|sister|uncle|aunt|nephew|niece|frère"
    r"|soeur|sœur|fiancée?|freund(?:in)?)(?:\s+(?:heißt|heisst|heist|hieß|ist|sind|is|called"
    r"|s['’]appelle))?[ ,:]+(?:namens\s+)?(?:(?:frau|herrn?)\s+)?$",
    re.IGNORECASE,
)
PUPIL = re.compile(
    r"\b(?:schüler(?:in|s|innen)?|nachbar[ns]?|nachbarin|mitarbeiter(?:in|s)?|auszubildende[rn]?|azubis?|lehrlings?"
    r"|angestellte[rn]?|arbeitnehmer(?:in|s)?|kolleg(?:e|in)n?|mitschüler(?:in|s)?|patient(?:in|en)?|spieler(?:in|s)?"
    r"|koch(?:es)?"
    r"|mieter(?:in|s)?|freund(?:in|es)?|bekannten?|gemeindemitglieds?|klient(?:in|en)?|bewohner(?:in|s)?|mündels?"
    r"|pflegekind\w*|student(?:in|en)?|praktikant(?:in|en)?|geselle[n]?|schützlings?|teilnehmer(?:in|s)?"
    r"|\w+pfleger(?:in)?|\w+helfer(?:in)?|mitspieler(?:in)?)"
    r"[ ,:]+(?:namens\s+)?(?:(?:frau|herrn?)\s+)?$",
    re.IGNORECASE,
)
# "Ein Bruder meines Mandanten, Herr X" is not the client.
OF_CLIENT = re.compile(
    r"\b(?P<kin>(?:bruder|schwester|onkel|tante|cousine?|vater|mutter|schwager|schwägerin|neffe|nichte|ehefrau"
    r"|ehemann|verlobter?|freundin|lebensgefährt(?:e|in)|partner(?:in)?|tochter|sohn|kind(?:er)?|töchter|söhne))n?"
    r"\s+(?:(?:mein|unser)e[rs]|de[rs])\s+(?:mandant|kläger|antragsteller|betroffen|klient|petent"
    r"|geflüchtet)\w*[ ,:]+(?:herrn?\s+|frau\s+)?$",
    re.IGNORECASE,
)
HAS_APPLIED = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?(?:hat|haben)\b(?=[^.!?]{0,60}\b(?:bei\s+ihnen|härtefall"
    r"|kommission))[^.!?]{0,50}\b(?:härtefall)?antr[aä]g\w*\s+(?:gestellt|eingereicht)",
    re.IGNORECASE,
)
OFFICE_NOUN = (
    r"(?:rechtsanw\w*|ra(?:in)?\b\.?|anw(?:a|ä)lt(?:in|innen|e|s)?\b|fachanw\w*|kolleg(?:e|in)n?\s+(?!und)|dr\."
    r"|prof\.|pd\b|sachbearbeiter\w*|richter\w*|rechtspfleger\w*|pfarrer\w*|pastor\w*|pater|imam\w*|diakon\w*"
    r"|klassenlehrer(?:in|innen|s)?\b|schulleiter\w*|lehrer\w*"
    r"|lehrkraft|\w*(?:arzt|ärztin|ärzte|ärztinnen|arztes)\b|therapeut\w*|\w*therapeut\w*|psycholog\w*|betreuer\w*"
    r"|berufsbetreuer\w*|vormund(?:s|in)?\b|ansprechpartner\w*|inhaber\w*|inh\.|geschäftsführer\w*|gf\b|chef(?:in)?\b"
    r"|meister(?:in|s)?\b|ausbilder\w*|leiter(?:in|s)?\b|\w+leitung|vorsitzende\w*"
    r"|abgeordnete\w*|minister\w*|präsident\w*|bürgermeister\w*|landrat\w*|urkundsbeamt\w*|justiz\w*|dolmetscher\w*"
    r"|übersetzer\w*|sozialarbeiter\w*|sozialpädagog\w*|berater\w*|ehrenamtlich\w*|helfer\w*|patin\b|paten?\b"
    r"|trainer(?:in|s)?\b|jugendwart\w*|referent\w*"
    r"|sekretär\w*|dezernent\w*|auskunft\s+erteilt|bearbeiter\w*|durchwahl|zeug(?:e|in)n?|polizist\w*|hausmeister\w*"
    r"|oberärzt\w*|chefarzt|notar\w*|gutachter\w*|mitarbeiter(?:in)?|kollege|dozent\w*|professor\w*|einzelrichter"
    r"|hebamme|vermieter\w*|arbeitgeber\w*)"
)
OFFICE_BEFORE = re.compile(
    rf"(?:{OFFICE_NOUN}[ ,:.]+(?:(?:frau|herrn?|dr\.|i\.\s?r\.|a\.\s?d\.|med\.|jur\.|im|am|\w+recht"
    rf"|verwaltungsgericht)[ ,]*)*"
    r"|vertreten\s+durch\s+(?:\w+\s+)?|handelnd\s+durch\s+(?:\w+\s+)?|z\.\s?hd\.?\s+(?:\w+\s+)?|i\.\s?a\.\s*"
    r"|i\.\s?v\.\s*|gez\.\s*|\bdort\s+(?:herr|frau)\s+|zuständig\w*\s+(?:ist\s+)?(?:dort\s+)?(?:herr|frau)\s+"
    r"|sagt(?:e)?\s+(?:herr|frau)\s+|(?:sehr\s+)?geehrte[rs]?\s+(?:herr|frau)\s+(?:dr\.\s+)?|liebe[rs]?\s+(?:herr"
    r"|frau)\s+|hallo\s+(?:herr|frau)\s+)$",
    re.IGNORECASE,
)
OFFICE_AFTER = re.compile(
    rf"^[ ,(–-]{{1,3}}(?:\w+\s)?{OFFICE_NOUN}(?![\w\s]{{0,40}}(?:möchte|würde|bestätig|beschäftig))"
    r"|^\s*(?:von|vom|bei)\s+(?:der\s+|dem\s+)?(?:ausländer\w*|ausl\.|jugendamt|sozialamt|behörde|amt|stadt|kreis"
    r"|bezirksregierung|caritas|diakonie|awo|bücherei|beratung\w*|bamf|bundesamt|polizei|zab)"
    r"|^\s*(?:vertritt|vertrat|sagte|meinte|hat\s+(?:mir|uns|ihm|ihr)\s+gesagt)\b",
    re.IGNORECASE,
)
GONE = re.compile(
    r"^\W{0,2}[(,]\s?deutsche?[rs]?\s?[),]|\b(?:verstorben\w*|verstarb|gestorben|starb|umgekommen|getötet\w*|ermordet\w*|ums\s+leben|begraben|beerdig\w*|†"
    r"|gefallen\s+ist"
    r"|deutsche[rn]?\s+staats\w+|deutschen\s+(?:pass|ausweis)|(?:ist|sind|wurde|wurden|bin"
    r"|inzwischen)\s+(?:\w+\s+){0,4}deutsche[rnr]?\b|(?:is|are)\s+(?:an?\s+|both\s+)?german|german\s+(?:citizen"
    r"|national)|passed\s+away|died\s+in|est\s+(?:allemande?|décédée?|mort)|eingebürgert\w*|niederlassungserlaubnis"
    r"|unbefristete\w*\s+(?:aufenthalt|titel)|aufenthaltserlaubnis\s+(?:hat|besitzt)|(?:hat|haben|besitzt"
    r"|besitzen)\s+(?:eine|die|inzwischen\s+eine|selbst\s+eine|bereits\s+eine)\s+(?:aufenthalts|niederlassungs)\w+"
    r"|um\s+(?:ihn|sie)\s+geht\s+es\s+(?:hier\s+)?nicht|nicht\s+(?:teil|gegenstand)\s+(?:des|dieses)|nicht\s+(?:vom"
    r"|von\s+diesem)\s+antrag|stell(?:t|en)\s+keinen\s+antrag|gehör(?:t|en)\s+nicht\s+zu|nicht\s+antragsteller\w*"
    r"|steht\s+(?:deshalb\s+|darum\s+)?nicht"
    r"|unbekannten\s+aufenthalts|verschollen|(?:wurde|ist|sind|wurden)\s+(?:[\w.]+\s+){0,8}abgeschoben"
    r"|lebt\s+(?:getrennt|nicht\s+mehr|noch\s+in|weiterhin\s+in)|anerkannte[rn]?\s+(?:flüchtling|asyl)\w*"
    r"|als\s+flüchtling\s+anerkannt|freizügigkeits\w*|unionsbürger\w*|eu-bürger\w*)",
    re.IGNORECASE,
)
GONE_BEFORE = re.compile(
    r"\b(?:verstorben\w*|geschiedene[nrm]?|frühere[nrm]?|ehemalige[nrm]?|getrennt\s+lebende\w*|deutsche[nrm]?|ex-?"
    r"|getötete\w*|ermordete\w*|gefallene\w*|damalige[nrm]?|eingebürgerte\w*)\s*(?:ehe)?(?:frau|mann|ehemann"
    r"|partner(?:in)?|sohn|tochter|bruder|schwester|vater|mutter|lebensgefährt\w+|verlobte[nr]?|kind"
    r"|cousin)?\s*,?\s*(?:herrn?|frau)?\s*$",
    re.IGNORECASE,
)
ORDER_MEMBER = re.compile(r"(?<!\w)(?:Schwester|Bruder|Pater)\s+$")
POSSESSED = re.compile(
    r"\b(?:[Mm]ein|dein|[Ss]ein|[Ii]hr|[Uu]nser|[Dd](?:ie|er|en|em|es)|[a-zäöüß]+e[rnms]?)\w*\s+(?:Schwester|Bruder"
    r"|Pater)\s+$"
)
MINOR_BEFORE = re.compile(r"\b(?:mj\.?|minderj\.?|minderjährige[nrsm]?)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
YOUNG_BEFORE = re.compile(
    r"\b(?:kleine[nrms]?|jüngste[nrms]?)\s+(?:schwester|bruder|sohn|tochter|kind|mädchen|junge)\s*,?\s*$", re.IGNORECASE
)
AGE_BEHIND = re.compile(
    r"^\s*(?:\((\d{1,2})(?:\s*(?:j\.?|jahre?\w*))?\)|,?\s*(\d{1,2})\s*(?:jahre?|j\.|jährig))", re.IGNORECASE
)
OF_AGE = 18
# "ich betreue eine junge Frau, Fatima, aus Guinea": the one whom a helper speaks of.
APPOSED = re.compile(
    r"\b(?:eine[nrm]?|diese[nrm]?|junge[nrm]?)\s+(?:\w+\s+){0,2}(?:frau|mann|mädchen|jungen?|geflüchtete[nr]?)\s*,\s*(?:namens\s+)?$"
    r"|\bwohnt\s+(?:hier\s+|auch\s+|noch\s+)?(?:die|der)\s+$",
    re.IGNORECASE,
)
# "ich schreibe für meine Mama Karine …", "beantrage ich für meinen Bruder …"; not "ich sorge für meine Mutter".
FOR_KIN = re.compile(
    r"\b(?:\w*antrag\w*|bitte\w*|schreib\w*|stelle\w*|bleiberecht|härtefall\w*|alle)\b[^.!?]{0,80}\bfür\s+(?:mich,?\s+(?:und\s+)?(?:für\s+)?)?"
    r"(?:mein|unser)\w*\s+(?:\w+e[nr]?\s+)?(?:mama|papa|mutter|vater|oma|opa|bruder|schwester|eltern|(?:ehe)?mann|(?:ehe)?frau|cousine?|onkel|tante)\s+$",
    re.IGNORECASE,
)
# "Kinder: Simran Kaur 2011, …": a family tells itself in keywords.
ENTRY_OF_FAMILY = re.compile(
    r"(?:^|[\n.;])\s*(?:kind(?:er)?|söhne?|sohn|töchter|tochter|ehe(?:frau|mann)|frau|mann)\s*:\s*$", re.IGNORECASE
)
# "Sie heißt Selamawit": in a letter for somebody the one of whom it speaks.
IS_CALLED = re.compile(
    r"\b(?:sie|er|die\s+kleine|der\s+kleine|der\s+junge|das\s+(?:kind|mädchen|baby)|die\s+(?:frau|tochter|mutter"
    r"|familie)|der\s+(?:mann|sohn|vater))\s+(?:heißt|heisst|heißen)\s+$",
    re.IGNORECASE,
)
