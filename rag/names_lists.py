"""Closed word classes that tell one kind of name from another. No company is listed here."""

# ruff: noqa: SIM905 - word lists read and change more easily as text

COUNTRIES = {
    # demonym or adjective -> country, both as written in news
    "American": "United States",
    "U.S.": "United States",
    "U.S": "United States",
    "US": "United States",
    "Argentine": "Argentina",
    "Australian": "Australia",
    "Austrian": "Austria",
    "Bangladeshi": "Bangladesh",
    "Belgian": "Belgium",
    "Brazilian": "Brazil",
    "British": "Britain",
    "UK": "Britain",
    "U.K.": "Britain",
    "U.K": "Britain",
    "Bulgarian": "Bulgaria",
    "Canadian": "Canada",
    "Chilean": "Chile",
    "Chinese": "China",
    "Colombian": "Colombia",
    "Croatian": "Croatia",
    "Czech": "Czech Republic",
    "Danish": "Denmark",
    "Dutch": "Netherlands",
    "Egyptian": "Egypt",
    "Emirati": "United Arab Emirates",
    "English": "England",
    "Estonian": "Estonia",
    "Ethiopian": "Ethiopia",
    "Filipino": "Philippines",
    "Finnish": "Finland",
    "French": "France",
    "German": "Germany",
    "Greek": "Greece",
    "Hungarian": "Hungary",
    "Icelandic": "Iceland",
    "Indian": "India",
    "Indonesian": "Indonesia",
    "Iranian": "Iran",
    "Iraqi": "Iraq",
    "Irish": "Ireland",
    "Israeli": "Israel",
    "Italian": "Italy",
    "Japanese": "Japan",
    "Kazakh": "Kazakhstan",
    "Kenyan": "Kenya",
    "Korean": "South Korea",
    "Kuwaiti": "Kuwait",
    "Lithuanian": "Lithuania",
    "Malaysian": "Malaysia",
    "Mexican": "Mexico",
    "Moroccan": "Morocco",
    "Nigerian": "Nigeria",
    "Norwegian": "Norway",
    "Pakistani": "Pakistan",
    "Peruvian": "Peru",
    "Polish": "Poland",
    "Portuguese": "Portugal",
    "Qatari": "Qatar",
    "Romanian": "Romania",
    "Russian": "Russia",
    "Saudi": "Saudi Arabia",
    "Scottish": "Scotland",
    "Serbian": "Serbia",
    "Singaporean": "Singapore",
    "Slovak": "Slovakia",
    "Slovenian": "Slovenia",
    "Spanish": "Spain",
    "Swedish": "Sweden",
    "Swiss": "Switzerland",
    "Taiwanese": "Taiwan",
    "Thai": "Thailand",
    "Turkish": "Turkey",
    "Ukrainian": "Ukraine",
    "Vietnamese": "Vietnam",
}

DEMONYMS = frozenset(COUNTRIES) | frozenset(
    """
    Germans Americans Chinese Japanese Koreans Indians Europeans Swedes British French Italians
    Russians European Asian African Arab Nordic Scandinavian Latin Western Eastern Northern Southern
    North South East West Central Baltic Californian Bavarian Cantonese Anglo Texan Hispanic Germanic
    Atlantic Pacific
    """.split()
)

PLACES = frozenset(COUNTRIES.values()) | frozenset(
    line.strip()
    for line in """
    China/Hong Kong/Macau/Taiwan/USA/UK/UAE/EU/Europe/Asia/Africa/America/Americas/Oceania/Australasia
    North America/South America/Latin America/Central America/Southeast Asia/South Asia/East Asia
    Middle East/European Union/Eurozone/Scandinavia/Gulf/Middle Kingdom/Far East/Silicon Valley
    Wall Street/New Zealand/South Africa/North Korea/Korea/Great Britain/England/Wales/Scotland
    Northern Ireland/Russia/Soviet Union/Algeria/Angola/Armenia/Azerbaijan/Bahrain/Belarus/Bolivia
    Cambodia/Cameroon/Costa Rica/Cuba/Cyprus/Ecuador/Georgia/Ghana/Guatemala/Honduras/Jamaica/Jordan
    Caracas/Bogota/Quito/Havana/Kiev/Kyiv/Minsk/Tripoli/Tehran/Baghdad/Kabul/Damascus/Islamabad/Khartoum
    Tunis/Algiers/Rabat/Accra/Luanda/Harare/Lusaka/Kampala/Addis Ababa/Nicosia/Valletta/Riga/Tallinn/Vilnius
    Sofia/Bucharest/Belgrade/Zagreb/Ljubljana/Bratislava/Tbilisi/Yerevan/Baku/Astana/Tashkent/Ulan Bator
    Latvia/Lebanon/Libya/Luxembourg/Malta/Moldova/Monaco/Mongolia/Myanmar/Nepal/Oman/Panama/Paraguay
    Rwanda/Senegal/Sri Lanka/Sudan/Syria/Tanzania/Tunisia/Uganda/Uruguay/Uzbekistan/Venezuela/Yemen
    Zambia/Zimbabwe/Congo/Ivory Coast/Laos/Brunei/Greenland/Beijing/Shanghai/Shenzhen/Guangzhou
    Chongqing/Tianjin/Chengdu/Hangzhou/Wuhan/Nanjing/Suzhou/Wuxi/Xian/Xi'an/Ningbo/Wuzhen/Hefei/Dalian
    Qingdao/Jinan/Changsha/Changchun/Shenyang/Harbin/Zhengzhou/Xiamen/Fuzhou/Foshan/Dongguan/Zhuhai
    Kunming/Nanchang/Guiyang/Taiyuan/Lanzhou/Urumqi/Haikou/Sanya/Wenzhou/Taizhou/Liuzhou/Zhejiang
    Jiangsu/Guangdong/Sichuan/Hubei/Hunan/Henan/Hebei/Anhui/Fujian/Shandong/Shanxi/Shaanxi/Jilin
    Liaoning/Heilongjiang/Jiangxi/Guangxi/Guizhou/Yunnan/Hainan/Gansu/Qinghai/Tibet/Xinjiang/Ningxia
    Inner Mongolia/Hangzhou Bay/Taipei/Kaohsiung/Hsinchu/Tokyo/Osaka/Kyoto/Nagoya/Yokohama/Kobe
    Fukuoka/Hiroshima/Sapporo/Sendai/Saitama/Kanagawa/Aichi/Seoul/Busan/Incheon/Daejeon/Ulsan/Daegu
    Gwangju/Pyongyang/Mumbai/Delhi/New Delhi/Chennai/Bangalore/Bengaluru/Hyderabad/Pune/Kolkata
    Ahmedabad/Gurgaon/Gurugram/Noida/Gujarat/Maharashtra/Tamil Nadu/Karnataka/Singapore/Kuala Lumpur
    Penang/Bangkok/Jakarta/Manila/Hanoi/Ho Chi Minh City/Dubai/Abu Dhabi/Doha/Riyadh/Jeddah
    Kuwait City/Tel Aviv/Jerusalem/Istanbul/Ankara/Cairo/Johannesburg/Cape Town/Nairobi/Lagos
    Casablanca/London/Manchester/Birmingham/Edinburgh/Glasgow/Oxford/Cambridge/Coventry/Sunderland
    Swindon/Paris/Lyon/Toulouse/Marseille/Hambach/Berlin/Munich/Frankfurt/Hamburg/Cologne/Stuttgart
    Wolfsburg/Ingolstadt/Leipzig/Dresden/Hanover/Hannover/Heide/Bavaria/Saxony/Lower Saxony/Amsterdam
    Rotterdam/Eindhoven/The Hague/Brussels/Antwerp/Ghent/Zurich/Geneva/Basel/Bern/Davos/Vienna/Graz
    Rome/Milan/Turin/Naples/Bologna/Modena/Maranello/Madrid/Barcelona/Valencia/Lisbon/Porto/Athens
    Stockholm/Gothenburg/Skelleftea/Skellefteå/Oslo/Copenhagen/Helsinki/Reykjavik/Dublin/Warsaw/Krakow
    Prague/Budapest/Bucharest/Sofia/Zagreb/Belgrade/Bratislava/Ljubljana/Kyiv/Kiev/Minsk/Moscow
    St Petersburg/St. Petersburg/New York/New York City/Washington/Los Angeles/San Francisco/San Jose
    San Diego/Palo Alto/Mountain View/Cupertino/Menlo Park/Fremont/Sunnyvale/Santa Clara/Oakland
    Sacramento/Seattle/Redmond/Portland/Las Vegas/Phoenix/Tempe/Chandler/Austin/Dallas/Houston
    San Antonio/New Braunfels/Denver/Chicago/Detroit/Dearborn/Kokomo/Lansing/Flint/Cleveland
    Pittsburgh/Philadelphia/Boston/Newark/Atlanta/Savannah/Nashville/Memphis/Miami/Orlando/Tampa
    Charlotte/Baltimore/Buffalo/St. Louis/Kansas City/Minneapolis/Salt Lake City/Alabama/Alaska
    Arizona/Arkansas/California/Colorado/Connecticut/Delaware/Florida/Hawaii/Idaho/Illinois/Indiana
    Iowa/Kansas/Kentucky/Louisiana/Maine/Maryland/Massachusetts/Michigan/Minnesota/Mississippi
    Missouri/Montana/Nebraska/Nevada/New Hampshire/New Jersey/New Mexico/North Carolina/North Dakota
    Ohio/Oklahoma/Oregon/Pennsylvania/Rhode Island/South Carolina/South Dakota/Tennessee/Texas/Utah
    Vermont/Virginia/West Virginia/Wisconsin/Wyoming/Toronto/Montreal/Vancouver/Ottawa/Calgary/Ontario
    Quebec/Mexico City/Monterrey/Puebla/Sao Paulo/São Paulo/Rio de Janeiro/Brasilia/Buenos Aires
    Santiago/Bogota/Lima/Sydney/Melbourne/Brisbane/Perth/Auckland/Wellington/Nuremberg/Normandy
    Catalonia/Bay Area/Midwest/Manhattan/Brooklyn/Hollywood
    """.replace("\n", "/").split("/")
    if line.strip()
)

PLACE_TAILS = frozenset(
    "County Province City District Prefecture Bay Island Islands River Valley Street".split()
)

MONTHS = {
    name: number
    for number, names in enumerate(
        "January Jan,February Feb,March Mar,April Apr,May,June Jun,July Jul,August Aug,"
        "September Sept Sep,October Oct,November Nov,December Dec".split(","),
        1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, name in enumerate("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
}

# Words with a capital that are no names of anybody: calendar, currencies, technologies, honours, ranks.
NOT_NAMES = (
    frozenset(MONTHS)
    | frozenset(WEEKDAYS)
    | frozenset(f"{day}s" for day in WEEKDAYS)
    | frozenset(
        """
    AI IT EV EVs BEV PHEV SUV SUVs JV JVs MoU MOU MOUs LOI IPO CEO CEOs CFO CTO COO CIO CMO EVP SVP VP
    PR HQ R&D GPS WiFi Wi-Fi 5G 4G 6G LTE IoT MaaS ADAS API APIs PC PCs TV TVs USB LED AR VR GDP ESG
    EBIT EBITDA HU O2O B2B B2C C2C SaaS PaaS ID IDs FAQ RMB CNY USD EUR GBP SEK JPY KRW INR HKD SGD
    THB Yuan Won Yen Euro Euros Dollars I Internet Web Tier Level Class Phase Series Chapter Article
    Section Part Volume Q1 Q2 Q3 Q4 H1 H2 Covid COVID COVID-19 Christmas Easter Ramadan Diwali HK
    Year Sir Madam Tier-1 GWh MWh kWh MW GW km CO2 NEV NEVs ICE LFP BMS OTA OEM OEMs TWh L4 L3 L2 M&A
    CAGR FY a.m p.m
        Chief Republican Republicans Democratic Democrat Democrats Thumb Photo Image Source Update
        Updated Watch Read Click Share
    Advertisement CNY English
    """.split()
    )
)

# Job titles that stand before or after a person's name; the lower-case phrase is matched.
ROLE = (
    r"(?:(?:co-|vice[- ]|deputy |acting |interim |former |then |global |senior |executive |chief |managing "
    r"|board |group |general |founding |regional |development |economic |assistant )*"
    r"(?:chair(?:man|woman|person)?|president|chief executive(?: officer)?|chief \w+(?: \w+)? officer"
    r"|chief \w+|\w+ chief|CEO|CFO|CTO|COO"
    r"|EVP|SVP|VP|director|founder|co-founder|analyst|spokes(?:man|woman|person)|head|boss|governor|minister"
    r"|commissioner|chancellor|secretary|engineer|manager|executive|officer|board member|economist"
    r"|treasurer|counsel|entrepreneur|billionaire|tycoon|journalist|reporter|professor|strategist|senator"
    r"|financier|lawmaker|lawyer|attorney|prosecutor))"
)
# Common given names of many languages: two capitals of which the first is one are a person.
GIVEN_NAMES = frozenset(
    """Adam Akio Alan Alex Alexander Andrea Andreas Andrew Angela Anna Anne Anthony Antonio Arthur Barbara Ben
    Benjamin Bernard Bill Bob Brian Bruno Carlo Carlos Carol Caroline Catherine Charles Chris Christian
    Christopher Claire Claudia Daniel Dara David Diana Dieter Dominic Donald Doug Douglas Ed Edward Elizabeth
    Elon Emilio Emma Emmanuel Eric Erik Ernst Eva Felix Fernando Francesco Francis Frank Frederic Fritz Gary
    George Gerard Giovanni Giuseppe Gordon Graham Greg Gregory Gregoire Guido Gustav Hans Harald Harry Heather
    Helen Henrik Henry Herbert Hiroshi Hugo Ian Igor Ingrid Ivan Jack James Jan Jane Jason Jean Jeff Jeffrey
    Jennifer Jeremy Jesse Jessica Jim Joe Joel Johan Johann John Jonathan Jorge Jose José Joseph Juan Julia
    Julian Julie Junichi Karen Karl Kate Keith Kenichiro Kenji Kevin Klaus Kristina Larry Laura Laurent
    Leo Leonard Leslie Linda Lisa Louis Luca Lucas Luis Luke Magnus Marc Marco Margaret Maria Marina Mario
    Mark Markus Martha Martin Mary Masayoshi Mathias Matt Matthew Max Mehmet Melissa Michael Michel Michelle
    Mike Mohamed Mohammed Monica Nancy Natalie Nicholas Nick Nicolas Nicole Nigel Nils Olaf Oliver Oscar Otto
    Pablo Patricia Patrick Paul Pedro Peter Phil Philip Philippe Pierre Rachel Rafael Rahul Rajesh Ralph
    Raymond Rebecca Richard Rob Robert Roberto Robin Roger Roland Ronald Rosa Ruth Ryan Sam Samuel Sandra
    Sanjay Sara Sarah Satoshi Scott Sean Sergio Shawn Silvia Simon Sofia Stefan Stella Stephan Stephen Steve
    Steven Sundar Susan Suzanne Takashi Takeshi Tanya Ted Teresa Thierry Thomas Tim Timothy Tom Tony Travis
    Ursula Vanessa Victor Victoria Vijay Vincent Vladimir Walter Warren Wayne Werner Wilhelm William Wolfgang
    Yoshi Yves Yusuf Zoe""".split()
)
HONORIFICS = frozenset("Mr Mrs Ms Dr Prof Sir Lord Lady Datuk Dato Seri Tun Herr Frau Professor".split())
RANKS = frozenset(
    """
    Chairman Chairwoman President Executive Officer Director Founder Co-founder Governor Minister Chancellor
    Secretary Analyst Spokesman Spokeswoman Spokesperson CEO CFO CTO COO EVP SVP VP Engineer Manager
    Commissioner """.split()
)

# Nouns that say that the capitalised name beside them is an organisation, a brand or a service.
ORGANISATION_NOUNS = frozenset(
    """
    company companies firm firms group groups giant giants maker makers carmaker carmakers automaker
    automakers manufacturer manufacturers supplier suppliers developer developers operator operators
    start-up startup start-ups startups retailer retailers subsidiary subsidiaries unit units
    affiliate affiliates brand brands marque marques venture ventures platform app business arm
    division conglomerate bank lender fund insurer airline utility miner chipmaker truckmaker
    automaker drugmaker consortium partnership parent owner partner partners rival rivals competitor
    investor investors backer backers shareholder shareholders provider consultancy broker
    brokerage union association regulator agency exchange carrier grocer publisher studio label
    producer builder designer specialist multinational corporation enterprise consultancy outfit
    department team laboratory institute university foundation contractor customer customers
    dealer dealers dealership dealerships
    """.split()
)
PUBLISHER_NOUNS = frozenset(
    """
    publication newspaper magazine daily weekly website portal blog journal broadcaster newswire
    outlet media agency news
    """.split()
)
PUBLISHER_TOKENS = frozenset(
    """
    Times Post News Herald Journal Tribune Gazette Daily Weekly Magazine Review Chronicle Observer
    Guardian Telegraph Standard Mail Press Newswire Wire Insider Report Reports Today Media
    Broadcasting Radio
    """.split()
)
PRODUCT_NOUNS = frozenset(
    """
    car cars vehicle vehicles pickup truck trucks van vans sedan crossover crossovers hatchback
    minivan model models edition system systems chip chips phone phones app architecture toolkit
    software hardware engine battery cell cells robotaxi robotaxis cloud services concept scooter
    sedan coupe suv suvs
    """.split()
)

LEGAL = frozenset(
    """
    Inc Inc. Corp Corp. Corporation Co Co. Company Ltd Ltd. Limited LLC L.L.C. LLP LP PLC Plc plc AG
    SE NV N.V. SA S.A. SpA S.p.A. GmbH KGaA AB ASA Oyj BV B.V. KK K.K. Pte Pvt Pty Bhd Berhad Tbk PJSC
    JSC A/S S/A
    """.split()
)
# Words that a firm's full name adds to its short one. "Motors" and the like mean nothing by themselves.
INDUSTRY = frozenset(
    """
    Group Groupe Holding Holdings Motor Motors Automobile Automobiles Automotive Auto Autos Company
    Companies Technology Technologies Technological Tech Intelligent Intelligence Electronics Electric
    International Industries Industry Industrial Enterprises Enterprise Corporation Global Worldwide
    Systems Solutions Software Networks Innovation Innovations Mobility Vehicle Vehicles Manufacturing
    Precision Components Digital Interactive Online Internet Services Service Partners Ventures
    Capital Chuxing Investment Investments Cars Trucks Truck Cabs Energy Power Powertrain Logistics
    Semiconductor Semiconductors Chem Chemical Materials Batteries Battery Robotics Aerospace Telecom
    Telecommunications Communications Media Entertainment Games Pharmaceuticals Pharma Biotech Health
    Healthcare Foods Steel Oil Gas Petroleum Insurance Bank Securities Finance Financial Electrical
    Engineering Machinery Research
    """.split()
)
# Of those, the ones so empty that dropping them leaves the same firm ("Toyota Motor" is Toyota, but
# "LG Electronics" is not LG): only these join a long form to a short one by themselves.
EMPTY = frozenset(
    """
    Group Groupe Holding Holdings Motor Motors Automobile Automobiles Automotive Auto Company
    Corporation Technology Technologies Cabs Chuxing Industries Enterprises
    Cars Intelligent Precision Industry Internet
    """.split()
)
# Bodies that regulate, judge or lend to states; what they agree on is no partnership.
AUTHORITIES = frozenset(
    """Commission Ministry Agency Council Authority Department Committee Court Parliament Senate Congress Fund
    Treasury Government Union Workers Reserve Administration Bureau""".split()
)
# A body whose name ends so is an organisation even where nothing else says so.
BODIES = frozenset(
    """Institute University Association Board Commission Ministry Agency Council Office Union Workers Exchange
    Authority Department Committee Federation Academy College School Court""".split()
)
