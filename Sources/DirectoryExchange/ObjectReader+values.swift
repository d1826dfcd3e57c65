import JSON
import Directory
import WorkingTime

extension ObjectReader {
  /// A field of a contact, as its shape has it.
  func value(of field: ContactField) -> Given<FieldValue> {
    let key = field.rawValue
    func given(_ value: FieldValue?) -> Given<FieldValue> { value.map { .value($0) } ?? .wrong }
    switch field.shape {
    case .text: return given(text(key).map { .text($0) })
    case .textOrNothing: return textOrNull(key).read { .text($0) }
    case .purpose: return given(word(key, Purpose.self, called: key).map { .text($0.rawValue) })
    case .kind: return given(word(key, ContactKind.self, called: key).map { .text($0.rawValue) })
    case .status: return given(word(key, ContactStatus.self, called: key).map { .text($0.rawValue) })
    case .hours: return hoursOrNull(key).read { .hours($0) }
    case .day: return dayOrNull(key).read { .day($0) }
    case .notices: return .value(.notices(notices(key)))
    case .source: return given(source(key).map { .source($0) })
    case .sources: return .value(.sources(sources(key)))
    }
  }

  /// One word of a closed set.
  func word<Word: RawRepresentable & CaseIterable>(_ key: String, _: Word.Type, called name: String) -> Word?
  where Word.RawValue == String {
    guard let text = text(key) else { return nil }
    if let word = Word(rawValue: text) { return word }
    let words = Word.allCases.map(\.rawValue)
    log.error(
      path(key),
      "'\(text)' is not a \(name); accepted are \(words.joined(separator: ", "))" + Spelling.hint(for: text, in: words))
    return nil
  }

  /// A list of words of a closed set.
  func words<Word: RawRepresentable & CaseIterable>(_ key: String, _: Word.Type, called name: String) -> [Word]
  where Word.RawValue == String {
    list(key) { value, field in
      guard case .text(let text) = value, let word = Word(rawValue: text) else {
        let words = Word.allCases.map(\.rawValue)
        log.error(field, "must be a \(name): one of \(words.joined(separator: ", "))")
        return nil
      }
      return word
    }
  }

  /// An id: small letters and digits in words parted by hyphens, so that it can be typed on a line.
  func id(_ key: String) -> String? {
    guard let text = text(key) else { return nil }
    guard Self.isID(text) else {
      log.error(path(key), "'\(text)' is not an id like tunbridge-wells: small letters, digits and hyphens")
      return nil
    }
    return text
  }

  static func isID(_ text: String) -> Bool {
    text.split(separator: "-", omittingEmptySubsequences: false).allSatisfy { word in
      !word.isEmpty && word.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) }
    }
  }

  /// A date, or null.
  func dayOrNull(_ key: String) -> Given<Day> {
    textOrNull(key).read { text in
      do throws(TimeTextError) {
        return try TimeText.day(text)
      } catch {
        log.error(
          path(key), error.explanation + PrintedDate.hint(for: text, isEnd: key == ContactField.validUntil.rawValue))
        return nil
      }
    }
  }

  /// Opening hours in their notation.
  func hours(_ key: String) -> OpeningHours? {
    text(key).flatMap { hours($0, key) }
  }

  /// Opening hours in their notation, or null.
  func hoursOrNull(_ key: String) -> Given<OpeningHours> {
    textOrNull(key).read { hours($0, key) }
  }

  private func hours(_ text: String, _ key: String) -> OpeningHours? {
    do throws(OpeningHoursError) {
      return try log.known.hours(text)
    } catch {
      log.error(path(key), error.explanation)
      return nil
    }
  }

  /// A document and the place in it.
  func source(_ key: String) -> Source? {
    object(key, keys: Self.sourceKeys).flatMap(Self.source)
  }

  /// A list of documents and places.
  func sources(_ key: String) -> [Source] {
    list(key) { value, field in
      ObjectReader(value, field: field, keys: Self.sourceKeys, log: log).flatMap(Self.source)
    }
  }

  /// A list of codes and sentences.
  func notices(_ key: String) -> [Notice] {
    list(key) { value, field in
      guard let object = ObjectReader(value, field: field, keys: ["code", "text"], log: log) else { return nil }
      let code = object.id("code")
      let text = object.text("text")
      guard let code, let text else { return nil }
      return Notice(code: code, text: text)
    }
  }

  private static let sourceKeys = ["document", "place"]

  private static func source(_ object: ObjectReader) -> Source? {
    let document = object.text("document")
    let place = object.text("place")
    guard let document, let place else { return nil }
    return Source(document: document, place: place)
  }
}
