import Directory
import DirectoryExchange

extension MapInterview {
  /// What a column may be answered with.
  enum Answer {
    case leaveOut
    case field(TableMap.Field)
    /// What reaches somebody for a purpose, or the hours in which it is answered.
    case part(Purpose, TableMap.Field)

    init?(_ text: String) {
      let words = text.lowercased().split(separator: " ").map(String.init)
      if words == ["-"] {
        self = .leaveOut
      } else if words == ["place"] {
        self = .field(.sourcePlace)
      } else if words == ["source"] {
        self = .field(.sourceDocument)
      } else if words.first == "hours", words.count > 1 {
        guard let purpose = Purpose(typed: words.dropFirst().joined(separator: " ")) else { return nil }
        self = .part(purpose, .hours)
      } else if let field = TableMap.Field.allCases.first(where: { $0.rawValue.lowercased() == words.joined() }) {
        self = .field(field)
      } else if let purpose = Purpose(typed: words.joined(separator: " ")) {
        self = .part(purpose, .value)
      } else {
        return nil
      }
    }
  }

  /// What the columns say, as far as they were gone through.
  struct Columns {
    var shared: TableMap.Part = [:]
    /// The contacts of a row: each begins with the column of its number or address.
    private var contacts: [TableMap.Part] = []
    private var hours: [(purpose: Purpose, heading: String)] = []

    /// Takes a column for what it is said to be.
    ///
    /// - Returns: Why it cannot be that: another column is it already; nil where it is taken.
    mutating func take(_ heading: String, _ answer: Answer) -> String? {
      switch answer {
      case .leaveOut: return nil
      case .field(.value): contacts.append([.value: .column(heading)])
      case .part(let purpose, .value):
        contacts.append([.value: .column(heading), .purpose: .constant(purpose.rawValue)])
      case .part(let purpose, _):
        if let other = hours.first(where: { $0.purpose == purpose }) {
          return "the hours of \(purpose.rawValue) are in '\(other.heading)' already"
        }
        hours.append((purpose, heading))
      case .field(let field):
        if case .column(let other)? = shared[field] { return "'\(field.rawValue)' is '\(other)' already" }
        shared[field] = .column(heading)
      }
      return nil
    }

    /// Puts what was taken into a map: hours belong to the first contact of their purpose.
    func fill(_ map: inout TableMap) {
      var contacts = contacts
      for (purpose, heading) in hours {
        let isNamed = { (part: TableMap.Part) in part[.purpose] == .constant(purpose.rawValue) }
        let isOpen = { (part: TableMap.Part) in part[.purpose] == nil && shared[.purpose] == nil }
        if let place = contacts.firstIndex(where: isNamed) ?? contacts.firstIndex(where: isOpen) {
          contacts[place][.hours] = .column(heading)
          contacts[place][.purpose] = .constant(purpose.rawValue)
        } else {
          contacts.append([.hours: .column(heading), .purpose: .constant(purpose.rawValue)])
        }
      }
      map.shared = shared
      guard contacts.count == 1, contacts[0][.purpose] == nil else {
        if !contacts.isEmpty { map.contacts = contacts }
        return
      }
      map.shared[.value] = contacts[0][.value]
    }
  }
}
