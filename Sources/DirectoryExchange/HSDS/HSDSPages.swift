import WorkingTime

/// Pages of one answer of an API, each a file: all of them together say what there is, some of them do not.
struct HSDSPages {
  private var given: [(file: String, number: Int, total: Int)] = []
  private var foreign: (file: String, table: HSDSForeign.Table)?

  mutating func add(_ file: String, _ page: (number: Int, total: Int)) {
    given.append((file, page.number, page.total))
  }

  /// Takes a page of other people's HSDS: a council's services may stand on several.
  mutating func add(_ file: String, _ table: HSDSForeign.Table) {
    var whole = foreign ?? (file, HSDSForeign.Table())
    for row in table.rows { whole.table.add(row) }
    foreign = whole
  }

  /// All such pages as one table under the first one's name; nil where there are none.
  var table: DataFile? { foreign.map { DataFile(name: $0.file, bytes: Array($0.table.text.utf8)) } }

  /// What is missing, said of the first file of each incomplete set. Pages of different counts are of different sets.
  var faults: [(file: String, text: String)] {
    Dictionary(grouping: given, by: \.total).sorted { $0.key < $1.key }.compactMap { total, pages in
      guard total > 1, let first = pages.first else { return nil }
      // Some number their pages from 0, most from 1.
      let numbers = Set(pages.map(\.number))
      let start = numbers.contains(0) ? 0 : 1
      let missing = (start..<start + total).filter { !numbers.contains($0) }
      guard !missing.isEmpty else { return nil }
      let list = listed(missing.map(String.init), most: 10)
      return (
        first.file,
        "this is one page of several: of \(counted(total, "page")), \(list) \(missing.count == 1 ? "is" : "are") not here; give all "
          + "of them together"
      )
    }
  }
}
