"""Small lists of names and things from which leads are made. All people and companies are invented."""

from __future__ import annotations

FIRST_NAMES = (
    *("Ada", "Amir", "Ana", "Anneke", "Bela", "Carlos", "Chiara", "Chen", "Dara", "Elif", "Emeka", "Femi", "Grace"),
    *("Hana", "Ibrahim", "Ines", "Ivan", "Jamal", "José", "Jürgen", "Kofi", "Lena", "Liam", "Lucía", "Mai", "Maya"),
    *("Mei", "Nadia", "Noah", "Nora", "Olga", "Omar", "Priya", "Quinn", "Ravi", "Renée", "Rosa", "Sam", "Sofia"),
    *("Søren", "Tariq", "Theo", "Uma", "Viktor", "Wei", "Yara", "Yuki", "Zoë"),
)
LAST_NAMES = (
    *("Abebe", "Alvarez", "Andersen", "Bauer", "Bianchi", "Brown", "Castro", "Cohen", "Costa", "Diaz", "Dubois"),
    *("Eriksson", "Fischer", "Garcia", "Gupta", "Haddad", "Hoang", "Ito", "Jansen", "Johnson", "Kaya", "Khan", "Kim"),
    *("Kowalski", "Li", "Lopez", "Martin", "Mbeki", "Meyer", "Moreau", "Müller", "Nguyen", "Novak", "O'Brien"),
    *("Okafor", "Olsen", "Park", "Patel", "Petrov", "Popescu", "Rossi", "Sato", "Silva", "Singh", "Smith", "Tanaka"),
    *("Torres", "van Dijk", "Wang", "Weber", "Williams", "Yılmaz", "Zhang"),
)
COMPANY_STARTS = (
    *("Alder", "Amber", "Apex", "Arbor", "Aster", "Blue", "Bright", "Cedar", "Clear", "Copper", "Delta", "Echo"),
    *("Elm", "Ember", "Fern", "Harbor", "Hazel", "Indigo", "Iron", "Juniper", "Lark", "Linden", "Maple", "Meridian"),
    *("North", "Oak", "Onyx", "Orchard", "Pine", "Quartz", "River", "Sable", "Sage", "Silver", "Slate", "Spruce"),
    *("Summit", "Tidal", "Umber", "Vale", "Violet", "Willow", "Zephyr"),
)
COMPANY_ENDS = (
    *("Analytics", "Bank", "Capital", "Clinics", "Cloud", "Components", "Data", "Energy", "Foods", "Freight"),
    *("Health", "Hotels", "Insurance", "Labs", "Learning", "Logistics", "Media", "Motors", "Networks", "Partners"),
    *("Payments", "Robotics", "Security", "Software", "Studios", "Supply", "Systems", "Works"),
)
TITLES = (
    *("Account Executive", "Accountant", "Analyst", "Buyer", "CEO", "CFO", "Chief Information Officer", "Consultant"),
    *("CTO", "Data Engineer", "Director of Finance", "Director, IT", "Engineer", "Founder", "Head of Operations"),
    *("HR Manager", "Manager", "Marketing Manager", "MVP Program Lead", "Office Manager", "Owner"),
    *("Procurement Lead", "Product Manager", "Sales Manager", "Security Architect", "Senior Developer"),
    *("Team Lead", "Vice President", "VP Engineering", "VP of Sales", "SVP, Supply Chain"),
)
DEPARTMENTS = ("Finance", "Operations", "Sales", "IT", "Marketing", "Product", "People", "Supply Chain", "Security")
FREE_MAIL = ("gmail.com", "yahoo.com", "outlook.com", "hotmail.com", "icloud.com", "proton.me", "gmx.de", "aol.com")
COUNTRIES = (
    *("US", "US", "US", "CA", "GB", "DE", "FR", "IN", "BR", "AU", "NL", "SE", "ES", "JP", "SG", "MX", "ZA", "PL"),
)
CITIES = (
    *("Austin", "Berlin", "Boston", "Chicago", "Dublin", "Genève", "Köln", "Lagos", "London", "Lyon", "Madrid"),
    *("Malmö", "Mumbai", "New York", "Oslo", "Paris", "São Paulo", "Singapore", "Sydney", "Toronto", "Warszawa"),
)
SOURCES = ("Website", "Search", "Webinar", "Trade fair", "Referral", "Partner", "Social media", "Newsletter", "Phone")
PATHS = (
    *("/", "/about", "/blog/ten-questions", "/blog/a-day-in-the-life", "/contact", "/customers", "/docs/start"),
    *("/features", "/features/reports", "/industries", "/legal/privacy", "/login", "/product", "/product/tour"),
    *("/resources", "/search?q=price", "/team", "/webinars"),
)
PLAIN = ("amber", "basic", "blue", "classic", "first", "green", "main", "new", "other", "plus", "second", "standard")
