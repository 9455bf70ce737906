"""Words of English that the phrasing must know: names that keep their capital, and verbs whose forms follow no rule."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Names that stand at the front of a label and keep their capital within a sentence. Words that have a second capital
# ("LinkedIn", "CRM") or no small letters need no entry.
PROPER_NAMES = _words(
    """
    Adobe Africa African Amazon America American Apple April Asana Asia Asian August Australia Australian Azure Bing
    British Canada Canadian Christmas Clearbit Cognism Dynamics December Drift Easter Eloqua England English Europe
    European Facebook February France French Friday German Germany Gmail Google India Indian Instagram Intercom Italian
    Italy January Japan Japanese July June Lusha March Marketo Microsoft Monday November October Oracle Outreach Pardot
    Pipedrive Reddit Salesforce Salesloft Saturday September Shopify Slack Spain Spanish Sunday Thursday Tuesday
    Twilio Twitter Wednesday Xing Zapier Zendesk Zoho Zoom
    """
)

# What happens to a lead itself, where a time field has this one word as its label: "Created".
DONE_TO_A_LEAD = _words("added assigned captured changed contacted created imported modified registered updated")

# Verbs whose participle is their past tense: "sent a form", "has not sent a form".
_SAME_PARTICIPLE = _words(
    """
    bought brought built cut found had heard held hit kept left lost made met paid put read said sent set sold spent
    thought told won
    """
)

_OTHER_PARTICIPLE = _words(
    """
    became/become began/begun broke/broken came/come chose/chosen did/done drew/drawn fell/fallen forgot/forgotten
    gave/given got/got grew/grown knew/known ran/run rang/rung rose/risen saw/seen spoke/spoken took/taken went/gone
    withdrew/withdrawn wrote/written
    """
)

# Names of teams and people that end in s and are one thing.
SINGULAR_IN_S = _words("devops finops ops operations revops sales salesops success")

PARTICIPLES = {verb: verb for verb in _SAME_PARTICIPLE} | {
    past: participle for past, _, participle in (pair.partition("/") for pair in _OTHER_PARTICIPLE)
}
