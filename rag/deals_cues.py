"""The words that say what kind of deal a clause speaks of, and how far it has come."""

import re

from .companies_scene import C
from .deals import DealStatus, DealType

# In order: the first that a clause holds names the type.
TYPE_CUES: tuple[tuple[DealType, re.Pattern[str]], ...] = (
    (
        "talks",
        re.compile(
            r"\b(?:(?:in|holding|into|hold|held) (?:\w+ ){0,2}?(?:talks|discussions|negotiations"
            r"|conversations?)"
            r"|speaking to|discussing|negotiating|in contact with|merger (?:idea|talks)"
            r"|planning to merge|to study merger"
            r"|talked about|stay as separate|discussions with|talks with)\b"
        ),
    ),
    (
        "joint_venture",
        re.compile(
            r"\b(?:joint[- ]ventures?|JVs?\b|ventures?\b(?! into| off)|jointly[- ]owned|equally[- ]owned"
            r"|joint (?:company|firm|entity|factory|plant)|50[-:/]50|co-founded"
            r"|(?:form\w*|creat\w+|set(?:ting)? up|found(?:ed|ing)|establish\w*|launch\w*|start(?:ed)?"
            r"|register\w*|run)"
            r" (?:[\w\-$€,.']+ ){0,9}?(?:company|firm|business|start-up|entity|factory|plant)"
            r"|factory they|plant they|company they|fold their|fund for|into a new (?:company|business)"
            r"|(?:pool|pooling|pools) (?:their|its|city|[\w\-]+))\b"
        ),
    ),
    (
        "acquisition",
        re.compile(
            r"\b(?:acquir(?:e|es|ed|ing)|acquisition|takeover|take over|took over"
            r"|buys?(?: out)?(?! into)|buying"
            r"|bought(?! into)|purchas\w+|absorb(?:ed|s)?|sell(?:s|ing)?(?= (?:its|the|his|their|\d"
            r"|[\w\-]+ (?:stake|factory"
            r"|business|unit|plant)))|sold (?:its|the)|sale of|passed to|hand(?:s|ing|ed) (?:its|over"
            r"|their)|changes hands"
            r"|equity transfer|parting with|merger?|merging|trades? its)\b"
        ),
    ),
    (
        "investment",
        re.compile(
            r"\b(?:invest(?:s|ed|ing|ment|ments)?|stakes?|shareholders?|shareholding|backers?"
            r"|funding round|fundraising"
            r"|(?:buys?|bought|buying) into|put(?:s|ting)? (?:in )?(?:[\w$€£.,]+ ){1,4}?into"
            r"|pour\w* (?:[\w$€£.,]+ ){0,4}?into"
            r"|commit(?:s|ted|ting)? (?:about )?[$€£\d][\w.,]*(?: \w+)? to|war chest|equity round"
            r"|share swap|private share issue"
            r"|(?:spending|spent|paying|pay|paid) [$€£\d][\w.,]*(?: \w+)?(?: \([^)]*\))? (?:for"
            r"|on) [\w. ]*(?:%|per ?cent|shares))"
        ),
    ),
    (
        "supply_or_service",
        re.compile(
            r"\b(?:suppl(?:y|ies|ied|ying|ier|iers)|deliver(?:s|ed|ing)?|provid(?:e|es|ed|ing)"
            r"|manufactur(?:e|es|ed|ing) "
            r"|assembl(?:e|es|ed|ing)|sells? (?:batter|cells|parts|cars|vehicles)\w*|batteries (?:from"
            r"|to)|customers?"
            r"|order(?:ed|s)? (?:with|from|for)|cloud (?:supplier|provider)|contract (?:manufactur"
            r"|production)\w*"
            r"|builds? (?:the|its|cars|vehicles)|equip(?:s|ped)|powered by|runs? on|will run|term sheet"
            r"|take (?:all )?(?:their|its) [\w ]{0,20}(?:data|chips|cells|batteries)"
            r"|carry (?:[\w]+ )?chips|based on)\b"
        ),
    ),
    (
        "joint_development",
        re.compile(
            r"\b(?:jointly (?:develop|research|design|build|creat)\w*|co-?develop\w*"
            r"|(?:develop|research|design|explor|test)\w* [^.;]{0,60}?(?:together|jointly|in tandem)"
            r"|carried out jointly|develop(?:s|ed|ing)? [^.;]{0,60}\bwith\b|design(?:s|ed"
            r"|ing)? [^.;]{0,40}\bwith\b"
            r"|work(?:s|ed|ing)? (?:together )?(?:with|on|together)|joint(?:ly)? (?:work|research"
            r"|development|project|programme"
            r"|program|plan)|shared (?:work|research|self-driving)|built separately with|have widened)\b"
        ),
    ),
    (
        "distribution",
        re.compile(r"\b(?:distribut(?:e|es|or|ion|ing)|dealers?|sales channel|resell\w*|showrooms?)\b"),
    ),
    (
        "strategic_cooperation",
        re.compile(
            r"\b(?:alliances?|partner(?:s|ed|ing|ship|ships)?|co-?operat\w+|collaborat\w+|team(?:s|ed"
            r"|ing)? up"
            r"|(?:join(?:s|ed|ing)?|joined) (?:hands|forces)|tie-ups?|tied up|pacts?|agreements?"
            r"|accords?|deals?\b"
            r"|link(?:s|ed)? up|linked|memorand(?:um|a)|MoU|strategic|work(?:s|ing)? with|signed up"
            r"|signs up|enlists?"
            r"|allied|ally|turns to|help from|together|arrangement)\b"
        ),
    ),
)

STATUS_CUES: tuple[tuple[DealStatus, re.Pattern[str]], ...] = (
    (
        "ended",
        re.compile(
            r"\b(?:will not be forming|will not, after all|abandon\w*|scrap(?:ped|s)?|drop(?:s|ped)?\b"
            r"|shelv\w+|terminat\w+|call(?:ed|s)? (?:off|time)"
            r"|is to stop|stop(?:s|ped)? (?:financing|funding|their)|walks? away|walking away"
            r"|parted ways|split\b|cancel\w*|suspend\w*"
            r"|wind(?:s|ing)? (?:up|down)|wound up|laps(?:e|es|ed)|giv(?:e|es|ing) up|pulled? (?:out"
            r"|the plug)|(?:is )?shutting|shut down"
            r"|on ice|failure of|is over|was off|project was off|put an end|dissolv\w+|withdr[ae]w\w*"
            r"|former ally|ended (?:the|their|its)"
            r"|comes to an end|stay as separate|ruled? themselves out|rules? .{0,20} out)\b"
        ),
    ),
    (
        "denied",
        re.compile(
            r"\b(?:den(?:y|ies|ied)|not (?:in (?:talks|negotiations)|discussing|negotiating"
            r"|in discussions)|no talks)\b"
        ),
    ),
    (
        "rumoured",
        re.compile(
            r"\b(?:rumou?rs?|rumou?red|reportedly|(?:is|are|was|were) said to|unconfirmed|had claimed"
            r"|hearsay|speculat\w+|one version"
            r"|another spoke|alleged\w*|circling)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "talks",
        re.compile(
            r"\b(?:in talks|talks (?:with|on|about)|negotiat(?:e|es|ing|ions)|discussing"
            r"|in discussions?|sounded out|to study|explor(?:e|ing) (?:a |the )?(?:merger|options|tie-up)"
            r"|considering|weigh(?:s|ing)?)\b"
        ),
    ),
    (
        "extended",
        re.compile(
            r"\b(?:widen\w*|extend(?:ed|s|ing)?|extension|renew(?:ed|al|s)?|deepen\w*|expand(?:ed"
            r"|ing)? (?:an|its|their) (?:alliance|partnership|deal|agreement)"
            r"|new level|gone? a step further|firm up|another three years|go on having)\b"
        ),
    ),
    (
        "signed",
        re.compile(
            r"\b(?:sign(?:s|ed|ing)\b(?! up)|inked?|put pen to paper|put their names to"
            r"|definitive (?:contract|agreement)"
            r"|memorand(?:um|a) of understanding|term sheet|contracts? announced|papers|have agreed|pact)\b"
        ),
    ),
    (
        "expected",
        re.compile(
            r"\b(?:expected to|letter of intent|is to\b|are to\b|should\b|intends? to|hopes? to"
            r"|plans? to|planned|plans?\b|would\b|due to be|may\b|could\b)"
        ),
    ),
    (
        "announced",
        re.compile(
            r"\b(?:announc\w+|unveil\w*|disclos\w+|revealed|agreed|agrees|will\b|is (?:buying|paying"
            r"|spending|putting|taking|investing|handing|selling|creating)|are (?:creating|forming"
            r"|preparing|pooling|putting|planning)|said it would|made public)\b"
        ),
    ),
    (
        "completed",
        re.compile(
            r"\b(?:complet(?:ed|es)|closed the|bought|acquired|took over|invested|absorbed"
            r"|put [^.;]{0,30} into|spent|set up|formed|founded|came (?:formally )?into being|became"
            r"|was handed|has put|created|sold)\b"
        ),
    ),
)
PRESENT = re.compile(
    r"\b(?:owns?|holds?|suppl(?:y|ies)|provides?|works?|has a|have a|sells?|builds?|is"
    r"|are|remains?|runs?)\b"
)

# A clause about strife, opinion or comparison states no deal by itself.
STRIFE = re.compile(
    r"\b(?:rivals? [a-z ]{0,20}|compet(?:e|es|ing|itors?|ition)|sue[sd]?|suing|lawsuit|court|fraud"
    r"|riposte|beat\b|duel|battling|threat|breach)\b"
)
# Words before a company that make it a comparison or an example, not a party.
ASIDE = re.compile(
    r"(?:\b(?:like|unlike|than|against|rivals?|rival|competitors?|including|such as|besides|apart from"
    r"|except|likened to"
    r"|aimed at|duel with|fight with|battle with|take on|riposte to|alongside rivals|ahead of|behind"
    r"|version of|days after|weeks after)(?: the| its"
    r"| [a-z\-]+)?\s)$"
)
_GLUE = r"(?:,|, and| and|, as well as| as well as| or|/|-|,? together with)"
ASIDE_AFTER = re.compile(
    r"^['’]s (?:\w+ ){0,2}(?:rival|competitor|foe|answer)|^ (?:venture|factory"
    r"|plant) with\b"
)
LIST = rf"{C}(?:{_GLUE}[ ]?(?:[a-z0-9\-]+ ){{0,4}}{C})*"
"""One company, or several listed: "Chery, BYD and the retailer Suning"."""
