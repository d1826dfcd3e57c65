/// Looks for what `xlsx2csv` leaves out of a workbook's sheet and whoever made it meant to say.
///
/// It is Python, which `xlsx2csv` brings along: a workbook is an archive of XML, and both are in Python's own library. It runs
/// within the bounds that `xlsx2csv` has.
enum WorkbookDoubts {
  /// Takes the path of a workbook and the name of a sheet, and prints a line for each doubt.
  static let script = """
    import posixpath, sys, zipfile
    import xml.etree.ElementTree as xml

    book = zipfile.ZipFile(sys.argv[1])

    def part(name):
        return xml.fromstring(book.open(name).read(64 << 20)) if name in book.namelist() else xml.Element("none")

    def tags(root, name):
        return [e for e in root.iter() if e.tag.rsplit("}")[-1] == name]

    def links(name):
        folder, file = posixpath.split(name)
        found = tags(part(folder + "/_rels/" + file + ".rels"), "Relationship")
        return {e.get("Id"): (e.get("Type", ""), posixpath.join("/" + folder, e.get("Target", ""))) for e in found}

    def path(target):
        return posixpath.normpath(target).lstrip("/")

    def is_struck(root):
        return any(e.get("val", "1") not in ("0", "false") for e in tags(root, "strike"))

    ids = {s.get("name"): v for s in tags(part("xl/workbook.xml"), "sheet") for k, v in s.attrib.items() if k.endswith("}id")}
    sheet = path(links("xl/workbook.xml")[ids[sys.argv[2]]][1])
    styles = part("xl/styles.xml")
    fonts = [is_struck(f) for e in tags(styles, "fonts") for f in e]
    struck = {i for e in tags(styles, "cellXfs") for i, f in enumerate(e) if fonts[int(f.get("fontId", 0))]}
    texts = [is_struck(t) for t in tags(part("xl/sharedStrings.xml"), "si")]
    for row in tags(part(sheet), "row"):
        cells = tags(row, "c")
        values = {c.get("r"): "".join(v.text or "" for v in tags(c, "v") + tags(c, "t")) for c in cells}
        if row.get("hidden") in ("1", "true") and any(values.values()):
            print("its row", row.get("r"), "is hidden, and was read")
        for c in cells:
            value = values[c.get("r")]
            in_text = c.get("t") == "s" and value.isdigit() and int(value) < len(texts) and texts[int(value)]
            if value and (int(c.get("s", 0)) in struck or in_text):
                print("its cell", c.get("r"), "is struck through, and was read")
            if tags(c, "f") and not value:
                print("its cell", c.get("r"), "has a formula whose value is not saved: open the workbook and save it again")
    for kind, target in links(sheet).values():
        if kind.endswith("/comments"):
            for note in tags(part(path(target)), "comment"):
                text = " ".join("".join(t.text or "" for t in tags(note, "t")).split())
                print("a note on its cell", note.get("ref"), "says: " + text[:200])
    """
}
