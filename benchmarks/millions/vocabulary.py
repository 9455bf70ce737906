"""Words and shares for made-up leads of `policies/acme`: mostly plain ASCII, some oddly written, some beyond it."""

from __future__ import annotations

# Kinds of activities, and how many of a thousand are of each. The last two are kinds that the policy does not know.
SHARES = {
    "viewed_page": 385, "opened_email": 210, "clicked_email": 60, "attended_webinar": 25, "met_at_event": 14,
    "joined_partner_event": 8, "stayed_away": 6, "requested_demo": 18, "submitted_form": 28, "asked_in_chat": 14,
    "used_feature": 50, "unsubscribed": 6, "bounced": 12, "became_mql": 14, "handed_over": 20, "replied_in_chat": 12,
    "called": 34, "emailed": 26, "on_hold": 3, "resumed": 3, "reassigned": 3, "accepted": 8, "returned": 7, "met": 5,
    "qualified": 4, "won": 2, "lost": 2, "offered_to_partner": 2, "partner_took": 1, "partner_declined": 1,
    "synced_record": 9, "merged_record": 2,
}  # fmt: skip
KINDS = list(SHARES)
BY_SALES = KINDS[KINDS.index("became_mql") : KINDS.index("synced_record")]

PATHS = {
    "/": 20, "/blog": 14, "/blog/closing-the-books": 8, "/blog/revenue-recognition": 6, "/product": 9,
    "/product/reconciliation": 6, "/product/billing": 6, "/customers": 5, "/pricing": 9, "/pricing/enterprise": 3,
    "/Pricing": 1, "/security": 3, "/compare": 3, "/compare/ledgerline": 2, "/sales": 2, "/careers": 2,
    "/careers/engineer": 1, "/docs": 5, "/docs/getting-started": 3, "/über-uns": 0.5, " /pricing ": 0.3,
    "/événements": 0.3, "/PRICING": 0.2,
}  # fmt: skip
EVENTS = {"conference": 3, "dinner": 1, "booth": 4}
FORMS = {"contact": 3, "guide": 5, "newsletter": 4}
FEATURES = {
    "import": 3, "invoices": 5, "reports": 4, "Reports": 1, "payments": 3, "reminders": 3, "api": 2, "Überblick": 0.2
}  # fmt: skip
OUTCOMES = {"spoke": 3, "message": 3, "no_answer": 4, "wrong_number": 0.6}
REASONS = {"not_now": 3, "no_budget": 2, "no_reply": 3, "chose_another": 1, "wrong_fit": 1}

TITLES = {
    "Analyst": 6, "Accountant": 6, "Operations Manager": 6, "VP Operations": 3, "VP of Finance": 3,
    "Head of Billing": 3, "Head of Revenue": 2, "Chief Financial Officer": 2, "CFO": 2, "CEO": 3,
    "Founder & CEO": 2, "Owner": 4,
    "Finance Director": 4, "Finance Manager": 4, "Software Engineer": 5, "Product Manager": 4, "Billing Specialist": 3,
    "Accounts Payable Clerk": 3, "Director of Revenue Operations": 3, "Vice President, Sales": 2, "President": 1,
    "Student": 1, "Intern": 1, "Marketing Manager": 4, "Sales Manager": 4, "Controller": 3, "head of people": 1,
    "vice-president": 0.5, "Trainee (Accounts)": 0.5, "Geschäftsführer": 0.6, "Responsable comptabilité": 0.5,
    "COO / Co-Founder": 1, "IT Administrator": 3, "Consultant": 3, "Headmaster": 0.4, "CRO": 0.5,
    "Assistant to the CEO": 1, "Revenue Accountant": 2, "  Owner  ": 0.2, "Ceo": 0.5, "Procurement Lead": 2,
}  # fmt: skip
COMPANY_WORDS = [
    "Prairie", "Norrick", "Harbor", "Lakeside", "Continental", "Atelier", "Shannon", "Brasa", "Cascade", "Summit",
    "Northwind", "Bluewater", "Granite", "Juniper", "Kestrel", "Lumen", "Meridian", "Nimbus", "Orchard", "Pinnacle",
    "Quarry", "Redwood", "Sable", "Tandem", "Umber", "Vantage", "Willow", "Yarrow", "Zephyr", "Müller", "Société",
    "Ångström", "Hartwell", "Brightside", "Cobalt", "Dovetail", "Evergreen", "Foxglove", "Gilded", "Halcyon",
]  # fmt: skip
DOMAIN_WORDS = [
    word.lower().replace("ü", "ue").replace("é", "e").replace("å", "a").replace("ö", "o") for word in COMPANY_WORDS
]
COMPANY_KINDS = [
    "Software", "Systems", "Analytics", "Tools", "Media", "Freight", "Consulting", "Foods", "Energy", "Logistics",
    "Textiles", "Capital", "Health", "Robotics", "Studios", "Insurance", "Motors", "Labs", "Partners", "Retail",
]  # fmt: skip
COMPANY_TAILS = ["Inc.", "", "Ltd", "LLC", "GmbH", "", "Group", "Holdings", "", "& Sons", "International"] * 6 + [
    "University"
]

FREE_MAIL = ["gmail.com", "yahoo.com", "outlook.com", "hotmail.com", "icloud.com", "aol.com", "gmx.net", "GMAIL.COM"]
RARE_DOMAINS = [
    "billmore.example", "ledgerline.example", "acme.example", "state.edu", "college.ac.uk", "Invoicely.example",
    "tech.EDU",
]  # fmt: skip
FIRST_NAMES = [
    "Ines", "Ada", "Bruno", "Chidi", "Dana", "Emil", "Fatima", "Greta", "Hugo", "Ivy", "Jonas", "Kira", "Liam", "Mei",
    "Noor", "Omar", "Priya", "Quentin", "Rosa", "Sven", "Tara", "Uma", "Victor", "Wanda", "Xavier", "Yuki", "Zoë",
]  # fmt: skip
LAST_NAMES = [
    "Calloway", "Abara", "Berg", "Castellanos", "Dubois", "Eriksen", "Fischer", "Gupta", "Haddad", "Ivanova", "Jansen",
    "Kowalski", "Lindqvist", "Moreau", "Nakamura", "Okafor", "Petrov", "Quinn", "Rossi", "Santos", "Tanaka", "Ueda",
    "Varga", "Weber", "Xu", "Yılmaz", "Zhang",
]  # fmt: skip
INDUSTRIES = {"software": 5, "fintech": 2, "commerce": 3, "media": 2, "other": 4}
COUNTRIES = {
    "US": 40, "CA": 8, "GB": 9, "IE": 3, "DE": 8, "FR": 6, "BR": 4, "IN": 5, "SG": 3, "AU": 4, "us": 2, "IR": 0.4,
    "CU": 0.2, "SE": 3, "Österreich": 1,
}  # fmt: skip
REGIONS = {"AMER": 5, "EMEA": 3, "APAC": 2}
SOURCES = {"website": 6, "event": 2, "referral": 2, "rest": 2}
PARTNERS = ["Cascade Consulting", "Ledger & Partner", "Brückner Beratung"]
PEOPLE = ["dora", "emil", "fatou", "george", "hana", "ivan"]
