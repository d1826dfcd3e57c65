import Foundation

/// What stands in for a flag: the environment, then the user's configuration file.
///
/// The file has a line for each, `council = luton`; `#` begins a remark. A line that cannot be used is told and left out: at
/// night the rest must go on.
struct Settings {
  /// What can be set.
  enum Key: String, CaseIterable {
    case council, store, data, casebook, papers
    case tokenFile = "token-file"
    case keepCases = "keep-cases"

    /// The variable that goes before the file.
    var variable: String { "NIGHTDESK_" + rawValue.uppercased().replacing("-", with: "_") }
  }

  /// Those of this run.
  static let shared = Settings(ProcessInfo.processInfo.environment)

  private let environment: [String: String]
  private let configured: [Key: String]

  init(_ environment: [String: String]) {
    self.environment = environment
    configured = Self.path(environment).map { Self.read($0, environment) } ?? [:]
  }

  /// What is set; nil where nothing is.
  subscript(key: Key) -> String? {
    // A token, or the file that holds one: which of the two the environment gives is for whoever signs in to see.
    if key == .tokenFile { return configured[key] }
    if let told = environment[key.variable], !told.isEmpty { return told }
    return configured[key]
  }

  /// `$XDG_CONFIG_HOME/nightdesk/config`, else the same in the home; nil where there is neither.
  private static func path(_ environment: [String: String]) -> String? {
    if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") { return folder + "/nightdesk/config" }
    return environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 + "/.config/nightdesk/config" : nil }
  }

  private static func read(_ path: String, _ environment: [String: String]) -> [Key: String] {
    guard access(path, F_OK) == 0 else { return [:] }
    let text: String
    do {
      text = try BoundedInput.text(at: path, most: 1 << 20)
    } catch {
      Out.error("warning: \(Failure.words(for: error))")
      return [:]
    }
    var settings: [Key: String] = [:]
    for (place, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let plain = line.trimmingCharacters(in: .whitespaces)
      if plain.isEmpty || plain.hasPrefix("#") { continue }
      let parts = plain.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      guard parts.count == 2, !parts[1].isEmpty, let key = Key(rawValue: parts[0].lowercased()) else {
        let known = Key.allCases.map(\.rawValue).joined(separator: ", ")
        Out.error("warning: \(path):\(place + 1): a line is NAME = VALUE, and a name is one of \(known)")
        continue
      }
      settings[key] = value(parts[1], of: key, environment)
    }
    return settings
  }

  /// A value; of a path `~` is the home.
  private static func value(_ text: String, of key: Key, _ environment: [String: String]) -> String {
    guard key != .council, text.hasPrefix("~/"), let home = environment["HOME"] else { return text }
    return home + text.dropFirst()
  }
}
