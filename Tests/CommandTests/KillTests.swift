import Foundation
import Synchronization
import TestSupport
import Testing

/// A refresh that is killed at any moment leaves the store as it was or as it should be, and a server answers all along.
struct KillTests {
  /// A directory, and how often a refresh of all of it is killed.
  struct Size: CustomTestStringConvertible {
    let made: MadeDirectory
    let kills: Int
    var testDescription: String { "\(kills) kills over \(made.councils * made.contacts) contacts" }
  }

  /// A dozen kills of a small refresh; where NIGHTDESK_LONG is set two hundred, of which most are of a small one too: a kill
  /// meets every part of either, and one of fifty thousand contacts takes ten times as long.
  private static let sizes =
    ProcessInfo.processInfo.environment["NIGHTDESK_LONG"] == nil
    ? [Size(made: MadeDirectory(councils: 40, contacts: 50), kills: 12)]
    : [
      Size(made: MadeDirectory(councils: 400, contacts: 125), kills: 60),
      Size(made: MadeDirectory(councils: 40, contacts: 50), kills: 140),
    ]

  @Test(arguments: sizes)
  func `killed at any moment a refresh is done or not begun, and no answer is of two directories`(size: Size) throws {
    let program = try Program()
    let folders = try (1...2).map { edition in
      let folder = program.folder.path + "/edition-\(edition)"
      try size.made.write(edition: edition, to: folder)
      return folder
    }
    var versions: [String] = []
    var longest = 0.0
    #expect(try program.run("directory", "load", folders[0]).status == 0)
    for folder in folders {
      let start = Date()
      let run = try program.run("directory", "apply", folder, "--json")
      #expect(run.status == 0, "\(run.error)\(run.output.prefix(800))")
      longest = max(longest, Date().timeIntervalSince(start))
      versions.append(try #require(try run.json["target"] as? String))
    }
    let pristine = program.folder.path + "/pristine.sqlite"
    #expect(try program.run("backup", pristine).status == 0)
    let served = try Served(program)
    let reader = try Reader(served, size.made)
    var random = SplitMix64(seed: UInt64(size.kills))
    var (done, killed, held) = (0, 0, 1)
    for round in 0..<size.kills {
      let target = 1 - held
      let process = program.process(["directory", "apply", folders[target], "--store", program.store])
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      // Every other time not before it has begun to write, which is a small part of the whole: most of it is planning.
      if round % 2 == 1 { waitForWriting(program, process) }
      let span = round % 2 == 1 ? longest / 4 : longest * 1.1
      Thread.sleep(forTimeInterval: span * Double(random.next() % 1000) / 1000)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let wasKilled = process.terminationReason == .uncaughtSignal
      killed += wasKilled ? 1 : 0
      let check = try program.run("check", "--record")
      #expect(check.status == 0, "round \(round): \(check.output)\(check.error)")
      let version = try #require(try program.run("version").output.firstMatch(of: /directory ([0-9a-f]{16})/)).1
      held = try #require(
        versions.firstIndex(of: String(version)), "round \(round): it is neither as before nor as after")
      if !wasKilled { #expect(held == target, "round \(round): it ended well and is not there") }
      if held == target { done += 1 }
      // History grows by the whole directory each time it is through.
      if held == target, done % 4 == 0 {
        #expect(try program.run("restore", pristine).status == 0)
        try FileManager.default.removeItem(atPath: program.store + ".before-restore")
        held = 1
      }
    }
    let faults = reader.stop()
    #expect(faults == [], "\(faults.prefix(3))")
    #expect(reader.answers > size.kills)
    #expect(served.process.isRunning)
    #expect(killed > 0)
    print("\(size.kills) refreshes: \(killed) killed, \(done) through; \(reader.answers) answers meanwhile, none mixed")
  }

  /// Until the write-ahead log has grown past where it was, or the process is gone.
  private func waitForWriting(_ program: Program, _ process: Process) {
    func size() -> UInt64 {
      var status = stat()
      return stat(program.store + "-wal", &status) == 0 ? UInt64(status.st_size) : 0
    }
    let before = (size: size(), age: age(of: program.store + "-wal"))
    while process.isRunning, size() == before.size, age(of: program.store + "-wal") == before.age { usleep(500) }
  }

  private func age(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec : 0
  }
}

/// Asks a server for whole councils, over and over, until it is stopped.
private final class Reader: Sendable {
  private struct State {
    var isStopped = false
    var answers = 0
    var faults: [String] = []
  }

  private let state = Mutex(State())
  private let ended = DispatchSemaphore(value: 0)

  var answers: Int { state.withLock { $0.answers } }

  init(_ served: Served, _ made: MadeDirectory) throws {
    let port = served.port
    let thread = Thread { [self] in
      do {
        let wire = try Wire(port: port)
        _ = try wire.line()
        var council = 0
        while !state.withLock({ $0.isStopped }) {
          council = (council + 7) % made.councils
          try wire.send(line: "lookup \(MadeDirectory.id(council)) ooh")
          let fault = made.fault(in: try wire.reply())
          state.withLock {
            $0.answers += 1
            if let fault { $0.faults.append(fault) }
          }
          usleep(2000)
        }
      } catch {
        state.withLock { $0.faults.append("\(error)") }
      }
      ended.signal()
    }
    thread.start()
  }

  /// Stops and gives all that was wrong.
  func stop() -> [String] {
    state.withLock { $0.isStopped = true }
    ended.wait()
    return state.withLock { $0.faults }
  }
}
