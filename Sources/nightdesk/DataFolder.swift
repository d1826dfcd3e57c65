import Directory
import DirectoryExchange
import Foundation
import StoreFile
import Triage
import WorkingTime

/// A folder of data files: councils, protocols, the calendar and what else is shipped.
struct DataFolder {
  /// Where it is; nil where none was found.
  let path: String?

  /// The folder.
  ///
  /// - Throws: `Failure` where none was found.
  func url() throws -> URL {
    guard let path else {
      throw Failure(.unusable, "the shipped data is not found; give its folder with --data")
    }
    return URL(fileURLWithPath: path)
  }

  /// The content of the folder: `councils` and, beside it, `councils-elsewhere.json`.
  func content() throws -> DirectoryContent {
    let base = try url()
    let files = try Self.jsonFiles(in: base.appendingPathComponent("councils"))
    guard !files.isEmpty else {
      throw Failure(.unusable, "\(base.path) holds no councils/*.json; give the folder that holds 'councils'")
    }
    let elsewhere = base.appendingPathComponent("councils-elsewhere.json")
    let others =
      FileManager.default.fileExists(atPath: elsewhere.path)
      ? DataFile(name: "councils-elsewhere.json", bytes: try Self.bytes(of: elsewhere)) : nil
    let reading = CouncilFiles.read(files, elsewhere: others)
    if reading.hasErrors {
      let lines = reading.findings.map { "\($0.file): \($0.field.isEmpty ? "" : $0.field + ": ")\($0.text)" }
      throw Failure(.fault, "nothing is loaded:\n  " + lines.joined(separator: "\n  "))
    }
    return reading.content.unstated
  }

  /// After how many days contacts are due to be checked.
  func checkIntervals() throws -> CheckIntervals {
    let file = try url().appendingPathComponent("parameters/checking.json")
    do {
      return try CheckIntervals(json: try Self.bytes(of: file))
    } catch let error as CheckIntervalsError {
      throw Failure(.fault, "\(file.lastPathComponent): \(error.explanation)")
    }
  }

  /// The same for look-ups, which answer without it too.
  func checkIntervalsIfThere() -> CheckIntervals? {
    do {
      return try checkIntervals()
    } catch {
      let why = Failure.words(for: error)
      Out.error("warning: when contacts are due to be checked is not known: \(why)")
      return nil
    }
  }

  func calendar() throws -> BankHolidays {
    let file = try url().appendingPathComponent("calendar/england-and-wales.json")
    do {
      return try BankHolidays(json: try Self.bytes(of: file))
    } catch let error as BankHolidaysError {
      throw Failure(.fault, "\(file.lastPathComponent): \(error.explanation)")
    }
  }

  /// The protocols.
  func book() throws -> ProtocolBook {
    let files = try Self.jsonFiles(in: try url().appendingPathComponent("protocols"))
    do throws(ProtocolBookError) {
      return try ProtocolBook(files.map { ($0.name, $0.bytes) })
    } catch {
      throw Failure(.fault, "data/protocols: \(error.explanation)")
    }
  }

  // MARK: - Files

  static func jsonFiles(in folder: URL) throws -> [DataFile] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    } catch {
      throw Failure(.unusable, "\(folder.path) cannot be read: \(error.inWords)")
    }
    return try names.filter { $0.hasSuffix(".json") }.sorted().map { name in
      DataFile(name: name, bytes: try bytes(of: folder.appendingPathComponent(name)))
    }
  }

  /// A file's bytes.
  ///
  /// - Throws: `Failure` where it cannot be read, is no plain file, or has no end.
  static func bytes(of file: URL) throws -> [UInt8] { try BoundedInput.file(at: file.path).bytes }
}
