import Directory
import TestSupport
import Testing

struct ResolveTests {
  /// What a resolution stands for, in one line.
  static func words(_ resolution: CouncilResolution, in directory: DirectorySnapshot) -> String {
    switch resolution {
    case .one(let ref): directory[ref].id
    case .ambiguous(let refs): "one of " + refs.map { directory[$0].id }.joined(separator: " ")
    case .elsewhere(let council): "not held: " + council.id
    case .none(let nearest): "none, near " + nearest.map { directory[$0].id }.joined(separator: " ")
    }
  }

  @Test(arguments: [
    ("canterbury", "canterbury"), ("CANTERBURY", "canterbury"), ("Canterbury City Council", "canterbury"),
    ("TMBC", "tonbridge-malling"), ("tmbc", "tonbridge-malling"), ("Tonbridge & Malling", "tonbridge-malling"),
    ("tonbridge and malling borough council", "tonbridge-malling"), ("RBK", "kingston"), ("rbk", "kingston"),
    ("Royal Borough of Kingston upon Thames", "kingston"), ("Shepway", "folkestone-hythe"),
    ("F&HDC", "folkestone-hythe"),
    ("Folkestone & Hythe", "folkestone-hythe"), ("folkestone hythe", "folkestone-hythe"),
    ("Colchester Borough Council", "colchester"), ("AfC", "achieving-for-children"), ("KCC", "kent"), ("ECC", "essex"),
    ("EFDC", "epping-forest"), ("epping", "epping-forest"), ("cant", "canterbury"), ("med", "medway"),
    ("Tunbridge", "tunbridge-wells"), ("  luton  ", "luton"), ("Margate", "thanet"), ("Sheerness", "swale"),
    ("castle point", "castle-point"), ("Kent County Council", "kent"), ("St Mary's Bay", "folkestone-hythe"),
  ])
  func `a council is known by id, name, alias, town, any case, and an unambiguous beginning`(
    text: String, council: String
  ) throws {
    let directory = try Shipped.directory
    #expect(Self.words(directory.resolve(text), in: directory) == council)
  }

  @Test(arguments: [
    ("e", "one of epping-forest essex"), ("c", "one of canterbury castle-point chelmsford colchester"),
    ("b", "one of basildon braintree brentwood"), ("br", "one of braintree brentwood"), ("mal", "maldon"),
    ("malden", "one of kingston maldon"),
    ("Thurrock", "not held: thurrock"), ("thurrock council", "not held: thurrock"),
    ("Southend", "not held: southend-on-sea"), ("Southend-on-Sea City Council", "not held: southend-on-sea"),
    ("London Borough of Sutton", "not held: sutton"), ("City of York Council", "not held: york"),
    ("cantebury", "none, near canterbury"), ("sevenoakes", "none, near sevenoaks"), ("xyzzy", "none, near "),
    ("", "none, near "), ("?!", "none, near "),
  ])
  func `what stands for no one council is refused with what it may be`(text: String, expected: String) throws {
    let directory = try Shipped.directory
    #expect(Self.words(directory.resolve(text), in: directory) == expected)
  }

  @Test(arguments: Councils.all)
  func `every id, name, alias and town of a council stands for it, in any case`(id: String) throws {
    let directory = try Shipped.directory
    let council = directory[try DirectoryTime.ref(id)]
    for name in [council.id, council.name] + council.aliases {
      for text in [name, name.uppercased(), name.lowercased()] {
        #expect(Self.words(directory.resolve(text), in: directory) == id, "\(text)")
      }
    }
    for place in council.places {
      #expect(Self.words(directory.resolve(place), in: directory) == id, "\(place)")
    }
  }

  @Test func `no council that is not held is taken for one that is`() throws {
    let directory = try Shipped.directory
    #expect(directory.elsewhere.count > 250)
    for council in directory.elsewhere {
      #expect(directory.resolve(council.name) == .elsewhere(council))
      #expect(directory.resolve(council.id) == .elsewhere(council))
    }
  }
}
