/// A look through a workbook before `xlsx2csv` reads a sheet of it: which sheets it has, what it would unfold to, and what
/// `xlsx2csv` leaves out that whoever made it meant to say.
struct WorkbookLook: Decodable {
  /// The names of the sheets that are not hidden, in their order.
  let sheets: [String]
  /// Which of all sheets is meant, counted from 1; nil where none has the name.
  let place: Int?
  /// Whether that sheet has anything in it.
  let hasCells: Bool
  /// Rows that are hidden, cells that are struck through, notes, and formulas without a value: one sentence part each.
  let doubts: [String]
  /// How many more there are.
  let moreDoubts: Int

  /// Takes the path of a workbook and the name of a sheet, if any, and prints what is above as JSON. It ends with a line on
  /// standard error where the workbook holds more than is read, or what no spreadsheet program writes.
  ///
  /// It is Python, which `xlsx2csv` brings along: a workbook is an archive of XML, and readers of both are in Python's own
  /// library. Nothing is held of it but what is looked for: a small archive may unfold without end.
  static let script = """
    import json, posixpath, sys, zipfile
    from xml.parsers import expat

    # A sheet with its texts, and any other part, in bytes; a text, in characters; a row, in cells; a sheet, in rows.
    most_sheet, most_part, most_text, most_cells, most_rows = 64 << 20, 8 << 20, 32767, 16384, 1048576
    most_doubts = 40

    book = zipfile.ZipFile(sys.argv[1])
    parts = {info.filename.lower(): info for info in book.infolist()}
    wanted = sys.argv[2] if len(sys.argv) > 2 else None


    def stop(why):
        sys.exit(why)


    def look(name, start, end=lambda tag: None, text=lambda text: None):
        if name.lower() not in parts:
            return
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True

        def bare(name):
            return name.rsplit("}")[-1]

        def refuse(*rest):
            stop("it declares a type of document, which no spreadsheet program does")

        parser.StartDoctypeDeclHandler = refuse
        parser.StartElementHandler = lambda tag, given: start(bare(tag), {bare(k): v for k, v in given.items()})
        parser.EndElementHandler = lambda tag: end(bare(tag))
        parser.CharacterDataHandler = text
        with book.open(parts[name.lower()]) as part:
            parser.ParseFile(part)


    def bound(names, most):
        size = sum(info.file_size for name, info in parts.items() if name in names)
        if size > most:
            stop("it unfolds to %d MiB, and %d MiB is the most that is read" % (size >> 20, most >> 20))


    def links(name):
        folder, file = posixpath.split(name)
        found = {}

        def start(tag, given):
            if tag == "Relationship":
                target = posixpath.normpath(posixpath.join("/" + folder, given.get("Target", ""))).lstrip("/")
                found[given.get("Id")] = (given.get("Type", ""), target)

        look(folder + "/_rels/" + file + ".rels", start)
        return found


    bound([n for n in parts if n.endswith(".rels") or n.startswith("[") or n == "xl/workbook.xml"], most_part)
    styles = [n for n in parts if n.endswith("styles.xml")]
    texts = [n for n in parts if n.endswith("sharedstrings.xml")]
    bound(styles, most_part)

    sheets = []
    look("xl/workbook.xml", lambda tag, given: sheets.append(given) if tag == "sheet" else None)
    shown = [s.get("name", "") for s in sheets if s.get("state") not in ("hidden", "veryHidden")]
    name = wanted if wanted is not None else (shown or [None])[0]
    place = next((i for i, s in enumerate(sheets, 1) if s.get("name") == name), None)
    doubts, count, has_cells = [], 0, False


    def doubt(what):
        global count
        count += 1
        if count <= most_doubts:
            doubts.append(what)


    def is_on(given):
        return given.get("val", "1") not in ("0", "false")


    struck_fonts, struck_styles, struck_texts = [], set(), []
    inside = []


    def style(tag, given):
        inside.append(tag)
        if tag == "font" and "fonts" in inside:
            struck_fonts.append(False)
        if tag == "strike" and "fonts" in inside and struck_fonts:
            struck_fonts[-1] = is_on(given)
        if tag == "xf" and "cellXfs" in inside:
            font = int(given.get("fontId", 0))
            style.count += 1
            if font < len(struck_fonts) and struck_fonts[font]:
                struck_styles.add(style.count - 1)


    style.count = 0
    length = 0


    def shared(tag, given):
        global length
        if tag == "si":
            length = 0
            struck_texts.append(False)
        if tag == "strike" and struck_texts:
            struck_texts[-1] = is_on(given)


    def count_text(text):
        global length
        length += len(text)
        if length > most_text:
            stop("one of its cells holds more than %d characters" % most_text)


    row, cells, cell, value_of = {}, [], None, None


    def start_cell(tag, given):
        global row, cells, cell, value_of
        if tag == "row":
            row, cells = given, []
            if not given.get("r", "1").isdigit() or len(given.get("r", "1")) > 7 or int(given.get("r", "1")) > most_rows:
                stop("it has a row %s, which no sheet has" % given["r"][:20])
        if tag == "c":
            cell = [given, "", False]
            cells.append(cell)
            if len(cells) > most_cells or sum(c.isalpha() for c in given.get("r", "")) > 3:
                stop("one of its rows has more than %d cells" % most_cells)
        if tag == "f" and cell:
            cell[2] = True
        value_of = cell if tag in ("v", "t") else None


    def cell_text(text):
        if value_of is not None:
            value_of[1] += text
            if len(value_of[1]) > most_text:
                stop("one of its cells holds more than %d characters" % most_text)


    def end_cell(tag):
        global cell, value_of, has_cells
        value_of = None
        if tag == "c":
            cell = None
        if tag != "row":
            return
        has_cells = has_cells or any(value for given, value, has_formula in cells)
        if row.get("hidden") in ("1", "true") and any(value for given, value, has_formula in cells):
            doubt("its row %s is hidden, and was read" % row.get("r"))
        for given, value, has_formula in cells:
            in_text = given.get("t") == "s" and value.isdigit() and int(value) < len(struck_texts) and struck_texts[int(value)]
            if value and (int(given.get("s", 0)) in struck_styles or in_text):
                doubt("its cell %s is struck through, and was read" % given.get("r"))
            if has_formula and not value:
                doubt("its cell %s has a formula whose value is not saved: open the workbook and save it again" % given.get("r"))


    notes = []


    def start_note(tag, given):
        global value_of
        if tag == "comment":
            notes.append([given.get("ref"), ""])
        value_of = notes[-1] if tag == "t" and notes else None


    def end_note(tag):
        global value_of
        value_of = None


    def note_text(text):
        if value_of is not None and len(value_of[1]) < 1000:
            value_of[1] += text


    if place is not None:
        target = links("xl/workbook.xml").get(sheets[place - 1].get("id"), ("", ""))[1]
        if target.lower() not in parts:
            target = "xl/worksheets/sheet%d.xml" % place
        bound([target.lower()] + texts, most_sheet)
        for part in styles:
            look(part, style, lambda tag: inside.pop())
        for part in texts:
            look(part, shared, text=count_text)
        look(target, start_cell, end_cell, cell_text)
        for kind, part in links(target).values():
            if kind.endswith("/comments"):
                bound([part.lower()], most_part)
                look(part, start_note, end_note, note_text)
        for ref, text in notes:
            doubt("a note on its cell %s says: %s" % (ref, " ".join(text.split())[:200]))
    print(json.dumps({
        "sheets": shown, "place": place, "hasCells": has_cells, "doubts": doubts, "moreDoubts": max(0, count - most_doubts)
    }))
    """
}
