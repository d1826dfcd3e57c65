import Foundation
import TestSupport
import Testing

/// `directory plan`, `apply` and `export`, as an admin and other programs run them.
struct RefreshCommandTests {
  private let program: Program

  init() throws {
    program = try Program()
  }

  /// Thanet's shipped file with some text in the place of other.
  private func thanet(_ old: String, _ new: String, as name: String = "thanet.json") throws -> String {
    let text = String(decoding: try Shipped.bytes(of: "data/councils/thanet.json"), as: UTF8.self)
    try #require(text.contains(old))
    return try program.write(text.replacing(old, with: new), to: name)
  }

  private func changes(_ run: Program.Run) throws -> [[String: Any]] {
    try #require(try run.json["changes"] as? [[String: Any]])
  }

  @Test(arguments: ["json", "csv", "hsds"])
  func `what is exported changes nothing when it is planned again`(format: String) throws {
    let path = program.folder.path + "/out"
    let exported = try program.run("directory", "export", "--format", format, path)
    #expect(exported.status == 0, "\(exported.error)")
    let plan = try program.run("directory", "plan", path, "--json")
    #expect(plan.status == 0, "\(plan.error)")
    #expect(try changes(plan).isEmpty)
    #expect((try plan.json["findings"] as? [Any])?.isEmpty == true)
    #expect(!program.hasStore, "neither writes anything into the store")
    let applied = try program.run("directory", "apply", path)
    #expect(applied.status == 0)
    #expect(applied.output.contains("Nothing to change."))
  }

  /// Thanet's file with an end, and East Kent's, which takes over by then.
  private func reorganisation() throws -> [String] {
    let heir = """
      {"id": "east-kent", "name": "East Kent Council", "type": "unitary", "aliases": [], "county": null,
      "childrensServices": "kent", "location": null, "places": [], "domains": [], "hours": null,
      "teams": [{"id": "night", "name": "Night", "contacts": [{"id": "east-kent/out-of-hours",
      "purpose": "out-of-hours", "kind": "phone", "value": "+441843577000", "display": "01843 577000", "hours": null,
      "status": "stated", "reason": null, "warnings": [], "source": {"document": "order", "place": "article 3"},
      "seenAlso": [], "checkedOn": null, "validFrom": null, "validUntil": null}]}],
      "validFrom": "2028-04-01", "validUntil": null, "successors": []}
      """
    let successors = "[{\"council\": \"east-kent\", \"purposes\": []}]"
    return [
      try thanet(
        "\"teams\": [",
        "\"validFrom\": null, \"validUntil\": \"2028-04-01\", \"successors\": \(successors), \"teams\": ["),
      try program.write(heir, to: "east-kent.json"),
    ]
  }

  @Test func `a council's end and heir are planned, applied, told in history, followed on the day and taken back`()
    throws
  {
    let files = try reorganisation()
    let plan = try program.run("directory", "plan", files[0], files[1])
    #expect(plan.status == 0, "\(plan.output)\(plan.error)")
    for part in [
      "change council thanet\n      validUntil: nothing → 2028-04-01\n      successors: nothing → east-kent",
      "add council east-kent", "01843 577000 → 01843 577000 of east-kent from Sat 1 Apr 2028 on",
      "0 errors, 1 warning,", "it is new and has no duty to refer contact",
    ] { #expect(plan.output.contains(part), "\(part)\n\(plan.output)") }
    let applied = try program.run("directory", "apply", files[0], files[1], "--by", "ann")
    #expect(applied.status == 0, "\(applied.output)\(applied.error)")
    let history = try program.run("directory", "history", "thanet").output
    #expect(history.contains("by ann  from thanet.json east-kent.json"), "\(history)")
    #expect(history.contains("validUntil: nothing → 2028-04-01"), "\(history)")
    let before = try program.run("who", "thanet", "ooh", "--at", "2028-03-31T23:59")
    #expect(before.output.contains("thanet/out-of-hours"), "\(before.output)")
    let after = try program.run("who", "thanet", "ooh", "--at", "2028-04-01T00:00")
    #expect(after.output.contains("east-kent/out-of-hours"), "\(after.output)")
    #expect(after.output.contains("East Kent Council (east-kent) has taken over"), "\(after.output)")
    let undone = try program.run("directory", "undo", "2")
    #expect(undone.status == 0, "East Kent goes as it came, and Thanet has its own line: \(undone.error)")
    #expect(try program.run("lookup", "east-kent").status == 2)
    #expect(try program.run("check", "--record").status == 0)
  }

  @Test(arguments: ["json", "csv", "hsds"])
  func `checks, dated numbers and councils that end are exported and come back as they were`(format: String) throws {
    let files = try reorganisation()
    let line = "\"validFrom\": null,\n          \"validUntil\": null"
    let dated = try thanet(line, line.replacing("ntil\": null", with: "ntil\": \"2027-04-01\""), as: "dated.json")
    #expect(try program.run("directory", "apply", dated, "--even-so").status == 0)
    #expect(try program.run("directory", "apply", files[0], files[1], "--even-so").status == 0)
    let verify = try program.run(
      "directory", "verify", "dover/out-of-hours", "--by", "ann", "--how", "rang-and-answered", "--note", "two rings")
    #expect(verify.status == 0)
    let path = program.folder.path + "/out"
    #expect(try program.run("directory", "export", "--format", format, path).status == 0)
    let plan = try program.run("directory", "plan", path, "--json")
    #expect(plan.status == 0, "\(plan.output)\(plan.error)")
    #expect(try changes(plan).isEmpty)
    #expect((try plan.json["findings"] as? [Any])?.isEmpty == true, "\(plan.output)")
  }

  @Test(arguments: ["json", "csv", "hsds"])
  func `an export that is older than a colleague's number says whose it takes back`(format: String) throws {
    let path = program.folder.path + "/out"
    #expect(try program.run("directory", "export", "--format", format, path).status == 0)
    let set = try program.run(
      "directory", "set", "dartford/out-of-hours", "value=01322 343999", "sourceDocument=council, by phone",
      "sourcePlace=today", "--by", "ann")
    #expect(set.status == 0, "\(set.output)\(set.error)")
    let plan = try program.run("directory", "plan", path)
    let told = "value: gives back +443456341212, which ann replaced by +441322343999 on "
    #expect(plan.output.contains(told) && plan.output.contains("(change 2)"), "\(plan.output)\(plan.error)")
    #expect(plan.output.contains("1 warning, "), "\(plan.output)")
  }

  @Test func `an HSDS export says of each record when it was changed, by whom, and from what to what`() throws {
    let path = try thanet("housing@thanet.gov.uk", "homes@thanet.gov.uk")
    #expect(try program.run("directory", "apply", path, "--by", "ann").status == 0)
    let pages = try program.run("directory", "export", "--format", "hsds", "-").json
    let councils = try #require(pages["contents"] as? [[String: Any]])
    let thanet = try #require(councils.first { $0["name"] as? String == "Thanet District Council" })
    let services = try #require(thanet["services"] as? [[String: Any]])
    let contact = try #require(
      services.flatMap { $0["contacts"] as? [[String: Any]] ?? [] }
        .first { $0["email"] as? String == "homes@thanet.gov.uk" })
    let metadata = try #require(contact["metadata"] as? [[String: Any]])
    let first = metadata.prefix(3)
    #expect(first.map { $0["last_action_type"] as? String } == ["create", "update", "update"])
    #expect(first.map { $0["field_name"] as? String } == ["id", "display", "value"])
    let last = try #require(first.last)
    #expect(last["previous_value"] as? String == "housing@thanet.gov.uk")
    #expect(last["replacement_value"] as? String == "homes@thanet.gov.uk")
    #expect(last["updated_by"] as? String == "ann")
  }

  @Test func `the shipped data changes nothing and has no finding`() throws {
    let plan = try program.run("directory", "plan", Shipped.root + "/data", "--json")
    #expect(plan.status == 0)
    #expect((try plan.json["findings"] as? [Any])?.isEmpty == true)
    #expect((try plan.json["missing"] as? [Any])?.isEmpty == true)
  }

  @Test func `a plan tells each change old to new, what is missing and what it would do, and writes nothing`() throws {
    let path = try thanet(
      "\"display\": \"01843 577000\",\n          \"hours\": null,\n          \"status\": \"stated\",\n          \"reason\": null,\n          \"warnings\": [\n",
      "\"display\": \"01843 577000\",\n          \"hours\": \"Mo-Fr 00:00-09:00,17:00-24:00; Sa-Su,PH 00:00-24:00\",\n          \"status\": \"stated\",\n          \"reason\": null,\n          \"warnings\": [\n"
    )
    let run = try program.run("directory", "plan", path)
    #expect(run.status == 0, "\(run.error)")
    #expect(
      run.output.contains(
        "change contact thanet/out-of-hours\n      hours: nothing → Mo-Fr 00:00-09:00,17:00-24:00; Sa-Su,PH 00:00-24:00"
      ))
    #expect(run.output.contains("30 councils held and in none of these files"))
    let plan = try program.run("directory", "plan", path, "--json")
    let change = try #require(try changes(plan).first)
    #expect(change["contact"] as? String == "thanet/out-of-hours")
    #expect(change["council"] as? String == "thanet")
    #expect(change["action"] as? String == "change")
    #expect((try plan.json["missing"] as? [String])?.contains("dover") == true)
    let night = try program.run("lookup", "thanet", "ooh", "--at", "2026-11-26T22:00")
    #expect(night.output.contains("may answer now (hours not known)"), "\(night.output)")
  }

  @Test func `hours that leave any night to nobody are told, refused, and done when told to`() throws {
    let (display, rest) = (
      "\"display\": \"01843 577000\",\n          \"hours\": ", ",\n          \"status\": \"stated\""
    )
    let path = try thanet(display + "null" + rest, display + "\"Mo-Th 17:30-23:00\"" + rest)
    let refused = try program.run("directory", "apply", path)
    #expect(refused.status == 1)
    #expect(refused.error.contains("homelessness out-of-hours telephone on"), "\(refused.error)")
    #expect(refused.output.contains("nobody would answer any more on"), "\(refused.output)")
    #expect(refused.output.contains("hours: the office is shut and no"), "\(refused.output)")
    #expect(try program.run("directory", "apply", path, "--even-so").status == 0)
    #expect(try program.run("directory", "due").output.contains("nobody at night: "))
  }

  @Test func `hours in prose are shown for confirmation, and hours that others read otherwise with how to write them`()
    throws
  {
    let (display, rest) = (
      "\"display\": \"01843 577000\",\n          \"hours\": ", ",\n          \"status\": \"stated\""
    )
    for (hours, said) in [
      ("Monday to Friday 8.30am to 5pm", "It seems to mean 'Mo-Fr 08:30-17:00; PH unknown'"),
      ("Mo-Su 17:00-09:00; PH off", "split at midnight it is 'Mo-Su 00:00-09:00,17:00-24:00; PH off'"),
    ] {
      let path = try thanet(display + "null" + rest, display + "\"\(hours)\"" + rest)
      let run = try program.run("directory", "plan", path)
      #expect(run.status == 1 && run.output.contains(said), "\(run.output)")
    }
  }

  @Test func `the last voice of a night is not taken away without being told to`() throws {
    let path = try thanet("\"purpose\": \"out-of-hours\"", "\"purpose\": \"landlord\"")
    let refused = try program.run("directory", "apply", path)
    #expect(refused.status == 1)
    #expect(
      refused.output.contains("homelessness out-of-hours on Wednesday at 17:45, on Friday at 22:00, on Sunday at 03:00")
    )
    #expect(refused.output.contains("nobody of its own"))
    #expect(refused.error.contains("refused without --even-so: Thanet District Council would be left without"))
    #expect(try program.run("directory", "plan", path, "--json").json["refused"] as? [Any] != nil)
    let applied = try program.run("directory", "apply", path, "--even-so", "--by", "an admin")
    #expect(applied.status == 0, "\(applied.error)")
    #expect(applied.output.contains("Applied as change 2"))
    #expect(try program.run("who", "thanet", "ooh", "--at", "2026-11-29T03:00").output.contains("03000 41 91 91"))
  }

  @Test func `a change that brought the only voice of a night is not undone without being told to`() throws {
    let path = try thanet("\"purpose\": \"out-of-hours\"", "\"purpose\": \"landlord\"")
    #expect(try program.run("directory", "apply", path, "--even-so").status == 0)
    #expect(try program.run("directory", "undo", "2").status == 0)
    let refused = try program.run("directory", "undo", "3")
    #expect(refused.status == 1)
    #expect(
      refused.error.contains("refused without --even-so: Thanet District Council would be left without"),
      "\(refused.error)")
    #expect(try program.run("directory", "undo", "3", "--even-so").status == 0)
    #expect(try program.run("who", "thanet", "ooh", "--at", "2026-11-29T03:00").output.contains("03000 41 91 91"))
  }

  @Test func `every finding is told, and nothing is applied where one is an error`() throws {
    let path = try thanet("\"+441843577000\"", "\"+44184357700\"")
    _ = try program.run("version")
    let run = try program.run("directory", "apply", path)
    #expect(run.status == 1)
    #expect(run.output.contains("teams[0].contacts[0].display"))
    #expect(run.output.contains("teams[2].contacts[0].display"))
    #expect(run.error.contains("2 errors in the files"))
    #expect(try program.run("lookup", "thanet", "switchboard").output.contains("01843 577000"))
  }

  @Test func `warnings alone end with 0, and are applied`() throws {
    let path = try thanet("housing@thanet.gov.uk", "alex.example@thanet.gov.uk")
    let run = try program.run("directory", "apply", path, "--json")
    #expect(run.status == 0, "\(run.error)")
    let findings = try #require(try run.json["findings"] as? [[String: Any]])
    // That it may name a person, and that what printed the old mailbox is no source of this one.
    #expect(findings.map { $0["severity"] as? String } == ["warning", "warning"])
    #expect((try run.json["applied"] as? [String: Any])?["change"] as? Int == 2)
    #expect(try program.run("lookup", "thanet", "housing").output.contains("alex.example@thanet.gov.uk"))
  }

  @Test func `a plan is not applied to a directory that has moved`() throws {
    let first = try thanet("housing@thanet.gov.uk", "housing.advice@thanet.gov.uk")
    let base = try #require(try program.run("directory", "plan", first, "--json").json["base"] as? String)
    let other = try thanet("foi@thanet.gov.uk", "sar@thanet.gov.uk", as: "other.json")
    #expect(try program.run("directory", "apply", other, "--expecting", base).status == 0)
    let late = try program.run("directory", "apply", first, "--expecting", base)
    #expect(late.status == 1)
    #expect(late.error.contains("no longer \(base); plan again"))
    #expect(try program.run("lookup", "thanet", "housing").output.contains("housing@thanet.gov.uk"))
  }

  @Test func `a table as a spreadsheet saves it changes its rows and tells what the spreadsheet broke`() throws {
    let path = program.folder.path + "/contacts.csv"
    #expect(try program.run("directory", "export", "--format", "csv", path).status == 0)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var rows = text.components(separatedBy: "\r\n").filter {
      $0.contains("thanet/housing") || $0.contains("sourceDocument")
    }
    rows[1] = rows[1].replacing("housing@thanet.gov.uk", with: "homes@thanet.gov.uk").replacing(
      "kent-practice-guidance", with: "council page")
    let good = try program.write(rows.joined(separator: "\r\n").replacing(",", with: ";"), to: "good.csv")
    let applied = try program.run("directory", "apply", good)
    #expect(applied.status == 0, "\(applied.output)\(applied.error)")
    #expect(applied.output.contains("5 contacts held and in none of these files, kept unless --remove"))
    #expect(try program.run("lookup", "thanet", "housing").output.contains("homes@thanet.gov.uk"))
    let broken = try program.write(text.replacing("tel:+441843577000", with: "4.41844E+11"), to: "broken.csv")
    let told = try program.run("directory", "plan", broken)
    #expect(told.status == 1)
    #expect(told.output.contains("last digits are gone"))
  }

  @Test func `what a person checked stays checked under files of sources, until they give another number or a doubt`()
    throws
  {
    let verify = try program.run(
      "directory", "verify", "thanet/housing", "--by", "ann", "--how", "email-acknowledged")
    #expect(verify.status == 0)
    let plan = try program.run("directory", "plan", Shipped.root + "/data")
    #expect(plan.status == 0)
    #expect(
      plan.output.contains("1 contact that a person checked and the files give by their sources alone: thanet/housing"))
    #expect(plan.output.contains("0 errors, 0 warnings, 0 changes, 0 effects"), "\(plan.output)")
    for (old, new) in [
      ("housing@thanet.gov.uk", "homes@thanet.gov.uk"),
      (
        "\"display\": \"housing@thanet.gov.uk\",\n          \"hours\": null,\n          \"status\": \"stated\"",
        "\"display\": \"housing@thanet.gov.uk\",\n          \"hours\": null,\n          \"status\": \"unconfirmed\""
      ),
    ] {
      let run = try program.run("directory", "plan", try thanet(old, new))
      #expect(run.output.contains("status: verified → "), "\(run.output)")
      #expect(run.output.contains("a person verified it and the file makes it"), "\(run.output)")
    }
    let hours = try thanet(
      "\"display\": \"housing@thanet.gov.uk\",\n          \"hours\": null",
      "\"display\": \"housing@thanet.gov.uk\",\n          \"hours\": \"Mo-Fr 09:00-17:00\"")
    let applied = try program.run("directory", "apply", hours)
    #expect(applied.output.contains("1 change, 0 effects"), "\(applied.output)")
    #expect(try program.run("lookup", "thanet", "housing").output.contains("verified today"))
  }

  @Test func `shipped data that was applied over a site's own changes is waiting no more`() throws {
    let own = try thanet("foi@thanet.gov.uk", "sar@thanet.gov.uk")
    #expect(try program.run("directory", "apply", own).status == 0)
    let data = program.folder.path + "/data"
    try FileManager.default.copyItem(atPath: Shipped.root + "/data", toPath: data)
    try FileManager.default.removeItem(atPath: data + "/councils/brentwood.json")
    _ = try thanet("housing@thanet.gov.uk", "homes@thanet.gov.uk", as: "data/councils/thanet.json")
    let told = try program.run("lookup", "thanet", "--data", data)
    #expect(told.error.contains("'nightdesk directory plan \(data)' shows what differs"), "\(told.error)")
    let applied = try program.run("directory", "apply", data, "--data", data)
    #expect(applied.status == 0, "\(applied.output)\(applied.error)")
    #expect(applied.output.contains("kept unless --remove: brentwood"))
    #expect(try program.run("lookup", "thanet", "--data", data).error == "")
  }

  @Test func `councils are removed only when told`() throws {
    let folder = program.folder.path + "/out"
    _ = try program.run("directory", "export", "--format", "json", folder)
    try FileManager.default.removeItem(atPath: folder + "/councils/brentwood.json")
    let kept = try program.run("directory", "apply", folder)
    #expect(kept.status == 0)
    #expect(kept.output.contains("1 council held and in none of these files, kept unless --remove: brentwood"))
    #expect(try program.run("councils", "brentwood").output.contains("brentwood"))
    let removed = try program.run("directory", "apply", folder, "--remove", "--even-so")
    #expect(removed.status == 0, "\(removed.output)\(removed.error)")
    #expect(try program.run("lookup", "brentwood").status == 2)
  }

  @Test func `a council that others refer to is not removed from under them`() throws {
    let folder = program.folder.path + "/out"
    _ = try program.run("directory", "export", "--format", "json", folder)
    try FileManager.default.removeItem(atPath: folder + "/councils/kent.json")
    let run = try program.run("directory", "plan", folder, "--remove")
    #expect(run.status == 1)
    #expect(run.output.contains("'kent' is the id of no council"))
  }

  @Test(arguments: [
    (["plan"], 2), (["plan", "/nowhere/at-all"], 2), (["apply", "/dev/null"], 2),
    (["export", "--format", "xml", "x"], 2),
    (["export", "--format", "json", "-"], 2), (["export", "--format", "csv", "/nowhere/at/all.csv"], 3),
  ])
  func `what cannot be used ends with its status`(arguments: [String], status: Int) throws {
    let process = program.process(["directory"] + arguments + ["--store", program.store])
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(Int(process.terminationStatus) == status)
  }
}
