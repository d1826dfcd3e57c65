import Directory
import Foundation
package import WorkingTime

/// Why the files of clauses cannot be used.
package enum ProtocolBookError: Error, Sendable, Hashable {
  /// A file is not of the form of `data/protocols`.
  case unreadable(file: String, why: String)
  /// A clause id stands in two places.
  case clauseTwice(String)
  /// A parameter that the rules read is missing, or of the wrong sort.
  case parameter(String)

  /// A sentence part that says what is wrong.
  package var explanation: String {
    switch self {
    case .unreadable(let file, let why): "\(file) cannot be read: \(why)"
    case .clauseTwice(let id): "clause \(id) is given twice"
    case .parameter(let name): "parameter '\(name)' is missing or not of its sort"
    }
  }
}

/// A protocol, statute book or list of our own invariants, as its data file states it.
package struct ProtocolFile: Sendable, Decodable {
  /// One clause in our own words.
  package struct Clause: Sendable, Decodable {
    /// Whose time limit it is, which settles the reading that counts.
    package enum Protected: String, Sendable, Decodable {
      /// A worker must act: the earliest reading.
      case worker
      /// An applicant must act: the strict reading.
      case applicant
      /// A family keeps something: the later reading.
      case family
    }

    /// The id used everywhere: `LUT-24`, `HA96-s188`, `I-2`.
    package let id: String
    /// Where it stands in its document.
    package let clause: String
    /// What it does, in our words.
    package let summary: String
    /// What is unclear or wrong in the source.
    package let unclear: String?
    /// For law: V read in a primary text, S in a secondary one, K own knowledge.
    package let confidence: String?
    /// Whose limit it is; nil where it has none.
    package let protects: Protected?
    /// Its time limits.
    package let limits: [TimeLimit]
    /// What else in the program does what it says: the directory, the order of a table.
    package let heldBy: String?
    /// Why no rule does what it says; nil where one does.
    package let notModelled: String?
  }

  /// A value of a parameter: a number, a text, or a list of texts.
  package enum Value: Sendable, Hashable, Decodable {
    case number(Double)
    case text(String)
    case texts([String])

    /// A number, a text or a list of texts.
    package init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else if let text = try? container.decode(String.self) {
        self = .text(text)
      } else {
        self = .texts(try container.decode([String].self))
      }
    }
  }

  /// A dated parameter.
  package struct Parameter: Sendable, Decodable {
    /// A value and the half-open period in which it holds.
    package struct Dated: Sendable, Decodable {
      /// The first day; nil where it has always held.
      package let from: String?
      /// The first day on which it holds no more; nil where no end is known.
      package let until: String?
      /// The value.
      package let value: Value
    }

    /// Its name.
    package let name: String
    /// The clause that it belongs to.
    package let clause: String
    /// Its values, each with its period.
    package let values: [Dated]
  }

  /// The id of the document.
  package let id: String
  /// What its rows begin with; nil for law.
  package let prefix: String?
  /// Its title.
  package let title: String
  /// Its own version.
  package let version: String?
  /// When it was issued.
  package let issued: String?
  /// When its own review fell due.
  package let reviewDue: String?
  /// The councils it binds; empty for everyone.
  package let parties: [String]
  /// Its clauses.
  package let clauses: [Clause]
  /// Its dated values.
  package let parameters: [Parameter]
}

/// All clauses and dated values.
package struct ProtocolBook: Sendable {
  /// The documents, in the order of their ids.
  package let files: [ProtocolFile]
  /// Sixteen hexadecimal digits over every byte of the files.
  package let fingerprint: String
  private let places: [String: (file: Int, clause: Int)]

  /// A book from the bytes of its files.
  package init(_ sources: [(name: String, bytes: [UInt8])]) throws(ProtocolBookError) {
    var read: [ProtocolFile] = []
    var print = Fingerprint()
    for source in sources.sorted(by: { $0.name < $1.name }) {
      do {
        read.append(try JSONDecoder().decode(ProtocolFile.self, from: Data(source.bytes)))
      } catch {
        throw .unreadable(file: source.name, why: "\(error)")
      }
      print.add(String(decoding: source.bytes, as: UTF8.self))
    }
    files = read.sorted { $0.id < $1.id }
    fingerprint = print.text
    var places: [String: (file: Int, clause: Int)] = [:]
    for (file, document) in files.enumerated() {
      for (index, clause) in document.clauses.enumerated() {
        guard places.updateValue((file, index), forKey: clause.id) == nil else { throw .clauseTwice(clause.id) }
      }
    }
    self.places = places
  }

  /// The clause with an id, and the document it stands in; in any case.
  package func clause(_ id: String) -> (clause: ProtocolFile.Clause, file: ProtocolFile)? {
    guard let place = places[id] ?? places.first(where: { $0.key.lowercased() == id.lowercased() })?.value else {
      return nil
    }
    return (files[place.file].clauses[place.clause], files[place.file])
  }

  /// Every clause id.
  package var ids: [String] { files.flatMap { $0.clauses.map(\.id) } }

  /// The id of every clause that sets a time limit.
  package var idsWithLimits: [String] { files.flatMap { $0.clauses.filter { !$0.limits.isEmpty }.map(\.id) } }

  /// The document whose rows begin with a prefix.
  package func file(prefix: String) -> ProtocolFile? { files.first { $0.prefix == prefix } }
}
