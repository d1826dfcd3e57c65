import Directory
import TestSupport
import Testing
import WorkingTime

struct VersionTests {
  @Test func `the same content has the same version whatever the order of its councils`() throws {
    let directory = try Shipped.directory
    let own = Dictionary(grouping: directory.contacts, by: \.council)
    var generator = SplitMix64(seed: 41)
    for _ in 0..<10 {
      let version = DirectorySnapshot.version(
        of: directory.councils.shuffled(using: &generator),
        contacts: own.keys.shuffled(using: &generator).flatMap { own[$0] ?? [] })
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

  @Test func `two contacts of a council that change places are another version`() throws {
    let directory = try Shipped.directory
    var versions: Set<String> = [directory.version]
    var count = 1
    for index in directory.contacts.indices.dropLast()
    where directory.contacts[index].council == directory.contacts[index + 1].council {
      var contacts = directory.contacts
      contacts.swapAt(index, index + 1)
      versions.insert(DirectorySnapshot.version(of: directory.councils, contacts: contacts))
      count += 1
    }
    #expect(versions.count == count)
  }

  @Test func `an older program's version is of the same content, until the content has places`() throws {
    let contacts = try Shipped.directory.contacts
    let content = DirectoryContent(councils: [], contacts: contacts)
    let older = DirectorySnapshot.version(of: [], contacts: contacts.sorted { $0.id < $1.id })
    #expect(content.version != older)
    #expect(content.has(version: older))
    #expect(content.has(version: content.version))
    #expect(!content.placed(after: content).has(version: older))
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
