import Directory
import DirectoryExchange
import DirectoryStore
import Foundation
import Refresh
import TestSupport
import Testing

/// Damaged files of every format: each gets findings or a clean plan, and the store takes all of a plan or nothing.
struct DamagedFileTests {
  /// A few councils that refer to each other and to nobody else.
  private static let councils: Set<String> = ["kent", "thanet", "maidstone", "essex"]

  private static let long = ProcessInfo.processInfo.environment["NIGHTDESK_LONG"] != nil

  private func content() throws -> DirectoryContent {
    let directory = try Shipped.directory
    return DirectoryContent(
      councils: directory.councils.filter { Self.councils.contains($0.id) },
      contacts: directory.contacts.filter { Self.councils.contains($0.council) },
      elsewhere: Array(directory.elsewhere.prefix(5)))
  }

  private static let tokens: [[UInt8]] =
    [
      "\"", "\"\"", ",", ";", "\t", "{", "}", "[", "]", ":", "null", "true", "\\", "\\u0000", "\\ud800", "\r\n", "\r",
      "0",
      "-1", "1e999", "99999999999999999999", "4.4E+11", "24/7", "24-Jul", "\u{feff}", "é", "😀", "\u{301}", "\u{2028}",
      "'=", "=", "thanet/out-of-hours", "verified", "kent", "2026-02-30", "Mo-Su 25:00-26:00",
      "\"id\": \"thanet\",", "PH", "+44", "tel:", "nightdesk-json",
    ].map { Array($0.utf8) } + [
      [0], [0xff], [0xc3], [0xed, 0xa0, 0x80], [UInt8](repeating: UInt8(ascii: "["), count: 3000),
    ]

  private func damaged(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      guard !bytes.isEmpty else { return bytes }
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, place + Int.random(in: 1...40, using: &random))
      switch Int.random(in: 0..<8, using: &random) {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1: bytes.removeSubrange(place..<end)
      case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
      case 3: bytes.removeSubrange(place...)
      case 4: bytes.insert(contentsOf: Self.tokens.randomElement(using: &random) ?? [], at: place)
      case 5: bytes.replaceSubrange(place..<end, with: Self.tokens.randomElement(using: &random) ?? [])
      case 6:
        let other = Int.random(in: 0..<bytes.count, using: &random)
        bytes.swapAt(place, other)
      default:
        // One letter or digit for another: the file stays whole and says something else.
        if let letter = bytes[place...].firstIndex(where: { (0x30...0x7a).contains($0) }) {
          bytes[letter] = UInt8.random(in: 0x30...0x7a, using: &random)
        }
      }
    }
    return bytes
  }

  @Test func `a damaged file gets findings or a clean plan, and is applied whole or not at all`() throws {
    let base = try content()
    let files: [[DataFile]] = [
      try CouncilFiles.files(of: base),
      [DataFile(name: "table.csv", bytes: Array(ContactTable.text(of: base.contacts).utf8))],
      [DataFile(name: "page.json", bytes: Array(try HSDSFiles.text(of: base).utf8))],
      [
        DataFile(
          name: "elsewhere.json", bytes: Array(CouncilFiles.text(of: base.elsewhere, source: "a list").utf8))
      ],
    ]
    let store = try DirectoryDatabase.inMemory()
    let nothing = DirectoryContent(councils: [], contacts: [])
    let at = "2026-11-26T17:45:00+00:00"
    _ = try store.apply(base, expecting: nothing.version, at: at, by: "test", source: "base")
    var counts = (faulty: 0, same: 0, applied: 0)
    for seed in 0..<UInt64(Self.long ? 10_000 : 300) {
      var random = SplitMix64(seed: seed)
      var chosen = files[Int(seed % 4) == 3 && seed % 20 != 3 ? 0 : Int(seed % 4)]
      let place = Int.random(in: 0..<chosen.count, using: &random)
      chosen[place] = DataFile(name: chosen[place].name, bytes: damaged(chosen[place].bytes, &random))
      let reading = DirectoryFiles.read(chosen, base: base)
      let delivery = Delivery(
        whole: reading.whole, rows: reading.rows, elsewhere: reading.elsewhere, named: reading.named)
      let plan = RefreshPlan(base: base, delivery: delivery)
      let judged = Checks(target: plan.target, base: base).judge(
        councils: reading.whole.councils, contacts: reading.whole.contacts + reading.rows)
      guard !reading.hasErrors, !judged.contains(where: { $0.severity == .error }) else {
        #expect(reading.hasErrors ? !reading.findings.isEmpty : !judged.isEmpty)
        counts.faulty += 1
        continue
      }
      guard !plan.edits.isEmpty else {
        counts.same += 1
        continue
      }
      do {
        _ = try store.apply(plan.target, expecting: base.version, at: at, by: "test", source: "damaged \(seed)")
        let held = try store.content()
        #expect(held.edits(to: plan.target) == [], "seed \(seed): not all of the plan was applied")
        _ = try store.apply(base, expecting: plan.target.version, at: at, by: "test", source: "back")
        counts.applied += 1
      } catch {
        Issue.record("seed \(seed): a plan without an error was refused by the store: \(error)")
        #expect(try store.content().edits(to: base) == [], "seed \(seed): applied in part")
      }
    }
    #expect(counts.faulty > 0 && counts.same > 0 && counts.applied > 0, "\(counts)")
  }
}
