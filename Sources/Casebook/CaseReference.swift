/// A case's name, to be said on a telephone: `K7R-3Q7`.
///
/// Five signs are drawn at random, so that it tells neither how many cases there are nor when this one came; the sixth checks
/// them. Whoever mistypes one sign, or swaps two, names no case at all, and never another family's. The signs that are taken
/// for each other (0 and O, 1, I and L, 5 and S, U and V) are not all in it.
package struct CaseReference: Sendable, Hashable, Comparable {
  /// The reference as it is written: six signs in two threes.
  package let text: String

  /// The one that stands in pages, helps and messages: well formed, so that it is answered as any other that nobody has.
  package static let sample = CaseReference(places: [17, 5, 22, 1, 21, 5])

  /// What a text is answered with that is not a reference.
  package static func refusal(of text: String) -> String {
    "no case is called '\(text.prefix(20))'. A reference is six letters and digits, like \(sample.text), and the last checks the "
      + "others: one that is misheard names none"
  }

  /// Whether a text was meant as a reference, right or wrong: it has the form of one.
  package static func isMeant(by text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.count == 2
      && parts.allSatisfy { $0.count == 3 && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } }
      && text.contains(where: \.isNumber)
  }

  private static let signs = Array("23456789ABCDEFGHJKMNPQRTVWXYZ")

  /// A new one, of random signs.
  package init(using generator: inout some RandomNumberGenerator) {
    let places = (0..<5).map { _ in Int.random(in: 0..<Self.signs.count, using: &generator) }
    self.init(places: places + [Self.check(places)])
  }

  /// The reference that was typed, with or without its hyphen, in any case; nil where it is none.
  package init?(typed: String) {
    let places = typed.uppercased().filter { $0 != "-" && $0 != " " }.map { Self.signs.firstIndex(of: $0) ?? -1 }
    guard places.count == 6, !places.contains(-1), Self.check(Array(places.dropLast())) == places[5] else { return nil }
    self.init(places: places)
  }

  private init(places: [Int]) {
    let signs = places.map { Self.signs[$0] }
    text = String(signs[..<3]) + "-" + String(signs[3...])
  }

  /// The place of the last sign. There are 29 signs, a prime, and the weights differ: one changed sign changes the sum, and
  /// so do two that are swapped.
  private static func check(_ places: [Int]) -> Int {
    let sum = zip(places, 1...).reduce(0) { $0 + $1.0 * $1.1 }
    return (0..<signs.count).first { (sum + $0 * 6) % signs.count == 0 } ?? 0
  }

  /// By their letters; the order says nothing of time.
  package static func < (left: CaseReference, right: CaseReference) -> Bool { left.text < right.text }
}
