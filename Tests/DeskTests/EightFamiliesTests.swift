import Desk
import Foundation
import TestSupport
import Testing
import Triage
import WorkingTime

/// The eight families that a duty officer played one night: how many questions each takes, how many keys, and how long the
/// page is that it ends in. None takes more questions than it did then.
struct EightFamiliesTests {
  struct Family: Sendable, CustomTestStringConvertible {
    let name: String
    let opening: String
    /// What they say where it is not what everybody says.
    let facts: [String: String]
    /// How many questions it took when it was first played, and how many keys.
    let before: (questions: Int, keys: Int)
    /// What it must be asked, for what was left out then: the end date of family 3, where family 6 is in danger.
    var mustAsk: String?
    var testDescription: String { name }
  }

  /// What is true of all of them unless their own facts say otherwise.
  private static let usual = [
    "immediate-danger": "no", "nowhere-tonight": "yes", "children": "none", "pregnant": "no", "applicant-age": "30",
    "risk-factors": "none", "violence-risk": "none", "safe-to-stay": "no", "duty-held": "none", "decision": "none",
    "changed-since": "yes", "eligibility": "eligible", "duty-elsewhere": "none", "vulnerable": "no",
    "care-leaver-of": "none", "former-relevant": "no", "review": "none", "significant-harm": "no",
    "child-protection": "none", "homeless-from": "today", "connection-here": "yes", "needs": "none",
    "in-borough-unit": "no", "unit": "bed-and-breakfast", "bed-and-breakfast-nights": "0", "placed-in": "none",
    "consent": "yes", "childrens-services": "not-known", "offer": "none", "placed-by": "none", "transport": "own",
  ]

  static let all = [
    Family(
      name: "1 mother, 4 and 7, evicted today", opening: "triage luton at 2026-11-25T16:45", facts: ["children": "4 7"],
      before: (14, 97)),
    Family(
      name: "2 care leaver, 19, with a baby", opening: "triage thanet at 2026-11-26T03:00",
      facts: ["children": "0", "applicant-age": "19", "care-leaver-of": "kent", "former-relevant": "yes"],
      before: (15, 112)),
    Family(
      name: "3 intentionally homeless, notice ends Friday", opening: "triage maidstone at 2026-11-24T15:00",
      facts: [
        "children": "3 9", "applicant-age": "29", "duty-held": "interim", "decision": "intentionally-homeless",
        "decision-on": "2 nov", "accommodation-ends-on": "27/11", "changed-since": "no",
      ], before: (14, 128), mustAsk: "accommodation-ends-on"),
    Family(
      name: "4 child-protection plan, hotel in Sutton", opening: "triage kingston at 2026-11-26T03:10",
      facts: ["children": "2 5", "child-protection": "plan", "placed-in": "sutton", "childrens-services": "allocated"],
      before: (17, 143)),
    Family(
      name: "5 seventeen, alone", opening: "triage colchester at 2026-11-28T23:40", facts: ["applicant-age": "17"],
      before: (11, 90)),
    Family(
      name: "6 fleeing violence from Canterbury", opening: "triage luton at 2026-11-28T02:10",
      facts: ["children": "6", "risk-factors": "domestic-abuse", "violence-risk": "canterbury"], before: (13, 107),
      mustAsk: "violence-risk"),
    Family(
      name: "7 Harlow owes a duty", opening: "triage luton at 2026-11-25T22:10",
      facts: ["children": "4 7", "duty-elsewhere": "harlow", "agrees-to-return": "yes", "reception-confirmed": "no"],
      before: (16, 115)),
    Family(
      name: "7b and Harlow confirms a bed", opening: "triage luton at 2026-11-25T17:10",
      facts: [
        "children": "4 7", "duty-elsewhere": "harlow", "agrees-to-return": "yes", "reception-confirmed": "yes",
        "transport": "public", "travel-minutes": "50",
      ], before: (20, 155)),
    Family(
      name: "8 no recourse to public funds", opening: "triage dover at 2026-11-26T02:30",
      facts: ["children": "3", "eligibility": "not-eligible"], before: (15, 128)),
  ]

  private struct Played {
    var questions = 0
    var keys = 0
    var lines = 0
    var toBed: Int?
    var asked: [String] = []
  }

  private func play(_ family: Family, width: Int = 80) throws -> Played {
    let engine = try Shipped.engine
    let context = DeskContext(
      engine: engine, now: try TimeText.moment("2026-11-26T12:00", clock: engine.clock).moment, programVersion: "test")
    var session = DeskSession()
    var played = Played()
    #expect(!session.handle("format text \(width)", in: context).isError)
    #expect(!session.handle(family.opening, in: context).isError)
    played.keys = family.opening.count + 1
    var skipped: [String] = []
    while played.questions < 40 {
      let reply = session.handle(
        "ask json" + (skipped.isEmpty ? "" : " except " + skipped.joined(separator: " ")), in: context)
      guard reply.code == 310 else { break }
      let asked = try #require(
        try JSONSerialization.jsonObject(with: Data(reply.block[0].utf8)) as? [String: Any])
      let fact = try #require(asked["fact"] as? String)
      played.questions += 1
      played.asked.append(fact)
      guard let value = family.facts[fact] ?? Self.usual[fact] else {
        skipped.append(fact)
        played.keys += "dk".count + 1
        continue
      }
      // A choice is one digit.
      let choices = asked["choices"] as? [[String: String]] ?? []
      played.keys += (choices.contains { $0["value"] == value } ? 1 : value.count) + 1
      #expect(!session.handle("set \(fact) \(value)", in: context).isError, "\(fact) \(value)")
      if played.toBed == nil, session.handle("result brief", in: context).text != "ask" {
        played.toBed = played.questions
      }
    }
    played.lines = session.handle("result", in: context).block.count
    return played
  }

  @Test func `every family takes fewer keys than it did and no more questions, and fewer in the mean`() throws {
    var table = ["family | questions (before) | keys (before) | definite after | lines"]
    var questions = 0, before = 0
    for family in Self.all {
      let played = try play(family)
      table.append(
        "\(family.name) | \(played.questions) (\(family.before.questions)) | \(played.keys) (\(family.before.keys)) | "
          + "\(played.toBed ?? 0) | \(played.lines)")
      #expect(played.questions <= family.before.questions, "\(family.name): \(played.asked)")
      #expect(played.keys < family.before.keys, "\(family.name)")
      if let fact = family.mustAsk { #expect(played.asked.contains(fact), "\(family.name): \(played.asked)") }
      #expect(Set(played.asked).count == played.asked.count, "\(family.name) is asked something twice")
      #expect(played.toBed ?? 99 <= 3, "\(family.name)")
      #expect(played.lines <= 40, "\(family.name)")
      // As a terminal of eighty columns shows it, moved in by two.
      #expect(try play(family, width: 78).lines <= 40, "\(family.name)")
      questions += played.questions
      before += family.before.questions
    }
    #expect(questions < before)
    if ProcessInfo.processInfo.environment["NIGHTDESK_RECORD"] != nil { print(table.joined(separator: "\n")) }
  }
}
