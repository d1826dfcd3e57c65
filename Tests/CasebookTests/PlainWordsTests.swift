import Desk
import TestSupport
import Testing
import Triage

@testable import Casebook

/// What a tired officer reads on a page of the casebook are words, and not the codes by which programs match.
struct PlainWordsTests {
  @Test func `each action has a title of its own, short enough for a board`() {
    let codes = ActionCode.allCases.map(\.name) + HelpCall.allCases.map(\.rawValue)
    let titles = codes.map { ActionKey(code: $0, council: nil, rule: "", copy: 0).words }
    #expect(Set(titles).count == titles.count)
    for (code, title) in zip(codes, titles) {
      #expect((5...40).contains(title.count) && !title.contains("-"), "\(code): \(title)")
      #expect(title.lowercased() != code.replacing("-", with: " ") || !code.contains("-"), "\(code)")
    }
  }

  @Test func `no page shows a code of a list`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family(
      "kingston", more: ["set violence-risk dover", "set unit bed-and-breakfast", "set bed-and-breakfast-nights 3"])
    let name = reference.text
    try desk.tell([
      "placed bed-and-breakfast in luton for 2 nights", "family-told", "decide advise because further-facts",
      "accepted dover does-not-accept by duty officer", "accepted childrens-services assesses",
      "referred-in childrens-services housing-management accommodation", "first-outcome accepted-assessing",
      "not-needed 2 because done-by-another", "done 3 by in-person", "paper consent",
      "failed luton/childrens-out-of-hours no-answer",
    ])
    // What is to be typed keeps its form: in quotes, or as a fact's name under what was not asked.
    let codes =
      ActionCode.allCases.map(\.name) + TonightCodes.all + Placement.Kind.allCases.map(\.rawValue)
      + NotNeeded.allCases.map(\.rawValue) + CaseDecision.Reason.allCases.map(\.rawValue)
      + Acceptance.What.allCases.map(\.rawValue) + ReferringTeam.allCases.map(\.rawValue)
      + ReferringBody.allCases.map(\.rawValue) + FirstOutcome.allCases.map(\.rawValue)
      + Channel.allCases.map(\.rawValue)
    for line in ["show \(name)", "history \(name)", "board", "handover", "family-sheet \(name)"] {
      for text in try desk.say(line).block {
        for code in codes where code.contains("-") {
          #expect(!text.contains(code), "\(line): \(code): \(text)")
        }
        #expect(!text.contains("s188") || text.contains("-s188"), "\(line): \(text)")
      }
    }
    let page = try desk.say("show \(name)").block.joined(separator: "\n")
    for words in [
      "SAID", "Dover District Council: they do not accept it", "children's services: they assess",
      "proposed: a place tonight, under section 188", "in the area of Luton Borough Council", "in person",
    ] { #expect(page.contains(words), "\(words)\n\(page)") }
  }

  private enum TonightCodes {
    static let all = ["hand-over", "manager-decides", "childrens-services", "not-needed"]
  }

  @Test func `the quarter names its councils`() throws {
    let desk = try KeptDesk()
    _ = try desk.family()
    #expect(try desk.say("report quarter 2026-Q4").block[1] == "Oct to Dec 2026 (Q3 2026/27), Luton Borough Council")
  }
}
