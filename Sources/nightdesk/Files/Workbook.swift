import Directory
import DirectoryExchange
import Foundation
import StoreFile
import WorkingTime

/// A spreadsheet's workbook (.xlsx) as a table: `xlsx2csv`, a program of most Linux distributions, reads it.
enum Workbook {
  /// The most of a table that is taken from a sheet, in bytes: a small archive may unfold without end.
  private static let most = 64 << 20
  /// What a program may take: seconds of a processor's time and of a clock's, and KiB of memory.
  private static let patience = 20
  private static let wait = 60
  private static let room = 2 << 20
  /// For how many seconds a program that has written all may go on.
  private static let farewell = 5

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
    let look = try look(at: copy, sheet: sheet, file.name, folder: folder)
    func named(_ names: some Sequence<String>) -> String {
      names.map { "'\(RecordName.shown($0))'" }.joined(separator: ", ")
    }
    guard let place = look.place, look.hasCells else {
      if let sheet {
        throw Failure(
          .unusable,
          "\(file.name): its sheet '\(RecordName.shown(sheet))' is not there or has nothing in it; its sheets are "
            + named(look.sheets) + hint(for: sheet, in: look.sheets))
      }
      let others = named(look.sheets.dropFirst())
      throw Failure(
        .unusable,
        "\(file.name): its first sheet has nothing in it"
          + (others.isEmpty ? "" : "; write one of its others in a map, as sheet = \"…\": \(others)"))
    }
    // By its place: a name may be anything, even what looks like an option.
    let bytes = try run(
      "xlsx2csv", ["--dateformat", "%Y-%m-%d", "--sheet", String(place), copy], file.name, folder: folder)
    let doubts =
      look.doubts.map(RecordName.shown) + (look.moreDoubts > 0 ? ["has \(look.moreDoubts) more like these"] : [])
    return DataFile(name: file.name, bytes: bytes, sheets: sheet == nil ? look.sheets : [], doubts: doubts)
  }

  /// Which sheets a workbook has and what is in the one that is meant, before that one is read: a few bytes of one may unfold
  /// to more than a machine holds.
  private static func look(
    at copy: String, sheet: String?, _ name: String, folder: String
  ) throws -> WorkbookLook {
    // Isolated: what lies beside the workbook is not a module of Python's.
    let arguments = ["-I", "-c", WorkbookLook.script, copy] + [sheet].compactMap(\.self)
    let bytes = try run("python3", arguments, name, folder: folder)
    do {
      return try JSONDecoder().decode(WorkbookLook.self, from: Data(bytes))
    } catch {
      throw Failure(.world, "\(name) cannot be looked through: \(error.inWords)")
    }
  }

  /// `; did you mean 'Numbers'?` where a sheet's name is spelt nearly like one, in whatever case, else nothing.
  static func hint(for sheet: String, in names: [String]) -> String {
    let near = Spelling.nearest(to: sheet, in: names.map { $0.lowercased() })
    return names.first { $0.lowercased() == near }.map { "; did you mean '\(RecordName.shown($0))'?" } ?? ""
  }

  /// What a program writes.
  ///
  /// - Throws: `Failure` where it is not installed, fails, or takes more than its bounds.
  private static func run(
    _ program: String, _ arguments: [String], _ name: String, folder: String
  ) throws -> [UInt8] {
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
      throw Failure(.world, "\(name): \(program) cannot be started: \(error.inWords)")
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
        throw stopped(program, name, after: wait)
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
    let leave = ContinuousClock.now + .seconds(farewell)
    while process.isRunning {
      guard ContinuousClock.now < leave else {
        // It has closed what it writes to, and goes on: what it wrote may not be all.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        throw stopped(program, name, after: farewell)
      }
      usleep(5_000)
    }
    let said = String(
      decoding: (FileManager.default.contents(atPath: folder + "/said") ?? Data()).suffix(4096), as: UTF8.self)
    switch (process.terminationReason, process.terminationStatus) {
    case (.exit, 0): return bytes
    case (.exit, 127):
      throw Failure(
        .unusable,
        "\(name) is a workbook, and the program that reads them is not installed. Install xlsx2csv (apt-get install "
          + "xlsx2csv), or save the sheet as 'CSV UTF-8'")
    case (.uncaughtSignal, _): throw stopped(program, name, after: patience)
    default:
      let last = said.split(separator: "\n").last.map(String.init) ?? "no reason given"
      throw Failure(
        .unusable,
        "\(name) cannot be read as a workbook; save the sheet as 'CSV UTF-8' (\(program): \(RecordName.shown(last)))")
    }
  }

  private static func stopped(_ program: String, _ name: String, after seconds: Int) -> Failure {
    Failure(.unusable, "\(name): \(program) was stopped after \(seconds) seconds; save the sheet as 'CSV UTF-8'")
  }
}
