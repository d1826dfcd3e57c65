/// Which sentence says what to do. Rules choose one; the words stand in `Wording`.
package enum ActionNote: UInt8, Sendable, Hashable, CaseIterable {
  case placeTonight
  case ring999
  case childrensServicesAfter999
  case referHarm
  case ringChildrensServices
  case ownTeamTakesIt
  case shareWithoutConsent
  case section20
  case section20Child
  case referYoungPerson
  case referChild
  case policeProtection
  case youngPersonSeen
  case readyForYoungPerson
  case readyForChildPastPart7
  case ringWhoCaresForChild
  case tellOfYoungPerson
  case essexYoungPersonProtocol
  case seenByHousing
  case coverNights
  case coverNightsByChildrensServices
  case coverNightsAtCounty
  case keepUntilDecided
  case takeApplication
  case freshApplication
  case preventionApplication
  case preventionApplicationEarly
  case reliefAfterPrevention
  case askHomelessFrom
  case askWhatChanged
  case changedSinceDecision
  case homelessThroughAbuse
  case homelessHavingFled
  case notSafeThere
  case adviseAdult
  case adviseAdultAtCounty
  case askWhetherLetterEndsInterim
  case roughSleeperLines
  case section17
  case section17AtCounty
  case asylumSupport
  case referFamily
  case referralHasGone
  case tellOfFamilyWithoutRecourse
  case referPregnant
  case referPerhapsPregnant
  case referAdultSocialCare
  case ownAdultTeamTakesIt
  case dutyToRefer
  case dutyToReferSomewhere
  case dutyToReferElsewhere
  case ringOtherChildrensServices
  case seenByChildrensServices
  case decisionLetterNotEligible
  case confirmReferral
  case handOver
  case handOverIfReferredNow
  case handOverOverdue
  case escalateHandOver
  case escalateHandOverNow
  case preparePlacement
  case preAuthoriseOnCutOff
  case tellMASHOfPlacement
  case ringMASHOrDutyTeam
  case tellAllocations
  case seenByMASH
  case askAboutDutyThere
  case managerDecides
  case ringForManager
  case rechargeCost
  case refusalEndsNothing
  case arrangeReception
  case returnFamily
  case askPlaceOfAbuse
  case tellOfReturn
  case writtenConfirmation
  case withholdAddress
  case abuseHelpline
  case abusePolice
  case domesticAbuseConcession
  case modernSlavery
  case keepUntilNotified
  case keepOnceReferred
  case stopReferral
  case keepForReview
  case powerPendingReview
  case powerPendingReferralReview
  case tellOfAcceptedReferral
  case considerReferral
  case notifyBeforePlacement
  case tellNoUnitInBorough
  case professionalsMeeting
  case responsibilityStays
  case applicationStays
  case weighLocation
  case moveFromRisk
  case protectBelongings
  case notifyHost
  case notifyHostOverdue
  case notifyHostWithCare
  case askNotifyConsent
  case limitBedAndBreakfast
  case limitBedAndBreakfastBefore
  case bedAndBreakfastOver
  case tellManagerOfUnit
  case tellManagerOfNights
  case proposeEndDate
  case adviseAgainstThatDay
  case endHasPassed
  case usualEndHasPassed
  case requestReview
  case reviewTimePassed
  case requestReviewOfOffer
  case reviewOfOfferTimePassed
  case referWithLetter
  case referWithLetterOfSomeDay
  case referWithOldLetter
  case referWithLetterToWorker
  case referWithOldLetterToWorker
  case requestForSupport
  case requestForSupportOverdue
  case kentRequestForSupport
  case kentRequestForSupportOverdue
  case kentConcern
  case tellPersonalAdviser
  case ringWhoLookedAfterThem
  case reasonableNotice
  case tellNamedWorker
  case tellParentOfReferral
  case escalateDispute
  case obtainConsent
  case askSafeguardingLead
  case acceptOffer
  case refusalMayEndAccommodation
  case reviewSuitability
  case noReviewOfInterim
  case refusalOfInterim
  case decisionLetter
  case tellEarly
  case jointAssessment
  case kingstonLadder
  case essexLadder
  case kentLadder

  /// Whether it stands for itself beside another action of its code and authority.
  var standsAlone: Bool {
    switch self {
    case .referWithLetter, .referWithLetterOfSomeDay, .referWithOldLetter, .referWithLetterToWorker,
      .referWithOldLetterToWorker:
      true
    default: false
    }
  }
}

/// Which sentence says what not to do, with its single failing condition.
package enum BarNote: UInt8, Sendable, Hashable, CaseIterable {
  case nobodyLeaves
  case noRedirection
  case consentIsNoCondition
  case noBedAndBreakfastUnder18
  case bedAndBreakfastSpent
  case riskThere
  case riskNotAsked
  case abuseSomewhere
  case connectionIsNoDuty
  case noReturnInDanger
  case harmFeared
  case journeyNotFeasible
  case receptionNotConfirmed
  case familyDoesNotAgree
  case returnNotTonight
  case countyIsHere
  case connectedHere
  case connectionHereNotAsked
  case notConnectedThere
  case noReferableDutyYet
  case notInEngland
  case referredAlready
  case referralEndsNothing
  case reviewOfFinalOffer
  case noEndOnThatDay
  case nothingDecidedYet
  case noIntentionality
  case intentionalityNotAsked
}

/// Which sentence says what to know.
package enum WarningNote: UInt8, Sendable, Hashable, CaseIterable {
  case onCutOff
  case differsBySeenAt
  case assumedHours
  case beyondCalendar
  case unknownValue
  case repeatedHour
  case estimatedTravel
  case unknownCouncil
  case councilSucceeded
  case takenOverElsewhere
  case notThereElsewhere
  case foundOutside
  case dutyElsewhereIsHere
  case placedByIsHere
  case decisionAfterPresentation
  case referredBeforePresentation
  case changedAfterAll
  case endsThoughEnded
  case abuseWithoutPlace
  case offerThoughNotEligible
  case alternativeAndNowhere
  case holidayAhead
  case followingDayIsNotWorking
  case lateDayUnderSection188
  case whoPaysIsUnclear
  case sameDayOrOneWorkingDay
  case harmWithoutChild
  case reviewDaysOutranked
  case interimIsNoChoice
  case interimDoesNotWait
  case dutyNeedsNoConnection
  case referralLawIsTheAct
  case preventionWhateverTheFault
  case supportToWhichAge
  case consentDoesNotStopProtection
  case consentRowsDisagree
  case noticeIsNoFixedPeriod
  case applicationWhateverTheRoute
}

extension ActionNote {
  /// Whether its sentence names a team of children's services, in whose place another answers at night.
  var namesTeam: Bool {
    switch self {
    case .tellMASHOfPlacement, .ringMASHOrDutyTeam, .kentRequestForSupport, .kentRequestForSupportOverdue, .kentConcern:
      true
    default: false
    }
  }
}
