import Directory

/// What no file can tell alone: one id, one name, one council; and nobody refers to a council that nobody defines.
///
/// What a file declares counts even where the file has other errors, so that one mistake is not reported in every file
/// that refers to it.
enum CrossChecks {
  /// Logs each fault with the file in which it is found; of two that clash, with the later.
  static func run(on forms: [CouncilForm], held: Set<String>) {
    checkIDs(of: forms)
    checkNames(of: forms)
    checkReferences(of: forms, held: held)
  }

  private static func checkIDs(of forms: [CouncilForm]) {
    var councils: [String: String] = [:]
    var contacts: [String: String] = [:]
    for form in forms {
      if let id = form.id, let first = councils.updateValue(form.log.file, forKey: id.text) {
        form.log.error(id.field, "'\(id.text)' is defined in \(first) already; each council needs its own id")
      }
      for id in form.contactIDs {
        let place = "\(form.log.file) at \(id.field)"
        if let first = contacts.updateValue(place, forKey: id.text) {
          form.log.error(id.field, "'\(id.text)' is defined in \(first) already; each contact needs its own id")
        }
      }
    }
  }

  /// A council's id, name and aliases may repeat each other, but none may be another council's.
  private static func checkNames(of forms: [CouncilForm]) {
    var owners: [String: String] = [:]
    for form in forms {
      for name in [form.id, form.name].compactMap(\.self) where owners[name.text.lowercased()] == nil {
        owners[name.text.lowercased()] = form.owner
      }
    }
    for form in forms {
      var own: Set<String> = []
      for alias in form.aliases {
        let key = alias.text.lowercased()
        if !own.insert(key).inserted {
          form.log.error(alias.field, "'\(alias.text)' is listed twice; once is enough")
        } else if let owner = owners[key], owner != form.owner {
          form.log.error(alias.field, "'\(alias.text)' is a name of \(owner) too; an alias must stand for one council")
        } else {
          owners[key] = form.owner
        }
      }
    }
  }

  private static func checkReferences(of forms: [CouncilForm], held: Set<String>) {
    let types = Dictionary(
      forms.compactMap { form in form.id.flatMap { id in form.type.map { (id.text, $0) } } },
      uniquingKeysWith: { first, _ in first })
    let known = held.union(forms.compactMap { $0.id?.text })
    for form in forms {
      for reference in [form.county, form.childrensServices].compactMap(\.self) + form.successors
      where !known.contains(reference.text) {
        let hint = Spelling.hint(for: reference.text, in: known.sorted())
        form.log.error(reference.field, "'\(reference.text)' is the id of no council" + hint)
      }
      if let county = form.county, let type = types[county.text], type != .county {
        form.log.warning(
          county.field, "'\(county.text)' is not a county but a \(type.rawValue); look whether it is meant")
      }
      if let provider = form.childrensServices, types[provider.text] == .district {
        form.log.warning(
          provider.field,
          "'\(provider.text)' is a district, which has no children's services; name its county or agency")
      }
    }
  }
}

extension CouncilForm {
  /// Whose names these are: the council's id, or the file where that cannot be read.
  fileprivate var owner: String { id?.text ?? log.file }
}
