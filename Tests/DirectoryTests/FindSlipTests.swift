import Directory
import TestSupport
import Testing

/// A misspelling still finds its council.
struct FindSlipTests {
  /// A name with one letter wrong, missing, extra or swapped with the next.
  static func slip(in name: String, using generator: inout SplitMix64) -> String {
    var letters = Array(name)
    let places = letters.indices.filter { letters[$0].isLetter }
    guard let place = places.randomElement(using: &generator),
      let other = "abcdefghijklmnopqrstuvwxyz".randomElement(using: &generator)
    else { return name }
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: letters[place] = other
    case 1: letters.remove(at: place)
    case 2: letters.insert(other, at: place)
    default:
      guard place + 1 < letters.count, letters[place + 1].isLetter else { return name }
      letters.swapAt(place, place + 1)
    }
    return String(letters)
  }

  @Test(arguments: Councils.all)
  func `every council's name with one letter slipped still finds it`(id: String) throws {
    let directory = try Shipped.directory
    let moment = try DirectoryTime.at(DirectoryTime.night)
    let ref = try DirectoryTime.ref(id)
    var generator = SplitMix64(seed: UInt64(31 + ref.index))
    var lost: [String] = []
    for _ in 0..<12 {
      let text = Self.slip(in: directory[ref].name, using: &generator)
      if !moment.find(text).councils.contains(where: { $0.council == ref }) { lost.append(text) }
    }
    #expect(lost == [])
  }

  // Slips that a short name, or a town spelt nearly the same, makes hard.
  @Test(arguments: [
    ("Knt County Council", "kent"), ("Ket County Council", "kent"), ("Kant County Council", "kent"),
    ("Kent Cuonty Council", "kent"), ("Malden District Council", "maldon"), ("Luto Borough Council", "luton"),
    ("Dovr District Council", "dover"), ("Esex County Council", "essex"), ("Swal Borough Council", "swale"),
    ("Achieving for Childern", "achieving-for-children"), ("Castle Piont Borough Council", "castle-point"),
    ("Royal Borough of Kingston upon Tames", "kingston"), ("Tunbridge Wels Borough Council", "tunbridge-wells"),
  ])
  func `a slip in a short or common name still finds its council`(text: String, council: String) throws {
    #expect(try FindTests.councils(text).contains(council))
  }
}
