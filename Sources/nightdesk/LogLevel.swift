import Logging

/// How much is logged, as `NIGHTDESK_LOG` says.
enum LogLevel {
  static let variable = "NIGHTDESK_LOG"

  /// The level that is set; nil where none is. A word that is none is told: at night the rest must go on.
  static func told(_ environment: [String: String]) -> Logger.Level? {
    guard let word = environment[variable], !word.isEmpty else { return nil }
    if let level = Logger.Level(rawValue: word.lowercased()) { return level }
    let known = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
    Out.error("warning: \(variable) is '\(RecordName.shown(word))'; it takes \(known). It is passed over")
    return nil
  }

  /// Whether a level is set.
  static func isTold(_ environment: [String: String]) -> Bool {
    environment[variable].flatMap { Logger.Level(rawValue: $0.lowercased()) } != nil
  }
}
