import Foundation
import Glibc
import TestSupport
import Testing

/// A site takes a newer list of postcodes, sees which one answers, and goes back to the shipped one.
struct PostcodesCommandTests {
  private static let heading = "pcd7,pcds,doterm,lad26cd,usrtypind"
  private static let list = [
    heading, "x,CT10 1AA,,E07000114,0", "x,CT10 1AB,199606,E07000114,0", "x,CT9 1AA,,E07000108,0",
    "x,CT9 1AB,,E07000108,1", "x,LU1 1AA,,E06000032,0",
  ].map { $0 + "\n" }.joined()

  /// A folder of data whose shipped table is as small as the lists of these tests.
  private func data(_ program: Program) throws -> String {
    let copy = program.folder.path + "/data"
    try FileManager.default.copyItem(atPath: Shipped.root + "/data", toPath: copy)
    try "edition\t2025-11\nCT10\tthanet 1\nCT9\tthanet 2\nLU1\tluton 1\n".write(
      toFile: copy + "/postcodes/councils.txt", atomically: true, encoding: .utf8)
    return copy
  }

  private func said(_ program: Program, _ arguments: [String], data: String) throws -> String {
    let run = try program.run(arguments + ["--data", data])
    return run.output + run.error
  }

  @Test func `a newer list answers at once, says of what month it is, and goes again`() throws {
    let program = try Program()
    let data = try data(program)
    let file = try program.write(Self.list, to: "ONSPD_AUG_2026_UK.csv")
    #expect(try said(program, ["postcodes"], data: data).contains("postcodes of November 2025, as they were shipped"))
    #expect(try said(program, ["who", "CT9 1AA", "ooh"], data: data).contains("01843 577000"))
    let loaded = try program.run("postcodes", "load", file, "--data", data)
    #expect(loaded.status == 0, "\(loaded.error)")
    #expect(loaded.output.contains("postcodes of August 2026, 4 live in 3 districts, 1 ended"))
    // Every look-up that takes a postcode.
    #expect(try said(program, ["who", "CT9 1AA", "ooh"], data: data).contains("Dover District Council"))
    #expect(try said(program, ["find", "CT9 1AB"], data: data).contains("one firm's own or a post box"))
    #expect(try said(program, ["lookup", "CT10 1AB"], data: data).contains("CT10 1AB ended in June 1996"))
    #expect(
      try said(program, ["desk", "-c", "triage CT9 1AA"], data: data).contains("triage at Dover District Council"))
    let status = try program.run("postcodes", "status", "--data", data)
    #expect(status.status == 0)
    for part in ["August 2026", "from ONSPD_AUG_2026_UK.csv", "4 live, 1 ended", "Open Government Licence", "unload"] {
      #expect(status.output.contains(part), "\(status.output)")
    }
    #expect(try said(program, ["postcodes", "unload"], data: data).contains("November 2025 answers again"))
    #expect(try said(program, ["who", "CT9 1AA", "ooh"], data: data).contains("01843 577000"))
    let again = try program.run("postcodes", "unload", "--data", data)
    #expect(again.status == 0 && again.output.contains("no list is loaded"))
  }

  @Test func `a list comes by a pipe too, or in several files`() throws {
    let program = try Program()
    let data = try data(program)
    let piped = try program.run("postcodes", "load", "-", "--edition", "2026-08", "--data", data, input: Self.list)
    #expect(piped.status == 0 && piped.output.contains("4 live"), "\(piped.error)")
    let folder = program.folder.path + "/Data"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let rows = Self.list.split(separator: "\n")
    for (place, some) in [rows[1...3], rows[4...5]].enumerated() {
      _ = try program.write(
        ([Substring(Self.heading)] + some).joined(separator: "\n"), to: "Data/NSPL_MAY_2026_UK_\(place).CSV")
    }
    let several = try program.run("postcodes", "load", folder, "--data", data)
    #expect(several.status == 0 && several.output.contains("May 2026, 4 live"), "\(several.output)\(several.error)")
  }

  @Test func `a part needs to be called one, and a council that is not known a name`() throws {
    let program = try Program()
    let data = try data(program)
    let luton = try program.write(Self.heading + "\nx,LU1 1AA,,E06000099,0\n", to: "ONSPD_AUG_2026_UK_LU.csv")
    for (arguments, says) in [
      ([], "E06000099"), (["--council", "E06000099=luton"], "--part"),
      (["--council", "E06000099=lutton", "--part"], "did you mean"), (["--council", "luton"], "E07000114=thanet"),
    ] {
      let run = try program.run(["postcodes", "load", luton, "--data", data] + arguments)
      #expect(run.status == 2 && run.error.contains(says), "\(run.error)")
    }
    let named = ["postcodes", "load", luton, "--data", data, "--part", "--council"]
    #expect(try program.run(named + ["E06000099=luton"]).status == 0)
    #expect(try said(program, ["who", "LU1 1AA"], data: data).contains("Luton"))
    #expect(try said(program, ["who", "CT9 1AA", "ooh"], data: data).contains("01843 577000"))
    #expect(try program.run(named + ["E06000099=New Town Council"]).status == 0)
    #expect(try said(program, ["find", "LU1 1AA"], data: data).contains("New Town Council, which is not held"))
  }

  @Test(arguments: [
    ("cut", "ends in the middle of row"), ("wide", "and the first row 5"),
    ("columns", "neither a postcode nor a council"),
    ("packed", "Unpack it"), ("utf16", "UTF-16"), ("long", "longer than"), ("empty", "it is empty"),
    ("short", "2 of 2 areas"),
    ("pipe", "is a pipe and not a file"), ("device", "is a device and not a file"), ("folder", "holds no .csv"),
    ("missing", "No such file"),
    ("undated", "which month"),
  ])
  func `what is no list changes nothing, and is told`(kind: String, says: String) throws {
    let program = try Program()
    let data = try data(program)
    let good = try program.write(Self.list, to: "ONSPD_MAY_2026_UK.csv")
    #expect(try program.run("postcodes", "load", good, "--data", data).status == 0)
    let before = try Data(contentsOf: URL(fileURLWithPath: program.store + ".postcodes"))
    let path = program.folder.path + "/ONSPD_AUG_2026_UK.csv"
    let text =
      switch kind {
      case "cut": String(Self.list.dropLast(8))
      case "wide": Self.list + "a,b\n"
      case "columns": "name,age\nann,34\n"
      case "packed": "PK\u{3}\u{4}" + Self.list
      case "long": Self.heading + "\n" + String(repeating: "a,", count: 100_000)
      case "empty": ""
      case "short": Self.heading + "\n"
      default: Self.list
      }
    switch kind {
    case "pipe": #expect(mkfifo(path, 0o600) == 0)
    case "folder": try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    case "utf16": try #require(text.data(using: .utf16)).write(to: URL(fileURLWithPath: path))
    case "device", "missing": break
    default: try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
    let file =
      kind == "device" ? "/dev/zero" : kind == "undated" ? try program.write(Self.list, to: "postcodes.csv") : path
    let dated = kind == "device" ? ["--edition", "2026-08"] : []
    let run = try program.run(["postcodes", "load", file, "--data", data] + dated)
    #expect(run.status == 2)
    #expect(run.error.contains(says), "\(run.error)")
    #expect(run.output == "")
    #expect(try Data(contentsOf: URL(fileURLWithPath: program.store + ".postcodes")) == before)
    #expect(try program.run("postcodes", "--data", data).output.contains("May 2026"))
    let left = try FileManager.default.contentsOfDirectory(atPath: program.folder.path + "/store")
    #expect(!left.contains { $0.contains("partial") })
  }

  @Test func `a list that was damaged later is told, and the shipped one answers`() throws {
    let program = try Program()
    let data = try data(program)
    _ = try program.run("who", "luton")
    try "nothing of the sort".write(toFile: program.store + ".postcodes", atomically: true, encoding: .utf8)
    let run = try program.run("who", "CT9 1AA", "ooh", "--data", data)
    #expect(run.status == 0 && run.output.contains("01843 577000"))
    #expect(run.error.contains("the postcodes of this site cannot be used, and the shipped ones answer"))
    #expect(try program.run("postcodes", "--data", data).status == 1)
    #expect(try program.run("postcodes", "unload", "--data", data).status == 0)
    #expect(try program.run("who", "CT9 1AA", "ooh", "--data", data).error == "")
  }

  @Test func `a list that was cut off is not believed, in a look-up nor in a server`() throws {
    let program = try Program()
    let data = try data(program)
    let good = try program.write(Self.list, to: "ONSPD_MAY_2026_UK.csv")
    #expect(try program.run("postcodes", "load", good, "--data", data).status == 0)
    let whole = try Data(contentsOf: URL(fileURLWithPath: program.store + ".postcodes"))
    try whole.dropLast(20).write(to: URL(fileURLWithPath: program.store + ".postcodes"))
    let run = try program.run("who", "CT9 1AA", "ooh", "--data", data)
    #expect(run.status == 0 && run.output.contains("01843 577000"))
    #expect(run.error.contains("is damaged") && run.error.contains("postcodes load"), "\(run.error)")
    #expect(try program.run("postcodes", "--data", data).status == 1)
    let served = try Served(program, ["--listen", "127.0.0.1:0", "--data", data])
    #expect(comesTrue { served.log.contains("is damaged") }, "\(served.log)")
    try whole.write(to: URL(fileURLWithPath: program.store + ".postcodes"))
    #expect(comesTrue { served.log.contains("read again") }, "\(served.log)")
  }

  @Test func `a list of no month that is no list is told as that first`() throws {
    let program = try Program()
    let data = try data(program)
    for (name, text, says) in [
      ("page.csv", "<!DOCTYPE html>", "web page"), ("people.csv", "name,age\nann,34\n", "neither"),
    ] {
      let run = try program.run("postcodes", "load", program.write(text, to: name), "--data", data)
      #expect(run.status == 2 && run.error.contains(says) && !run.error.contains("--edition"), "\(run.error)")
    }
    let odd = try program.run("postcodes", "load", "/nowhere.csv", "--edition", "soon", "--data", data)
    #expect(odd.status == 2 && odd.error.contains("'soon' is not a month"), "\(odd.error)")
  }

  @Test func `a running server takes a newer list, and the shipped one again`() throws {
    let program = try Program()
    let data = try data(program)
    let file = try program.write(Self.list, to: "ONSPD_AUG_2026_UK.csv")
    let served = try Served(program, ["--listen", "127.0.0.1:0", "--data", data])
    let wire = try served.wire()
    func council() throws -> String {
      try wire.send(line: "who CT9 1AA ooh")
      return try wire.reply().joined(separator: " ")
    }
    #expect(try council().contains("Thanet"))
    #expect(try program.run("postcodes", "load", file, "--data", data).status == 0)
    #expect(try comesTrue { try council().contains("Dover") }, "\(served.log)")
    #expect(comesTrue { served.log.contains("postcodes of this site") }, "\(served.log)")
    #expect(try program.run("postcodes", "unload", "--data", data).status == 0)
    #expect(try comesTrue { try council().contains("Thanet") }, "\(served.log)")
  }

  @Test func `a mistyped store gets no list`() throws {
    let program = try Program()
    let data = try data(program)
    let file = try program.write(Self.list, to: "ONSPD_AUG_2026_UK.csv")
    let process = program.process([
      "postcodes", "load", file, "--data", data, "--store", program.folder.path + "/nowhere/directory.sqlite",
    ])
    let error = Pipe()
    process.standardError = error
    try process.run()
    let text = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 2 && text.contains("its folder is not there either"), "\(text)")
  }
}
