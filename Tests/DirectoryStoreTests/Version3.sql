-- A store as schema 3 left it, by `sqlite3 FILE .dump`, with the marks that a dump leaves out: a council that ends, an
-- edit by verification, a failure report and councils elsewhere.
PRAGMA application_id = 1313100619;
PRAGMA user_version = 3;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('1 councils, contacts, changes and failure reports');
INSERT INTO grdb_migrations VALUES('2 tokens');
INSERT INTO grdb_migrations VALUES('3 history, chained, and councils that end');
CREATE TABLE council (
  id TEXT NOT NULL PRIMARY KEY CONSTRAINT council_id_is_given CHECK (trim(id) <> ''),
  name TEXT NOT NULL CONSTRAINT council_name_is_given CHECK (trim(name) <> ''),
  type TEXT NOT NULL CONSTRAINT council_type_is_known
    CHECK (type IN ('district', 'unitary', 'london-borough', 'county', 'agency')),
  county TEXT REFERENCES council (id) DEFERRABLE INITIALLY DEFERRED,
  childrens_services TEXT NOT NULL REFERENCES council (id) DEFERRABLE INITIALLY DEFERRED,
  latitude REAL CONSTRAINT latitude_is_in_range CHECK (latitude BETWEEN -90 AND 90),
  longitude REAL CONSTRAINT longitude_is_in_range CHECK (longitude BETWEEN -180 AND 180),
  location_document TEXT CHECK (trim(location_document) <> ''),
  location_place TEXT CHECK (trim(location_place) <> ''),
  hours TEXT CHECK (trim(hours) <> ''),
  hours_document TEXT CHECK (trim(hours_document) <> ''),
  hours_place TEXT CHECK (trim(hours_place) <> ''), valid_from TEXT CONSTRAINT council_valid_from_is_a_day CHECK (
  valid_from IS date(valid_from, '+0 days') AND valid_from BETWEEN '1900-01-01' AND '2199-12-31'), valid_until TEXT CONSTRAINT council_valid_until_is_a_day CHECK (
  valid_until IS date(valid_until, '+0 days') AND valid_until BETWEEN '1900-01-01' AND '2199-12-31')
  CONSTRAINT council_begins_before_it_ends CHECK (valid_from < valid_until),
  CONSTRAINT location_is_whole_with_its_source CHECK (
    (latitude IS NULL) = (longitude IS NULL) AND (latitude IS NULL) = (location_document IS NULL)
    AND (latitude IS NULL) = (location_place IS NULL)),
  CONSTRAINT hours_have_their_source CHECK (
    (hours IS NULL) = (hours_document IS NULL) AND (hours IS NULL) = (hours_place IS NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO council VALUES('dover','Dover District Council','district','kent','kent',51.15800000000000125,1.302999999999999936,'general-knowledge','main office, to about a kilometre',NULL,NULL,NULL,NULL,'2028-04-01');
INSERT INTO council VALUES('kent','Kent County Council','county',NULL,'kent',51.278799999999996827,0.52100000000000001865,'general-knowledge','main office, to about a kilometre',NULL,NULL,NULL,NULL,NULL);
CREATE TABLE council_alias (
  council TEXT NOT NULL REFERENCES council (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  alias TEXT NOT NULL COLLATE NOCASE UNIQUE CONSTRAINT alias_is_given CHECK (trim(alias) <> ''),
  PRIMARY KEY (council, position)
) STRICT, WITHOUT ROWID;
INSERT INTO council_alias VALUES('dover',0,'Dover');
INSERT INTO council_alias VALUES('dover',1,'Dover Council');
INSERT INTO council_alias VALUES('kent',0,'Kent');
INSERT INTO council_alias VALUES('kent',1,'KCC');
INSERT INTO council_alias VALUES('kent',2,'Specialist Children''s Services');
INSERT INTO council_alias VALUES('kent',3,'KCC Specialist Children''s Services');
INSERT INTO council_alias VALUES('kent',4,'Kent Specialist Children''s Services');
INSERT INTO council_alias VALUES('kent',5,'Integrated Children''s Services');
INSERT INTO council_alias VALUES('kent',6,'Kent Children''s Services');
CREATE TABLE council_place (
  council TEXT NOT NULL REFERENCES council (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  place TEXT NOT NULL CONSTRAINT place_is_given CHECK (trim(place) <> ''),
  PRIMARY KEY (council, position)
) STRICT, WITHOUT ROWID;
INSERT INTO council_place VALUES('dover',0,'Deal');
INSERT INTO council_place VALUES('dover',1,'Sandwich');
INSERT INTO council_place VALUES('dover',2,'Walmer');
INSERT INTO council_place VALUES('dover',3,'Aylesham');
INSERT INTO council_place VALUES('dover',4,'Eythorne');
INSERT INTO council_place VALUES('dover',5,'Whitfield');
INSERT INTO council_place VALUES('dover',6,'Temple Ewell');
INSERT INTO council_place VALUES('dover',7,'Lydden');
INSERT INTO council_place VALUES('dover',8,'Shepherdswell');
INSERT INTO council_place VALUES('dover',9,'St Margaret''s at Cliffe');
INSERT INTO council_place VALUES('dover',10,'St Margaret''s Bay');
INSERT INTO council_place VALUES('dover',11,'Ringwould');
INSERT INTO council_place VALUES('dover',12,'Eastry');
INSERT INTO council_place VALUES('dover',13,'Wingham');
INSERT INTO council_place VALUES('dover',14,'Woodnesborough');
INSERT INTO council_place VALUES('dover',15,'Nonington');
INSERT INTO council_place VALUES('dover',16,'Capel-le-Ferne');
INSERT INTO council_place VALUES('dover',17,'Alkham');
INSERT INTO council_place VALUES('dover',18,'Tilmanstone');
INSERT INTO council_place VALUES('dover',19,'Northbourne');
INSERT INTO council_place VALUES('dover',20,'Great Mongeham');
INSERT INTO council_place VALUES('dover',21,'Sholden');
INSERT INTO council_place VALUES('dover',22,'Goodnestone');
INSERT INTO council_place VALUES('dover',23,'Guston');
INSERT INTO council_place VALUES('dover',24,'Kearsney');
INSERT INTO council_place VALUES('dover',25,'Ripple');
INSERT INTO council_place VALUES('dover',26,'Ash-next-Sandwich');
INSERT INTO council_place VALUES('dover',27,'Snowdown');
INSERT INTO council_place VALUES('dover',28,'Betteshanger');
CREATE TABLE council_domain (
  council TEXT NOT NULL REFERENCES council (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  domain TEXT NOT NULL CONSTRAINT domain_is_given CHECK (trim(domain) <> ''),
  PRIMARY KEY (council, position)
) STRICT, WITHOUT ROWID;
INSERT INTO council_domain VALUES('dover',0,'dover.gov.uk');
INSERT INTO council_domain VALUES('kent',0,'kent.gov.uk');
CREATE TABLE team (
  council TEXT NOT NULL REFERENCES council (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  id TEXT NOT NULL CONSTRAINT team_id_is_given CHECK (trim(id) <> ''),
  name TEXT NOT NULL CONSTRAINT team_name_is_given CHECK (trim(name) <> ''),
  PRIMARY KEY (council, position),
  UNIQUE (council, id),
  UNIQUE (council, name)
) STRICT, WITHOUT ROWID;
INSERT INTO team VALUES('dover',0,'switchboard','Main switchboard');
INSERT INTO team VALUES('dover',1,'homelessness','Homelessness and housing advice');
INSERT INTO team VALUES('dover',2,'out-of-hours','Homelessness out of hours');
INSERT INTO team VALUES('dover',3,'information-governance','Information governance');
INSERT INTO team VALUES('kent',0,'integrated-front-door','Integrated Front Door');
INSERT INTO team VALUES('kent',1,'kent-and-medway-out-of-hours','Kent and Medway Out of Hours');
INSERT INTO team VALUES('kent',2,'integrated-childrens-services','Integrated Children''s Services');
INSERT INTO team VALUES('kent',3,'care-leavers-18-plus','18+ Care Leavers Service');
CREATE TABLE council_elsewhere (
  position INTEGER NOT NULL PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CONSTRAINT elsewhere_id_is_given CHECK (trim(id) <> ''),
  name TEXT NOT NULL CONSTRAINT elsewhere_name_is_given CHECK (trim(name) <> '')
) STRICT;
INSERT INTO council_elsewhere VALUES(0,'adur','Adur District Council');
INSERT INTO council_elsewhere VALUES(1,'hove','Hove');
CREATE TABLE contact (
  number INTEGER NOT NULL PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  council TEXT NOT NULL REFERENCES council (id),
  team TEXT NOT NULL,
  purpose TEXT NOT NULL CONSTRAINT purpose_is_known CHECK (purpose IN (
    'switchboard', 'housing', 'out-of-hours', 'duty-to-refer', 'subject-access', 'safeguarding',
    'childrens-out-of-hours', 'walk-in', 'temporary-accommodation', 'housing-options', 'allocations',
    'resettlement', 'landlord', 'assessment', 'care-leavers', 'early-help', 'website')),
  kind TEXT NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('phone', 'extension', 'email', 'web', 'address')),
  value TEXT CONSTRAINT value_is_not_blank CHECK (trim(value) <> ''),
  display TEXT NOT NULL CONSTRAINT display_is_given CHECK (trim(display) <> ''),
  hours TEXT CHECK (trim(hours) <> ''),
  status TEXT NOT NULL CONSTRAINT status_is_known CHECK (status IN (
    'verified', 'corroborated', 'stated', 'conflicting', 'unconfirmed', 'pattern', 'quarantined')),
  reason TEXT CONSTRAINT reason_is_not_blank CHECK (trim(reason) <> ''),
  source_document TEXT NOT NULL CONSTRAINT source_document_is_given CHECK (trim(source_document) <> ''),
  source_place TEXT NOT NULL CONSTRAINT source_place_is_given CHECK (trim(source_place) <> ''),
  checked_on TEXT CONSTRAINT checked_on_is_a_day
    CHECK (checked_on IS date(checked_on, '+0 days') AND checked_on BETWEEN '1900-01-01' AND '2199-12-31'),
  valid_from TEXT CONSTRAINT valid_from_is_a_day
    CHECK (valid_from IS date(valid_from, '+0 days') AND valid_from BETWEEN '1900-01-01' AND '2199-12-31'),
  valid_until TEXT CONSTRAINT valid_until_is_a_day
    CHECK (valid_until IS date(valid_until, '+0 days') AND valid_until BETWEEN '1900-01-01' AND '2199-12-31'),
  FOREIGN KEY (council, team) REFERENCES team (council, name) ON UPDATE CASCADE,
  CONSTRAINT contact_id_begins_with_its_council
    CHECK (substr(id, 1, length(council) + 1) = council || '/' AND length(id) > length(council) + 1),
  CONSTRAINT pattern_and_nothing_else_has_no_value CHECK ((value IS NULL) = (status = 'pattern')),
  CONSTRAINT quarantine_has_a_reason CHECK (status <> 'quarantined' OR reason IS NOT NULL),
  CONSTRAINT verified_and_nothing_else_has_a_day CHECK ((checked_on IS NOT NULL) = (status = 'verified')),
  CONSTRAINT phone_is_e164 CHECK (
    kind <> 'phone' OR value IS NULL
    OR (value GLOB '+[1-9]*' AND substr(value, 2) NOT GLOB '*[^0-9]*' AND length(value) BETWEEN 8 AND 16)),
  CONSTRAINT valid_from_is_before_valid_until CHECK (valid_from < valid_until)
) STRICT;
INSERT INTO contact VALUES(1,'dover/switchboard','dover','Main switchboard','switchboard','phone','+441304821199','01304 821199',NULL,'verified',NULL,'kent-practice-guidance','Out of hours','2026-11-20',NULL,NULL);
INSERT INTO contact VALUES(2,'dover/website','dover','Main switchboard','website','web','https://www.dover.gov.uk','www.dover.gov.uk',NULL,'stated',NULL,'kent-practice-guidance','Out of hours',NULL,NULL,NULL);
INSERT INTO contact VALUES(3,'dover/housing','dover','Homelessness and housing advice','housing','email','housing.options@dover.gov.uk','housing.options@dover.gov.uk',NULL,'stated',NULL,'kent-practice-guidance','Out of hours',NULL,NULL,NULL);
INSERT INTO contact VALUES(4,'dover/out-of-hours','dover','Homelessness out of hours','out-of-hours','phone','+441304872265','01304 872265',NULL,'stated',NULL,'kent-practice-guidance','Out of hours',NULL,NULL,NULL);
INSERT INTO contact VALUES(5,'dover/subject-access','dover','Information governance','subject-access','email','dataprotection@dover.gov.uk','dataprotection@dover.gov.uk',NULL,'stated',NULL,'kent-care-leavers','Appendix 1',NULL,NULL,NULL);
INSERT INTO contact VALUES(6,'kent/safeguarding','kent','Integrated Front Door','safeguarding','phone','+443000411111','03000 41 11 11',NULL,'unconfirmed',NULL,'public-page','Swale council page on worries about a child, undated',NULL,NULL,NULL);
INSERT INTO contact VALUES(7,'kent/childrens-out-of-hours','kent','Kent and Medway Out of Hours','childrens-out-of-hours','phone','+443000419191','03000 41 91 91',NULL,'unconfirmed',NULL,'public-page','kscmp.org.uk, page on worries about a child, undated',NULL,NULL,NULL);
CREATE TABLE contact_warning (
  contact TEXT NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  code TEXT NOT NULL CONSTRAINT warning_code_is_given CHECK (trim(code) <> ''),
  text TEXT NOT NULL CONSTRAINT warning_text_is_given CHECK (trim(text) <> ''),
  PRIMARY KEY (contact, position)
) STRICT, WITHOUT ROWID;
INSERT INTO contact_warning VALUES('kent/safeguarding',0,'check-hours','The page gives this number for working hours, without saying what they are.');
CREATE TABLE contact_seen_also (
  contact TEXT NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  document TEXT NOT NULL CONSTRAINT seen_also_document_is_given CHECK (trim(document) <> ''),
  place TEXT NOT NULL CONSTRAINT seen_also_place_is_given CHECK (trim(place) <> ''),
  PRIMARY KEY (contact, position)
) STRICT, WITHOUT ROWID;
INSERT INTO contact_seen_also VALUES('kent/childrens-out-of-hours',0,'public-page','Swale council page on worries about a child, undated');
INSERT INTO contact_seen_also VALUES('kent/childrens-out-of-hours',1,'public-page','Medway safeguarding partnership page, undated');
INSERT INTO contact_seen_also VALUES('kent/safeguarding',0,'public-page','kscmp.org.uk');
INSERT INTO contact_seen_also VALUES('kent/safeguarding',1,'public-page','Ashford council safeguarding page, undated');
CREATE TABLE failure_report (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact TEXT NOT NULL CONSTRAINT failed_contact_is_given CHECK (trim(contact) <> ''),
  how TEXT NOT NULL CONSTRAINT how_is_known CHECK (how IN ('no-answer', 'wrong-number', 'refused')),
  at TEXT NOT NULL CONSTRAINT report_at_is_a_moment CHECK (
    at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9][+-][0-9][0-9]:[0-9][0-9]'
    AND substr(at, 1, 10) IS date(substr(at, 1, 10), '+0 days') AND at BETWEEN '1900' AND '2200'
    AND datetime(at) IS NOT NULL)
) STRICT;
INSERT INTO failure_report VALUES(1,'dover/website','no-answer','2026-11-25T18:54:00+00:00');
CREATE TABLE token (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL CONSTRAINT token_name_is_a_word CHECK (
    length(name) BETWEEN 1 AND 64 AND name NOT GLOB '*[^a-zA-Z0-9._@-]*'),
  role TEXT NOT NULL CONSTRAINT token_role_is_known CHECK (role IN ('terminal', 'officer')),
  mark TEXT NOT NULL UNIQUE CONSTRAINT token_mark_is_a_hash CHECK (
    length(mark) = 64 AND mark NOT GLOB '*[^0-9a-f]*'),
  made_at TEXT NOT NULL CONSTRAINT token_made_at_is_a_moment CHECK (datetime(made_at) IS NOT NULL),
  revoked_at TEXT CONSTRAINT token_revoked_at_is_a_moment CHECK (
    revoked_at IS NULL OR datetime(revoked_at) IS NOT NULL)
) STRICT;
CREATE TABLE council_successor (
  council TEXT NOT NULL REFERENCES council (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  successor TEXT NOT NULL REFERENCES council (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (council, position),
  CONSTRAINT nobody_succeeds_himself CHECK (successor <> council)
) STRICT, WITHOUT ROWID;
INSERT INTO council_successor VALUES('dover',0,'kent');
CREATE TABLE council_successor_purpose (
  council TEXT NOT NULL,
  position INTEGER NOT NULL,
  number INTEGER NOT NULL,
  purpose TEXT NOT NULL CONSTRAINT successor_purpose_is_known CHECK (purpose IN (
    'switchboard', 'housing', 'out-of-hours', 'duty-to-refer', 'subject-access', 'safeguarding',
    'childrens-out-of-hours', 'walk-in', 'temporary-accommodation', 'housing-options', 'allocations',
    'resettlement', 'landlord', 'assessment', 'care-leavers', 'early-help', 'website')),
  PRIMARY KEY (council, position, number),
  FOREIGN KEY (council, position) REFERENCES council_successor (council, position) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO council_successor_purpose VALUES('dover',0,0,'housing');
INSERT INTO council_successor_purpose VALUES('dover',0,1,'out-of-hours');
CREATE TABLE directory_change (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL CONSTRAINT change_at_is_a_moment CHECK (
    at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9][+-][0-9][0-9]:[0-9][0-9]'
    AND substr(at, 1, 10) IS date(substr(at, 1, 10), '+0 days') AND at BETWEEN '1900' AND '2200'
    AND datetime(at) IS NOT NULL),
  by TEXT NOT NULL CONSTRAINT change_by_is_given CHECK (trim(by) <> ''),
  source TEXT NOT NULL CONSTRAINT change_source_is_given CHECK (trim(source) <> ''),
  version TEXT NOT NULL CONSTRAINT change_version_is_given CHECK (trim(version) <> ''),
  what TEXT NOT NULL CONSTRAINT change_what_is_given CHECK (trim(what) <> ''),
  undoes INTEGER REFERENCES directory_change (id) CONSTRAINT undone_is_earlier CHECK (undoes < id),
  edits INTEGER,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE CONSTRAINT change_hash_is_a_hash CHECK (
    length(hash) = 64 AND hash NOT GLOB '*[^0-9a-f]*')
) STRICT;
INSERT INTO directory_change VALUES(1,'2026-11-25T18:54:53+00:00','root','shipped data','85e738a5c60cc4de','all replaced: 2 councils, 7 contacts, 2 elsewhere',NULL,11,'0000000000000000000000000000000000000000000000000000000000000000','3beba9d2f942a15995fd1fd077d4fbca39796169d6cde4f8b0e389a9a128f254');
INSERT INTO directory_change VALUES(2,'2026-11-25T18:54:53+00:00','tester','verification','e04ce90acb77428a','dover/switchboard verified on 2026-11-20: rang-and-answered',NULL,1,'3beba9d2f942a15995fd1fd077d4fbca39796169d6cde4f8b0e389a9a128f254','a61d1d603c2acdbe38153e9bc67db496c6a95c7212b5a211e252c9ca8a161006');
CREATE TABLE directory_edit (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  change INTEGER NOT NULL REFERENCES directory_change (id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL CONSTRAINT edit_kind_is_known CHECK (kind IN ('council', 'contact', 'elsewhere')),
  record TEXT NOT NULL CONSTRAINT edited_record_is_given CHECK (trim(record) <> ''),
  old TEXT CONSTRAINT old_is_json CHECK (old IS NULL OR json_valid(old)),
  new TEXT CONSTRAINT new_is_json CHECK (new IS NULL OR json_valid(new)),
  CONSTRAINT an_edit_changes_something CHECK (old IS NOT new)
) STRICT;
INSERT INTO directory_edit VALUES(1,1,'council','dover',NULL,'{"id":"dover","name":"Dover District Council","type":"district","aliases":["Dover","Dover Council"],"county":"kent","childrensServices":"kent","location":{"latitude":51.158,"longitude":1.303,"source":{"document":"general-knowledge","place":"main office, to about a kilometre"}},"places":["Deal","Sandwich","Walmer","Aylesham","Eythorne","Whitfield","Temple Ewell","Lydden","Shepherdswell","St Margaret''s at Cliffe","St Margaret''s Bay","Ringwould","Eastry","Wingham","Woodnesborough","Nonington","Capel-le-Ferne","Alkham","Tilmanstone","Northbourne","Great Mongeham","Sholden","Goodnestone","Guston","Kearsney","Ripple","Ash-next-Sandwich","Snowdown","Betteshanger"],"domains":["dover.gov.uk"],"teams":[{"id":"switchboard","name":"Main switchboard"},{"id":"homelessness","name":"Homelessness and housing advice"},{"id":"out-of-hours","name":"Homelessness out of hours"},{"id":"information-governance","name":"Information governance"}],"validUntil":"2028-04-01","successors":[{"council":"kent","purposes":["housing","out-of-hours"]}]}');
INSERT INTO directory_edit VALUES(2,1,'council','kent',NULL,'{"id":"kent","name":"Kent County Council","type":"county","aliases":["Kent","KCC","Specialist Children''s Services","KCC Specialist Children''s Services","Kent Specialist Children''s Services","Integrated Children''s Services","Kent Children''s Services"],"childrensServices":"kent","location":{"latitude":51.2788,"longitude":0.521,"source":{"document":"general-knowledge","place":"main office, to about a kilometre"}},"domains":["kent.gov.uk"],"teams":[{"id":"integrated-front-door","name":"Integrated Front Door"},{"id":"kent-and-medway-out-of-hours","name":"Kent and Medway Out of Hours"},{"id":"integrated-childrens-services","name":"Integrated Children''s Services"},{"id":"care-leavers-18-plus","name":"18+ Care Leavers Service"}]}');
INSERT INTO directory_edit VALUES(3,1,'contact','dover/housing',NULL,'{"id":"dover/housing","council":"dover","team":"Homelessness and housing advice","purpose":"housing","kind":"email","value":"housing.options@dover.gov.uk","display":"housing.options@dover.gov.uk","status":"stated","source":{"document":"kent-practice-guidance","place":"Out of hours"}}');
INSERT INTO directory_edit VALUES(4,1,'contact','dover/out-of-hours',NULL,'{"id":"dover/out-of-hours","council":"dover","team":"Homelessness out of hours","purpose":"out-of-hours","kind":"phone","value":"+441304872265","display":"01304 872265","status":"stated","source":{"document":"kent-practice-guidance","place":"Out of hours"}}');
INSERT INTO directory_edit VALUES(5,1,'contact','dover/subject-access',NULL,'{"id":"dover/subject-access","council":"dover","team":"Information governance","purpose":"subject-access","kind":"email","value":"dataprotection@dover.gov.uk","display":"dataprotection@dover.gov.uk","status":"stated","source":{"document":"kent-care-leavers","place":"Appendix 1"}}');
INSERT INTO directory_edit VALUES(6,1,'contact','dover/switchboard',NULL,'{"id":"dover/switchboard","council":"dover","team":"Main switchboard","purpose":"switchboard","kind":"phone","value":"+441304821199","display":"01304 821199","status":"stated","source":{"document":"kent-practice-guidance","place":"Out of hours"}}');
INSERT INTO directory_edit VALUES(7,1,'contact','dover/website',NULL,'{"id":"dover/website","council":"dover","team":"Main switchboard","purpose":"website","kind":"web","value":"https://www.dover.gov.uk","display":"www.dover.gov.uk","status":"stated","source":{"document":"kent-practice-guidance","place":"Out of hours"}}');
INSERT INTO directory_edit VALUES(8,1,'contact','kent/childrens-out-of-hours',NULL,'{"id":"kent/childrens-out-of-hours","council":"kent","team":"Kent and Medway Out of Hours","purpose":"childrens-out-of-hours","kind":"phone","value":"+443000419191","display":"03000 41 91 91","status":"unconfirmed","source":{"document":"public-page","place":"kscmp.org.uk, page on worries about a child, undated"},"seenAlso":[{"document":"public-page","place":"Swale council page on worries about a child, undated"},{"document":"public-page","place":"Medway safeguarding partnership page, undated"}]}');
INSERT INTO directory_edit VALUES(9,1,'contact','kent/safeguarding',NULL,'{"id":"kent/safeguarding","council":"kent","team":"Integrated Front Door","purpose":"safeguarding","kind":"phone","value":"+443000411111","display":"03000 41 11 11","status":"unconfirmed","warnings":[{"code":"check-hours","text":"The page gives this number for working hours, without saying what they are."}],"source":{"document":"public-page","place":"Swale council page on worries about a child, undated"},"seenAlso":[{"document":"public-page","place":"kscmp.org.uk"},{"document":"public-page","place":"Ashford council safeguarding page, undated"}]}');
INSERT INTO directory_edit VALUES(10,1,'elsewhere','adur',NULL,'{"id":"adur","name":"Adur District Council"}');
INSERT INTO directory_edit VALUES(11,1,'elsewhere','hove',NULL,'{"id":"hove","name":"Hove"}');
INSERT INTO directory_edit VALUES(12,2,'contact','dover/switchboard','{"id":"dover/switchboard","council":"dover","team":"Main switchboard","purpose":"switchboard","kind":"phone","value":"+441304821199","display":"01304 821199","status":"stated","source":{"document":"kent-practice-guidance","place":"Out of hours"}}','{"id":"dover/switchboard","council":"dover","team":"Main switchboard","purpose":"switchboard","kind":"phone","value":"+441304821199","display":"01304 821199","status":"verified","source":{"document":"kent-practice-guidance","place":"Out of hours"},"checkedOn":"2026-11-20"}');
CREATE TABLE verification (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  change INTEGER NOT NULL REFERENCES directory_change (id),
  contact TEXT NOT NULL CONSTRAINT verified_contact_is_given CHECK (trim(contact) <> ''),
  checked_on TEXT NOT NULL CONSTRAINT verified_on_is_a_day CHECK (checked_on IS date(checked_on, '+0 days') AND checked_on BETWEEN '1900-01-01' AND '2199-12-31'),
  by TEXT NOT NULL CONSTRAINT verified_by_is_given CHECK (trim(by) <> ''),
  method TEXT NOT NULL CONSTRAINT method_is_known CHECK (
    method IN ('rang-and-answered', 'email-acknowledged', 'web-page')),
  note TEXT CONSTRAINT note_is_not_blank CHECK (trim(note) <> ''),
  at TEXT NOT NULL CONSTRAINT verified_at_is_a_moment CHECK (
    at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9][+-][0-9][0-9]:[0-9][0-9]'
    AND substr(at, 1, 10) IS date(substr(at, 1, 10), '+0 days') AND at BETWEEN '1900' AND '2200'
    AND datetime(at) IS NOT NULL)
) STRICT;
INSERT INTO verification VALUES(1,2,'dover/switchboard','2026-11-20','tester','rang-and-answered',NULL,'2026-11-25T18:54:53+00:00');
CREATE TABLE shipped_data (
  id INTEGER NOT NULL PRIMARY KEY CONSTRAINT shipped_data_is_one_row CHECK (id = 1),
  stamp TEXT NOT NULL CONSTRAINT stamp_is_given CHECK (trim(stamp) <> ''),
  version TEXT NOT NULL CONSTRAINT shipped_version_is_given CHECK (trim(version) <> ''),
  settled TEXT CONSTRAINT settled_is_not_blank CHECK (trim(settled) <> '')
) STRICT;
INSERT INTO shipped_data VALUES(1,'6b94ed260c8ee7f8','85e738a5c60cc4de','85e738a5c60cc4de');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('directory_edit',12);
INSERT INTO sqlite_sequence VALUES('directory_change',2);
INSERT INTO sqlite_sequence VALUES('verification',1);
INSERT INTO sqlite_sequence VALUES('failure_report',1);
CREATE INDEX council_by_county ON council (county);
CREATE INDEX council_by_childrens_services ON council (childrens_services);
CREATE INDEX contact_by_team ON contact (council, team);
CREATE INDEX failure_report_by_contact ON failure_report (contact);
CREATE UNIQUE INDEX token_in_force_by_name ON token (name) WHERE revoked_at IS NULL;
CREATE INDEX council_successor_by_successor ON council_successor (successor);
CREATE INDEX directory_edit_by_change ON directory_edit (change);
CREATE INDEX directory_edit_by_record ON directory_edit (record);
CREATE INDEX verification_by_contact ON verification (contact);
CREATE INDEX verification_by_change ON verification (change);
CREATE TRIGGER directory_change_is_never_altered BEFORE UPDATE ON directory_change
BEGIN SELECT RAISE(ABORT, 'directory_change is append-only: a change is never altered'); END;
CREATE TRIGGER directory_change_is_never_deleted BEFORE DELETE ON directory_change
BEGIN SELECT RAISE(ABORT, 'directory_change is append-only: a change is never deleted'); END;
CREATE TRIGGER directory_change_goes_to_the_end BEFORE INSERT ON directory_change
WHEN NEW.id <= (SELECT max(id) FROM directory_change)
  OR NEW.previous <> coalesce(
    (SELECT hash FROM directory_change ORDER BY id DESC LIMIT 1), '0000000000000000000000000000000000000000000000000000000000000000')
  OR coalesce(NEW.edits, -1) <> (SELECT count(*) FROM directory_edit WHERE change = NEW.id)
BEGIN SELECT RAISE(ABORT, 'directory_change is append-only: a change is chained to the last, with its edits'); END;
CREATE TRIGGER directory_edit_is_never_altered BEFORE UPDATE ON directory_edit
BEGIN SELECT RAISE(ABORT, 'directory_edit is append-only: history is never altered'); END;
CREATE TRIGGER directory_edit_is_never_deleted BEFORE DELETE ON directory_edit
BEGIN SELECT RAISE(ABORT, 'directory_edit is append-only: history is never deleted'); END;
CREATE TRIGGER directory_edit_goes_to_the_end BEFORE INSERT ON directory_edit
WHEN NEW.id <= (SELECT max(id) FROM directory_edit)
  OR NEW.change <= (SELECT max(id) FROM directory_change)
BEGIN SELECT RAISE(ABORT, 'directory_edit is append-only: a sealed change takes no more edits'); END;
CREATE TRIGGER verification_is_never_altered BEFORE UPDATE ON verification
BEGIN SELECT RAISE(ABORT, 'verification is append-only: a check is never altered'); END;
CREATE TRIGGER verification_is_never_deleted BEFORE DELETE ON verification
BEGIN SELECT RAISE(ABORT, 'verification is append-only: a check is never deleted'); END;
CREATE TRIGGER verification_goes_to_the_end BEFORE INSERT ON verification
WHEN NEW.id <= (SELECT max(id) FROM verification)
  OR NEW.change <> (SELECT max(id) FROM directory_change)
BEGIN SELECT RAISE(ABORT, 'verification is append-only: a check belongs to the last change'); END;
COMMIT;
