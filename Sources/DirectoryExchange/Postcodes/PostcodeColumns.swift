/// Where a file of postcodes holds what is needed of it: found by the headings, which change from year to year.
struct PostcodeColumns {
  /// The postcode.
  let postcode: Int
  /// The council's code.
  let council: Int
  /// The month in which it ended; nil in a file of live postcodes alone.
  let ended: Int?
  /// Whether it is one large user's own; nil where that is not told.
  let user: Int?
  /// How many columns a row has.
  let count: Int

  /// Code-Point Open, whose files have no headings: ten columns, the first the postcode and the ninth the district's code.
  private static let codePoint = PostcodeColumns(postcode: 0, council: 8, ended: nil, user: nil, count: 10)

  private init(postcode: Int, council: Int, ended: Int?, user: Int?, count: Int) {
    (self.postcode, self.council, self.ended, self.user, self.count) = (postcode, council, ended, user, count)
  }

  /// Finds the columns by a file's first row.
  ///
  /// - Parameter cells: The cells of the row.
  /// - Throws: `PostcodeFileError` of the code `columns`, which names what is missing and what would be right.
  /// - Returns: The columns, and whether the row is of headings; else it is a row like those that follow.
  static func find(in cells: [String]) throws(PostcodeFileError) -> (columns: PostcodeColumns, isHeading: Bool) {
    if let first = cells.first, PackedPostcode(Array(first.utf8)[...]) != nil {
      guard cells.count == codePoint.count, CouncilCode(Array(cells[codePoint.council].utf8)[...]) != nil else {
        throw PostcodeFileError(
          .columns,
          "it has no headings and is not as Code-Point Open is now: ten columns, the ninth the district's code. "
            + "Files from before August 2011 are of another form: take a newer one")
      }
      return (codePoint, false)
    }
    let headings = cells.map(plain)
    func place(_ names: String...) -> Int? {
      for name in names { if let place = headings.firstIndex(of: name) { return place } }
      return nil
    }
    let council =
      headings.firstIndex(where: isCouncil) ?? place("oslaua", "laua", "ladcd", "admindistrictcode", "dc")
    let postcode = place(
      "pcds", "pcd8", "pcd2", "pcd7", "pcd", "postcodevariable", "postcode8char", "postcode7char", "postcode", "pc")
    guard let postcode, let council else {
      let missing = postcode == nil ? council == nil ? "neither" : "no postcode" : "no council"
      let found = cells.prefix(12).map { String($0.prefix(24)) }.joined(separator: ", ")
      throw PostcodeFileError(
        .columns,
        "its first row has \(missing == "neither" ? "neither a postcode nor a council" : missing) column. The postcode "
          + "stands under pcds, pcd8, pcd7 or pcd, and the council's code under lad25cd (of any year), oslaua or laua. "
          + "Found: \(found.isEmpty ? "nothing" : found)\(cells.count > 12 ? ", …" : "")")
    }
    return (
      PostcodeColumns(
        postcode: postcode, council: council, ended: place("doterm", "dateoftermination"),
        user: place("usrtypind", "usertype", "usertypeindicator"), count: cells.count),
      true
    )
  }

  /// A heading without what differs from one edition to the next: capitals, spaces and brackets.
  private static func plain(_ heading: String) -> String { heading.lowercased().filter { $0.isLetter || $0.isNumber } }

  /// Whether a heading is the council's, of any year: `lad25cd`, `Local Authority District Code (2025)`.
  private static func isCouncil(_ heading: String) -> Bool {
    heading.wholeMatch(of: /lad[0-9]{2}cd|localauthoritydistrictcode[0-9]*/) != nil
  }
}
