extension Fact {
  /// What yes and no mean, in a sentence each.
  var meaningOfYesAndNo: (yes: String, no: String) {
    switch self {
    case .pregnant: ("Somebody in the household expects a baby.", "Nobody in the household is pregnant.")
    case .vulnerable:
      (
        "Somebody needs more help than most people would in their place. So may a son or daughter of 18 still at school or in training.",
        "Nobody does, as far as anyone can tell."
      )
    case .safeToStay:
      (
        "Whoever hurt or threatened them cannot reach them there.",
        "They can be reached there. Choose this if in doubt."
      )
    case .immediateDanger:
      ("Somebody may be hurt in the next minutes. Ring 999 first.", "Nobody is being hurt or threatened now.")
    case .significantHarm:
      ("A child is being badly hurt or neglected, or you fear so.", "You see no sign of it.")
    case .changedSince:
      (
        "Something that matters is new: a baby, an eviction, violence, a home lost again.",
        "Everything is as it was when the council decided."
      )
    case .alternativeFound: ("They have found somewhere else to live.", "They have found nothing yet.")
    case .receptionConfirmed:
      ("An officer there gave a name and said that a bed waits for them.", "Nobody there has promised a bed.")
    case .agreesToReturn: ("They want to go back there.", "They do not want to. Ask why: it may hide a risk.")
    case .connectionHere:
      (
        "They lived or work here, have close family here, or belong here for a special reason.",
        "Nothing ties anyone in the household to this council."
      )
    case .consent:
      ("They agree that you talk to children's services about them.", "They said no. Help goes on all the same.")
    case .inBoroughUnit: ("There is a room or flat in your own area for tonight.", "There is none tonight.")
    case .formerRelevant:
      ("They were in care for at least 13 weeks, part of that at 16 or 17.", "They were in care for less, or earlier.")
    default: ("It is so.", "It is not so.")
    }
  }

  /// What each word of a list says as an answer, and what it means.
  static let meanings: [Fact: [String: (text: String, meaning: String)]] = [
    .eligibility: [
      "eligible": ("Yes", "They are British or Irish, settled, refugees, or the law lets them have housing help."),
      "may-be-eligible": (
        "Perhaps",
        "You cannot rule it out yet, or somebody else in the household can apply. That is enough for tonight."
      ),
      "not-eligible": (
        "No", "They have no recourse to public funds, or their immigration status bars them from housing help."
      ),
    ],
    .dutyHeld: [
      "none": ("No, nothing yet", "They are new, or this council owes them nothing so far."),
      "interim": ("Yes, interim housing", "The council houses them while it looks into their case."),
      "prevention": (
        "Yes, it helps to prevent it", "They still have a home, and the council helps them not to lose it."
      ),
      "relief": ("Yes, the relief duty", "They are homeless, and the council helps them to find a home."),
      "relief-referred": (
        "Yes, relief, sent to another council", "Another council has been asked to take the relief duty over."
      ),
      "main": (
        "Yes, the main duty", "The council has accepted that it must house them until they have a settled home."
      ),
      "main-referred": (
        "Yes, main, sent to another council", "Another council has been asked to take the main duty over."
      ),
      "ended": (
        "It did, and that is over", "The council said no or ended its duty, and the time that it gave them is over."
      ),
    ],
    .decision: [
      "none": ("No", "No council has decided against them."),
      "minded-to-refuse": ("Not yet, but it plans to", "The council has said that it is likely to refuse them."),
      "intentionally-homeless": ("Yes: homeless by choice", "It decided that they gave up their home on purpose."),
      "not-eligible": ("Yes: not eligible", "It decided that their immigration status bars them from housing help."),
      "not-homeless": ("Yes: not homeless", "It decided that they have a home that they can use."),
      "not-priority": ("Yes: no priority need", "It decided that they are not among those whom it must house."),
      "offer-refused": ("Yes: they refused an offer", "Its duty ended because they turned a home down."),
      "licence-breach": ("Yes: they broke the rules", "They lost their temporary place because of how they behaved."),
      "cannot-live-independently": (
        "Yes: cannot live alone", "It decided that they could not manage a home of their own."
      ),
      "lacks-capacity": ("Yes: lacks capacity", "It decided that they cannot understand an offer or a tenancy."),
    ],
    .childProtection: [
      "none": ("No", "There is no enquiry and no plan, as far as anyone knows."),
      "enquiry": ("Yes, an enquiry", "Children's services look into possible harm (section 47)."),
      "plan": ("Yes, a plan", "A child has a child-protection plan."),
    ],
    .transport: [
      "own": ("Own car", "They can drive there themselves."),
      "public": ("Train or bus", "Public transport still takes them there tonight."),
      "provided": ("Taxi or lift", "You or another council pays for a taxi, or drives them."),
      "none": ("No way tonight", "Nothing safe takes them there tonight."),
    ],
    .unit: [
      "self-contained": (
        "Self-contained", "A flat or house of their own: nobody else uses its kitchen, bath or toilet."
      ),
      "bed-and-breakfast": (
        "Hotel or bed and breakfast", "A hotel room, or any place where others use the same kitchen, bath or toilet."
      ),
    ],
    .childrensServices: [
      "not-known": ("No", "Children's services do not know this family."),
      "known": ("Yes, known to them", "There is an open case, and no social worker of their own."),
      "allocated": ("Yes, a social worker", "A named social worker has their case."),
    ],
    .review: [
      "none": ("No", "They have asked for no review, or it is decided."),
      "decision": ("Yes, of the decision", "They asked the council to look at its decision again."),
      "final-offer": ("Yes, of the last offer", "They asked whether the home that was offered suits them."),
      "referral": ("Yes, of the referral", "They asked whether sending them to another council was right."),
    ],
    .offer: [
      "none": ("None", "No offer is in doubt."),
      "interim": ("The place for now", "The place where they wait while the council decides."),
      "temporary": ("Temporary housing", "The place that they have under the main duty."),
      "permanent": ("A settled home", "The last offer, which ends the duty."),
    ],
    .riskFactors: [
      "domestic-abuse": (
        "Domestic abuse",
        "Somebody in this household is hurt, threatened or controlled by a partner, former partner or relative. Not where the applicant alone did it."
      ),
      "substance-misuse": ("Drink or drugs", "Drink or drugs harm the care of the children."),
      "parental-mental-health": ("Mental illness of a parent", "A parent's illness harms the care of the children."),
      "child-safety": ("A child is not safe", "You worry about a child's safety for another reason."),
      "homelessness": ("Homelessness", "The family has no home, or may lose it."),
      "exploitation": ("Exploitation", "A child or an adult is used by others: county lines, sex, work, slavery."),
      "sex-offender": ("A sex offender", "Somebody who harmed children lives with them or visits."),
      "eviction-debt": ("Debt or eviction", "They may lose their home, or lost it, through debt."),
      "home-neglect": ("A neglected home", "The home is unfit for children, or they are not looked after."),
      "young-person": ("A young parent or child alone", "Somebody of 16 or 17 has nobody to look after them."),
    ],
    .needs: [
      "hospital-treatment": ("Hospital treatment", "It can only be had near here."),
      "child-protection-plan": ("A child-protection plan", "The plan cannot be moved to another area now."),
      "ehcp": ("A special school plan", "A child's education, health and care plan ties them to a school here."),
      "essential-care": ("Care", "Somebody here cares for them, or they care for somebody here."),
      "exceptional": ("Another strong reason", "Something else would do them grave harm if they moved away."),
    ],
  ]
}
