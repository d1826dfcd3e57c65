import Logging

/// How much is logged, as `NIGHTDESK_LOG` says.
enum LogLevel {
  static let variable = "NIGHTDESK_LOG"

  /// The level that is set; nil where none is, or where the word is not a level.
  static func set(in environment: [String: String]) -> Logger.Level? {
    environment[variable].flatMap { Logger.Level(rawValue: $0.lowercased()) }
  }

  /// Warns of a word that is not a level. It is passed over: at night the rest must go on.
  static func warn(of environment: [String: String]) {
    guard let word = environment[variable], !word.isEmpty, set(in: environment) == nil else { return }
    let known = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
    Out.error("warning: \(variable) is '\(RecordName.shown(word))'; it takes \(known). It is passed over")
  }
}
