import JSON

/// The page that holds all organisations, written one after the other.
struct HSDSPage {
  private let count: Int
  private var written = 0

  init(count: Int) {
    self.count = count
  }

  private var head: String {
    """
    {
      "total_items": \(count),
      "total_pages": 1,
      "page_number": 1,
      "size": \(count),
      "first_page": true,
      "last_page": true,
      "empty": \(count == 0),
      "contents": [

    """
  }

  /// The next organisation, with what stands before it. Each contact of its services is a line, so that a change of one contact shows
  /// as one line, and a file is half as long as with every member on its own.
  mutating func next(_ organization: JSONText) -> String {
    defer { written += 1 }
    return (written == 0 ? head : ",\n") + organization.text(levels: 4)
  }

  /// The page's end.
  var end: String { (written == 0 ? head : "") + "\n  ]\n}\n" }
}
