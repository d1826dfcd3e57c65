import JSON
import Directory
import WorkingTime

extension DirectoryDesk {
  /// Searches for some words, at the moment that stands at their end where one does.
  func find(_ words: [String], as format: DeskFormat) -> Reply {
    let (rest, text) = LookupArguments.moment(in: words)
    // 'at' may be a word like others: only what reads as a moment is one.
    guard let text, let moment = try? TypedMoment.read(text, now: now, clock: clock) else {
      return find(words, at: usual ?? now, as: format)
    }
    return find(rest, at: moment, as: format)
  }

  /// Searches for some words, at a moment.
  func find(_ words: [String], at moment: Moment, as format: DeskFormat) -> Reply {
    let all = at(moment).find(words.joined(separator: " "), postcodes: postcodes?.table)
    let found = calls.isEmpty ? all : all.with(calls.inOrder(all.contacts, at: max(now, moment)))
    var reply: Reply
    if format == .json {
      var json = JSONWriter()
      json.write(found, at: moment, in: self)
      reply = Reply(210, "found", block: [json.text])
    } else {
      let count = "\(counted(found.councils.count, "council")), \(counted(found.contacts.count, "contact"))"
      let title = moment == now ? count : "\(count), \(ContactPage(desk: self, moment: moment).when)"
      reply = Reply(210, title, block: noticeLines + page(found, moment))
    }
    reply.isEmpty = !found.isFound
    // Of several councils the lines may be in another order.
    if found.councils.count <= 1 { reply.shown = found.contacts.map(\.contact.id) }
    return reply
  }

  /// What was found, line by line: a council's contacts stand under its name where there are several.
  private func page(_ found: FindResult, _ moment: Moment) -> [String] {
    let page = ContactPage(desk: self, moment: moment)
    let names = found.councils.map { "\(directory[$0.council].name)  (\($0.why))" }
    let groups = found.contacts.reduce(into: [(council: String, contacts: [ReachedContact])]()) { groups, reached in
      if groups.last?.council == reached.contact.council {
        groups[groups.count - 1].contacts.append(reached)
      } else {
        groups.append((reached.contact.council, [reached]))
      }
    }
    let own = Set(found.councils.map { directory[$0.council].id })
    guard found.councils.count > 1, groups.count > 1, groups.count <= found.councils.count,
      groups.allSatisfy({ own.contains($0.council) })
    else {
      let gap = names.isEmpty || found.contacts.isEmpty ? [] : [""]
      let namesCouncil = !(found.councils.count == 1 && groups.count == 1)
      return names + gap
        + page.lines(Reach(contacts: found.contacts, warnings: found.warnings), namesCouncil: namesCouncil)
    }
    var lines: [String] = []
    for (council, name) in zip(found.councils, names) {
      lines.append(name)
      let id = directory[council.council].id
      for group in groups where group.council == id {
        lines += page.lines(Reach(contacts: group.contacts, warnings: []), namesCouncil: false).map { "  " + $0 }
      }
    }
    return lines + found.warnings.map { "! \($0.text)" }
  }
}
