import Foundation
import Glibc
import TestSupport
import Testing

/// What comes of how a machine is set up, and of what is done to a server at the wrong moment.
struct SetUpTests {
  /// Whether a process has said what a SIGHUP does to it.
  private static func takesHangUps(_ process: Process) -> Bool {
    guard
      let status = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8),
      let mask = status.firstMatch(of: /SigCgt:\s+([0-9a-f]+)/).flatMap({ UInt64($0.1, radix: 16) })
    else { return false }
    return mask & 1 << UInt64(SIGHUP - 1) != 0
  }

  @Test func `a SIGHUP in the first moment of a server does not end it`() throws {
    let program = try Program()
    let served = program.process(["serve", "--listen", "127.0.0.1:0", "--store", program.store])
    let log = Pipe()
    served.standardError = log
    served.environment?["NIGHTDESK_LOG"] = "info"
    try served.run()
    defer { if served.isRunning { served.terminate() } }
    // From its own first moment, which comes before it looks at the store, until it listens.
    let isReady = comesTrue {
      let hasBegun = FileManager.default.fileExists(atPath: program.store)
      let isTaken = Self.takesHangUps(served)
      if hasBegun { #expect(isTaken, "it reads its store while a SIGHUP would end it") }
      return isTaken
    }
    #expect(isReady)
    for _ in 0..<50 {
      kill(served.processIdentifier, SIGHUP)
      usleep(2000)
    }
    var text = ""
    while !text.contains("listening on") {
      let some = log.fileHandleForReading.availableData
      if some.isEmpty { break }
      text += String(decoding: some, as: UTF8.self)
    }
    #expect(text.contains("listening on"), "\(text)")
    #expect(served.isRunning)
  }

  @Test func `a file that took the socket's place stays when the server goes`() throws {
    let program = try Program()
    let path = program.folder.path + "/desk.sock"
    let served = try Served(program, ["--socket", path])
    #expect(unlink(path) == 0)
    try "somebody's\n".write(toFile: path, atomically: false, encoding: .utf8)
    served.process.terminate()
    served.process.waitUntilExit()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "somebody's\n")
  }

  @Test func `no core is written of a server, which holds what families said`() throws {
    let served = try Served(try Program())
    let limits = try String(contentsOfFile: "/proc/\(served.process.processIdentifier)/limits", encoding: .utf8)
    #expect(limits.contains(/Max core file size\s+0\s/), "\(limits)")
  }

  @Test(arguments: ["", "here", "./here"])
  func `a home that is no whole path makes nothing where somebody stands`(home: String) throws {
    let program = try Program()
    let stand = program.folder.path + "/stand"
    try FileManager.default.createDirectory(atPath: stand, withIntermediateDirectories: true)
    let process = program.process(["lookup", "canterbury", "ooh"])
    process.environment?["XDG_STATE_HOME"] = nil
    process.environment?["HOME"] = home
    // What the machine holds for this user is not this test's.
    process.environment?["NIGHTDESK_STORE"] = program.store
    process.currentDirectoryURL = URL(fileURLWithPath: stand)
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: stand) == [])
  }

  @Test func `a token is not made in a new store where the machine's service has one`() throws {
    guard geteuid() == 0 else { return print("left out: only root has a folder for services of its own here") }
    let program = try Program()
    let process = program.process([])
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    // A machine of its own as far as /var/lib goes.
    process.arguments = [
      "unshare", "-m", "sh", "-c",
      #"mount -t tmpfs tmpfs /var/lib && mkdir /var/lib/nightdesk && service=/var/lib/nightdesk/directory.sqlite && "$1" lookup luton --store $service >/dev/null && "$1" token add ann --role officer; echo "status $?""#,
      "sh", Program.path,
    ]
    process.currentDirectoryURL = URL(fileURLWithPath: program.folder.path)
    let (output, error) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, error)
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let complaint = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(text == "status 2\n", "\(text)\(complaint)")
    #expect(complaint.contains("the service of this machine has /var/lib/nightdesk/directory.sqlite"), "\(complaint)")
    #expect(!FileManager.default.fileExists(atPath: program.folder.path + "/nightdesk"))
  }

  @Test func `root's restore leaves the store to its owner, also where the store is damaged`() throws {
    guard geteuid() == 0 else { return print("left out: only root can give a file away") }
    let program = try Program()
    let backup = program.folder.path + "/good.sqlite"
    #expect(try program.run("lookup", "luton").status == 0)
    #expect(try program.run("backup", backup).status == 0)
    let nobody: uid_t = 65534
    for isDamaged in [false, true] {
      #expect(chown(program.store, nobody, nobody) == 0)
      if isDamaged { try Data(repeating: 0x5a, count: 4096).write(to: URL(fileURLWithPath: program.store)) }
      #expect(chown(program.store, nobody, nobody) == 0 && chmod(program.store, 0o640) == 0)
      #expect(try program.run("restore", backup).status == 0)
      var status = stat()
      #expect(stat(program.store, &status) == 0)
      #expect(status.st_uid == nobody && status.st_gid == nobody && status.st_mode & 0o777 == 0o640)
    }
  }
}
