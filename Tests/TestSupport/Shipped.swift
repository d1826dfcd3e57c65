package import Directory
import DirectoryExchange
import Foundation
package import WorkingTime

/// What the package ships, read once: the tests ask the same data that a night worker asks.
package enum Shipped {
  /// What stops the shipped data from being used.
  package struct Unusable: Error, CustomStringConvertible {
    /// What is wrong.
    package let description: String

    init(_ description: String) {
      self.description = description
    }
  }

  /// The folder of `Package.swift`, found from where this file was compiled.
  package static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  private static let madeClock: Result<LondonClock, any Error> = Result {
    guard let clock = LondonClock() else { throw Unusable("this machine has no Europe/London zone") }
    return clock
  }

  private static let madeCalendar: Result<BankHolidays, any Error> = Result {
    try BankHolidays(json: try bytes(of: "data/calendar/england-and-wales.json"))
  }

  private static let madeDirectory: Result<DirectorySnapshot, any Error> = Result { try readDirectory() }

  /// London's clocks.
  package static var clock: LondonClock {
    get throws { try madeClock.get() }
  }

  /// The bank holidays of `data/calendar`.
  package static var calendar: BankHolidays {
    get throws { try madeCalendar.get() }
  }

  /// The directory of `data/councils`.
  package static var directory: DirectorySnapshot {
    get throws { try madeDirectory.get() }
  }

  /// The bytes of a file, named from the package's folder.
  package static func bytes(of path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: root + "/" + path)))
  }

  private static let madePostcodes: Result<PostcodeTable, any Error> = Result {
    try PostcodeTable(try bytes(of: "data/postcodes/councils.txt"))
  }

  /// The shipped table of postcodes.
  package static var postcodes: PostcodeTable {
    get throws { try madePostcodes.get() }
  }

  private static func readDirectory() throws -> DirectorySnapshot {
    let names = try FileManager.default.contentsOfDirectory(atPath: root + "/data/councils")
    let files = try names.filter { $0.hasSuffix(".json") }.sorted().map { name in
      DataFile(name: name, bytes: try bytes(of: "data/councils/" + name))
    }
    let other = "data/councils-elsewhere.json"
    let reading = CouncilFiles.read(files, elsewhere: DataFile(name: other, bytes: try bytes(of: other)))
    guard reading.findings.isEmpty else { throw Unusable("the shipped directory has findings: \(reading.findings)") }
    let content = reading.content
    guard let date = Day(year: 2026, month: 11, day: 21) else { throw Unusable("21 November 2026 is no day") }
    return DirectorySnapshot(
      councils: content.councils, contacts: content.contacts, elsewhere: content.elsewhere,
      version: DirectorySnapshot.version(of: content.councils, contacts: content.contacts), date: date)
  }
}
