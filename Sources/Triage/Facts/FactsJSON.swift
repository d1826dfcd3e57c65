import JSON
package import WorkingTime

extension FactsReader {
  /// Facts from one JSON object.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8.
  ///   - now: the moment for a case that does not say when it came.
  /// - Throws: `FactError` where it is not one object of facts, or gives a fact twice: one of the two answers would be lost.
  /// - Returns: the facts.
  package func facts(json bytes: [UInt8], now: Moment) throws(FactError) -> Facts {
    let document: JSONDocument
    do throws(MalformedJSON) {
      document = try JSONDocument(bytes)
    } catch {
      throw .malformed(error.detail)
    }
    guard case .object(let values) = document.value else { throw .malformed("it is \(document.value.kindName)") }
    if let repeated = document.repeatedKeys.first { throw .givenTwice(repeated.key) }
    return try facts(from: values, now: now)
  }
}
