package import JSON
import Triage
package import WorkingTime

// How the values of a case are written down. What is shipped in a casebook stays readable: names may be added, none is changed.

extension FactInput: Codable {
  /// Reads what was written.
  package init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let items = try? value.decode([FactInput].self) {
      self = .list(items)
    } else {
      self = .object(try value.decode([String: FactInput].self))
    }
  }

  /// Writes it as the JSON value that it came as.
  package func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .null: try value.encodeNil()
    case .bool(let bool): try value.encode(bool)
    case .number(let number): try value.encode(number)
    case .text(let text): try value.encode(text)
    case .list(let items): try value.encode(items)
    case .object(let members): try value.encode(members)
    }
  }
}

extension Moment: Codable {
  /// Reads seconds since 1970.
  package init(from decoder: any Decoder) throws {
    self.init(seconds: try decoder.singleValueContainer().decode(Int64.self))
  }

  /// Writes seconds since 1970.
  package func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    try value.encode(seconds)
  }
}

extension Day: Codable {
  /// Reads a date such as `2026-11-26`.
  package init(from decoder: any Decoder) throws {
    self = try TimeText.day(try decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the date.
  package func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    try value.encode(TimeText.text(self))
  }
}

extension DueTime: Codable {
  /// Reads a date, or seconds since 1970.
  package init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let seconds = try? value.decode(Int64.self) {
      self = .moment(Moment(seconds: seconds))
    } else {
      self = .day(try value.decode(Day.self))
    }
  }

  /// Writes a date, or seconds since 1970.
  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .day(let day): try day.encode(to: encoder)
    case .moment(let moment): try moment.encode(to: encoder)
    }
  }
}
