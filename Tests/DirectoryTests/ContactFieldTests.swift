import Directory
import Foundation
import TestSupport
import Testing
import WorkingTime

/// The one list of a contact's fields: what is read through it is what is there, and what is put together is the same.
struct ContactFieldTests {
  private static func samples() throws -> [(FieldValue, Set<ContactField.Shape>)] {
    [
      (.nothing, [.textOrNothing, .hours, .day]), (.text("a text"), [.text, .textOrNothing]),
      (.text(Purpose.housing.rawValue), [.text, .textOrNothing, .purpose]),
      (.text(ContactKind.email.rawValue), [.text, .textOrNothing, .kind]),
      (.text(ContactStatus.stated.rawValue), [.text, .textOrNothing, .status]),
      (.hours(try OpeningHours(notation: "24/7")), [.hours]),
      (.day(try #require(Day(year: 2026, month: 11, day: 26))), [.day]),
      (.notices([Notice(code: "a", text: "b")]), [.notices]),
      (.source(Source(document: "a", place: "b")), [.source]),
      (.sources([Source(document: "a", place: "b")]), [.sources]),
    ]
  }

  @Test func `every contact is put together from what its fields say`() throws {
    for contact in try Shipped.directory.contacts {
      let made = try #require(Contact { contact[$0] })
      #expect(made == contact)
    }
  }

  @Test(arguments: ContactField.allCases)
  func `a field takes values of its shape and no others`(field: ContactField) throws {
    let contact = try #require(try Shipped.directory.contacts.first)
    for (value, shapes) in try Self.samples() {
      let made = Contact { $0 == field ? value : contact[$0] }
      #expect((made != nil) == shapes.contains(field.shape), "\(field) \(value)")
      if let made { #expect(made[field] == value) }
    }
  }

  @Test(arguments: ContactField.allCases)
  func `a field that every contact has may not be left out`(field: ContactField) throws {
    let contact = try #require(try Shipped.directory.contacts.first)
    let made = Contact { $0 == field ? nil : contact[$0] }
    #expect((made == nil) == field.shape.isAlways)
  }

  @Test func `the fields are listed in their own file, and in the first migration`() throws {
    let sources = URL(fileURLWithPath: Shipped.root + "/Sources")
    let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var listing: Set<String> = []
    for case let file as URL in files where file.pathExtension == "swift" {
      let lines = try String(contentsOf: file, encoding: .utf8).lowercased().replacing("_", with: "").split(
        separator: "\n")
      // A list names them within a few lines of each other; who judges one here and another there makes no list.
      for start in lines.indices {
        let part = lines[start...].prefix(20).joined(separator: "\n")
        if ["seenalso", "checkedon", "validfrom", "validuntil"].allSatisfy(part.contains) {
          listing.insert(file.lastPathComponent)
        }
      }
    }
    #expect(listing == ["Contact.swift", "ContactField.swift", "Schema+migration1.swift"])
  }
}
