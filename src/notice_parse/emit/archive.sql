-- The archive of extracted notices. Columns come in the order in which as_sqlite.py writes them.
CREATE TABLE sources (
  id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, media_type TEXT, encoding TEXT,
  characters INTEGER, lines INTEGER, schema_version TEXT, tool_version TEXT, grammar TEXT, work TEXT
);
CREATE TABLE notices (
  id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
  kind TEXT NOT NULL, region TEXT, year INTEGER, document_number TEXT, title TEXT,
  issuers TEXT, issued_on TEXT, printed_on TEXT, addressees TEXT, line_start INTEGER, line_end INTEGER
);
CREATE TABLE tasks (
  id INTEGER PRIMARY KEY, notice_id INTEGER NOT NULL REFERENCES notices ON DELETE CASCADE,
  task_id TEXT NOT NULL, schedule TEXT, section TEXT, category TEXT, number TEXT, title TEXT,
  text TEXT NOT NULL, deadline TEXT, leader_names TEXT, unit_names TEXT, indicators TEXT, line_start INTEGER, line_end INTEGER
);
CREATE TABLE leaders (
  id INTEGER PRIMARY KEY, task_id INTEGER NOT NULL REFERENCES tasks ON DELETE CASCADE,
  place INTEGER NOT NULL, name TEXT NOT NULL, post TEXT
);
CREATE TABLE units (
  id INTEGER PRIMARY KEY, task_id INTEGER NOT NULL REFERENCES tasks ON DELETE CASCADE,
  place INTEGER NOT NULL, name TEXT NOT NULL, canonical TEXT, role TEXT NOT NULL, role_basis TEXT NOT NULL,
  collective INTEGER NOT NULL
);
CREATE TABLE targets (
  id INTEGER PRIMARY KEY, task_id INTEGER NOT NULL REFERENCES tasks ON DELETE CASCADE,
  indicator TEXT NOT NULL, scope TEXT, action TEXT, modality TEXT, comparator TEXT NOT NULL,
  value NUMERIC NOT NULL, value_high NUMERIC, unit TEXT NOT NULL,
  base_value NUMERIC NOT NULL, base_value_high NUMERIC, base_unit TEXT NOT NULL, dimension TEXT NOT NULL,
  measure TEXT NOT NULL, deadline TEXT, baseline_value NUMERIC, baseline_unit TEXT, baseline_year INTEGER,
  "key" INTEGER NOT NULL, quote TEXT NOT NULL, line INTEGER
);
CREATE TABLE qualitative_targets (
  id INTEGER PRIMARY KEY, task_id INTEGER NOT NULL REFERENCES tasks ON DELETE CASCADE,
  indicator TEXT NOT NULL, text TEXT NOT NULL, line INTEGER
);
CREATE TABLE allocations (
  id INTEGER PRIMARY KEY, task_id INTEGER NOT NULL REFERENCES tasks ON DELETE CASCADE,
  place INTEGER NOT NULL, item TEXT, total NUMERIC, total_text TEXT NOT NULL,
  area TEXT NOT NULL, value NUMERIC, value_text TEXT NOT NULL
);
CREATE TABLE extra (
  id INTEGER PRIMARY KEY, task_id INTEGER NOT NULL REFERENCES tasks ON DELETE CASCADE,
  header TEXT NOT NULL, cell TEXT NOT NULL
);
CREATE TABLE glossary (
  id INTEGER PRIMARY KEY, notice_id INTEGER NOT NULL REFERENCES notices ON DELETE CASCADE,
  term TEXT NOT NULL, definition TEXT NOT NULL, line INTEGER
);
CREATE TABLE diagnostics (
  id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
  notice_id INTEGER REFERENCES notices ON DELETE CASCADE, task_id INTEGER REFERENCES tasks ON DELETE CASCADE,
  severity TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL, line INTEGER
);

CREATE INDEX notices_source ON notices (source_id);
CREATE INDEX notices_place ON notices (region, year);
CREATE INDEX tasks_notice ON tasks (notice_id);
CREATE INDEX tasks_id ON tasks (task_id);
CREATE INDEX leaders_task ON leaders (task_id);
CREATE INDEX leaders_name ON leaders (name);
CREATE INDEX units_task ON units (task_id);
CREATE INDEX units_name ON units (canonical, name);
CREATE INDEX targets_task ON targets (task_id);
CREATE INDEX targets_indicator ON targets (indicator);
CREATE INDEX qualitative_task ON qualitative_targets (task_id);
CREATE INDEX allocations_task ON allocations (task_id);
CREATE INDEX extra_task ON extra (task_id);
CREATE INDEX glossary_notice ON glossary (notice_id);
CREATE INDEX diagnostics_source ON diagnostics (source_id, code);
CREATE INDEX diagnostics_notice ON diagnostics (notice_id);
CREATE INDEX diagnostics_task ON diagnostics (task_id);

-- Full-text search: SELECT … FROM search JOIN tasks ON tasks.id = search.rowid WHERE search MATCH '"制造业贷款"'.
-- Trigrams need no word list. Words of two characters are found in the table itself: tasks.text LIKE '%就业%'.
CREATE VIRTUAL TABLE search USING fts5 (
  text, title, section, unit_names, indicators, content = 'tasks', content_rowid = 'id', tokenize = 'trigram'
);
CREATE TRIGGER tasks_added AFTER INSERT ON tasks BEGIN
  INSERT INTO search (rowid, text, title, section, unit_names, indicators)
  VALUES (new.id, new.text, new.title, new.section, new.unit_names, new.indicators);
END;
CREATE TRIGGER tasks_gone AFTER DELETE ON tasks BEGIN
  INSERT INTO search (search, rowid, text, title, section, unit_names, indicators)
  VALUES ('delete', old.id, old.text, old.title, old.section, old.unit_names, old.indicators);
END;

-- The panel region × year × indicator, one row a target.
CREATE VIEW panel AS
SELECT n.region, n.year, n.document_number, n.title AS notice_title, t.task_id, g.indicator, g.scope, g.comparator,
       g.value, g.value_high, g.unit, g.base_value, g.base_value_high, g.base_unit, g.dimension, g.measure,
       g.deadline, g.quote, t.text, t.leader_names, t.unit_names, s.path AS source, g.line
FROM targets g JOIN tasks t ON t.id = g.task_id JOIN notices n ON n.id = t.notice_id JOIN sources s ON s.id = n.source_id;
