import Foundation
import Testing

/// The built program, run as a user runs it: arguments and standard input in, two streams and a status out.
struct Program {
  /// What a run left behind.
  struct Run {
    let status: Int32
    let output: String
    let error: String

    var json: [String: Any] {
      get throws {
        try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any], "\(output)\(error)")
      }
    }
  }

  /// A store of its own for each program, in a folder that is taken away at the end.
  final class Folder {
    let path: String

    init() throws {
      path = NSTemporaryDirectory() + "nightdesk-" + UUID().uuidString
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
      do { try FileManager.default.removeItem(atPath: path) } catch { Issue.record("\(error)") }
    }
  }

  let folder: Folder
  var store: String { folder.path + "/store/directory.sqlite" }

  init() throws {
    folder = try Folder()
    try FileManager.default.createDirectory(atPath: folder.path + "/store", withIntermediateDirectories: true)
  }

  /// Beside the test bundle, where the package manager puts it; or another build of it.
  static let path =
    ProcessInfo.processInfo.environment["NIGHTDESK_PROGRAM"]
    ?? URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
    + "/nightdesk"

  func process(_ arguments: [String]) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging([
      "XDG_STATE_HOME": folder.path, "XDG_CONFIG_HOME": folder.path + "/config", "NIGHTDESK_LOG": "warning",
    ]) { $1 }
    return process
  }

  func run(_ arguments: String..., input: String = "") throws -> Run { try run(arguments, input: input) }

  /// The same of arguments that a test puts together.
  func run(_ arguments: [String], input: String = "") throws -> Run {
    let process = process(arguments + (arguments.contains("--store") ? [] : ["--store", store]))
    let output = Pipe(), error = Pipe(), standardInput = Pipe()
    process.standardOutput = output
    process.standardError = error
    process.standardInput = standardInput
    try process.run()
    // Fed from aside, so that neither side waits for the other when both pipes are full.
    DispatchQueue.global().async {
      // One that ends early does not read it all.
      try? standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
      standardInput.fileHandleForWriting.closeFile()
    }
    let written = output.fileHandleForReading.readDataToEndOfFile()
    let complained = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus, output: String(decoding: written, as: UTF8.self),
      error: String(decoding: complained, as: UTF8.self))
  }

  func write(_ text: String, to name: String) throws -> String {
    let path = folder.path + "/" + name
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  var hasStore: Bool { FileManager.default.fileExists(atPath: store) }
}
