import Foundation
import TestSupport
import Testing

/// `directory export` writes where it may, and nothing else is ever put in the place of what was there.
struct ExportCommandTests {
  private let program: Program

  init() throws {
    program = try Program()
  }

  private func export(_ format: String = "csv", _ path: String, _ more: String...) throws -> Program.Run {
    switch more.count {
    case 0: try program.run("directory", "export", "--format", format, path)
    default: try program.run("directory", "export", "--format", format, path, more[0])
    }
  }

  @Test(arguments: ["csv", "hsds"])
  func `a file that is there is kept unless told, and keeps its mode then`(format: String) throws {
    let path = try program.write("mine", to: "out")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    let refused = try export(format, path)
    #expect(refused.status == 2 && refused.error.contains("--overwrite replaces it"), "\(refused.error)")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
    let told = try export(format, path, "--overwrite")
    #expect(told.status == 0, "\(told.error)")
    #expect(try String(contentsOfFile: path, encoding: .utf8).contains("thanet"))
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o640)
    let left = try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
    #expect(left.allSatisfy { !$0.hasSuffix(".partial") })
  }

  @Test func `a link stays a link, and one that leads nowhere is refused`() throws {
    let file = try program.write("mine", to: "file")
    let link = program.folder.path + "/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
    #expect(try export("csv", link).status == 2)
    #expect(try export("csv", link, "--overwrite").status == 0)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == file)
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains("thanet"))
    let loose = program.folder.path + "/loose"
    try FileManager.default.createSymbolicLink(atPath: loose, withDestinationPath: program.folder.path + "/nowhere")
    #expect(try export("csv", loose, "--overwrite").status == 2)
    #expect(!FileManager.default.fileExists(atPath: program.folder.path + "/nowhere"))
  }

  @Test func `a pipe is written into and stays a pipe, and a device stays a device`() throws {
    let path = program.folder.path + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    let process = program.process(["directory", "export", "--format", "csv", path, "--store", program.store])
    process.standardError = FileHandle.nullDevice
    try process.run()
    let read = try FileHandle(forReadingFrom: URL(fileURLWithPath: path)).readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(String(decoding: read, as: UTF8.self).contains("thanet"))
    var status = stat()
    #expect(lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
    #expect(try export("csv", "/dev/null").status == 0)
    #expect(lstat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
  }

  @Test(.timeLimit(.minutes(1))) func `a pipe that nobody reads is told, and is a pipe still`() throws {
    let path = program.folder.path + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    let run = try export("csv", path, "--overwrite")
    #expect(run.status == 3 && run.error.contains("a pipe that nobody reads"), "\(run.status) \(run.error)")
    var status = stat()
    #expect(lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
  }

  @Test func `a folder of files is written anew only where none of them is there, or when told`() throws {
    let folder = program.folder.path + "/out"
    let first = try export("json", folder)
    #expect(first.status == 0)
    #expect(first.error.contains("councils and") && first.error.contains("contacts to \(folder)"), "\(first.error)")
    #expect(try export("json", folder).status == 2)
    #expect(try export("json", folder, "--overwrite").status == 0)
    #expect(try export("csv", folder).error.contains("is a folder"))
  }

  @Test func `what is published is less than what is exchanged, and --for goes with hsds alone`() throws {
    let whole = try program.run("directory", "export", "--format", "hsds", "--for", "exchange", "-")
    let open = try program.run("directory", "export", "--format", "hsds", "--for", "publication", "-")
    #expect(whole.status == 0 && open.status == 0, "\(open.error)")
    #expect(whole.output.contains("quarantined") && !open.output.contains("quarantined"))
    #expect(try program.run("directory", "export", "--format", "csv", "--for", "publication", "-").status == 2)
    let path = try program.write(open.output, to: "open.json")
    #expect(try program.run("directory", "plan", path).status == 1, "it is no directory to read again")
  }

  @Test(arguments: ["ann\u{1b}[2J", "ann\u{202e}", "ann\u{2028}bob", " ann", "ann\nbob", "", " "])
  func `a name with characters that nobody sees does not come into the record`(name: String) throws {
    let verify = try program.run(
      "directory", "verify", "thanet/housing", "--by", name, "--how", "email-acknowledged")
    #expect(verify.status == 2 && verify.error.contains("--by"), "\(verify.error)")
    #expect(!verify.error.contains("\u{1b}") && !verify.error.contains("\u{202e}"))
    let data = Shipped.root + "/data"
    #expect(try program.run("directory", "apply", data, "--by", name).status == 2)
    #expect(try program.run("directory", "undo", "1", "--by", name).status == 2)
  }

  @Test func `nor does the name of a file`() throws {
    let path = try program.write("x", to: "mine\u{1b}[2J.csv")
    let run = try program.run("directory", "apply", path)
    #expect(run.status == 2 && !run.error.contains("\u{1b}"), "\(run.error)")
  }
}
