import Foundation
import TestSupport
import Testing

/// What people expect who know other programs: words, flags, files, and what is said where they slip.
struct ConventionTests {
  private func run(
    _ program: Program, _ arguments: [String], environment: [String: String] = [:], input: String? = nil
  ) throws -> Program.Run {
    let process = program.process(arguments)
    process.environment?.merge(environment) { $1 }
    let output = Pipe(), error = Pipe(), typed = Pipe()
    process.standardOutput = output
    process.standardError = error
    process.standardInput = typed
    try process.run()
    try typed.fileHandleForWriting.write(contentsOf: Data((input ?? "").utf8))
    typed.fileHandleForWriting.closeFile()
    let written = output.fileHandleForReading.readDataToEndOfFile()
    let complained = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Program.Run(
      status: process.terminationStatus, output: String(decoding: written, as: UTF8.self),
      error: String(decoding: complained, as: UTF8.self))
  }

  // MARK: - Words

  @Test(arguments: ["\\q", "exit", "q", "bye", "EXIT"])
  func `words of other programs leave the desk, and ask first where answers would be lost`(word: String) throws {
    let program = try Program()
    let terminal = try Terminal(program.process(["--store", program.store]))
    _ = try terminal.reads(until: "nightdesk> ")
    _ = try terminal.answers("triage luton at 2026-11-26T17:45")
    _ = try terminal.answers("no")
    terminal.type(word + "\r")
    _ = try terminal.reads(until: "(yes or no) ")
    terminal.type("no\r")
    _ = try terminal.reads(until: "> ")
    _ = try terminal.answers("close", until: "(yes or no) ")
    _ = try terminal.answers("yes")
    terminal.type(word + "\r")
    #expect(terminal.status() == 0)
  }

  @Test(arguments: ["?", "\\?", "help"])
  func `help lists the commands in groups, each with what it does`(word: String) throws {
    let help = try run(Program(), ["-c", word])
    #expect(help.status == 0)
    for part in ["A NUMBER", "A FAMILY IS HERE", "A NUMBER DID NOT ANSWER", "THIS DESK", "  who COUNCIL", "  quit"] {
      #expect(help.output.contains(part), "\(part)")
    }
    #expect(!help.output.contains("complete LINE"))
  }

  @Test(arguments: [
    (["directory", "plam"], "did you mean 'plan'"), (["token", "ad", "ann"], "did you mean 'add'"),
    (["lokup", "luton"], "did you mean 'lookup'"), (["directory", "nothing"], "of 'nightdesk directory'"),
    (["margate"], "'nightdesk find margate' looks it up"),
  ])
  func `a misspelt command is told, at whatever place it stands`(arguments: [String], says: String) throws {
    let run = try run(Program(), arguments)
    #expect(run.status == 2)
    #expect(run.error.contains(says), "\(run.error)")
    #expect(run.error.split(separator: "\n").count == 1)
  }

  // MARK: - Scripts

  @Test func `an error in a script is told with its file and line`() throws {
    let program = try Program()
    let text = "# at night\nlookup dover ooh\n\nlokup luton\nversion\n"
    let file = try program.write(text, to: "evening.desk")
    let store = ["--store", program.store]
    let ofFile = try run(program, ["desk", "-f", file] + store)
    #expect(ofFile.status == 2)
    #expect(ofFile.error.contains("\(file):4: 'lokup' is not a command"), "\(ofFile.error)")
    #expect(!ofFile.output.contains("nightdesk 0."))
    let ofInput = try run(program, ["desk"] + store, input: text)
    #expect(ofInput.error.hasPrefix("line 4: 'lokup'"), "\(ofInput.error)")
    let goesOn = try run(program, ["desk", "--keep-going", "-f", file] + store)
    #expect(goesOn.status == 2 && goesOn.output.contains("nightdesk 0."))
    #expect(try run(program, ["desk", "-f", file + ".none"] + store).status == 2)
    #expect(try run(program, ["desk", "-f", file, "-c", "version"] + store).status == 2)
  }

  // MARK: - Stores

  @Test(arguments: [
    ["who", "dover", "ooh", "-q"], ["lookup", "dover"], ["find", "dover"], ["councils"], ["-c", "lookup dover"],
    ["triage", "--facts", Shipped.root + "/data/scenarios/S3.json"],
  ])
  func `a mistyped store is never made by a look-up, which says what it answers from`(arguments: [String]) throws {
    let program = try Program()
    // One that is made is said to whoever sits there.
    let terminal = try Terminal(program.process(["councils", "--store", program.store]), columns: 120)
    #expect(try terminal.everything().contains("made a new store at"))
    #expect(program.hasStore)
    for name in ["/stroe/directory.sqlite", "/store/directory.sqlit"] {
      let path = program.folder.path + name
      for environment in [[:], ["NIGHTDESK_STORE": path]] {
        let run = try run(
          program, arguments + (environment.isEmpty ? ["--store", path] : []), environment: environment)
        #expect(run.status == 0)
        #expect(run.error.contains("there is no store at \(path)"), "\(run.error)")
        #expect(!FileManager.default.fileExists(atPath: path))
      }
    }
    #expect(!FileManager.default.fileExists(atPath: program.folder.path + "/stroe"))
  }

  @Test(arguments: [["directory", "history"], ["directory", "due"], ["token", "list"]])
  func `what is read from a store alone needs one`(arguments: [String]) throws {
    let program = try Program()
    let path = program.folder.path + "/none/directory.sqlite"
    let run = try run(program, arguments + ["--store", path])
    #expect(run.status == 2)
    #expect(run.error.contains("there is no store at"))
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  // MARK: - Settings

  @Test func `the configuration stands in for the environment, and that for flags`() throws {
    let program = try Program()
    let folder = program.folder.path + "/config/nightdesk"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let other = program.folder.path + "/other.sqlite"
    try "# our desk\ncouncil = Thanet\nstore = \(other)\n\ncolour = red\n"
      .write(toFile: folder + "/config", atomically: true, encoding: .utf8)
    let who = try run(program, ["who", "ooh", "-q"])
    #expect(who.output == "+441843577000\n")
    #expect(who.error.contains("config:5: a line is NAME = VALUE"), "\(who.error)")
    #expect(FileManager.default.fileExists(atPath: other))
    let environment = ["NIGHTDESK_COUNCIL": "dover"]
    #expect(try run(program, ["who", "ooh"], environment: environment).output.contains("Dover"))
    #expect(try run(program, ["who", "ooh", "--council", "luton"], environment: environment).output.contains("Luton"))
    #expect(try run(program, ["who", "canterbury", "ooh"]).output.contains("Canterbury"))
    let desk = try run(program, ["-c", "who ooh at 22:00", "-c", "triage", "-c", "set children 4", "-c", "close"])
    #expect(desk.status == 0 && desk.output.contains("triage at Thanet"), "\(desk)")
    let terminal = try Terminal(program.process(["triage"]))
    #expect(try terminal.reads(until: "immediate-danger> ").contains("Thanet"))
  }
}
