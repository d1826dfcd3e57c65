/// The papers that can be drafted from a case (casebook 2.1 to 2.11). A casebook keeps these words: none is renamed.
package enum PaperKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// A decision, to the family (HA96-s184).
  case decision = "s184"
  /// A referral to another authority (HA96-s198).
  case referral = "s198"
  /// A notice to the council in whose area they are placed (HA96-s208).
  case host = "s208"
  /// A referral of somebody who may be homeless (HA96-s213B).
  case dutyToRefer = "s213b"
  /// Kent's Request for Support (KPG-04): a worksheet in the portal's order.
  case request = "request-for-support"
  /// A referral to children's services, with Luton's housing part (LUT-14).
  case mash
  /// What another authority agreed to, in writing, with a copy for the family (LUT-26, I-5).
  case confirmation
  /// Telling Kingston's front door before a family is placed (KIN-30).
  case placement = "spa"
  /// Consent to sharing information (KCL-01, KIN-03).
  case consent
  /// A request for the data that somebody holds (UKGDPR-12-3).
  case access = "subject-access"
  /// Asking whether health, school and others may be told, and telling them (HA96-s213AA).
  case bodies = "s213aa"

  /// Whom a paper goes to.
  package enum Addressee: Sendable, Hashable {
    /// The family: no authority.
    case family
    /// Bodies that the family names.
    case named
    /// The council's children's services.
    case childrensServices
    /// The authority that an action is about, or that is named.
    case authority
  }

  /// Whom it goes to.
  package var addressee: Addressee {
    switch self {
    case .decision, .consent: .family
    case .bodies: .named
    case .request, .mash, .placement: .childrensServices
    case .referral, .host, .dutyToRefer, .confirmation, .access: .authority
    }
  }

  /// The actions that ask for it, in the contract's words.
  package var answers: [String] {
    switch self {
    case .decision: ["decision-letter"]
    case .referral: ["consider-referral"]
    case .host: ["notify-host-authority"]
    case .dutyToRefer: ["duty-to-refer"]
    case .request, .mash: ["refer-childrens-services"]
    case .confirmation: ["written-confirmation"]
    case .placement: ["notify-before-placement"]
    case .consent: ["obtain-consent"]
    case .access: []
    case .bodies: ["ask-notify-consent"]
    }
  }

  /// The protocol whose parties use it, by its prefix; nil where every council may.
  package var protocolPrefix: String? {
    switch self {
    case .request: "KPG"
    case .placement: "KIN"
    default: nil
    }
  }

  /// The rules that it rests on.
  package var rules: [String] {
    switch self {
    case .decision: ["HA96-s184"]
    case .referral: ["HA96-s198"]
    case .host: ["HA96-s208"]
    case .dutyToRefer: ["HA96-s213B"]
    case .request: ["KPG-04", "KPG-05"]
    case .mash: ["LUT-14", "LUT-15", "LUT-19"]
    case .confirmation: ["LUT-26", "I-5"]
    case .placement: ["KIN-30", "KIN-35"]
    case .consent: ["KCL-01", "I-10"]
    case .access: ["UKGDPR-12-3"]
    case .bodies: ["HA96-s213AA"]
    }
  }
}

extension PaperKind {
  /// The Act that it rests on where no protocol of the council's own asks for it.
  var law: [String] {
    switch self {
    case .request, .mash, .placement: ["CA89-s17"]
    case .consent, .access: ["UKGDPR-12-3"]
    case .confirmation: ["HA96-s189B"]
    case .decision, .referral, .host, .dutyToRefer, .bodies: rules
    }
  }
}

/// What a case keeps of a paper: never what it says.
package struct PaperMark: Sendable, Hashable, Codable {
  /// Which paper.
  package var kind: PaperKind
  /// The id of the authority that it goes to; nil where it goes to none.
  package var to: String?
  /// A fingerprint of what was drafted, its dotted lines empty.
  package var print: String

  /// A paper that was drafted.
  package init(kind: PaperKind, to: String?, print: String) {
    self.kind = kind
    self.to = to
    self.print = print
  }
}
