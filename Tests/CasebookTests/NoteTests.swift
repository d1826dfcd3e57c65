import Casebook
import Desk
import Foundation
import TestSupport
import Testing

/// A note holds nothing that tells a family from another: what is sure is refused, and what only looks like it is told.
struct NoteTests {
  @Test(arguments: [
    ("rang Anna Novak", "'Anna Novak' looks like a person's name"),
    ("Mrs Novak came", "'Mrs Novak' looks like a person's name"),
    ("gave the key to Mr. Novak", "'Mr Novak' looks like a person's name"),
    ("Anna O'Brien-Novak has the key", "'Anna O'Brien-Novak' looks like a person's name"),
    ("girl born 3 April 2019", "that looks like a date of birth"), ("DOB 030419", "that looks like a date of birth"),
    ("rang 845123 twice", "that looks like a telephone number"),
    ("placed at 12 High Street Dover", "that looks like a street address"),
    ("they are at 7b Station Road", "that looks like a street address"),
    ("in flat 3", "that looks like a street address"),
  ])
  func `what looks like a name, a birthday or a number is told in one sentence, and taken`(note: String, says: String)
    throws
  {
    let desk = try KeptDesk()
    let reference = try desk.family()
    let reply = try desk.tell(["log \(note)"])
    let sentence = says + ", and stays in the history until the case is erased: leave it out next time"
    #expect(reply.text.contains(sentence), "\(reply.text)")
    #expect(sentence.split(separator: " ").count <= 25)
    #expect(try desk.record(reference).events.last?.deed.note == note)
  }

  @Test(arguments: [
    "log rang the MASH twice", "log Premier Inn is full", "log rang Luton Borough Council",
    "log Gave them the key. Taxi booked",
    "log Emergency Duty Team rings back", "log Children's Services came at 18:30", "log Tunbridge Wells has a room",
    "log Social Worker came on Friday November 27", "done 1 note ref 48392017", "log room 12 booked until 29 November",
    "log born leader", "accepted canterbury holds-duty by duty officer note Canterbury City Council rang", "log tea",
    "pass 1 to Day Team",
  ])
  func `what names an office, a place or a day is not called a person`(line: String) throws {
    let desk = try KeptDesk()
    _ = try desk.family()
    #expect(try !desk.tell([line]).text.contains("looks like"), "\(line)")
  }

  @Test(arguments: ["done 1 note", "decide note", "not-needed 1 because other:", "accepted dover holds-duty note"])
  func `a note is looked at wherever it stands`(command: String) throws {
    let desk = try KeptDesk()
    _ = try desk.family()
    let number =
      try desk.record(KeptDesk.reference(in: try desk.say("show"))).live.first { !$0.isAbsolute }?.number ?? 1
    let line = command.replacing(" 1 ", with: " \(number) ")
    #expect(try desk.tell(["\(line) saw Anna Novak"]).text.contains("'Anna Novak' looks like"), "\(line)")
  }
}
