import JSON
import Directory

/// What was given under a key that may be null.
enum Given<Value> {
  /// Null.
  case nothing
  /// Something that is no such value, which the log says already.
  case wrong
  /// A value.
  case value(Value)

  /// The value, nil for both others.
  var value: Value? {
    if case .value(let value) = self { value } else { nil }
  }

  /// Reads the value further; a failure is in the log by then.
  func read<Result>(_ body: (Value) -> Result?) -> Given<Result> {
    switch self {
    case .nothing: return .nothing
    case .wrong: return .wrong
    case .value(let value):
      if let result = body(value) { return .value(result) }
      return .wrong
    }
  }
}

/// One object of a file being read: hands out its members by type, and logs whatever is not as it should be.
///
/// A nil from any method means that the log says why.
struct ObjectReader {
  /// The path to this object, empty at the top.
  let field: String
  let log: FindingLog
  private let members: [String: JSONValue]

  /// Takes a value that must be an object with exactly these keys, and may have those that are optional.
  init?(_ value: JSONValue, field: String, keys: [String], optional: [String] = [], log: FindingLog) {
    guard case .object(let members) = value else {
      log.error(field, "is \(value.kindName); must be an object with \(keys.joined(separator: ", "))")
      return nil
    }
    self.field = field
    self.log = log
    self.members = members
    for key in keys where members[key] == nil {
      log.error(path(key), "is missing; write null or [] where nothing is known")
    }
    for key in members.keys.sorted() where !keys.contains(key) && !optional.contains(key) {
      log.error(path(key), "is not a key here" + Spelling.hint(for: key, in: keys + optional))
    }
  }

  /// Whether a member that may be left out is there.
  func has(_ key: String) -> Bool { members[key] != nil }

  /// The path to a member.
  func path(_ key: String) -> String { field.isEmpty ? key : "\(field).\(key)" }

  /// A text that says something.
  func text(_ key: String) -> String? {
    guard let value = members[key] else { return nil }
    return Self.text(value, field: path(key), log: log)
  }

  /// A text that says something, or null.
  func textOrNull(_ key: String) -> Given<String> {
    present(key).read { Self.text($0, field: path(key), log: log) }
  }

  /// A number.
  func number(_ key: String) -> Double? {
    guard let value = members[key] else { return nil }
    guard case .number(let number) = value else {
      log.error(path(key), "is \(value.kindName); must be a number")
      return nil
    }
    return number
  }

  /// An object with exactly these keys, or null.
  func objectOrNull(_ key: String, keys: [String]) -> Given<ObjectReader> {
    present(key).read { ObjectReader($0, field: path(key), keys: keys, log: log) }
  }

  /// An object with exactly these keys.
  func object(_ key: String, keys: [String]) -> ObjectReader? {
    members[key].flatMap { ObjectReader($0, field: path(key), keys: keys, log: log) }
  }

  /// A list, each element with its path and read in turn; elements that cannot be read are left out, and logged.
  func list<Element>(_ key: String, _ read: (JSONValue, String) -> Element?) -> [Element] {
    guard let value = members[key] else { return [] }
    guard case .list(let elements) = value else {
      log.error(path(key), "is \(value.kindName); must be a list")
      return []
    }
    return elements.enumerated().compactMap { read($1, "\(path(key))[\($0)]") }
  }

  /// A list of texts.
  func texts(_ key: String) -> [String] {
    list(key) { Self.text($0, field: $1, log: log) }
  }

  private func present(_ key: String) -> Given<JSONValue> {
    guard let value = members[key] else { return .wrong }
    return value == .null ? .nothing : .value(value)
  }

  private static func text(_ value: JSONValue, field: String, log: FindingLog) -> String? {
    guard case .text(let text) = value else {
      log.error(field, "is \(value.kindName); must be a text")
      return nil
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      log.error(field, "is empty; must say something")
      return nil
    }
    let key = field.split(separator: ".").last?.prefix { $0 != "[" } ?? ""
    if let fault = PlainText.fault(in: text, most: PlainText.most(for: String(key))) {
      log.error(field, fault)
      return nil
    }
    return text
  }
}
