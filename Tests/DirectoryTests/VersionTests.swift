import Directory
import TestSupport
import Testing
import WorkingTime

struct VersionTests {
  @Test func `the same content has the same version whatever its order`() throws {
    let directory = try Shipped.directory
    var generator = SplitMix64(seed: 41)
    for _ in 0..<10 {
      let version = DirectorySnapshot.version(
        of: directory.councils.shuffled(using: &generator), contacts: directory.contacts.shuffled(using: &generator))
      #expect(version == directory.version)
    }
    #expect(directory.version.count == 16)
    #expect(directory.version.allSatisfy { $0.isHexDigit && !$0.isUppercase })
  }

  @Test func `without any one council or contact it is another version`() throws {
    let directory = try Shipped.directory
    var versions: Set<String> = [directory.version]
    for index in directory.councils.indices {
      var fewer = directory.councils
      fewer.remove(at: index)
      versions.insert(DirectorySnapshot.version(of: fewer, contacts: directory.contacts))
    }
    for index in directory.contacts.indices {
      var fewer = directory.contacts
      fewer.remove(at: index)
      versions.insert(DirectorySnapshot.version(of: directory.councils, contacts: fewer))
    }
    #expect(versions.count == 1 + directory.councils.count + directory.contacts.count)
  }

  @Test(arguments: Variant.councils)
  func `a council changed in any field is another version`(variant: Variant<Council>) throws {
    let base = DirectorySnapshot.version(of: [Variant.council()], contacts: [])
    #expect(variant.value != Variant.council())
    #expect(DirectorySnapshot.version(of: [variant.value], contacts: []) != base)
  }

  @Test(arguments: Variant.contacts)
  func `a contact changed in any field is another version`(variant: Variant<Contact>) throws {
    let base = DirectorySnapshot.version(of: [], contacts: [Variant.contact()])
    #expect(variant.value != Variant.contact())
    #expect(DirectorySnapshot.version(of: [], contacts: [variant.value]) != base)
  }

  @Test func `a warning is told from another source of the same words`() {
    let versions = [Variant.warned, Variant.seen].map { DirectorySnapshot.version(of: [], contacts: [$0]) }
    #expect(Set(versions).count == 2)
  }

  @Test func `dates that change places are another version`() {
    let versions = [
      Variant.contact(checkedOn: 20_000), Variant.contact(validFrom: 20_000), Variant.contact(validUntil: 20_000),
    ].map { DirectorySnapshot.version(of: [], contacts: [$0]) }
    #expect(Set(versions).count == 3)
  }
}
