import Foundation
package import WorkingTime

/// Why the file of check intervals cannot be used.
package enum CheckIntervalsError: Error, Sendable, Equatable {
  /// The file is not of the form of `data/parameters/checking.json`.
  case unreadable(String)
  /// A parameter is missing, or has no value, or one that is no number of days from 1 to 3650.
  case parameter(String)
  /// A date of a parameter's period is none.
  case badDate(parameter: String, text: String)

  /// A sentence part that says what is wrong.
  package var explanation: String {
    switch self {
    case .unreadable(let why): "cannot be read: \(why)"
    case .parameter(let name): "'\(name)' must have values that are whole numbers of days from 1 to 3650"
    case .badDate(let name, let text): "'\(name)': '\(text)' is no \(TimeText.dateForm)"
    }
  }
}

/// After how many days a contact must be checked again. A dated parameter of `data/parameters`, so that it is changed there.
package struct CheckIntervals: Sendable, Hashable {
  /// An interval and the half-open period in which it holds.
  struct Dated: Sendable, Hashable {
    let days: Int
    let from: Day?
    let until: Day?

    func holds(on day: Day) -> Bool { (from.map { $0 <= day } ?? true) && (until.map { day < $0 } ?? true) }
  }

  private let outOfHoursVoice: [Dated]
  private let other: [Dated]

  /// Fixed intervals in days, for tests and for whoever has no file.
  package init(outOfHoursVoice: Int, other: Int) {
    self.outOfHoursVoice = [Dated(days: outOfHoursVoice, from: nil, until: nil)]
    self.other = [Dated(days: other, from: nil, until: nil)]
  }

  /// Reads the file of intervals: two parameters, each with a source and dated values.
  ///
  /// - Throws: `CheckIntervalsError`.
  package init(json: [UInt8]) throws(CheckIntervalsError) {
    let file: File
    do {
      file = try JSONDecoder().decode(File.self, from: Data(json))
    } catch {
      throw .unreadable(error.inWords)
    }
    outOfHoursVoice = try file.values(of: "check-out-of-hours-voice-days")
    other = try file.values(of: "check-other-days")
  }

  /// After how many days a contact must be checked again; nil where no value holds on the day.
  package func days(for contact: Contact, on day: Day) -> Int? {
    let values = contact.isVoice && contact.purpose.isOutOfHours ? outOfHoursVoice : other
    return values.first { $0.holds(on: day) }?.days
  }

  /// How long ago a person checked a contact.
  package func state(of contact: Contact, on day: Day) -> CheckState {
    CheckState(of: contact, on: day, every: days(for: contact, on: day))
  }

  private struct File: Decodable {
    struct Parameter: Decodable {
      struct Value: Decodable {
        let from: String?
        let until: String?
        let value: Int
      }

      let name: String
      let source: String
      let values: [Value]
    }

    let parameters: [Parameter]

    func values(of name: String) throws(CheckIntervalsError) -> [Dated] {
      guard let parameter = parameters.first(where: { $0.name == name }), !parameter.values.isEmpty else {
        throw .parameter(name)
      }
      var values: [Dated] = []
      for value in parameter.values {
        guard (1...3650).contains(value.value) else { throw .parameter(name) }
        values.append(
          Dated(days: value.value, from: try Self.day(value.from, name), until: try Self.day(value.until, name)))
      }
      return values
    }

    private static func day(_ text: String?, _ name: String) throws(CheckIntervalsError) -> Day? {
      guard let text else { return nil }
      do {
        return try TimeText.day(text)
      } catch {
        throw .badDate(parameter: name, text: text)
      }
    }
  }
}

/// How long ago a person checked a contact.
package enum CheckState: Sendable, Hashable {
  /// Nobody ever has.
  case never
  /// Days ago, and after how many it is due again; nil where nobody set that.
  case checked(daysAgo: Int, every: Int?)
  /// On a day that has not come by then: it was checked since the moment that is asked about, or on a machine whose clock
  /// was wrong.
  case later(Day)

  /// How long before a day a contact was checked, and after how many days it is due again.
  package init(of contact: Contact, on day: Day, every: Int?) {
    guard let checked = contact.checkedOn, contact.status == .verified else {
      self = .never
      return
    }
    self = checked > day ? .later(checked) : .checked(daysAgo: Int(day.number - checked.number), every: every)
  }

  /// Whether it should have been checked again by now; never having been checked counts.
  package var isOverdue: Bool {
    switch self {
    case .never: true
    case .later: false
    case .checked(let ago, let every): every.map { $0 < ago } ?? false
    }
  }

  /// In few words, behind a contact's status: `not checked`, `3 days ago`,
  /// `112 days ago, due every 90`; `on Thu 1 May 2031` where that has not come.
  package var words: String {
    switch self {
    case .never: return "not checked"
    case .later(let day): return "on \(TimeText.words(day))"
    case .checked(let ago, let every):
      let when = ago == 0 ? "today" : ago == 1 ? "yesterday" : "\(counted(ago, "day")) ago"
      return isOverdue ? when + (every.map { ", due every \($0)" } ?? "") : when
    }
  }

  /// For a program that reads a contact: that a check is overdue. Nil where it is not, and where there never was one, which
  /// the missing day of the check tells it.
  package var notice: Notice? {
    guard case .checked(let ago, let every?) = self, isOverdue else { return nil }
    return Notice(code: "check-overdue", text: "checked \(counted(ago, "day")) ago; due every \(every)")
  }
}
