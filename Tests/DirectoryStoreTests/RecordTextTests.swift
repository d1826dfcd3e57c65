import Directory
import Testing

@testable import DirectoryStore

/// A record's text is read only where writing it again gives the same bytes.
struct RecordTextTests {
  private func edit(_ kind: RecordKind, _ text: String) -> DirectoryEdit? {
    RecordedEdit(change: 2, kind: kind, record: "x", old: nil, new: text).edit
  }

  @Test func `every example comes back as the same bytes, its place with it`() throws {
    for contact in try Example.contacts() {
      let placed = contact.placed(at: 1500)
      let text = RecordText.text(of: placed)
      #expect(text.hasSuffix(#","place":1500}"#))
      let read = try RecordText.contact(text)
      #expect(read == placed && read.place == 1500)
      #expect(try RecordText.contact(RecordText.text(of: contact)).place == nil)
    }
    for council in try Example.councils() { #expect(try RecordText.council(RecordText.text(of: council)) == council) }
    for one in Example.elsewhere { #expect(try RecordText.elsewhere(RecordText.text(of: one)) == one) }
  }

  @Test(arguments: ["a key that is not known", "an empty list", "a space", "keys in another order", "another encoding"])
  func `a text that would not be written so is refused, whatever its sort`(fault: String) throws {
    let texts: [(RecordKind, String)] = [
      (.contact, RecordText.text(of: try Example.contacts()[0].placed(at: 1))),
      (.council, RecordText.text(of: try Example.councils()[0])),
      (.elsewhere, RecordText.text(of: try #require(Example.elsewhere.first))),
    ]
    for (kind, text) in texts {
      #expect(edit(kind, text) != nil)
      let other: String =
        switch fault {
        case "a key that is not known": String(text.dropLast()) + #","textphone":"18001"}"#
        case "an empty list": String(text.dropLast()) + #","aliases":[]}"#
        case "a space": "{ " + String(text.dropFirst())
        case "keys in another order": #"{"name":"A","id":"b"}"#
        default: text.escapingFirstLetter
        }
      #expect(edit(kind, other) == nil, "\(kind): \(other)")
    }
  }
}

extension String {
  /// The same text with the first letter of the id escaped.
  fileprivate var escapingFirstLetter: String {
    var units = Array(self)
    if let start = firstRange(of: #"{"id":""#)?.upperBound {
      let index = distance(from: startIndex, to: start)
      units.replaceSubrange(index...index, with: Array("\\u00" + String(units[index].asciiValue ?? 0, radix: 16)))
    }
    return String(units)
  }
}
