package import JSON
package import Directory
import WorkingTime

extension JSONWriter {
  /// Writes what a look-up found: `{"at", "contacts", "warnings"}`.
  mutating func write(_ reach: Reach, at moment: Moment, in desk: DirectoryDesk) {
    object { json in
      json.member("at", TimeText.text(moment, clock: desk.clock))
      json.contacts(reach.contacts, at: moment, in: desk)
      json.warnings(desk.notices + reach.warnings)
    }
  }

  /// Writes what a search found: the same with `councils`, best first.
  mutating func write(_ found: FindResult, at moment: Moment, in desk: DirectoryDesk) {
    let directory = desk.directory
    object { json in
      json.member("at", TimeText.text(moment, clock: desk.clock))
      json.key("councils")
      json.array(found.councils) { json, found in
        json.object { json in
          json.member("council", directory[found.council].id)
          json.member("name", directory[found.council].name)
          json.member("why", found.why)
        }
      }
      json.contacts(found.contacts, at: moment, in: desk)
      json.warnings(desk.notices + found.warnings)
    }
  }

  /// Writes the list of councils with their type and children's services.
  package mutating func write(councils refs: [CouncilRef], in directory: DirectorySnapshot) {
    object { json in
      json.key("councils")
      json.array(refs) { json, ref in
        let council = directory[ref]
        json.object { json in
          json.member("council", council.id)
          json.member("name", council.name)
          json.member("type", council.type.rawValue)
          json.member("childrensServices", council.childrensServices)
          json.member("aliases", council.aliases)
        }
      }
      if let notice = directory.notice { json.warnings([notice]) }
    }
  }

  mutating func contacts(_ contacts: [ReachedContact], at moment: Moment, in desk: DirectoryDesk) {
    key("contacts")
    array(contacts) { $0.contact($1, at: moment, in: desk) }
  }

  mutating func warnings(_ notices: [Notice]) {
    key("warnings")
    array(notices) { json, notice in
      json.object { json in
        json.member("code", notice.code)
        json.member("text", notice.text)
      }
    }
  }

  private mutating func contact(_ reached: ReachedContact, at moment: Moment, in desk: DirectoryDesk) {
    let contact = reached.contact
    let directory = desk.directory
    let reason = contact.reason.map { Notice(code: contact.status.rawValue, text: $0) }
    let check = contact.status.isUsable ? desk.check(of: contact, at: moment).notice : nil
    object { json in
      json.member("contact", contact.id)
      json.member("council", contact.council)
      json.member("councilName", directory.ref(id: contact.council).map { directory[$0].name })
      json.member("team", contact.team)
      json.member("purpose", contact.purpose.rawValue)
      json.member("kind", contact.kind.rawValue)
      json.member("value", contact.value)
      json.member("display", contact.display)
      json.member("hours", contact.hours?.notation)
      json.member("live", reached.isLive)
      json.member("status", contact.status.rawValue)
      json.warnings(contact.warnings + [reason, check].compactMap(\.self))
      json.key("source")
      json.object { json in
        json.member("document", contact.source.document)
        json.member("place", contact.source.place)
      }
      json.member("checkedOn", contact.checkedOn.map(TimeText.text))
      let (own, reported) = (desk.calls.last(to: contact), desk.calls.reported(of: contact, at: desk.now))
      for (name, call) in [("call", own), ("reported", reported)] {
        guard let call else { continue }
        json.key(named: name)
        json.object { json in
          json.member("how", call.how.rawValue)
          json.member("at", TimeText.text(call.at, clock: desk.clock))
        }
      }
    }
  }
}
