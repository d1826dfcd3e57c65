import Directory
import Testing

/// A contact as a row of the public pages of November 2026 gives it, and how it is held.
struct ContactRow: Sendable, CustomTestStringConvertible {
  let id: String
  let display: String
  let status: ContactStatus

  init(_ id: String, _ display: String, _ status: ContactStatus) {
    self.id = id
    self.display = display
    self.status = status
  }

  var testDescription: String { id }
}

extension ContactRow {
  private typealias Row = ContactRow

  /// Every row that has a contact, in the order of the pages; two more give opening hours alone.
  static let all: [ContactRow] = [
    Row("kent/adult-social-care", "03000 41 61 61", .unconfirmed),
    Row("kent/adult-social-care-out-of-hours", "03000 41 91 91", .unconfirmed),
    Row("kent/safeguarding", "03000 41 11 11", .corroborated),
    Row("kent/childrens-out-of-hours", "03000 41 91 91", .corroborated),
    Row(
      "kent/care-leavers-page",
      "https://www.kent.gov.uk/education-and-children/children-in-care/care-leavers-local-offer", .unconfirmed),
    Row("kent/domestic-abuse", "0808 168 9111", .conflicting),
    Row("kent/domestic-abuse-older-page", "0808 168 9276", .conflicting),
    Row("kent/rough-sleeping", "0800 567 7699", .unconfirmed),
    Row("kent/nhs-111", "NHS 111, option 2", .unconfirmed),
    Row("medway/adult-social-care", "01634 334 466", .conflicting),
    Row("medway/adult-social-care-out-of-hours", "03000 419 191", .unconfirmed),
    Row("medway/adult-social-care-older-page", "01634 333 111", .conflicting),
    Row("medway/safeguarding", "01634 334 466", .unconfirmed),
    Row("medway/childrens-out-of-hours", "03000 419 191", .unconfirmed),
    Row("medway/housing-phone", "01634 333 600", .unconfirmed),
    Row("medway/out-of-hours", "01634 304 400", .corroborated),
    Row(
      "medway/care-leavers-page",
      "https://www.medway.gov.uk/info/200260/local_offer_for_care_leavers/761/local_offer_for_care_leavers/4",
      .unconfirmed),
    Row("medway/domestic-abuse", "0800 917 9948", .unconfirmed),
    Row("ashford/out-of-hours", "01233 331111", .corroborated),
    Row("ashford/rough-sleeping", "01233 331111", .unconfirmed),
    Row("ashford/duty-to-refer", "housing.advice@ashford.gov.uk", .conflicting),
    Row("ashford/housing-phone", "01233 330688", .unconfirmed),
    Row("canterbury/out-of-hours", "01227 781 879", .corroborated),
    Row("canterbury/rough-sleeping", "01227 464 904", .unconfirmed),
    Row("canterbury/housing-office", "Military Road office, Canterbury", .unconfirmed),
    Row("dartford/rough-sleeping", "0800 567 7699", .unconfirmed),
    Row("dover/out-of-hours-news-page", "01304 821199", .conflicting),
    Row("dover/housing-phone", "01304 872265", .conflicting),
    Row("dover/switchboard", "01304 821199", .corroborated),
    Row(
      "dover/rough-sleeping-page", "https://dover.gov.uk/Housing/Housing-Advice/Homelessness/SWEP-Rough-Sleepers.aspx",
      .unconfirmed),
    Row("folkestone-hythe/out-of-hours", "01303 221888", .corroborated),
    Row("folkestone-hythe/rough-sleeping", "01303 853000", .unconfirmed),
    Row(
      "folkestone-hythe/duty-to-refer-page", "https://www.folkestone-hythe.gov.uk/homeless/homeless-duty-refer",
      .unconfirmed),
    Row("gravesham/out-of-hours-council-page", "01474 564 422", .conflicting),
    Row("gravesham/rough-sleeping", "01474 564 422", .unconfirmed),
    Row("gravesham/housing", "Housingneedsteam@gravesham.gov.uk", .corroborated),
    Row("gravesham/duty-to-refer-page", "https://www.gravesham.gov.uk/homelessness/duty-refer", .unconfirmed),
    Row("maidstone/rough-sleeping", "01622 683933", .unconfirmed),
    Row("sevenoaks/duty-to-refer", "dutytorefer@sevenoaks.gov.uk", .unconfirmed),
    Row("swale/out-of-hours", "01795 417711", .conflicting),
    Row("swale/out-of-hours-council-page", "01634 304400", .conflicting),
    Row("swale/housing-phone", "01795 417485", .unconfirmed),
    Row("swale/rough-sleeping", "01795 417485", .unconfirmed),
    Row("thanet/rough-sleeping", "01843 577277", .unconfirmed),
    Row("thanet/out-of-hours", "01843 577000", .stated),
    Row("tonbridge-malling/housing-phone", "01732 876067", .unconfirmed),
    Row("tonbridge-malling/rough-sleeping", "01732 876067", .unconfirmed),
    Row("tonbridge-malling/out-of-hours", "01732 844522", .corroborated),
    Row("tunbridge-wells/out-of-hours-council-page", "01892 352777", .conflicting),
    Row("tunbridge-wells/switchboard", "01892 526121", .corroborated),
    Row("essex/adult-social-care", "0345 603 7630", .unconfirmed),
    Row("essex/adult-social-care-out-of-hours", "0345 606 1212", .unconfirmed),
    Row("essex/adult-social-care-out-of-hours-email", "eds@essex.gov.uk", .unconfirmed),
    Row("essex/safeguarding", "0345 603 7627", .corroborated),
    Row("essex/care-leavers-page", "https://www.essex.gov.uk/leaving-care", .unconfirmed),
    Row("essex/domestic-abuse", "0330 333 7444", .unconfirmed),
    Row("essex/rough-sleeping-page", "StreetLink (alerts go to CHESS)", .unconfirmed),
    Row("basildon/housing-phone", "01268 533333", .unconfirmed),
    Row(
      "basildon/housing-page", "https://basildon.gov.uk/article/6773/Online-homeless-self-referral-and-advice",
      .unconfirmed),
    Row("basildon/rough-sleeping-page", "https://basildon.gov.uk/roughsleeping", .unconfirmed),
    Row(
      "braintree/duty-to-refer-page",
      "https://www.braintree.gov.uk/info/200622/housing/962/housing_advice_and_homelessness/7", .unconfirmed),
    Row("brentwood/housing-phone", "01277 312500", .unconfirmed),
    Row("castle-point/out-of-hours", "0800 833 162", .conflicting),
    Row("castle-point/out-of-hours-older-page", "01268 758357", .conflicting),
    Row("castle-point/housing-phone", "01268 882200", .unconfirmed),
    Row(
      "chelmsford/duty-to-refer-page",
      "https://chelmsford.gov.uk/housing/advice-about-homelessness/professionals-duty-to-refer", .unconfirmed),
    Row("chelmsford/rough-sleeping-page", "StreetLink", .unconfirmed),
    Row("colchester/housing-phone", "01206 282569", .unconfirmed),
    Row("colchester/domestic-abuse", "01206 282851", .unconfirmed),
    Row("colchester/domestic-abuse-second", "0330 053 8029", .unconfirmed),
    Row("colchester/rough-sleeping", "01206 549885", .unconfirmed),
    Row("harlow/housing-phone", "01279 446655", .unconfirmed),
    Row("rochford/housing-phone", "01702 318191", .unconfirmed),
    Row("tendring/out-of-hours", "01255 222022", .unconfirmed),
    Row("tendring/switchboard", "01255 686868", .unconfirmed),
    Row("tendring/duty-to-refer-email", "dutytorefer@tendringdc.gov.uk", .unconfirmed),
    Row("uttlesford/out-of-hours", "01799 510510", .unconfirmed),
    Row("uttlesford/housing-phone", "01799 510510", .unconfirmed),
    Row("uttlesford/duty-to-refer-page", "https://www.uttlesford.gov.uk/article/5838/Duty-to-refer", .unconfirmed),
    Row("uttlesford/rough-sleeping-page", "StreetLink (alerts go to CHESS)", .unconfirmed),
    Row("luton/duty-to-refer", "dutytorefer@luton.gov.uk", .unconfirmed),
    Row("luton/adult-social-care", "01582 547730", .unconfirmed),
    Row("luton/adult-social-care-hospital-page", "01582 547653", .conflicting),
    Row("luton/adult-social-care-council-page", "01582 547563", .conflicting),
    Row("luton/adult-social-care-out-of-hours", "0300 300 8123", .unconfirmed),
    Row("luton/childrens-out-of-hours", "0300 300 8123", .unconfirmed),
    Row("luton/rough-sleeping", "01582 728146", .unconfirmed),
    Row("luton/crisis-cafe", "Luton Crisis Cafe, 46-56 Dumfries Street, Luton, LU1 5BP", .unconfirmed),
    Row("luton/nhs-111", "NHS 111, option 2", .unconfirmed),
    Row("kingston/duty-to-refer", "dutytorefer@kingston.gov.uk", .unconfirmed),
    Row("kingston/housing", "020 8547 5003", .unconfirmed),
    Row("kingston/switchboard", "020 8547 5000", .unconfirmed),
    Row("kingston/adult-social-care", "020 8547 5005", .unconfirmed),
    Row("kingston/adult-social-care-emergency", "020 8547 5000", .unconfirmed),
    Row("achieving-for-children/safeguarding", "020 8547 5008", .unconfirmed),
    Row("achieving-for-children/childrens-out-of-hours", "020 8770 5000", .corroborated),
    Row("achieving-for-children/care-leavers", "020 8547 6901", .unconfirmed),
    Row("braintree/switchboard", "01376 552525", .unconfirmed),
    Row("luton/domestic-abuse", "01582 391856", .unconfirmed),
    Row("national/domestic-abuse", "0808 2000 247", .unconfirmed),
    Row("national/domestic-abuse-men", "0808 801 0327", .unconfirmed),
    Row("national/domestic-abuse-lgbt", "0800 999 5428", .unconfirmed),
    Row("national/domestic-abuse-honour", "0800 5999 247", .unconfirmed),
    Row("national/police-emergency", "999", .unconfirmed),
    Row("national/police", "101", .unconfirmed),
    Row("national/nhs-111", "NHS 111, mental health option (2)", .unconfirmed),
    Row("national/samaritans", "116 123", .unconfirmed),
    Row("national/childline", "0800 1111", .unconfirmed),
    Row("national/nspcc", "0808 800 5000", .conflicting),
    Row("national/shelter", "0808 800 4444", .conflicting),
    Row("national/shelter-other-page", "0800 800 4444", .conflicting),
    Row("national/runaway-helpline", "116 000", .unconfirmed),
    Row("national/modern-slavery", "08000 121 700", .unconfirmed),
    Row("national/streetlink", "StreetLink", .unconfirmed),
    Row("national/streetlink-phone", "0300 500 0914", .conflicting),
  ]
}
