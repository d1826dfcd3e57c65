package import Directory
import WorkingTime

extension JSONWriter {
  /// Writes what a look-up found: `{"at", "contacts", "warnings"}`.
  mutating func write(_ reach: Reach, at moment: Moment, in desk: DirectoryDesk) {
    object { json in
      json.key("at")
      json.string(TimeText.text(moment, clock: desk.clock))
      json.contacts(reach.contacts, at: moment, in: desk)
      json.warnings(desk.notices + reach.warnings)
    }
  }

  /// Writes what a search found: the same with `councils`, best first.
  mutating func write(_ found: FindResult, at moment: Moment, in desk: DirectoryDesk) {
    let directory = desk.directory
    object { json in
      json.key("at")
      json.string(TimeText.text(moment, clock: desk.clock))
      json.key("councils")
      json.array(found.councils) { json, found in
        json.object { json in
          json.key("council")
          json.string(directory[found.council].id)
          json.key("name")
          json.string(directory[found.council].name)
          json.key("why")
          json.string(found.why)
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
          json.key("council")
          json.string(council.id)
          json.key("name")
          json.string(council.name)
          json.key("type")
          json.string(council.type.rawValue)
          json.key("childrensServices")
          json.string(council.childrensServices)
          json.key("aliases")
          json.strings(council.aliases)
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
        json.key("code")
        json.string(notice.code)
        json.key("text")
        json.string(notice.text)
      }
    }
  }

  private mutating func contact(_ reached: ReachedContact, at moment: Moment, in desk: DirectoryDesk) {
    let contact = reached.contact
    let directory = desk.directory
    let reason = contact.reason.map { Notice(code: contact.status.rawValue, text: $0) }
    let check = contact.status.isUsable ? desk.check(of: contact, at: moment).notice : nil
    object { json in
      json.key("contact")
      json.string(contact.id)
      json.key("council")
      json.string(contact.council)
      json.key("councilName")
      json.string(directory.ref(id: contact.council).map { directory[$0].name })
      json.key("team")
      json.string(contact.team)
      json.key("purpose")
      json.string(contact.purpose.rawValue)
      json.key("kind")
      json.string(contact.kind.rawValue)
      json.key("value")
      json.string(contact.value)
      json.key("display")
      json.string(contact.display)
      json.key("hours")
      json.string(contact.hours?.notation)
      json.key("live")
      json.bool(reached.isLive)
      json.key("status")
      json.string(contact.status.rawValue)
      json.warnings(contact.warnings + [reason, check].compactMap(\.self))
      json.key("source")
      json.object { json in
        json.key("document")
        json.string(contact.source.document)
        json.key("place")
        json.string(contact.source.place)
      }
      json.key("checkedOn")
      json.string(contact.checkedOn.map(TimeText.text))
      if let call = desk.calls.last(to: contact) {
        json.key("call")
        json.object { json in
          json.key("how")
          json.string(call.how.rawValue)
          json.key("at")
          json.string(TimeText.text(call.at, clock: desk.clock))
        }
      }
    }
  }
}
