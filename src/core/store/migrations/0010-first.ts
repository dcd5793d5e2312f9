/** The first shape of the database. Frozen: what changes later is a migration of its own. */
export const migration0010First = {
  version: 10,
  sql: `
-- The record -------------------------------------------------------------------------------------

CREATE TABLE audit_events (
  seq          INTEGER PRIMARY KEY,
  id           TEXT NOT NULL UNIQUE,
  desk_id      TEXT NOT NULL,
  prev_hash    TEXT NOT NULL,
  hash         TEXT NOT NULL UNIQUE,
  type         TEXT NOT NULL,
  v            INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  editor_id    TEXT NOT NULL,
  subject      TEXT NOT NULL,
  salt         TEXT NOT NULL,
  payload_hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_events_subject ON audit_events (subject, seq);

-- NULL once the payload was erased; its salted hash stays in the chain.
CREATE TABLE audit_payloads (
  seq       INTEGER PRIMARY KEY REFERENCES audit_events (seq),
  payload   TEXT,
  erased_at INTEGER
) STRICT;

-- Mail as it arrived (primary, outside the log) -----------------------------------------------------

CREATE TABLE messages (
  hash       TEXT PRIMARY KEY,
  size       INTEGER NOT NULL,
  arrived_at INTEGER NOT NULL,
  -- 'stored': raw bytes are kept; 'parsed': read; 'sorted': joined to a submission or filed; 'quarantined'.
  stage      TEXT NOT NULL CHECK (stage IN ('stored', 'parsed', 'sorted', 'quarantined')),
  reason     TEXT,
  detail     TEXT NOT NULL DEFAULT '',
  -- Tries to take it in that were begun: what remains of them if the process died of the message.
  attempts   INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX messages_stage ON messages (stage, arrived_at) WHERE stage <> 'sorted';

CREATE TABLE message_places (
  account_id   TEXT NOT NULL,
  folder       TEXT NOT NULL,
  uid_validity TEXT NOT NULL,
  uid          TEXT NOT NULL,
  hash         TEXT NOT NULL REFERENCES messages (hash),
  PRIMARY KEY (account_id, folder, uid_validity, uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_places_hash ON message_places (hash);

CREATE TABLE sync_cursors (
  account_id   TEXT NOT NULL,
  folder       TEXT NOT NULL,
  uid_validity TEXT NOT NULL,
  last_uid     INTEGER NOT NULL,
  synced_at    INTEGER NOT NULL,
  PRIMARY KEY (account_id, folder)
) STRICT, WITHOUT ROWID;

-- What was read out of the raw bytes (derived) ------------------------------------------------------

CREATE TABLE parsed_messages (
  hash        TEXT PRIMARY KEY REFERENCES messages (hash),
  message_id  TEXT NOT NULL,
  body_hash   TEXT NOT NULL,
  from_name   TEXT NOT NULL,
  from_address TEXT NOT NULL,
  subject     TEXT NOT NULL,
  date        INTEGER NOT NULL,
  kind        TEXT NOT NULL,
  in_reply_to TEXT,
  attachments INTEGER NOT NULL,
  preview     TEXT NOT NULL,
  parsed      TEXT NOT NULL
) STRICT;
CREATE INDEX parsed_messages_message_id ON parsed_messages (message_id);

CREATE TABLE checks (
  version_id TEXT PRIMARY KEY,
  pack_hashes TEXT NOT NULL,
  checked_at INTEGER NOT NULL,
  -- Open findings by level, waived ones left out: what a row of the inbox shows.
  errors     INTEGER NOT NULL,
  warnings   INTEGER NOT NULL,
  notes      INTEGER NOT NULL,
  -- How many of the findings serve each clause, as JSON: the dashboard adds these up without reading findings.
  clauses    TEXT NOT NULL,
  findings   TEXT NOT NULL,
  checklist  TEXT NOT NULL
) STRICT;

-- Near-duplicates: the newest version of every piece, numbered so that its fingerprints stay small.
CREATE TABLE fingerprinted (
  number     INTEGER PRIMARY KEY,
  version_id TEXT NOT NULL UNIQUE,
  -- How its fingerprints were made; 0 until they were compared with the others.
  method     INTEGER NOT NULL,
  size       INTEGER NOT NULL
) STRICT;

CREATE TABLE fingerprints (
  version INTEGER NOT NULL REFERENCES fingerprinted (number),
  hash    INTEGER NOT NULL,
  PRIMARY KEY (version, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX fingerprints_hash ON fingerprints (hash, version);

-- Both ways round, so that the best match of a row is the first of an index range.
CREATE TABLE similar_pairs (
  submission_id TEXT NOT NULL,
  other_id      TEXT NOT NULL,
  score         REAL NOT NULL,
  PRIMARY KEY (submission_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX similar_pairs_best ON similar_pairs (submission_id, score DESC, other_id);

-- State, written only by applying events -------------------------------------------------------------

CREATE TABLE desk (
  only         INTEGER PRIMARY KEY CHECK (only = 1),
  desk_id      TEXT NOT NULL,
  zone         TEXT NOT NULL,
  signature    TEXT NOT NULL,
  undo_seconds INTEGER NOT NULL,
  created_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE editors (
  id   TEXT PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;

CREATE TABLE accounts (
  id         TEXT PRIMARY KEY,
  kind       TEXT NOT NULL,
  address    TEXT NOT NULL,
  config     TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE authors (
  id            TEXT PRIMARY KEY,
  name          TEXT NOT NULL,
  identity      TEXT NOT NULL,
  wechat        TEXT NOT NULL,
  first_seen_at INTEGER NOT NULL
) STRICT;

CREATE TABLE author_addresses (
  address   TEXT PRIMARY KEY,
  author_id TEXT NOT NULL REFERENCES authors (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX author_addresses_author ON author_addresses (author_id);

CREATE TABLE submissions (
  id             TEXT PRIMARY KEY,
  number         TEXT NOT NULL UNIQUE,
  author_id      TEXT NOT NULL REFERENCES authors (id),
  state          TEXT NOT NULL,
  publication    TEXT NOT NULL,
  title          TEXT NOT NULL,
  subject        TEXT NOT NULL,
  received_at    INTEGER NOT NULL,
  words          INTEGER NOT NULL,
  images         INTEGER NOT NULL,
  attachments    INTEGER NOT NULL,
  expiring_links INTEGER NOT NULL,
  versions       INTEGER NOT NULL,
  current_version_id TEXT,
  conversion     TEXT NOT NULL,
  unread         INTEGER NOT NULL CHECK (unread IN (0, 1)),
  answered       INTEGER NOT NULL CHECK (answered IN (0, 1))
) STRICT;
CREATE INDEX submissions_state ON submissions (state, received_at DESC);
CREATE INDEX submissions_received ON submissions (received_at DESC);
CREATE INDEX submissions_author ON submissions (author_id, received_at DESC);
-- The conditions are those of the queries, word for word: only then SQLite uses them.
CREATE INDEX submissions_open ON submissions (received_at DESC) WHERE state IN ('new', 'reviewing') OR answered = 1;
CREATE INDEX submissions_unread ON submissions (received_at DESC) WHERE unread = 1;

CREATE TABLE submission_messages (
  submission_id TEXT NOT NULL REFERENCES submissions (id),
  hash          TEXT NOT NULL,
  kind          TEXT NOT NULL,
  received_at   INTEGER NOT NULL,
  PRIMARY KEY (submission_id, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX submission_messages_hash ON submission_messages (hash);

CREATE TABLE provenance (
  submission_id TEXT NOT NULL REFERENCES submissions (id),
  field         TEXT NOT NULL,
  value         TEXT NOT NULL,
  said_in       TEXT NOT NULL,
  PRIMARY KEY (submission_id, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE manuscript_versions (
  id              TEXT PRIMARY KEY,
  submission_id   TEXT NOT NULL REFERENCES submissions (id),
  ordinal         INTEGER NOT NULL,
  title           TEXT NOT NULL,
  byline          TEXT NOT NULL,
  words           INTEGER NOT NULL,
  images          TEXT NOT NULL,
  content_hash    TEXT NOT NULL,
  source_filename TEXT,
  source_sha256   TEXT,
  message_hash    TEXT,
  report          TEXT NOT NULL,
  added_at        INTEGER NOT NULL,
  UNIQUE (submission_id, ordinal)
) STRICT;

CREATE TABLE annotations (
  id            TEXT PRIMARY KEY,
  submission_id TEXT NOT NULL REFERENCES submissions (id),
  version_id    TEXT NOT NULL REFERENCES manuscript_versions (id),
  kind          TEXT NOT NULL,
  anchor        TEXT NOT NULL,
  audience      TEXT NOT NULL,
  state         TEXT NOT NULL,
  created_at    INTEGER NOT NULL,
  removed       INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
) STRICT;
CREATE INDEX annotations_submission ON annotations (submission_id, created_at);

CREATE TABLE annotation_comments (
  id            TEXT PRIMARY KEY,
  annotation_id TEXT NOT NULL REFERENCES annotations (id),
  editor_id     TEXT NOT NULL,
  text          TEXT NOT NULL,
  at            INTEGER NOT NULL
) STRICT;
CREATE INDEX annotation_comments_annotation ON annotation_comments (annotation_id, at);

CREATE TABLE waivers (
  version_id TEXT NOT NULL,
  finding_id TEXT NOT NULL,
  reason     TEXT NOT NULL,
  editor_id  TEXT NOT NULL,
  at         INTEGER NOT NULL,
  PRIMARY KEY (version_id, finding_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE decisions (
  id             TEXT PRIMARY KEY,
  submission_id  TEXT NOT NULL REFERENCES submissions (id),
  verdict        TEXT NOT NULL,
  reason         TEXT NOT NULL,
  round          INTEGER NOT NULL,
  version_id     TEXT,
  findings       TEXT NOT NULL,
  override       TEXT,
  previous_state TEXT NOT NULL,
  previous_answered INTEGER NOT NULL CHECK (previous_answered IN (0, 1)),
  letter_id      TEXT,
  editor_id      TEXT NOT NULL,
  at             INTEGER NOT NULL,
  reverted_at    INTEGER,
  reverted_by    TEXT,
  revert_reason  TEXT
) STRICT;
CREATE INDEX decisions_submission ON decisions (submission_id, round);

CREATE TABLE letters (
  id            TEXT PRIMARY KEY,
  submission_id TEXT NOT NULL REFERENCES submissions (id),
  decision_id   TEXT,
  account_id    TEXT NOT NULL,
  template      TEXT NOT NULL,
  to_name       TEXT NOT NULL,
  to_address    TEXT NOT NULL,
  from_name     TEXT NOT NULL,
  from_address  TEXT NOT NULL,
  subject       TEXT NOT NULL,
  text          TEXT NOT NULL,
  html          TEXT NOT NULL,
  message_id    TEXT NOT NULL UNIQUE,
  in_reply_to   TEXT,
  refs          TEXT NOT NULL,
  state         TEXT NOT NULL,
  reason        TEXT,
  detail        TEXT NOT NULL,
  attempts      INTEGER NOT NULL,
  not_before    INTEGER NOT NULL,
  created_at    INTEGER NOT NULL,
  sent_at       INTEGER
) STRICT;
CREATE INDEX letters_state ON letters (state, not_before);
CREATE INDEX letters_settled ON letters (created_at DESC) WHERE state IN ('sent', 'cancelled');
CREATE INDEX letters_submission ON letters (submission_id, created_at);

CREATE TABLE contact_notes (
  id        TEXT PRIMARY KEY,
  author_id TEXT NOT NULL REFERENCES authors (id),
  channel   TEXT NOT NULL,
  text      TEXT NOT NULL,
  editor_id TEXT NOT NULL,
  at        INTEGER NOT NULL
) STRICT;
CREATE INDEX contact_notes_author ON contact_notes (author_id, at DESC);

CREATE TABLE follow_ups (
  id            TEXT PRIMARY KEY,
  author_id     TEXT NOT NULL REFERENCES authors (id),
  submission_id TEXT,
  purpose       TEXT NOT NULL,
  text          TEXT NOT NULL,
  due           TEXT NOT NULL,
  state         TEXT NOT NULL
) STRICT;
CREATE INDEX follow_ups_author ON follow_ups (author_id, state, due);
CREATE INDEX follow_ups_submission ON follow_ups (submission_id);
CREATE INDEX follow_ups_open ON follow_ups (due) WHERE state = 'open';

-- Who an event concerns, so that an author's or a submission's timeline is one index range.
CREATE TABLE event_subjects (
  subject TEXT NOT NULL,
  seq     INTEGER NOT NULL,
  PRIMARY KEY (subject, seq)
) STRICT, WITHOUT ROWID;
`,
} as const
