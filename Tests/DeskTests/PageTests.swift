import Desk
import Directory
import Foundation
import TestSupport
import Testing
import Triage
import WorkingTime

/// The page that a tired person acts on: one and a half screens of 80 by 24, what matters first.
struct PageTests {
  static let scenarios: [String] = {
    let folder = Shipped.root + "/data/scenarios"
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".json") }
      .sorted()
  }()

  private func determination(_ json: [UInt8]) throws -> Determination {
    let engine = try Shipped.engine
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    return engine.determine(try reader.facts(json: json, now: Moment(seconds: 0)))
  }

  private func page(_ json: String, isFull: Bool = false) throws -> [String] {
    DeterminationPage(
      try determination(Array(json.utf8)), engine: try Shipped.engine, width: 80, isFull: isFull
    ).lines
  }

  @Test func `the scenarios are there`() { #expect(Self.scenarios.count >= 10) }

  @Test(arguments: scenarios)
  func `a scenario's page has forty lines of eighty columns at most, and what matters in the first twenty-four`(
    scenario: String
  ) throws {
    let engine = try Shipped.engine
    let determination = try determination(Array(try Shipped.bytes(of: "data/scenarios/\(scenario)")))
    let page = DeterminationPage(determination, engine: engine, width: 80).lines
    #expect(page.count <= 40, "\(page.count) lines\n\(page.joined(separator: "\n"))")
    #expect(page.allSatisfy { $0.count <= 80 })
    let top = page.prefix(24).joined(separator: "\n")
    #expect(top.contains("TONIGHT") && top.contains("RING"))
    // Everybody to ring, and what is to be done first.
    for reached in determination.ringing { #expect(top.contains(reached.contact.display), "\(top)") }
    #expect(top.contains("\n1.  ") || determination.actions.isEmpty)
    if let day = determination.outcome.tonight.returnOn { #expect(top.contains(TimeText.words(day))) }
    // Nothing is left out of what is to be done, and nothing of what must not.
    let flat = page.joined(separator: " ").split(separator: " ").joined(separator: " ")
    #expect(flat.contains("\(determination.actions.count). ") || determination.actions.isEmpty)
    let full = DeterminationPage(determination, engine: engine, width: 80, isFull: true).lines.joined(separator: " ")
      .split(separator: " ").joined(separator: " ")
    for action in determination.actions {
      #expect(full.contains(action.text.split(separator: " ").joined(separator: " ")))
    }
    for warning in determination.warnings { #expect(full.contains(warning.text)) }
  }

  @Test func `what must not be done is said by council, each reason once`() throws {
    let page = try page(
      #"{"council": "luton", "presented-at": "2026-11-28T02:10", "children": [3], "nowhere-tonight": true, "immediate-danger": false, "violence-risk": ["canterbury"], "risk-factors": ["domestic-abuse"]}"#
    )
    let start = try #require(page.firstIndex(of: "DO NOT"))
    let text = page[start...].prefix { !$0.isEmpty }.joined(separator: " ").split(separator: " ").joined(separator: " ")
    #expect(text.ranges(of: "at risk of violence").count == 1, "\(text)")
    #expect(text.contains("Canterbury City Council: do not"))
    for deed in ["place them there", "tell it about them"] { #expect(text.contains(deed), "\(text)") }
    #expect(!text.contains("No referral") && !text.contains("Do not"))
    #expect(page.joined(separator: " ").contains("for 3 nights"))
    #expect(!page.joined(separator: " ").contains("27 Nov 2026 to"))
  }

  @Test func `in the small hours they are seen this morning`() throws {
    let facts = #"{"council": "thanet", "presented-at": "2026-11-26T03:00", "children": [3], "nowhere-tonight": true}"#
    let text = try page(facts, isFull: true).joined(separator: " ").split(separator: " ").joined(separator: " ")
    #expect(text.ranges(of: "this morning, Thu 26 Nov 2026").count >= 2, "\(text)")
    #expect(!text.contains("again on Thu 26 Nov"))
    let day = try page(facts.replacing("T03:00", with: "T12:00")).joined(separator: " ")
    #expect(!day.contains("this morning"))
  }

  @Test(arguments: ["result", "result brief", "result full"])
  func `what must be known of the whole directory stands above the numbers, once`(line: String) throws {
    let notice = Notice(code: "directory-unheard", text: "This directory is as of 12:00 on Thu 26 Nov 2026.")
    let engine = try Shipped.engine.over(Shipped.engine.directory.with(notice: notice))
    let now = try TimeText.moment("2026-11-26T17:45", clock: engine.clock).moment
    var session = DeskSession()
    func reply(_ line: String) -> Reply {
      session.handle(line, in: DeskContext(engine: engine, now: now, programVersion: "test"))
    }
    for line in ["triage thanet", "set immediate-danger no", "set nowhere-tonight yes", "set children 4"] {
      #expect(!reply(line).isError)
    }
    let page = reply(line).block
    let place = try #require(page.firstIndex { $0.hasPrefix("! This directory is as of 12:00") }, "\(page)")
    #expect(place < (try #require(page.firstIndex { $0.contains("RING") })))
    #expect(page.count { $0.contains("This directory is as of") } == 1)
    #expect(page.count <= 40 || line == "result full")
  }

  @Test func `provenance and lapsed reviews stand on the full page alone`() throws {
    let facts = #"{"council": "ashford", "presented-at": "2026-11-30T18:20", "children": [3], "nowhere-tonight": true}"#
    func flat(_ lines: [String]) -> String {
      lines.joined(separator: " ").split(separator: " ").joined(separator: " ")
    }
    let usual = flat(try page(facts)), full = flat(try page(facts, isFull: true))
    for part in ["should have been reviewed", "is assumed", "daytime switchboard"] {
      #expect(!usual.contains(part), "\(part)")
      #expect(full.contains(part), "\(part)")
    }
    #expect(usual.contains("--full"))
  }
}
