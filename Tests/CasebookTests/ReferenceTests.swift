import Casebook
import TestSupport
import Testing

/// What a case is called.
struct ReferenceTests {
  @Test func `a reference is read as it is said, and a slip of one sign names no case`() throws {
    var dice = SplitMix64(seed: 3)
    let signs = Array("23456789ABCDEFGHJKMNPQRTVWXYZ")
    for _ in 0..<200 {
      let reference = CaseReference(using: &dice)
      let plain = Array(reference.text.filter { $0 != "-" })
      #expect(CaseReference(typed: reference.text.lowercased()) == reference)
      #expect(CaseReference(typed: String(plain)) == reference)
      for place in 0..<6 {
        for sign in signs where sign != plain[place] {
          var slip = plain
          slip[place] = sign
          #expect(CaseReference(typed: String(slip)) == nil)
        }
        guard place < 5, plain[place] != plain[place + 1] else { continue }
        var swapped = plain
        swapped.swapAt(place, place + 1)
        #expect(CaseReference(typed: String(swapped)) == nil)
      }
    }
    #expect(CaseReference(typed: CaseReference.sample.text) == .sample)
    for text in ["", "K7R", "O0O-0O0", "K7R-3QM-2", "K7R 3"] { #expect(CaseReference(typed: text) == nil) }
  }
}
