import DirectoryStore
import Foundation
import TestSupport
import Testing

/// A site that follows a shared record: how old its directory is, and what this build may do there.
struct SharedAgeTests {
  /// A moment some seconds ago, as the store writes moments.
  private func ago(_ seconds: Double) -> String {
    Date(timeIntervalSinceNow: -seconds).formatted(.iso8601).replacing("Z", with: "+00:00")
  }

  private func joined(_ program: Program, heard seconds: Double) throws -> DirectoryDatabase {
    #expect(try program.run("lookup", "thanet").status == 0)
    let store = try DirectoryDatabase(path: program.store)
    try store.join(
      SharedMembership(
        record: "11111111-0000-4000-8000-000000000000", server: "host=nobody.invalid", desk: "desk",
        timeline: "00000001", joinedAt: ago(seconds)), at: ago(seconds), by: "ann")
    return store
  }

  @Test(arguments: [(60, false), (840, false), (960, true), (86_400, true), (-86_400, true)] as [(Double, Bool)])
  func `a look-up says how old the directory is once it has not been heard of for a quarter of an hour`(
    seconds: Double, isSaid: Bool
  ) throws {
    let program = try Program()
    let store = try joined(program, heard: seconds)
    let time = try #require(try store.lastHeard()).at.dropFirst(11).prefix(5)
    for command in [["lookup", "thanet", "ooh"], ["who", "thanet", "ooh"], ["find", "thanet"]] {
      let page = try program.run(command)
      #expect(page.status == 0 && page.output.contains("01843 577000"), "\(page)")
      #expect(page.output.contains("! This directory is as of \(time) on ") == isSaid, "\(page)")
    }
    let facts = try program.write(#"{"council": "thanet"}"#, to: "facts.json")
    let page = try program.run("triage", "--facts", facts)
    #expect(page.output.contains("This directory is as of \(time) on ") == isSaid, "\(page)")
  }

  @Test func `what is wrong with the store does not hide how old the directory is, nor calls it right`() throws {
    let program = try Program()
    #expect(try program.run("lookup", "thanet").status == 0)
    // A number that is turned in its row is read from the record, where it stands within JSON.
    var bytes = try Data(contentsOf: URL(fileURLWithPath: program.store))
    let places = bytes.ranges(of: Data("+441843577000".utf8))
    let place = try #require(places.first { bytes[$0.upperBound] != UInt8(ascii: "\"") })
    bytes[place.upperBound - 1] = UInt8(ascii: "8")
    try bytes.write(to: URL(fileURLWithPath: program.store))
    let store = try joined(program, heard: 60)
    let served = try Served(program, ["--socket", program.folder.path + "/desk.sock"])
    let wire = try Wire(path: program.folder.path + "/desk.sock")
    _ = try wire.line()
    func lines() throws -> [String] {
      try wire.send(line: "lookup thanet ooh")
      return try wire.reply()
    }
    let right = "! The file of the directory is damaged. These numbers come from its sealed record. They are right."
    #expect(comesTrue { (try? lines().contains { $0.hasPrefix(right) }) == true }, "\(served.log)")
    let heard = ago(10_800)
    try store.update { $0.heardAt = heard }
    let time = heard.dropFirst(11).prefix(5)
    let old =
      "! The file of the directory is damaged. These numbers come from its sealed record. This directory is as of \(time) on"
    #expect(comesTrue { (try? lines().contains { $0.hasPrefix(old) }) == true }, "\(served.log)")
    let page = try program.run("lookup", "thanet", "ooh")
    #expect(page.status == 0 && page.output.contains(old) && page.output.contains("01843 577000"), "\(page)")
  }

  @Test func `a server that runs says so when it is time, and no longer once it is heard again`() throws {
    let program = try Program()
    let store = try joined(program, heard: 60)
    let served = try Served(program, ["--socket", program.folder.path + "/desk.sock"])
    let wire = try Wire(path: program.folder.path + "/desk.sock")
    func isSaid() throws -> Bool {
      try wire.send(line: "lookup thanet ooh")
      return try wire.reply().contains { $0.hasPrefix("! This directory is as of ") }
    }
    _ = try wire.line()
    #expect(try !isSaid())
    for seconds in [1000.0, 60] {
      let heard = ago(seconds)
      try store.update { $0.heardAt = heard }
      #expect(comesTrue { (try? isSaid()) == (seconds == 1000) }, "\(served.log)")
    }
  }

  #if !PostgreSQL
    @Test func `a build without PostgreSQL changes nothing where a site is joined`() throws {
      let program = try Program()
      let store = try joined(program, heard: 60)
      // Another directory than the one that is held: the same would change nothing anywhere.
      let other = program.folder.path + "/data"
      try FileManager.default.copyItem(atPath: Shipped.root + "/data", toPath: other)
      let file = other + "/councils/thanet.json"
      let text = try String(contentsOfFile: file, encoding: .utf8)
      try text.replacing("01843 577000", with: "01843 577999").replacing("+441843577000", with: "+441843577999")
        .write(toFile: file, atomically: true, encoding: .utf8)
      for command in [
        ["directory", "verify", "thanet/out-of-hours", "--by", "ann", "--how", "web-page"],
        ["directory", "load", other, "--yes", "--even-so"],
        ["directory", "set", "thanet/out-of-hours", "reason=x", "--by", "ann", "--even-so"],
      ] {
        let run = try program.run(command)
        #expect(run.status == 2 && run.error.contains("built without PostgreSQL"), "\(run)")
      }
      #expect(try store.changeCounter() == 1)
      let noted = try program.run("directory", "checked", "thanet/out-of-hours", "--no-answer")
      #expect(noted.status == 0, "\(noted)")
      #expect(try store.unsentCount() == 1)
    }
  #endif
}
