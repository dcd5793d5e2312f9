/** Rule packs that editors change: their versions, what is switched off, the allow-list; findings one by one, and verdicts that were replaced. */
export const migration0040Rules = {
  version: 40,
  sql: `
-- Rule packs ---------------------------------------------------------------------------------------

-- Every version of a pack that gave a verdict or was saved here, by the hash of its content. Outside the log, and primary: an old
-- verdict is made again with it.
CREATE TABLE rule_pack_sources (
  hash    TEXT PRIMARY KEY,
  -- The blob of its YAML.
  source  TEXT NOT NULL,
  name    TEXT NOT NULL,
  version TEXT NOT NULL,
  kept_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What checks were made with, by a short name: [{name, hash, off}], JSON; off: ids of rules, or 'all'. checks.pack_hashes names one.
CREATE TABLE rule_pack_sets (
  key   TEXT PRIMARY KEY,
  packs TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Packs that this desk changed, made or imported. Shipped ones that nobody touched have no row.
CREATE TABLE rule_packs (
  name      TEXT PRIMARY KEY,
  -- The version that the desk uses; NULL: the shipped one.
  hash      TEXT,
  -- The shipped version that it was made from or last compared with; NULL for a pack of the desk's own.
  base_hash TEXT,
  enabled   INTEGER NOT NULL DEFAULT 1,
  -- Taken away (own packs only); its versions stay.
  removed   INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- The changelog of a pack at this desk.
CREATE TABLE rule_pack_versions (
  name      TEXT NOT NULL,
  -- From 1.
  revision  INTEGER NOT NULL,
  hash      TEXT NOT NULL,
  source    TEXT NOT NULL,
  version   TEXT NOT NULL,
  base_hash TEXT,
  -- What was done: edited, imported, restored, …
  how       TEXT NOT NULL,
  -- {added, changed, removed}: ids of rules, JSON.
  changes   TEXT NOT NULL,
  note      TEXT NOT NULL,
  editor_id TEXT NOT NULL,
  at        INTEGER NOT NULL,
  PRIMARY KEY (name, revision)
) STRICT, WITHOUT ROWID;

-- Rules that are switched off; one that runs has no row.
CREATE TABLE rule_switches (
  rule_id   TEXT PRIMARY KEY,
  pack      TEXT NOT NULL,
  reason    TEXT NOT NULL,
  editor_id TEXT NOT NULL,
  at        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Words that may stand: for the desk, an author or a piece.
CREATE TABLE allow_entries (
  id            TEXT PRIMARY KEY,
  -- 'desk', 'author' or 'submission'.
  scope         TEXT NOT NULL,
  author_id     TEXT,
  submission_id TEXT,
  -- NULL: any rule.
  rule_id       TEXT,
  words         TEXT NOT NULL,
  -- The words as they are compared.
  folded        TEXT NOT NULL,
  reason        TEXT NOT NULL,
  -- The last local day that it holds; NULL: for good.
  expires_on    TEXT,
  editor_id     TEXT NOT NULL,
  added_at      INTEGER NOT NULL,
  withdrawn_at  INTEGER,
  withdrawn_by  TEXT,
  withdrawn_why TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX allow_entries_scope ON allow_entries (scope, author_id) WHERE withdrawn_at IS NULL;
CREATE INDEX allow_entries_submission ON allow_entries (submission_id) WHERE withdrawn_at IS NULL AND submission_id IS NOT NULL;
CREATE INDEX allow_entries_added ON allow_entries (added_at DESC);
CREATE INDEX allow_entries_expiring ON allow_entries (expires_on) WHERE withdrawn_at IS NULL AND expires_on IS NOT NULL;

-- Checks -------------------------------------------------------------------------------------------

-- The text that was checked, and what was known besides it (CheckContext, JSON): a verdict is made again with both.
ALTER TABLE checks ADD COLUMN content_hash TEXT NOT NULL DEFAULT '';
-- What was known changed since: it is to be made again.
ALTER TABLE checks ADD COLUMN stale INTEGER NOT NULL DEFAULT 0;
ALTER TABLE checks ADD COLUMN context TEXT NOT NULL DEFAULT '{"links":[],"imageCount":0}';

-- Which checks are to be made again is found without reading the checks.
CREATE INDEX checks_origin ON checks (version_id, pack_hashes, content_hash, stale);

-- Verdicts that another one replaced and that said something else, the newest of each version.
CREATE TABLE past_checks (
  version_id   TEXT NOT NULL,
  checked_at   INTEGER NOT NULL,
  pack_hashes  TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  context      TEXT NOT NULL,
  findings     TEXT NOT NULL,
  PRIMARY KEY (version_id, checked_at)
) STRICT, WITHOUT ROWID;

-- Every finding that a version had, with what became of it. Derived, but for those that are gone.
CREATE TABLE findings (
  version_id     TEXT NOT NULL,
  finding_id     TEXT NOT NULL,
  rule_id        TEXT NOT NULL,
  clause         TEXT NOT NULL,
  level          TEXT NOT NULL,
  normalized     TEXT NOT NULL,
  -- Which one of those of its rule with the same words in the version, from 0.
  occurrence     INTEGER NOT NULL,
  -- The words and what stands around them, as allow-list entries are compared with them.
  hit            TEXT NOT NULL,
  before         TEXT NOT NULL,
  after          TEXT NOT NULL,
  -- Why the last check has it no more: 'edited' (the words are gone), 'packs' (the rules changed); NULL: it has it.
  gone           TEXT,
  allow_entry_id TEXT,
  -- 'open', 'waived', 'allowed', 'fixed' (edited away or gone in the next version), 'dropped' (by a change of rules).
  outcome        TEXT NOT NULL,
  PRIMARY KEY (version_id, finding_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX findings_outcome ON findings (rule_id, outcome);
CREATE INDEX findings_hit ON findings (hit) WHERE gone IS NULL;
CREATE INDEX findings_allowed ON findings (allow_entry_id) WHERE allow_entry_id IS NOT NULL;

-- What is known of them until their versions are checked again.
INSERT OR IGNORE INTO findings
  SELECT c.version_id, json_extract(f.value, '$.id'), json_extract(f.value, '$.ruleId'), json_extract(f.value, '$.clause'),
    json_extract(f.value, '$.level'), json_extract(f.value, '$.normalized'), 0, lower(json_extract(f.value, '$.normalized')), '', '',
    NULL, NULL, CASE WHEN w.finding_id IS NULL THEN 'open' ELSE 'waived' END
  FROM checks c, json_each(c.findings) f
  LEFT JOIN waivers w ON w.version_id = c.version_id AND w.finding_id = json_extract(f.value, '$.id');

-- What a rule that is not saved yet would change, of the last trial. Derived.
CREATE TABLE trial_findings (
  number     INTEGER PRIMARY KEY,
  -- 'appears', 'disappears' or 'changes' (of level).
  change     TEXT NOT NULL,
  rule_id    TEXT NOT NULL,
  level      TEXT NOT NULL,
  version_id TEXT NOT NULL,
  block      TEXT NOT NULL,
  -- JSON: the finding and its sentence.
  finding    TEXT NOT NULL
) STRICT;
CREATE INDEX trial_findings_change ON trial_findings (change, number);
`,
} as const
