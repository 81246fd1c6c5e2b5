"""Common English words, lower case: what a capitalised word that starts a sentence most likely is.

Base forms; `is_common` also knows regular endings. Counted from general and financial news.
"""

# ruff: noqa: SIM905 - word lists read and change more easily as text

_WORDS = frozenset(
    """
abandon ability able aboard abortion about above abroad abrupt absence absent absentee absolute absorb
abuse abusive academic accelerate acceleration accept acceptable acceptance access accessible accession
accessories accident acclaimed accommodate accommodation accommodative accomplish accomplishments accord
accordance account accountability accountable accuracy accurate accuse achieve achievement acknowledge
acoustic acquire acquired acquisition acre across acted acting action activate active activist activity
actor actress acts actual acute adapt add addiction addition additional address adequate adjust adjustable
adjustment administer administration administrative administrator admission admit adopt adoption ads adult
advance advantage adverse advice advise advisor advisory advocacy advocate aerial aerospace affair affect
affidavit affiliate affirmed affluent afford affordability affordable afloat afraid after aftermath
afternoon afterward again against age agency agenda agent aggregate aggression aggressive ago agree
agreement agricultural ahead aid aide ailing aim aircraft aired airline airplane airports airspace aisle
alarm albeit album alcohol alert align alike alive all allegation allege alleviate alliance alliances
alligator allocation allow ally almost alone along alongside already also alter alternate alternative
although altogether aluminum alumni always am amassed amazing ambassador ambition ambitious amend
amendments amid ammunition among amortization amount ample an analysis analyst analyze anchor ancient
anemic anger angry animal animated anniversary announce announcement annual annualized anonymity anonymous
another answer anthem anti antibody anticipate anticipation antisemitic antitrust anxiety anxious any
anybody anymore anyone anything anytime anyway anywhere apart apartment apologize apology app apparel
apparent appeal appear appearance appellate appetite applauded applause applicants application appoint
appointment appreciate appreciation approach appropriate approval approve approximately arbitration
architect architecture are area arguably argue argument arise arm around arrangement array arrest arrival
arrive article artifacts artificial artillery artist as ash aside ask aspect assassination assault assess
assessment asset assigned assignment assist assistance assistant associate assume assumption assurances
assure asteroid astronaut asylum at athlete atmosphere atop attached attack attempt attend attendance
attendees attention attitude attorneys attract attraction attractive attributed auction audience audio
audit auditor austerity author authorities authorization authorize auto automaker automakers automated
automatic automatically autonomous autoshow autumn availability available average avert avoid await
awarded aware awareness away awful baby bachelor back backdrop background backlash backlog backstop backup
backyard bacteria bad bag bail bailout baked balance balcony ball ballad ballistic ballot ban banker
banking bankrupt bankruptcy banks bare bargain barometer barred barrel barrier barring bars base baseless
baseman basement basic basically basis basket basketball bat batch bathroom battered battery battle
battlefield battleground be beaches beans bearing bearish bears beat beaten beautiful beauty became
because become bedroom beef been before began begin begun behalf behavior behind belief believe bellwether
belong beloved below belt bench benchmark beneath beneficial benefit beside best bet between beverage
beyond bias bid big biggest bike bilateral bill billion billionaire bin binding biologist biotech
bipartisan birds birth birthday bit bite bivalent blame blanket blast blaze bleak blend blessing blew
blind bloc block blockbuster blog blood blow blown blowout blueprint blunt board boat body boil bold
bolster bomb bond bondholders bone bonus book boom boost border born borne borrow boss botched both bots
bottle bottom bought bounce bound bow box boy boycott boyfriend brain brake branch brand brave breach
bread break breakdown breakfast breakthrough breakup breast breath breathe brewer bribery bribes brick
bridges brief bright brilliant bring brink broad broadband broadcast broaden broke broken brokerage bronze
brother brought browser brunt brush brutal bubble budget buffer build built bulk bullet bullish bump bunch
buoyed burden bureaucracy buried burn burst bus busiest business businessman bust busy but button buy
buyback buyout buzz by cabin cable cake calculate calculation calendar call calm came camera camp campaign
campus can cancel cancellation cancer candidacy candidate candy cannabis cannot cap capability capable
capacity capita capital capitalization capitalize capsule captain capture car carbon care careful cargo
carmaker carmakers carpet carrier carry case cash casino cast caste casual casualty cat catalyst
catastrophe catastrophic catch categories cattle caught cause caution cautious cease ceiling celebrate
celebration celebrity cell cellphone cells cement censorship census cent centered century ceo cereal
ceremonial ceremony certain certainty certificate certification certify chain chair chairman challenge
champ champion championships chance change channels chaos chaotic character characterized charge
charitable charity chart chasing chat chauffeur cheap cheapest check checkout cheer cheese chemical chess
chest chicken child childhood children chill chip chipmaker chocolate choice cholesterol choose chorus
chose chosen chronic chunk churches cigarette circles circulated circulating cite cities citizen
citizenship civil civilian claim clarify clarity clashed class classic classified classroom clause clean
cleanup clear clearance clemency clerk click client cliff climate climb clinch clinic clinical clip clock
close closest closure cloud clout clubs clues cluster coach coal coalition coastal cocaine cockpit code
coffee coffin cold collaboration collapse collar collateral collateralized colleague collect collection
collective colleges collision colony color colorful column columnist combat combination combine come
comeback comedian comedy comfort comfortable comfortably comic commander commemorate comment commentary
commentator commercial commissioned commissioners commissions commit commitment committees commodity
common communicate communication communique community commute compact company comparable compare
comparison compensate compensation compete competition competitive competitiveness competitor compiled
complain complaint complete completion complex complexity compliance complicate complications comply
component composed composition compound comprehensive compromise computer computing concentration concept
concern concert conclude conclusion concrete condemn condition conduct conference confidence confident
confidential confirm confirmation conflict confront confrontation confused confusion congestion
conglomerate congressman conjunction connect connection conscious consecutive consensus consent
consequence conserve consider considerable considerably consideration consistent consists console
consolidate consolidation consortium conspiracy constant constituents constitutional constrained
constraints construction constructive consult consultancy consultant consultation consume consumption
contact contagion contagious contain containment contaminated contamination contemporary contempt contend
content contention contentious contest context continent contingency contingent continue contraception
contract contraction contractor contrary contrast contribute contribution contributor control
controversial controversy convenience convenient conventional conversation conversion convert convertible
conviction convince cooking cool cooperate cooperation cooperative coordinate coordination coordinator
cope copy core corn coronation coronavirus corporate corporations correct correction corridor corrupt
corruption cost costume cough could counsel count counterpart counties countless country coup couple
coupon courage course courthouse courtroom courts cousin cover coverage coveted cow crack crackdown crash
crater crazy cream create creation creative creator credentials credibility credible credit creditor crew
crime criminal crippled crippling crises crisis crisp criteria critic critical criticism crop cross
crossover crowd crowned crowns crucial crude crunch crush cry crypto cryptocurrency cubic cuisine cult
cultural culture cumulative curb curbside cure curfew currency current curriculum curtail curve cushion
custody custom customers cut cutbacks cycle dairy damage dampen dance danger dangerous dark darkness
dashboard data database date daughter day dead deadliest deadline deal dealership dealt death debacle
debate debit debris debt debunked debut decade decent decide decision decisive deck declaration declare
decline decorated decorations decrease decree dedicated dedication deemed deep deepen deepest deer default
defeat defect defend defendant defense defensive defiance deficit define definitely definition definitive
deflation defunct degree delay delegates delegation deliberate deliberations delicate delinquent deliver
delivery demand dementia demise democracy demographic demonstrate demonstration demonstrators denial
denominated density dent deny departments departure depend dependence dependent depleted deploy deployment
deposition depositors deposits depreciation depressed depth deputy derail derivative derived describe
description deserve design designation desire desk desktop desperate despite destination destroy
destruction destructive detail detained detect detention deter deteriorate deterioration determination
determine devastated devastating devastation develop development device devoted diabetes diagnosed
diagnosis dialogue diamonds did didn die diesel diet difference different difficult difficulty dig digest
digit digital digitalise digitise diligence dinner dioxide dip diplomacy diplomat diplomatic dire direct
direction directive director disability disabled disadvantage disagree disagreement disappear disappoint
disappointment disaster disastrous disciplinary discipline disclose disclosure discontinued discount
discourage discover discovery discretion discretionary discrimination discuss discussion diseases dishes
disinformation dismal dismiss dismissal disorder displaced display disposable disposal dispute disrupt
disruption disruptive dissent distance distant distinct distinction distraction distress distribute
distribution districts disturbing dive diverse diversify diversity divide dividend division divisive
divorce do doctor document documentary documentation doesn dog dollar domestic domestically dominance
dominant dominate don donate donation done donor door dose double doubt dovish down downgrade download
downplayed downside downstream downtown downturn downward dozen draft drag drain drama dramatic
dramatically drastic drastically draw drawn dream dress drew drill drink drive driven drone drop drought
drove drug drugmaker dry dual dubbed due dump duo durable duration during dust duty dwindling dying
dynamic each eads eager ear earlier earliest earmarked earn earthquake ease easier easy eat ecb echoed
echoing eclipse economic economically economist economy ecosystem edge edition editor editorial
educational educators effect effective effectiveness efficacy efficiency efficient effort eggs eight
eighth either elaborate elderly elect election electorate electors electrical electricity electronic
element elevated eligibility eligible eliminate elimination elite elk else elsewhere email embarrassing
embassy embattled embrace emerge emergence emergency emotion emotional emphasis emphasize employ employee
employment empty enable enact encounter encourage endless endorse endorsement enemy energy enforce
enforcement engage engagement engine engulfed enhance enjoy enormous enough enrollees enrollment ensure
enter entertainment enthusiasm entire entitled entity entrance entrenched entrepreneur entry environment
environmentally epic epicenter epidemic episode equal equality equipment equipped equity equivalent era
erode erosion error ers erupted eruption escalate escalation escape especially essential est establish
establishment estate estimate etc ethanol ethical ethnic euro eurozone evacuate evacuation evade evaluate
evasion even event eventual ever every everybody everyday everyone everything everywhere eviction evidence
evident evil evolution evolve exact exam examination examine example exceed excellent except exception
exceptional excess excessive exchanges excited excitement exciting exclude exclusive excuse execute
execution executives exempt exemption exercise exhausted exhibit exhibition exist existence exit exodus
expand expansion expect expectancy expectation expenditure expense expensive experience experiment
experimental expert expertise expiration expire explain explanation explicit exploded exploit exploration
explore explosion explosive export expose exposure expressed expressing expression extend extension
extensive extent external extinct extinction extra extract extradition extraordinary extreme extremist eye
face facial facilitate facility fact factbox factcheck factor factory faculty fade fail failure fair
fairness faith fake fall fallen fallout false faltering famed familiar family famous fan fantastic fantasy
far fare farewell farm farther fascinating fashion fast fastest fat fatal fatalities fate father fatigue
fault faulty favor favorable favorite fear fearful feat feature federally fee feel feet fell fellow felony
felt female fence fend fertility fertilizer festivals festivities fever few fiber fiction fiduciary field
fierce fiery fifth fight figure file filibuster fill film filter final finale finalize finance financial
find fine finger finish fire firearm firefighter firepower fireworks firm first fiscal fishing fit fitness
five fix flag flagship flames flash flat flavor flawed flaws fled flee fleet flew flexibility flexible
flight flip float flood floodwaters floor flow flown flu fluctuations fluid flurry fly foam focus fold
folk follow food foot footage football footprint footsteps for force forecast foreclosed foreclosure
forefront foreign foreseeable forests forever forex forget forgiven forgiveness forgotten form formal
format formation formidable formula forth forthcoming fortunate fortunes forward fossil fought foul found
foundations four fourth fracking fraction fragile frame framework franc franchise frankly fraternity fraud
fraudulent free freedoms freeze freight frequency frequent fresh freshman friend friendship from front
froze frozen fruit frustrated frustrating frustration fuel fulfill full fully fun function fundamental
fundraiser fundraising funeral funny furniture further future gain galaxies gallery gallon gambling game
gap garage garbage garnered gas gasoline gather gauge gave gay gear gender generally generate generation
generic generous genetic genre genuine geopolitical get giant gift giftee girl girlfriend give given glad
glass glimpse glitch global gloom gloomy gloves glut go goal goalkeeper gold golf gone gonna good goodbye
goodwill got gotten governance government governor grab grade gradual graduate graduation grain
grandchildren grandfather grandmother grandson granted granting grants graphic grass grassroots grateful
gratitude grave gravity great greatest greenback greenhouse greeted grew grid grief grim grip grocery
gross ground groundbreaking groundwater groundwork groups grow grown growth guarantee guards gubernatorial
guess guest guidance guide guidelines guilty guitar guitarist gun gunman gut guy gym hackers hacking had
hadn hailing hair half halftime halfway halls halt halved hammer hand handful handle handset hang happen
happy harassment hard hardest hardship hardware harm harmful harsh has hasn hat hate haul have haven havoc
hawkish hazard hazardous he head headache headcount headline headquartered headquarters heal healthcare
healthier healthy hear heart heat heavier heaviest heavy hedge hedgefunds heels hefty height heightened
heir held helicopter hell helm help helpful her here hero herself hesitant hi hiatus hidden hide high
highest highlight highways hike him himself hint hip hire his historian historic historical history hit
hnk hold hole holiday home homeless homelessness homemade homeownership hometown honest honor hop hope
hopeful horrible horrific horror horses hospital hospitality hospitalization hospitalized host hostage
hostile hot hotel hottest hour housed household houses housing hovering how however hub huge human
humanitarian humanity humidity humor hundred hung hungry hunters hunting hurdle hurricanes hurt husband
hybrid hydrogen hype ice icon iconic idea ideal identical identification identify identity if ignore ill
illegal illiquid illness image imagine imf immediate immense immigrant immigration imminent immune
immunity impact impairment impasse impeach impeachment impending imperative implement implementation
implications import importance important impose impossible impressed impression impressive imprisoned
improper improve improvement in inability inaccurate inadequate inappropriate inaugural inauguration inbox
incentive inch incident inclined include inclusion inclusive income incomplete incorrect increase
incredible incredibly incremental incumbent indebted indeed indefinitely independent index indicate
indication indicative indicator indicted indictment indirect individual indoor industrial industrialized
industry inequality inevitable infamous infant infected infection infectious inflated inflation
inflationary inflicted inflows influence influential influenza influx info inform informal information
infrastructure infusion ingredient inherited initial initiative inject injection injunction injured injury
injustice inland inmate innocent innovation innovative input inquiry inside insist inspection inspector
inspiration inspire instability install installation instance instant instantview instead institution
institutional instructed instruction instrumental instruments insufficient insurance insure insurrection
intact integration integrity intellectual intelligence intend intense intensify intensity intensive intent
intention interact interbank interest interfere interference interim internal internationally
interpretation interracial intervene intervention interview intimate intl into intraday introduce
introduction invasion invasive inventory invest investigate investigation investigative investigator
investment investor invitation invite invoked involve involvement ion ipo ire iron is isn isolate
isolation issuance issue it item itself jacket jackpot jail jeopardy jets jewelry job jobless join joint
joke journalism journalist journey jpmorgan judged judges judgment judicial juice jumbo jump junior junk
jurisdiction jurors jury just justices justify juvenile keen keep kept key kick kids kill kilometers kind
kiss kitchen kits knee knew knife knock knockout know knowledge known lab label lack lackluster lag laid
land landfall landlord landmark landscape landslide language laptop large largest last late latest latter
laugh launch laundering lava law lawmaker lawsuit lawyer lay lead leadership leagues leak lean leap learn
lease least leather leave led leeway left leftist leg legacy legal legalization legalize legend legendary
legislation legislative legitimacy legitimate leisure lend length lengthy lens lent lesbian less lesson
let lethal level leverage liability liable libraries license lie lieutenant life lifeline lifelong
lifestyle lifetime lift light like likelihood limit limitations line lineup link liquid liquidation
liquidity liquor list listen lit literally lithium litigation little live livenation livestock load loan
lobby lobster local location lock lockdown log logistics logo long longest longstanding longtime look
loose loosen lorry lose loss lost lot lottery loud love low lowest loyal loyalty luck lucky luckymanonline
lucrative luggage lump lunar lunch lung lure luxury lying lyrics machine machinery macro macroeconomic mad
made magazine magnitude mail main mainland mainstream maintain maintenance major majority make makeshift
makeup male malls man manage manageable mandate mandatory maneuver manipulation manufacture many map
marched margin marginal marijuana marked marker market marketplace marking marks marriage marry mask mass
massive match matchup material math matter mattress mature maturity maximize maximum maybe me meal mean
meaningful meant meantime meanwhile measure meat mechanism medals media median medical medication
medicines medium meet megawatts meltdown member membership memo memoir memorable memorandum memory men
mental mention mentioned menu merchandise merchant mere merge merit mess message met metal meteor
meteorologist meth methane method methodology metric mfglobal mid midday midnight midst midterm might
migrant migration mild mile milestone military milk million mind mindful mine mineral minimal minimize
minimum ministers minor minorities minus minute miracle mired mirror mischaracterized misconduct
misdemeanor misidentified misinformation misleading misled mismanagement miss missile mission misspelled
misstated missteps mistake mitigate mitigation mix mlb mob mobile mobilization mode model moderate
moderation modern modest modify module moisture mom moment momentum monarch monarchy money monitor
monkeypox monopoly month monuments mood moon moral morale moratorium more morganstanley morning mortality
mortgage most mother motivated motorists motorway mounted mounting mouth move movement movie mph much
multi multibillion multiple municipal municipalities murder muscle museums music musical musician must
muted my myself mysterious mystery nail name namesake narrative narrow nascent nation nationalist
nationalization nationalized nationally nationwide natural nature navigate navigation ndez near nearby
necessary necessity neck need negative negligence negotiate negotiation neighbor neighborhood neither neo
nervous net network neutral never nevertheless newer newest newly news newscorp newsletter newspaper next
nfl nice niche nickname nicotine night nightmare nine ninth no nobody noise nominal nominate nomination
nominee non none nonessential nonetheless nonfarm nonpartisan nonprofit noon nor normal northeastern nose
not notable notably notch note nothing notice notification notify notion novel now nowhere nuclear number
numerous nurse obesity object objections objective obligation observe obstacle obstruction obtain obvious
occasion occasional occupancy occupied occur odd of off offenders offense offensive office official
offseason offset offshore often oh oil ok okay old oldest oligarchs on once one ongoing onions online
onset onshore onto open operate operation operational operator opinion opioid opponent opportunity oppose
opposite opposition opt optimism optimistic option optional or oral orbit order ordinance ordinary ore org
organic organizations organize orientation oriented original originated origins other otherwise ought
ounce our ourselves out outage outbreak outcome outcry outdated outdoor outgoing outlet outline outlook
outnumbered outpaced outpacing outperform output outrage outreach outright outside outsized outsourcing
outspoken outstanding outweigh over overall overcome overdose overdue overhaul overheating overnight
oversaw overseas oversee overseen overshadowed oversight overtime overturn overwhelmed overwhelming owe
own ownership oxygen pace pack package pact page paid pain painful paint pair pandemic panel panic paper
paperwork par parade paragraph parallel pardon parent parked parking parliamentary parole part partial
participate participation particular parties partisan partner partnership pass passage passenger passion
passionate past patch patent path patience patient patrons pattern pause pay payment payout payroll peace
peaceful peak pedestrian pediatric peer penal penalty pending penny pension people per perceived percent
percentage perception perfect perform performance perhaps period peripheral periphery permanent permission
permit persist persistent person personal personality personnel perspective persuade pessimistic pet
petition pharmaceutical pharmacy phase phenomenon philosophy phone photo photograph phrase physical
physician piano pick pickup picture pie piece pile pill pilot pinch pipe pipeline pit pitch pivotal place
placement plague plain plaintiff plan plane planemaker planet plant plastic plate platform platinum play
playoff plea please pledge plenty plot plug plunge plus pm pocket podcast point poised poison police
policy polio political politician politics poll pollution pools poor poorest pop popular popularity
populated population populist populous pork pornography portable portal portfolio portion portrait
portrayed ports pose position positive positivity possession possibility possible possibly post postpone
postseason pot potato potent potential pound poverty power powerful powerhouse powertrain practical
practice praise pray pre precedent precious precise predecessor predict prediction predominantly prefer
preference pregnancy pregnant preliminary premarket premature premiere premium preparation prepare
prescribed prescription presence present presentation preserve presidency presidential presidents pressed
pressing pressure prestigious pretax pretty prevail prevent preview previous price priest primary
principal principle print prior prioritize priority prison private privatization privilege prizes
proactive probable probably probation probe problem problematic procedural procedure proceed process
procession processor proclamation procurement produce product production productive productivity
professional professor profile profit profitability profitable profound program programme progress
progressive prohibit project projection prolonged prominent promise promote promotion promotional prompt
prone pronounced proof prop propaganda property proportion proposal propose proprietary prosecute
prosecution prosecutor prospect prospective prosperity protect protection protectionism protective protein
protest protocol protracted proud prove proven provide province provision proxy prudent psychedelic
psychological public publication publicity publish pull pullback pump punch punish punishment punitive
punk purchase pure purpose pursue pursuit push pushback put quake qualify quality quantitative quarantine
quarter quarterback quarterfinal question questionable quick quiet quit quite quo quota quote race racial
racism racist radar radiation radical radio raft rage raid rail rain rainfall raise rally ramp rampant ran
ranchers random range rank rap rape rapid rare rash rate rather ratification ratio rattled raw reach react
reaction read readiness ready reaffirmed real realistic reality realize rear reason reasonable reasonably
reassure rebate rebound rebuffed rebuild recall recap recapitalization recapitalize receive recent
reception recession recipe recipient reckless recognition recognize recommend recommendation reconsider
reconstruction record recount recover recovery recreational recruit recycling redemption redesigned
redistricting reduce reduction reelection reeling refer reference referendum refinance refined refiners
refinery refining reflect reflection reform refrain refugee refund refusal refuse regain regard regardless
regime region regional registered registration regret regular regulate regulation regulator regulatory
reign reignited reimbursement rein reinforce reinstate reiterated reject rejection relation relationship
relative relax release relentless relevant reliability reliable reliance reliant relief religion religious
reluctance reluctant remain remainder remarkable remedy remember remind remote removal remove renamed
renew renewable renminbi renovation renowned rent rental reopen reorganization repaid repair repay
repayment repeal repeat repercussions replace replacement replica reply report represent representation
representative reproductive repurchase reputation request require requirement rescheduled rescue
researcher reservations reserved reserves reservoir reset residence residency resident residential resign
resignation resilience resilient resist resistance resistant resolution resolve resource respect
respective respiratory respond respondents response responsibility responsible rest restart restaurant
restoration restore restraining restrict restriction restrictive restructure result resume resurgence
retail retain retaliation retention rethink retire retiree retirement retreat return reunion revamp reveal
revenue reversal reverse review revision revival revive revolving reward rhetoric rich richest rid ride
ridership ridiculous rifle rig right rigorous ring riot rip ripple rise risen risk riskier risky rival
rivalry rivers roads robot robotaxi robust rocked rockers rocket rocks rogue role roll rollout romance
romantic roof rookie room root rose roster rotation rough round roundup route routine row royalty rubber
ruble rule run runoff rupee rural rush sacred sacrifice sad safe safeguard safety saga said salary sale
salmon salons same sample sanctuary sandwich sang sank sat satellite satisfaction satisfy sauce save saw
say scale scam scandal scarce scare scary scattered scenario scene schedule scheme scholarship schools
science scientific scientist scope score scramble scrap screaming screen scrutiny seafood seal search
season seasonal seat sec second secondary secrecy secret section sector secure security sedan see seek
seem seemingly seen segment seize seizure select selection self sell selloff semester semi semifinal
senators send senior sensation sense sensitive sensitivity sent sentence sentiment separate separation
series serious servants serve services servicing session set setback settle settlement seven seventh
several severance severe severity sewage sex sexual shadow shake shaken shaky shale shall shame shape
share shareholder shark sharp sharpest shattered she sheet shelf shelling shelter shelves shield shift
shine ship shipment shirt shock shoe shook shoot shootout shop shoppers shore short shortage shortfall
shot should show showcase showdown shown shrank shrimp shrink shrunk shut shutdown shuttle shy sick side
sidelines sight sign signal signature significance significant silence silent similar simple simply
simultaneously since sing single sink sister sit sitcom site situation six sixth sizable size skating
skeptical skepticism ski skill skin skip skyrocketed slammed slams slap slash slate slavery sleep slew
slice slid slide slight slim slip slogan slot slow slowdown slowest sluggish slump small smallest smallpox
smart smartphone smell smile smoke smooth smuggling snap snow so soap soar soccer social soft soften
software soil solar sold soldier sole solid solidarity solo solstice solution solve some somebody somehow
someone something sometime somewhat somewhere son song songwriter soon sophisticated sorry sort sought
sound soundtrack soup sour source southwestern sovereign sovereignty spacecraft spaces spam span spare
spark spate spawned speak special specialist specialized specializes specialty species specific
specifically specify spectacular spectrum speculate speculation speculative speculators speech speed spell
spend spent spike spill spin spinoff spiral spirits spiritual split spoke spoken spokesman spokesperson
spokeswoman sponsor spooked sport spot spotlight sprawling spray spread spree spring spun spur spy squad
squeeze stability stabilization stabilize stable stadiums staff stage staggering stake stakeholders stance
stand standards standoff standpoint standstill staple starred starring stars start startup state statement
statewide stations stats statue status statute stave stay steady steal steam steel steep steer stellar
stem step sticking sticks stiff still stimulate stimulus stint stock stockholders stole stolen stomach
stood stop storage store storm story straight strain stranded strange strapped strategic strategist
strategy streak stream streets strength strengthen stress stretch stricken strict strike strikeouts string
stringent stripped stroke strong strongest struck structural structure struggle stubbornly stuck student
studio study stuff stunned stunning stunt stupid style sub subcommittee subdued subject submit subpoena
subprime subscribe subscription subsequent subsidiary subsidy substance substantial substitute suburb
suburban subvariants subway succeed success successful succession successive successor such sudden sued
sues suffer sufficient suggest suggestion suicide suing suit suitable sum summarise summarize summary
summit sunk supermarket superstar supervision supervisor supervisory supplement supplier supply support
supportive supposed sure surface surge surgery surgical surpass surplus surprise surrender surveillance
survey survival survive survivor susceptible suspect suspend suspension suspicion suspicious sustain
sustainability sustainable swap sway sweep sweet swept swiftly swim swing switch sworn symbol symbolic
symptoms synergies system systemic table tablet tabloid tackle tactic tactical tag tail take takeaways
taken takeout takeover talent talk tall tally tame tangible tank tap tape tapering target tariffs task
taste taught tax taxpayer teach team teammate tear technical technology teen teenage teeth
telecommunications telecoms telematics telephone televised television tell temperature tempered temporary
tend tennis tens tense tension tent tentative tenth tenure tepid term terminal terminate termination
terrain terrible territorial territory terror terrorism terrorist test testify testimony text than thank
that the theaters theft their them theme themselves then theory therapist therapy there thereby therefore
thermal these they thick thin think third this thorough those though thought thousand thread threat
threaten three threshold threw thrilled thrive throat throne through throughout throw thrown thru thrust
thus tick ticket tide tie tie-up tight tighten time timeline timetable tiny tip title to tobacco today
together toilet told tolerate toll tomorrow ton tone tonight tonne too took tool top topic toppled tore
torn tornado torture total touch touchdown tough toughest touring tourism tourist tournament tours toward
town toxic toy trace track traction trade trademark tradition traditional traffic trafficking tragedy
tragic trailed trailer trailing trails train trajectory tranche trans transaction transcript transfer
transform transformation transgender transition translate transmission transmitted transparency
transparent transport trap trash trauma travel treat treatment treaty trees tremendous trend trial tribal
tribes tribute trick tricky trigger trillion trim trio trip triple triumph troika trouble trout truck true
truly trusted trustee trusts truth try tsunami tuition tumble tumultuous tune turbulence turbulent turkeys
turmoil turn turnaround turnout turnover turtle tweet twice twin two tycoon tying type typical ugly
ultimate ultra unable unacceptable unanimous unauthorized unavailable unaware uncertain uncertainty
unchanged unclear uncomfortable uncommon unconstitutional unconventional under undercut underestimated
undergo undergraduate underground underlying undermine underperforming underscore understand understood
undertake undertaken undervalued underwater underway underwent underwriting undisclosed undocumented
undoubtedly unemployed unemployment unexpected unfair unfortunate unfounded unhappy unidentified uniform
unintended unions unique unit unite unity universe universities unknown unlawful unless unlike unlimited
unlock unnamed unnecessary unofficial unpaid unpopular unprecedented unpredictable unrelated unrest unsafe
unsecured unsold unsolicited unspecified unsuccessful unsure unsustainable until unusual unvaccinated
unveil unwanted unwilling unwind up upbeat upcoming update upfront upgrade upheaval upheld uphill uphold
upon upset upside uptick upward urge urgency urgent us usa usage use useful usual utility utilization
vacant vacation vaccinate vaccination vaccine vacuum vague valid valuable valuation value variable variant
variety various vary vast vehicle vendor ventilators venture venue verdict verge verification verify
version versus very vessel veteran veto via viability viable vibrant vicious victim victory video view
vigil vigilant vigorously villages violate violation violence violent viral virtual virus visibility
visible vision visit visitor visual vital vocal voice volatile volatility volcanic volcano volume
voluntary volunteer vote vulnerability vulnerable vying wage wait wake walk walkout wallets walls waning
want warehouse warm warn warrant wary was wash waste wastewater watch watchdog water wave way we weak
weaken weakest weakness wealth wealthiest wealthy weapon wear weather website wedding week weekend weigh
weight weird welcome welfare well wellness went were wet whales what whatever wheat wheel when whenever
where whereas wherever whether which while whistleblower who whoever whole wholesale whom whopping whose
why wide widen widespread wife wild wildfire will willingness win windfall window wine wing winter wipe
wire wireless wisdom wise wish with withdraw withdrawal withdrawn withdrew within without withstand
witness woes woke wolves woman women won wonderful wondering wooden word wore work workforce workplace
worlds worldwide worn worrisome worry worse worsen worship worst worth worthy would wound wrap wreak write
writedown written wrong wrongdoing wrongful wrote yard year yellow yen yes yesterday yet yield yogurt you
young youngest your yourself youth yuan zero zone
""".split()
)

_ENDINGS = (("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", "e"), ("ed", ""), ("ing", "e"))
_MORE_ENDINGS = (("ing", ""), ("ers", ""), ("ers", "e"), ("er", ""), ("er", "e"), ("ily", "y"), ("ly", ""))


def is_common(word: str) -> bool:
    """Whether a lower-case `word` is an ordinary English word or a regular form of one."""
    if word in _WORDS or word + "s" in _WORDS or (word.endswith("y") and word[:-1] + "ies" in _WORDS):
        return True
    for ending, base in _ENDINGS + _MORE_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 1:
            stem = word[: -len(ending)] + base
            if stem in _WORDS or (stem[-1:] == stem[-2:-1] and stem[:-1] in _WORDS):
                return True
    return False
