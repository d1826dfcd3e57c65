import Directory
import DirectoryExchange
import Foundation
import StoreFile
import WorkingTime

/// A spreadsheet's workbook (.xlsx) as a table: `xlsx2csv`, a program of most Linux distributions, reads it.
enum Workbook {
  /// The most of a table that is taken from a workbook, in bytes: a small archive may unfold without end.
  private static let most = 64 << 20
  /// What the program may take: seconds of a processor's time and of a clock's, and KiB of memory.
  private static let patience = 60
  private static let wait = 90
  private static let room = 2 << 20

  /// Runs a program within those bounds, with what it complains of in a file: two pipes read one after the other would have it
  /// wait for ever. Whoever started it holds a pipe to a watcher, and says a word there once all is read. A pipe that is
  /// closed without a word means that they have ended, however that was: then the program is ended too, and its folder goes.
  private static let script = """
    ulimit -t \(patience) && ulimit -v \(room) || exit 126
    program=$1; folder=$2; shift 2
    exec 3<&0
    { read -r _ <&3 || { kill -KILL $$; rm -rf "$folder"; }; } >/dev/null 2>&1 &
    exec "$program" "$@" 2>"$folder/said" </dev/null 3<&-
    """

  /// Whether some bytes are a workbook: a zip archive that names one of its parts.
  static func isOne(_ bytes: [UInt8]) -> Bool {
    guard bytes.starts(with: Array("PK\u{3}\u{4}".utf8)) else { return false }
    return bytes.firstRange(of: Array("xl/workbook.xml".utf8)) != nil
  }

  /// The rows of a sheet, the first one where none is named, as a table in UTF-8.
  ///
  /// - Throws: `Failure` where the program is not installed, or cannot read the workbook.
  static func table(of file: DataFile, sheet: String?) throws -> DataFile {
    let folder = NSTemporaryDirectory() + "nightdesk-\(UUID().uuidString)"
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Failure(.world, "\(folder) cannot be made: \(error.inWords)")
    }
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let copy = folder + "/workbook.xlsx"
    do {
      try Data(file.bytes).write(to: URL(fileURLWithPath: copy))
    } catch {
      throw Failure(.world, "\(copy) cannot be written: \(error.inWords)")
    }
    let arguments = ["--dateformat", "%Y-%m-%d"]
    var trouble: Failure?
    if let sheet {
      do {
        let (bytes, _) = try run("xlsx2csv", arguments + ["--sheetname", sheet, copy], file.name, folder: folder)
        if !bytes.isEmpty {
          let doubts = doubts(of: copy, sheet: sheet, file.name, folder: folder)
          return DataFile(name: file.name, bytes: bytes, doubts: doubts)
        }
      } catch let failure as Failure {
        // Of a sheet that is not there the program says no more than of a damaged workbook: the list of sheets tells them apart.
        trouble = failure
      }
    }
    let (bytes, said) = try run(
      "xlsx2csv", arguments + ["--all", "--exclude_hidden_sheets", "--sheetdelimiter", "x07", copy], file.name,
      folder: folder)
    let sheets = Self.sheets(in: bytes)
    let names = sheets.map { RecordName.shown($0.name) }
    if let sheet {
      if let trouble, names.contains(sheet) { throw trouble }
      throw Failure(
        .unusable,
        "\(file.name): its sheet '\(sheet)' is not there or has nothing in it; its sheets are "
          + names.map { "'\($0)'" }.joined(separator: ", ") + hint(for: sheet, in: names))
    }
    guard let first = sheets.first, !first.bytes.isEmpty else {
      let others = names.dropFirst().map { "'\($0)'" }.joined(separator: ", ")
      throw Failure(
        .unusable,
        "\(file.name): its first sheet has nothing in it"
          + (others.isEmpty ? "" : "; write one of its others in a map, as sheet = \"…\": \(others)")
          + (said.isEmpty ? "" : " (xlsx2csv: \(said))"))
    }
    let doubts = doubts(of: copy, sheet: first.name, file.name, folder: folder)
    return DataFile(name: file.name, bytes: first.bytes, sheets: names, doubts: doubts)
  }

  /// What a table cannot say of a workbook's sheet: rows that are hidden, cells that are struck through, notes, and formulas
  /// without a value. One sentence part each.
  private static func doubts(of copy: String, sheet: String, _ name: String, folder: String) -> [String] {
    let most = 40
    do {
      // Isolated: what lies beside the workbook is not a module of Python's.
      let (bytes, _) = try run("python3", ["-I", "-c", WorkbookDoubts.script, copy, sheet], name, folder: folder)
      let found = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { RecordName.shown(String($0)) }
      return Array(found.prefix(most)) + (found.count > most ? ["has \(found.count - most) more like these"] : [])
    } catch {
      return ["could not be looked through for hidden rows, struck-through cells and notes; look for them yourself"]
    }
  }

  /// `; did you mean 'Numbers'?` where a sheet's name is spelt nearly like one, in whatever case, else nothing.
  static func hint(for sheet: String, in names: [String]) -> String {
    let near = Spelling.nearest(to: sheet, in: names.map { $0.lowercased() })
    return names.first { $0.lowercased() == near }.map { "; did you mean '\($0)'?" } ?? ""
  }

  /// The sheets that the program wrote one after the other, each behind a line that names it: a bell, which no cell of a
  /// workbook may hold, ` 2 - Numbers`.
  static func sheets(in bytes: [UInt8]) -> [(name: String, bytes: [UInt8])] {
    bytes.split(separator: 7).map { part in
      let line = part.prefix { $0 != UInt8(ascii: "\n") }
      let title = String(decoding: line, as: UTF8.self)
      let name = title.firstRange(of: " - ").map { String(title[$0.upperBound...]) } ?? title
      return (name, Array(part.dropFirst(line.count + 1)))
    }
  }

  private static func run(
    _ program: String, _ arguments: [String], _ name: String, folder: String
  ) throws -> (bytes: [UInt8], said: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", script, "nightdesk", program, folder] + arguments
    let (output, life) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = life
    do {
      try process.run()
    } catch {
      throw Failure(.world, "\(name): xlsx2csv cannot be started: \(error.inWords)")
    }
    /// Ends the program, and waits until it has ended.
    func end() {
      try? life.fileHandleForWriting.close()
      process.waitUntilExit()
    }
    let deadline = ContinuousClock.now + .seconds(wait)
    var bytes: [UInt8] = []
    while true {
      let left = deadline - ContinuousClock.now
      var waiting = pollfd(fd: output.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&waiting, 1, Int32(clamping: max(0, left.components.seconds * 1000)))
      if ready < 0, errno == EINTR { continue }
      guard ready > 0 else {
        end()
        throw Failure(.unusable, "\(name): xlsx2csv was stopped after \(wait) seconds; save the sheet as 'CSV UTF-8'")
      }
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { break }
      bytes += more
      guard bytes.count <= most else {
        end()
        throw Failure(.unusable, "\(name) unfolds to more than \(most >> 20) MiB; save the one sheet as 'CSV UTF-8'")
      }
    }
    // Before it is waited for: the watcher has what `Process` knows by that somebody is still running.
    try? life.fileHandleForWriting.write(contentsOf: Data("done\n".utf8))
    process.waitUntilExit()
    let said = String(
      decoding: (FileManager.default.contents(atPath: folder + "/said") ?? Data()).suffix(4096), as: UTF8.self)
    switch (process.terminationReason, process.terminationStatus) {
    case (.exit, 0): return (bytes, RecordName.shown(said.split(separator: "\n").last.map(String.init) ?? ""))
    case (.exit, 127):
      throw Failure(
        .unusable,
        "\(name) is a workbook, and the program that reads them is not installed. Install xlsx2csv (apt-get install "
          + "xlsx2csv), or save the sheet as 'CSV UTF-8'")
    case (.uncaughtSignal, _):
      throw Failure(
        .unusable, "\(name): xlsx2csv was stopped after \(patience) seconds; save the sheet as 'CSV UTF-8'")
    default:
      let last = said.split(separator: "\n").last.map(String.init) ?? "no reason given"
      throw Failure(
        .unusable,
        "\(name) cannot be read as a workbook; save the sheet as 'CSV UTF-8' (xlsx2csv: "
          + "\(RecordName.shown(last)))")
    }
  }
}
