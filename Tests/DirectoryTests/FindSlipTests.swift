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

  @Test(arguments: [
    ("resetlement", nil), ("resettlment", nil), ("landlrod", "landlord"), ("polcie", "police"),
    ("saferguarding", "safeguarding"), ("rough sleping", "rough-sleeping"), ("domestic abues", "domestic-abuse"),
    ("temporary accomodation", nil), ("canterbury alocations", nil), ("thanet housng", "housing"),
    ("out of houres thanet", "out-of-hours"),
  ])
  func `a misspelt word of a purpose is followed, and that is said`(text: String, purpose: String?) throws {
    let found = try DirectoryTime.at(DirectoryTime.night).find(text)
    #expect(found.warnings.contains { $0.code == "read-as" }, "\(found)")
    guard let purpose else { return }
    #expect(found.contacts.contains { $0.contact.purpose.rawValue == purpose }, "\(found.contacts.map(\.contact.id))")
  }

  @Test func `no council's name, no town and no team is taken for a misspelt purpose`() throws {
    let moment = try DirectoryTime.at(DirectoryTime.night)
    let directory = try Shipped.directory
    for council in directory.councils {
      for name in [council.id, council.name] + council.aliases + council.places + council.teams.map(\.name) {
        let read = moment.find(name).warnings.filter { $0.code == "read-as" }
        #expect(read.isEmpty, "\(name): \(read)")
      }
    }
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
