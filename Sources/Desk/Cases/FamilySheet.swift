import Casebook
import Directory
import JSON
import Triage
import WorkingTime

/// What the family takes along: in plain words, without a council's name where they are at risk, so that whoever finds it
/// learns nothing.
struct FamilySheet {
  private let record: CaseRecord
  private let context: DeskContext

  init(_ record: CaseRecord, in context: DeskContext) {
    self.record = record
    self.context = context
  }

  static let blank = "______________________________"

  /// The sheet, line by line. What only a person may write is a dotted line, and is kept nowhere.
  var lines: [String] {
    let clock = context.engine.clock
    var lines = ["Your reference: \(record.reference.text)   (say it when you ring)", ""]
    if let placement = record.placement {
      lines += [
        "Where you sleep: \(Self.blank)", "How to get in, and from when: \(Self.blank)",
        "You can stay until the morning of \(TimeText.words(placement.until)).",
      ]
      if let required = context.required(for: record), placement.until < required {
        lines.append("For the nights until \(TimeText.words(required)) you will be told: \(Self.blank)")
      }
    } else {
      lines.append("Where you sleep tonight: \(Self.blank)")
    }
    if let end = record.bedEnds(clock) {
      lines.append(
        "Your own bed ends on \(TimeText.words(end)). If you have none from then on, tell us before, at night or at a weekend too."
      )
    }
    lines += refusing
    if let day = record.proposal?.tonight.returnOn {
      lines += [
        "", "Come again on \(TimeText.words(day)), at: \(Self.blank)", "With: \(seenBy ?? Self.blank)",
        "What for: to talk about what happens next.",
      ]
    }
    lines += ["", night(clock)]
    lines += ["In danger, ring 999."]
    let own = record.live.filter { $0.sort == .family }
    if !own.isEmpty {
      lines += ["", "What you may do, and by when:"]
      for obligation in own {
        let due = obligation.due.map { " (by \(TimeText.words($0, clock: clock)))" } ?? ""
        lines.append("- \(obligation.action.text)\(due)")
      }
    }
    if record.live.contains(where: { $0.action.key.code == "protect-belongings" }) {
      lines += ["", "Your belongings: we must help to keep them safe. Ask us about: \(Self.blank)"]
    }
    lines += [
      "", "You may ask for the decision in writing, with the reasons.",
      "You may get free advice from Shelter or Citizens Advice.", "", "For an interpreter: \(Self.blank)",
    ]
    return lines
  }

  /// What they ask of a place that does not suit them. Of one for these nights, or while a referral is undecided, the law
  /// has no review; of one under a duty that goes on it has (HA96-s202-1).
  private var refusing: [String] {
    let question = "Does the place not suit you?"
    switch record.proposal?.tonight.power {
    case "s188"?, "s199A"?, "s200"?:
      return [
        "",
        "\(question) Tell us before you refuse it, and we look at it again. If you refuse it, we may not have to find "
          + "another. The law has no review of a place for now: only a court can look at it.",
      ]
    case "s190"?, "s193"?:
      return [
        "",
        "\(question) Accept it first, then ask us for a review. Your letter says by when. If you refuse it, we may not "
          + "have to find another.",
      ]
    default: return []
    }
  }

  /// Whether children's services lead tonight, and not the council's homelessness team.
  private var isTheirs: Bool { record.proposal?.tonight.decision == "childrens-services" }

  /// Who sees them then; nil where a name on paper could betray them, or nobody knows.
  private var seenBy: String? {
    guard !record.mayBeLookedFor, let ref = context.directory.ref(id: record.council) else { return nil }
    let directory = context.directory
    let meeting = record.proposal?.actions.first { $0.key.code == "next-day-appointment" }
    if !isTheirs, let meeting, meeting.who == "housing-officer" {
      return "\(directory[meeting.key.council.flatMap(directory.ref(id:)) ?? ref].name), homelessness team"
    }
    guard isTheirs || meeting != nil else { return nil }
    let services = meeting?.key.council.flatMap(directory.ref(id:)) ?? directory.childrensServices(of: ref)
    let team = meeting?.contact.flatMap(directory.contact(id:)).map(\.team) ?? "children's services"
    return "\(directory[services].name), \(team)"
  }

  /// The number for the night: as a line to be written where a name on paper could betray them.
  private func night(_ clock: LondonClock) -> String {
    guard !record.mayBeLookedFor, let ref = context.directory.ref(id: record.council) else {
      return "If something goes wrong at night, ring: \(Self.blank)"
    }
    let desk = context.desk
    let reach = desk.at(context.now).who(ref, purpose: isTheirs ? .childrensOutOfHours : .outOfHours)
    let line = reach.contacts.first {
      $0.contact.isVoice && $0.isLive != false && !desk.calls.standsBack($0.contact, at: context.now)
    }
    return "If something goes wrong at night, ring: "
      + (line.map { "\($0.contact.display) (\($0.contact.team))" } ?? Self.blank)
  }
}

extension FamilySheet {
  /// The sheet as elements of a page.
  var markup: [Markup] {
    let lines = lines
    let reference = lines[0].split(separator: "   ").joined(separator: " ")
    var content = [Markup("h1", [:], WebDesk.withBlanks(reference))]
    for group in lines.dropFirst().split(separator: "") {
      let items = group.filter { $0.hasPrefix("- ") }.map {
        Markup("li", [:], WebDesk.withBlanks(String($0.dropFirst(2))))
      }
      content += group.filter { !$0.hasPrefix("- ") }.map { Markup("p", [:], WebDesk.withBlanks($0)) }
      if !items.isEmpty { content.append(Markup("ul", ["class": "plain"], items)) }
    }
    return content
  }

  /// The sheet as one page for A4, which needs nothing else and prints in black and white.
  var html: String {
    Markup.page(title: "Your reference: \(record.reference.text)", sheet: Self.sheet, main: markup)
  }

  private static let sheet: StaticString = """
    @page{size:A4;margin:15mm 18mm}
    body{font:14pt/1.5 system-ui,sans-serif;color:#000;background:#fff;margin:1rem auto;max-width:44rem;padding:0 1rem}
    h1{font-size:18pt;margin:.6rem 0}p,li{margin:.8rem 0;break-inside:avoid}ul{list-style:none;padding:0}
    .blank{display:inline-block;min-width:7cm;border-bottom:1.5pt dotted #000;height:1.4em}
    .hidden{position:absolute;left:-100rem}
    """
}
