import Directory
import Foundation
package import WorkingTime

/// Why the files of clauses cannot be used.
package enum ProtocolBookError: Error, Sendable, Hashable {
  /// A file is not of the form of `data/protocols`.
  case unreadable(file: String, why: String)
  /// A clause id stands in two places.
  case clauseTwice(String)
  /// A document sets a parameter that no rule reads.
  case unknownParameter(String, in: String)
  /// A parameter that the rules read is missing, or not of its sort.
  case parameter(String)
  /// One parameter stands in two documents that bind everyone, or twice in one.
  case parameterTwice(String)
  /// A protocol sets what only the law, or we for everyone, may set.
  case notProtocols(String, in: String)
  /// A document whose rows have a prefix binds nobody.
  case unboundProtocol(String)

  /// A sentence part that says what is wrong.
  package var explanation: String {
    switch self {
    case .unreadable(let file, let why): "\(file) cannot be read: \(why)"
    case .clauseTwice(let id): "clause \(id) is given twice"
    case .unknownParameter(let name, let file): "\(file) sets '\(name)', which nothing reads"
    case .parameter(let name): "parameter '\(name)' is missing or not of its sort"
    case .parameterTwice(let name): "parameter '\(name)' is set in two places at once for the same councils"
    case .notProtocols(let name, let file): "\(file) sets '\(name)', which no protocol may set"
    case .unboundProtocol(let file): "\(file) has rows of its own and binds no council"
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
    /// The clause of the law that outranks its time limit; nil where none does.
    package let outrankedBy: String?
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
      /// The value; nil where it is known that none holds.
      package let value: Value?
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
  /// What a document sets a parameter to, and by which of its clauses.
  package struct Setting: Sendable {
    /// The values with their periods.
    package let values: Dated<ParameterValue>
    /// The clause that it belongs to.
    package let clause: String
  }

  /// The documents, in the order of their ids.
  package let files: [ProtocolFile]
  /// Sixteen hexadecimal digits over every byte of the files.
  package let fingerprint: String
  private let places: [String: (file: Int, clause: Int)]
  private let settings: [String: [Parameter: Setting]]
  /// Under which name the settings that bind everyone are kept: no document's rows begin so.
  private static let everyone = ""

  /// A book from the bytes of its files.
  package init(_ sources: [(name: String, bytes: [UInt8])]) throws(ProtocolBookError) {
    var read: [ProtocolFile] = []
    var print = Fingerprint()
    for source in sources.sorted(by: { $0.name < $1.name }) {
      do {
        read.append(try JSONDecoder().decode(ProtocolFile.self, from: Data(source.bytes)))
      } catch {
        throw .unreadable(file: source.name, why: error.inWords)
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
    var settings: [String: [Parameter: Setting]] = [:]
    for file in files {
      // What binds nobody by name binds everyone: the law, and our own.
      let owner = file.parties.isEmpty ? Self.everyone : file.prefix ?? file.id
      for parameter in file.parameters {
        let (known, setting) = try Self.setting(parameter, in: file)
        guard settings[owner, default: [:]].updateValue(setting, forKey: known) == nil else {
          throw .parameterTwice(parameter.name)
        }
      }
    }
    for parameter in Parameter.allCases where parameter.isLawWide {
      guard settings[Self.everyone]?[parameter] != nil else { throw .parameter(parameter.rawValue) }
    }
    self.settings = settings
  }

  private static func setting(
    _ parameter: ProtocolFile.Parameter, in file: ProtocolFile
  ) throws(ProtocolBookError) -> (Parameter, Setting) {
    guard let known = Parameter(rawValue: parameter.name) else {
      throw .unknownParameter(parameter.name, in: file.id)
    }
    guard file.parties.isEmpty || known.mayBeProtocols else { throw .notProtocols(parameter.name, in: file.id) }
    guard !parameter.values.isEmpty else { throw .parameter(parameter.name) }
    var periods: [(period: Period, value: ParameterValue?)] = []
    for dated in parameter.values {
      let period: Period
      do {
        period = Period(from: try dated.from.map(TimeText.day), until: try dated.until.map(TimeText.day))
      } catch {
        throw .parameter(parameter.name)
      }
      guard let value = dated.value else {
        periods.append((period, nil))
        continue
      }
      guard let read = known.read(value) else { throw .parameter(parameter.name) }
      periods.append((period, read))
    }
    return (known, Setting(values: Dated(periods), clause: parameter.clause))
  }

  /// What a protocol sets a parameter to for its own councils; nil where it does not set it.
  ///
  /// - Parameters:
  ///   - parameter: the parameter.
  ///   - prefix: what the protocol's rows begin with.
  /// - Returns: the values and their clause.
  package func setting(_ parameter: Parameter, of prefix: ProtocolPrefix) -> Setting? {
    settings[prefix.name]?[parameter]
  }

  /// What the law, or we, set a parameter to for everyone; nil where only protocols set it.
  package func lawWide(_ parameter: Parameter) -> Setting? { settings[Self.everyone]?[parameter] }

  /// The same book with other values of one parameter, to see whether anybody reads it.
  ///
  /// - Parameters:
  ///   - parameter: the parameter.
  ///   - prefix: what the rows of the protocol that sets it begin with; nil for what holds for everyone.
  /// - Returns: nil where the document does not set it.
  package func changing(_ parameter: Parameter, of prefix: String?) -> ProtocolBook? {
    let owner = prefix ?? Self.everyone
    guard let held = settings[owner]?[parameter] else { return nil }
    var settings = settings
    settings[owner, default: [:]][parameter] = Setting(values: held.values.map { $0.another }, clause: held.clause)
    return ProtocolBook(files: files, fingerprint: fingerprint, places: places, settings: settings)
  }

  private init(
    files: [ProtocolFile], fingerprint: String, places: [String: (file: Int, clause: Int)],
    settings: [String: [Parameter: Setting]]
  ) {
    self.files = files
    self.fingerprint = fingerprint
    self.places = places
    self.settings = settings
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

  /// The protocols, in the order of their documents: those whose rows have a prefix and that bind some councils.
  package var protocols: [(prefix: ProtocolPrefix, file: ProtocolFile)] {
    files.compactMap { file in
      guard let prefix = file.prefix, !file.parties.isEmpty else { return nil }
      return (ProtocolPrefix(prefix), file)
    }
  }
}
