"""What leads to people in letters that are not German: "my name is", "mon mari", "adım", "меня зовут", "اسمي".

The words of one meaning stand together for all languages; a lead ends where the name begins.
"""

from __future__ import annotations

import re

from classifiers.names import word_set

_NAMED = (
    # English, French, Spanish, Portuguese, Italian, Romanian
    r"my\s+(?:full\s+)?name\s+is|the\s+name\s+is|the\s+undersigned|i,|i\s+am|(?-i:(?<=[.!?,] )am|(?<=\n)am)|i['’]m"
    r"|this\s+is"
    r"|je\s+m['’]appelle|je\s+me\s+nomme|mon\s+nom\s+(?:complet\s+)?est|je\s+soussignée?|moi,|je\s+suis"
    r"|me\s+llamo|mi\s+nombre\s+(?:completo\s+)?es|yo,|soy|el\s+abajo\s+firmante|la\s+abajo\s+firmante"
    r"|chamo-me|me\s+chamo|(?:o\s+)?meu\s+nome\s+(?:completo\s+)?é|eu,|sou"
    r"|mi\s+chiamo|(?:il\s+)?mio\s+nome\s+è|(?:io\s+)?(?:il|la)?\s*sottoscritt[oa]|io,|sono"
    r"|m[ăa]\s+numesc|numele\s+meu\s+(?:este|e)|subsemnat(?:ul|a)|eu\s+sunt|sunt"
    # Turkish, Kurdish, Albanian, Bosnian/Croatian/Serbian, Macedonian, Polish
    r"|(?:benim\s+)?ad[ıi]m(?:\s+(?:ve\s+)?soyad[ıi]m)?|ismim|ben,|ad[ıi]\s+soyad[ıi]"
    r"|nav[êe]\s+min|ez,?"
    r"|quhem|më\s+quajnë|emri\s+im(?:\s+(?:është|eshte))?|unë\s+(?:jam|quhem)|unë,|jam"
    r"|zovem\s+se|ja\s+se\s+zovem|moje\s+ime\s+je|ja\s+sam|ja,|зовем\s+се|ја\s+сам|моје\s+име\s+је"
    r"|се\s+викам|јас\s+сум|казвам\s+се|nazywam\s+się"
    # Russian, Ukrainian, Armenian, Somali
    r"|меня\s+зовут|мо[её]\s+имя|я,?|мене\s+звати|моє\s+ім['’]я|իմ\s+անունը|ես|magacaygu\s+waa"
    # Arabic, Persian, Dari, Urdu
    r"|اسمي(?:\s+هو)?|[أا]نا(?:\s+الموقعة?(?:\s+[أا]دناه)?)?|اینجانب|نام\s+من|اسم\s+من|میرا\s+نام|من(?=\s+\S+\s+\S+(?:\s+\S+)?\s+هستم)"
)
_SPOUSE = (
    r"my\s+(?:\w+\s+)?(?:husband|wife|spouse|partner)|(?:mon|ma)\s+(?:mari|époux|épouse|conjointe?|femme|compagne)"
    r"|mi\s+(?:marido|esposo|esposa|mujer|pareja)|(?:meu|minha)\s+(?:marido|esposo|esposa|mulher)"
    r"|mi[oa]\s+(?:marito|moglie)|soți(?:a\s+mea|ul\s+meu)|eşim(?:in)?"
    r"|(?:gruaja|bashkëshortja|bashkëshorti|burri)\s+ime?|moj[aeu]?\s+(?:supru\w+|žen\w+|muž\w*)|мој[аe]?\s+(?:супру\w+|жен\w+)"
    r"|мо\w{1,2}\s+(?:жен[аеуы]|муж\w*|супруг\w*|дружин\w+|чоловік\w*)|زوجتي|زوجي|همسرم|شوهرم|خانمم"
    r"|(?:jina|hevjîna|mêrê)\s+min"
)
_CHILD = (
    r"(?:my|our|(?:have|with)\s+(?:one|a|two|three|\d))\s+(?:\w+\s+)?(?:sons?|daughters?|child(?:ren)?|kids?|baby)"
    r"|(?:mon|ma|mes|notre|nos)\s+(?:\w+\s+)?(?:fils|filles?|enfants?)|(?:mi|mis|nuestr\w+)\s+(?:\w+\s+)?hij[oa]s?"
    r"|(?:meus?|minhas?|noss[oa]s?)\s+(?:\w+\s+)?filh[oa]s?|(?:mi[oa]|miei|mie|nostr[oaie])\s+(?:\w+\s+)?figli?[oaie]?"
    r"|(?:fiul|fiica|copi\w+)\s+(?:nostru|noastr[ăa]|noștri|meu|mea|mei)"
    r"|oğl(?:um|umuz)\w*|oğullarım\w*|kız(?:ım|ımız|larım)\w*|çocu(?:ğum|ğumuz|klarım\w*)"
    r"|(?:djali|vajza|biri|bija|fëmij\w+)\s+(?:im|ime|ynë|jonë|tanë|tonë)"
    r"|(?:mo[jgm]|naš)\w*\s+(?:\w+\s+)?(?:sin\w*|kćer\w*|ćer\w*|dec\w+|djec\w+|d?jete)"
    r"|(?:мо|наш)\w*\s+(?:сын\w*|доч\w*|дет\w+|реб[её]н\w+|син\w*|доньк\w+|діт\w+)|мій\s+син\w*"
    r"|و?(?:ابني|ابنتي|بنتي|ولدي|[أا]ولادي|[أا]طفالي|ابننا|ابنتنا)|و?\s?(?:پسرم|دخترم|فرزندم|فرزندانم|پسرمان|دخترمان)"
    r"|(?:kurê|keça|zarokên)\s+min"
)
_RELATIVE = (
    r"my\s+(?:\w+\s+)?(?:brother|sister|mother|father|parents|friend|neighbou?r|cousin|uncle|aunt|nephew|niece"
    r"|fiancée?|colleague)|(?:mon|ma)\s+(?:frère|s(?:œ|oe)ur|mère|père|ami|amie|voisine?|cousine?|oncle|tante)|mes\s+parents"
    r"|mi\s+(?:herman[oa]|madre|padre|amig[oa]|vecin[oa]|prim[oa])|mis\s+padres"
    r"|(?:meu|minha)\s+(?:irmão|irmã|mãe|pai|amig[oa])|mi[oa]\s+(?:fratello|sorella|madre|padre|amic[oa])"
    r"|(?:fratele|sora|mama|tatăl)\s+me[ua]|(?:kardeşim|ağabeyim|ablam|annem|babam|arkadaşım|komşum)"
    r"|(?:vëllai|motra|nëna|babai|shoku)\s+ime?|moj[aeu]?g?a?\s+(?:brat\w*|sestr\w+|majk\w+|ot\w+|prijatelj\w*)"
    r"|мо\w{1,3}\s+(?:брат\w*|сест\w+|мат\w+|мам\w+|отц\w*|пап\w+|друг\w*)|[أا]خي|[أا]ختي|والدتي|والدي|[أا]مي|[أا]بي|صديقي"
    r"|برادرم|خواهرم|مادرم|پدرم|دوستم"
)
_BEHALF = (
    r"on\s+behalf\s+of|in\s+the\s+name\s+of|au\s+nom\s+de|(?:en|a)\s+nombre\s+de|em\s+nome\s+d[eoa]|a\s+nome\s+di|în\s+numele"
    r"|në\s+emër\s+të|u\s+ime|у\s+име|от\s+имени|від\s+імені|نيابة\s+عن|باسم|از\s+طرف|به\s+نمایندگی\s+از|bi\s+navê"
)
# "soy Paola, esposa de Julián": who is named behind is the one whom the letter is about.
_KIN_OF = (
    r"(?:wife|husband|sister|brother|mother|father|son|daughter|friend)\s+of|(?:épouse|mari|sœur|soeur|frère|mère|père|fils|fille)\s+de"
    r"|(?:esposa|esposo|mujer|marido|herman[oa]|madre|padre|hij[oa])\s+de|(?:moglie|marito|sorella|fratello|figli[oa])\s+di"
)
_TITLE = (
    r"mr\.?|mrs\.?|ms\.?|miss|monsieur|madame|m\.|mme|señora?|sr\.?|sra\.?|senhora?|signora?|sig\.?|bay|bayan|zoti|zonja"
    r"|gospodin|gospođa|господин|госпожа|пан|пані|السيدة?|آقای|خانم"
)
_CALLED = (
    r"is|is\s+called|named|est|s['’]appelle|es|se\s+llama|é|chama-se|è|si\s+chiama|este|se\s+numește|quhet|është|je|se\s+zove"
    r"|зовут|звати|هو|هي|e|نام|اسمه|اسمها"
)


def _lead(words: str) -> re.Pattern[str]:
    """Words of one meaning with what may stand between them and the name."""
    return re.compile(
        rf"(?<![\w'’-])(?:{words})(?![\w'’-])(?:\s*[,:–-]?\s*(?:{_CALLED})(?!\w))?[\s,:(]*(?:(?:{_TITLE})\s+)*",
        re.IGNORECASE,
    )


NAMED, SPOUSE, CHILD, RELATIVE = _lead(_NAMED), _lead(_SPOUSE), _lead(_CHILD), _lead(_RELATIVE)
BEHALF = re.compile(rf"(?<!\w)(?:{_BEHALF}|{_KIN_OF})(?!\w)", re.IGNORECASE)
# A lead that also begins other sentences: "I am German", "je suis malade", "sono qui" need two words of a name.
WEAK = re.compile(
    r"(?:(?:i\s+)?am|i['’]m|this\s+is|je\s+suis|moi,|soy|sou|sono|(?:eu\s+)?sunt|ben|ez|jam|unë\s+jam|ja\s+sam|ја\s+сам|i,|eu,|ja,|я|ես|من"
    r"|[أا]نا)[\s,]*$",
    re.IGNORECASE,
)
BORN = re.compile(
    r"\bborn\b|\bd\.?o\.?b\b|date\s+of\s+birth|\bnée?s?\b|date\s+de\s+naissance|\bnacid[oa]s?\b|\bnací\b|fecha\s+de\s+nacimiento"
    r"|\bnascid[oa]s?\b|\bnasci\b|\bnat[oaie]\b|\bnăscut\w*|\bnascut\w*|doğ[du]|\blindur\b|\blindja|datëlindj"
    r"|\brođen\w*|\broden\w*|\bрођен\w*|\bроден\w*|родил|рожд|г\.\s?р\.|народ[иж]|р\.\s?н\.|urodzon|ծնված|ծնվել"
    r"|مولود|مواليد|ولدت|تاريخ\s+الميلاد|ميلاد|متولد|تولد|پیدائش|\bdayik\b|dinyayê|dhash|ተወል|ተወሊ|ተወለ|ልደት|დაბად|জন্ম|பிறந்த|जन्म|ਜਨਮ|sinh\s+ngày|出生|төрсөн|geb(?:\.|oren)|\*",
    re.IGNORECASE,
)
NOT_APPLYING = re.compile(
    r"\b(?:german|dutch|french|italian|spanish|polish|swedish|eu)\s+(?:citizen|national|passport)|\bnot\s+part\s+of\s+this\b|\bis\s+german\b|\b(?:est|suis)\s+allemande?\b|nationalité\s+allemande|\balem(?:án|ana|ão|ã)\b"
    r"|\btedesc[oa]\b|alman\s+vatandaş|shtetas\w*\s+gjerman|njemačk\w+\s+državljan|nemačk\w+\s+državljan|граждан\w+\s+германии"
    r"|[أا]لماني|شهروند\s+آلمان|تبعه\s+آلمان",
    re.IGNORECASE,
)
AND = r"(?:and|et|y|e|ve|și|si|dhe|i|и|та|і|و|û|u|&|und|ու|և)"
# "for me and my son": who stands behind applies like the writer.
WITH_ME = re.compile(
    rf"(?<!\w)(?:me|myself|moi|mí|mim|mua|mene|meni|мне|меня|мені|мене|mine|lui|لي|من|me\s+stess[oa]|us|nous|together\s+with"
    rf"|avec|junto\s+con|con|com|impreună\s+cu|zajedno\s+sa|bashkë\s+me|birlikte|вместе\s+с|разом\s+з)(?:\s+{AND})?\s+$",
    re.IGNORECASE,
)
# Words of scripts without capitals that end a name.
STOPS = word_set(
    "من في و است هستم هست مولود مولودة مواليد متولد ولدت الجنسية جنسيتي تبعه اهل از که را به با و لي التي الذي"
    " سوري سورية در ساکن عمري عمره تاريخ المولود المولودة اسكن أسكن أعيش مقيم مقيمة"
)
