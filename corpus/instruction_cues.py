"""Wordings by which a text turns to language models, in the languages that such texts come in."""

import re

_START = r"(?:^\W*|(?<=[.!?:;…。！？)\]”’\"'])\s*[\W_]{0,3})"
_AI = (
    r"(?:AI|A\.I\.|artificial intelligence|LLMs?|large language models?|language models?|chatbots?"
    r"|ChatGPT|GPT(?:-\d\w*)?|virtual assistants?|generative AI)"
)
_ROLE = r"(?:assistants?|models?|agents?|systems?|readers?|crawlers?|bots?|tools?|summari[sz]ers?)"
_AIS = rf"{_AI}(?:[ -](?:language[ -])?{_ROLE})*"
_A_MACHINE = rf"(?:{_AI}\b|(?:automated |digital )?(?:assistant|bot)\b(?! (?!or\b|that\b|reading\b)\w))"
_READING = r"(?:,? (?:reading|seeing|processing|parsing|that reads?|who reads?) (?:this|the|these) \w+,?)?"
_TELL = r"(?:answer|respond|reply|say|state|report|output|tell|write|claim|conclude|repeat|mention)"
_THAT = r"(?:\s+(?:that|with|only|the users?|users?|readers?|yes|no|nothing)\b|\s*[:“\"])"

_OVERRIDES = (
    r"\b(?:ignore|disregard|forget|override|bypass|pay no attention to"
    r"|stop following)\b.{0,40}\b(?:previous"
    r"|prior|above|earlier|preceding|all|your|other|system|any)\b.{0,30}\b(?:instructions?|prompts?)\b",
    rf"(?:{_START}|\b(?:please|you (?:must|should)|and|then|now|to) )(?:ignore|disregard|forget"
    rf"|override)\b.{{0,20}}\b(?:previous"
    r"|prior|above|earlier|preceding|all|your|other|any)\b.{0,30}\b(?:directions|directives|rules"
    r"|guidelines|articles"
    r"|sources|context|commands|messages|text)\b",
    r"\b(?:ignore|disregard|forget) (?:everything|anything|all|whatever|what) (?:(?:that )?(?:is |was "
    r"|came )?"
    r"(?:above|before this)|(?:that )?you (?:were|have been|['’]ve been) (?:told|instructed|asked"
    r"|given))\b",
    r"\b(?:ignore|disregard|forget) (?:the|all of the) above\b\W*(?:$|and\b|instead\b)",
    r"\b(?:do not|don['’]t|never) (?:follow|obey|use) (?:the|your|any) (?:previous|earlier|prior|original"
    r"|system)"
    r" (?:instructions?|prompts?|rules|guidelines)\b",
    r"\b(?:these|this|following|new) instructions? (?:override|replace|supersede|take"
    r" precedence over) (?:all |any |your |the )*(?:other|previous|prior|earlier|system)\b",
    r"\byour (?:new|real|actual|updated) (?:instructions?|task|prompt|orders?) (?:is|are)\b",
    r"\b(?:new|updated|hidden|reveal|print|repeat|show|following|your|the)\s+system (?:prompt|message"
    r"|instructions?)\b|\bsystem (?:prompt|override|message)\s*[:=]",
    rf"{_START}(?:system|assistant|developer)\s*:\s*\S.{{0,200}}\b(?:you|your|answer|respond|ignore|always"
    r"|never)\b",
    r"<\|?(?:im_start|im_end|system|endoftext|assistant|start_header_id)\|?>|\[/?INST\]|<</?SYS>>"
    r"|#{2,}\s*(?:system|instructions?)\s*:",
    r"\b(?:developer|god|DAN|jailbreak) mode (?:is )?(?:now )?(?:enabled|activated|on)\b",
)
_ADDRESSED = (
    rf"\bif you(?: are|['’]re) (?:an? |the |any )?(?:kind of )?{_A_MACHINE}",
    rf"{_START}as an? (?:{_AI}(?:[ -](?:language|{_ROLE}))*|(?:helpful |digital )?assistant),? ?(?:you|I"
    rf"|please"
    r"|do not|don['’]t|always|never|it is your)\b",
    r"\byou are (?:now )?(?:an? |the |my )?(?:helpful |new |unrestricted |uncensored |unbiased )*"
    rf"{_A_MACHINE}|\byou are now DAN\b",
    rf"{_START}(?:(?:an? )?(?:important |urgent |special )*(?:note|notice|message|instructions?|reminder"
    rf"|request"
    rf"|attention|warning)\s*(?:to|for|:|,|-)?|to|dear|hey|hi|hello)\s+(?:any |all |every |the |our "
    rf"|you )*{_AIS}"
    r"(?:\s+(?:reading|processing|crawling|indexing|summari[sz]ing|analy[sz]ing|scraping|parsing)\b"
    r"[^.!?]{0,40}?)?\s*[:,!—–-]",
    rf"{_START}(?:instructions?|directives?|guidance) (?:to|for) (?:any |all |the )?{_AIS}\b",
    rf"{_START}{_AIS}(?:[ -](?:only|instructions?|directives?|note))?\s*:\s*(?:please |you |always |never "
    rf"|do not "
    rf"|don['’]t |ignore |disregard |{_TELL}\b)",
    rf"\b(?:the following|this (?:text|passage|paragraph|section|message|note)) is (?:only |intended "
    rf"|meant )*"
    rf"(?:for|addressed to|directed at) (?:any |all )?{_AIS}\b",
    r"\b(?:do not|don['’]t|never) (?:tell|reveal|mention|disclose|show|say|admit)\b.{0,60}\bto (?:the"
    r"|your) users?"
    r"\b|\b(?:do not|don['’]t|never) (?:tell|inform|warn) (?:the|your) users?\b",
    rf"\bwhen(?:ever)? (?:you (?:are |['’]re )?)?(?:asked|answering|answer|summari[sz]e|summari[sz]ing"
    rf"|respond"
    rf"|responding|quot(?:e|ing)|cit(?:e|ing))\b.{{0,80}},\s*(?:always |please |you must |only "
    rf"|you should )?{_TELL}"
    rf"{_THAT}",
    rf"\bin (?:your|any|all|every) (?:summar(?:y|ies)|answers?|responses?|output|repl(?:y"
    rf"|ies))\b,?\s*(?:always|never"
    rf"|please|do not|don['’]t|you must|{_TELL}|include|cite|recommend|omit|leave out)\b",
    rf"\b(?:you must|always|only) (?:now )?(?:answer|respond|reply)\b.{{0,30}}?{_THAT}",
    r"\bfrom now on,? you (?:are an? |must (?:answer|respond|say|act)|will (?:answer|respond|act as"
    r"|pretend))",
    rf"{_START}(?:please )?(?:pretend (?:to be|that you|you are)|act as (?:an? )?(?:unrestricted"
    rf"|uncensored|{_AI}))\b",
)
_THIRD_PERSON = (
    rf"\b(?:{_AIS}|the (?:assistant|model|chatbot)){_READING}\s+"
    rf"(?:must|should|shall|has to|have to|are to|is to|will please"
    rf"|are (?:instructed|required|asked) to|please)\b.{{0,30}}?\b{_TELL}{_THAT}",
    rf"\b(?:{_AIS}|the (?:assistant|model|chatbot)){_READING}\s+(?:must|should|shall|has to|have to"
    rf"|are (?:instructed|required"
    r"|asked) to|please)\b.{0,30}?\b(?:ignore|disregard|cite|recommend|mention|treat|summari[sz]e|trust"
    r"|prefer|quote"
    r"|use|rank)\b.{0,30}?\b(?:this|these|following|only|all|any|other|rest|every|the (?:article|page"
    r"|source|text"
    r"|cost|price|other))\b",
)
_ELSEWHERE = (
    # German, Dutch, Swedish
    r"\b(?:ignorier\w*|vergiss|vergessen sie|missachte\w*)\b.{0,25}\b(?:vorherig|bisherig|früher|obig"
    r"|vorangehend"
    r"|vorig|vorstehend)\w*\b.{0,20}\b(?:anweisung|instruktion|befehl|vorgab|anordnung|regel|prompt)\w*",
    r"\b(?:hinweis|achtung|nachricht|anweisung|mitteilung)\w*\s*(?:an|für|:|,)?\s*(?:alle |die )?(?:ki|ai"
    r"|llm|sprachmodelle?)"
    r"(?:[- ](?:assistent|modell|system|agent)\w*)?\s*[:,!–-]",
    r"\b(?:wenn|falls|sofern) (?:du|sie) (?:eine?n? )?(?:ki\b|sprachmodell|künstliche intelligenz|chatbot"
    r"|ki-\w+)",
    r"\b(?:negeer|vergeet)\b.{0,20}\b(?:vorige|eerdere|voorgaande|bovenstaande)\b.{0,15}\b(?:instructies"
    r"|opdrachten)\b",
    r"\bignorera\b.{0,20}\b(?:tidigare|föregående)\b.{0,10}\binstruktioner\b",
    # French
    r"\b(?:ignore[rz]?|oublie[rz]?|ne ten(?:ez|ir|ons) pas compte de)\b.{0,25}\b(?:instructions?"
    r"|consignes?|directives?"
    r"|ordres)\b.{0,15}\b(?:précédent|antérieur|ci-dessus|préalable)\w*",
    r"\b(?:note|attention|message|instructions?|avis)\s*(?:aux?|pour|à l['’]attention d(?:es|e)|à"
    r"|:)\s*(?:tous? |toutes |les |l['’])*"
    r"(?:assistants?|modèles?|agents?|IA|systèmes?)\s*(?:d['’]IA|IA|de langage"
    r"|d['’]intelligence artificielle)?\s*[:,!–-]",
    r"\bsi (?:tu es|vous êtes) (?:une? )?(?:IA\b|modèle de langage|assistant\b|intelligence artificielle"
    r"|chatbot)",
    # Spanish, Portuguese, Italian
    r"\b(?:ignor[ae]n?|olvid[ae]n?|desconsidere|esqueça|dimentica|haz caso omiso de"
    r"|no tengas en cuenta)\b.{0,25}"
    r"\b(?:instrucciones|indicaciones|órdenes|instruções|istruzioni|ordens)\b.{0,15}\b(?:anterior\w*"
    r"|previ[ao]s|precedenti)",
    r"\b(?:nota|atención|mensaje|aviso|instrucci\w+|atenção|attenzione)\s*(?:para|a|per|aos?|:"
    r"|,)\s*(?:todos |los |las |os |gli |i )*"
    r"(?:asistentes?|modelos?|assistentes?|assistenti|modelli|IA)\s*(?:de IA|IA|de lenguaje|de linguagem"
    r"|di IA|linguistici)?\s*[:,!–-]",
    r"\b(?:si eres|si usted es|se você é|se sei) (?:una? |uma? )?(?:IA\b|modelo de l\w+|asistente de IA"
    r"|assistente de IA"
    r"|modello linguistico|inteligencia artificial|inteligência artificial|intelligenza artificiale)",
    # Russian
    r"\b(?:игнорируй(?:те)?|забудь(?:те)?|проигнорируй(?:те)?)\b.{0,25}\b(?:предыдущ|прежн|прошл"
    r"|вышеуказанн)\w*\s*(?:инструкци|указани|команд)\w*",
    r"\bесли (?:ты|вы)\s*[—–-]?\s*(?:ИИ\b|языковая модель|чат-бот|искусственный интеллект)",
    # Chinese
    r"(?:忽略|无视|無視|忽视|忽視|忘记|忘記|不要理会|不要遵守).{0,8}(?:之前|以上|先前|此前|前面|上面|上述|所有|一切|全部|原有).{0,8}(?:指令|指示|提示|说明|說明"
    r"|要求|命令|规则|規則|设定)",
    r"如果(?:你|您)是(?:一[个個名款])?(?:AI|人工智能|人工智慧|大?语言模型|大?語言模型|聊天机器人|聊天機器人|智能助手)",
    r"(?:致|给|給|请|請|告知|提醒)(?:所有|各位|各)?(?:AI|人工智能|人工智慧|大?语言模型|大?語言模型)(?:助手|模型|系统|系統|助理)?.{0,6}[:：，,]",
    # Japanese
    r"(?:これまで|以前|上記|前述|前|すべて|全て|先ほど)の?.{0,8}(?:指示|命令|プロンプト|ルール|指令).{0,6}(?:無視|忘れ|破棄)",
    r"(?:あなた|君)が?.{0,6}(?:AI|人工知能|言語モデル|アシスタント|チャットボット).{0,4}(?:なら|場合|であれば)",
    r"(?:AI|人工知能|言語モデル)(?:アシスタント|モデル|システム|エージェント)?(?:への|へ|の皆さん)(?:の)?(?:注意|指示|お知らせ|メッセージ|お願い)",
    # Korean
    r"(?:이전|위의?|앞의?|기존|모든|지금까지의).{0,10}(?:지시|지침|명령|프롬프트)\w{0,4}.{0,6}(?:무시|잊)",
    r"(?:당신이|네가|귀하가).{0,4}(?:AI|인공지능|언어 ?모델|챗봇).{0,6}(?:라면|이라면|인 경우)",
    r"(?:AI|인공지능|언어 ?모델)\s?(?:어시스턴트|모델|비서|에이전트)?(?:에게|께|들에게)?.{0,6}"
    r"(?:안내|알림|지시|주의)\s*[:：]",
)
_KEYWORDS = (
    "ignor;disregard;forget;overrid;bypass;pay no attention;obey;prompt;instruc;instruk;instrução;"
    "instruções;istruz;following ;assistant;developer:;system:; mode ;<|;[inst];[/inst];<<sys;model;"
    "llm;chatbot;gpt; bot ; bot,; bots;artificial;a.i.;user;summar;response;your output;any output;"
    "all output;reply;replies;answer;respond;quoting;quote;citing;cite,;pretend;unrestricted;"
    "uncensored;ki-;sprachmod;künstlich;wenn ;falls du;falls sie;sofern ;hinweis;achtung;nachricht;"
    "mitteilung;anweisung;vergiss;vergessen;missachte;negeer;vergeet;langage;oublie;tenez;consigne;"
    "olvid;indicaciones;esqueça;dimentica;nota ;nota:;atenç;atenci;attenz;mensaje;aviso;avis ;omiso;"
    "en cuenta;desconsider;ordens;órdenes;игнорируй;забудь;если;"
    "指;提示;说明;說明;要求;命令;规则;規則;设定;如果;人工;模型;ルール;プロンプト;言語;アシスタント;チャット;お知らせ;지시;지침;명령;프롬프트;인공;언어;챗봇"
)
KEYWORDS = tuple(_KEYWORDS.split(";"))
"""One of these, or `AI_WORD`, stands in every text that `PLAIN` or `ORDER` finds, in lower case."""
AI_WORD = re.compile(r"(?<![a-zà-ÿ])(?:ai|ia|ki|ии)(?![a-zà-ÿ])")

REPORTED = re.compile(
    r"\b(?:said|says|told|according to|laws?|rules|regulat\w+|act|bill|legislation|lawmakers?|commission"
    r"|court"
    r"|ruling|directive|senators?|ministry|agency|experts?|analysts?|critics|researchers?|argued?|wrote"
    r"|guidelines)\b",
    re.IGNORECASE,
)
PLAIN = re.compile("|".join((*_OVERRIDES, *_ADDRESSED, *_ELSEWHERE)), re.IGNORECASE)
ORDER = re.compile("|".join(_THIRD_PERSON), re.IGNORECASE)
# "Ignore all previous instructions." alone announces what follows; with an order of its own it is done.
HAS_ORDER = re.compile(
    rf"\b{_TELL}\b|\b(?:recommend|treat|cite|use|summari[sz]e|translate|and)\b|\b(?:behaupte|antwort|sag"
    rf"|schreib|teile)\w*"
    r"|\b(?:répond|dis|dites|affirm|écri|indiqu)\w*|\b(?:responde|di|diga|afirma|escrib|contesta|rispondi"
    r"|diga)\w*"
    r"|[回告说說称稱]|答え|言[いっ]|述べ|대답|답하|말하",
    re.IGNORECASE,
)
GOES_ON = re.compile(
    r"\W*(?:(?:also|then|instead|always|never|do not|don['’]t|only|please|you must|you should|you are"
    r"|your|say|state"
    rf"|this (?:instruction|order|rule))\b|{_TELL}{_THAT})",
    re.IGNORECASE,
)
