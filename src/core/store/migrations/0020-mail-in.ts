/** What the intake needs: the server's side of every mail, corrected sorting, work items that move, published articles. */
export const migration0020MailIn = {
  version: 20,
  sql: `
-- Mail as it arrived -------------------------------------------------------------------------------

-- Older than the account's cut-off date: kept and searchable, no work item.
ALTER TABLE messages ADD COLUMN history INTEGER NOT NULL DEFAULT 0 CHECK (history IN (0, 1));
-- From the Sent folder: somebody here wrote it.
ALTER TABLE messages ADD COLUMN outgoing INTEGER NOT NULL DEFAULT 0 CHECK (outgoing IN (0, 1));

-- What somebody here sent, by what it answers: a reply from Sent may be read before the mail that it answers.
CREATE INDEX parsed_messages_sent ON parsed_messages (in_reply_to) WHERE kind = 'sent';

-- The server's flags and keywords, a sorted JSON array.
ALTER TABLE message_places ADD COLUMN flags TEXT NOT NULL DEFAULT '[]';
-- Since when it does not lie there any more (UTC milliseconds). Nothing is deleted here.
ALTER TABLE message_places ADD COLUMN gone_at INTEGER;
CREATE INDEX message_places_gone ON message_places (account_id, folder) WHERE gone_at IS NOT NULL;

-- HIGHESTMODSEQ up to which flags and deletions were followed (RFC 7162); NULL where the server has none.
ALTER TABLE sync_cursors ADD COLUMN modseq TEXT;

-- Mails too large to take over, left on the server.
CREATE TABLE oversized_mails (
  account_id   TEXT NOT NULL,
  folder       TEXT NOT NULL,
  uid_validity TEXT NOT NULL,
  uid          TEXT NOT NULL,
  size         INTEGER NOT NULL,
  noted_at     INTEGER NOT NULL,
  PRIMARY KEY (account_id, folder, uid_validity, uid)
) STRICT, WITHOUT ROWID;

-- Sorted mails whose manuscript is still to be converted, numbered in the order they were sorted in.
CREATE TABLE pending_conversions (
  id            INTEGER PRIMARY KEY,
  hash          TEXT NOT NULL UNIQUE REFERENCES messages (hash),
  submission_id TEXT NOT NULL,
  -- Tries that were begun: what remains of them if the process died of the file.
  attempts      INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX pending_conversions_submission ON pending_conversions (submission_id, id);

-- What the server is still to be told (flags, keywords, moves), oldest first.
CREATE TABLE server_changes (
  id         INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL,
  hash       TEXT NOT NULL,
  -- What of the mail it is about (seen, state, claim, folder): a newer wish takes the place of an older one.
  slot       TEXT NOT NULL,
  operation  TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  attempts   INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER NOT NULL DEFAULT 0,
  -- Why it is not tried again by itself; empty while it waits.
  failure    TEXT NOT NULL DEFAULT '',
  detail     TEXT NOT NULL DEFAULT '',
  UNIQUE (account_id, hash, slot)
) STRICT;
CREATE INDEX server_changes_due ON server_changes (account_id, id) WHERE failure = '';

-- Which mail names which: References, In-Reply-To, the mail inside a forward. Read out of the raw bytes with the rest.
CREATE TABLE message_references (
  message_id TEXT NOT NULL,
  hash       TEXT NOT NULL REFERENCES parsed_messages (hash),
  PRIMARY KEY (message_id, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_references_hash ON message_references (hash);
INSERT OR IGNORE INTO message_references
  SELECT r.value, p.hash FROM parsed_messages p, json_each(p.parsed, '$.references') r;
INSERT OR IGNORE INTO message_references
  SELECT in_reply_to, hash FROM parsed_messages WHERE in_reply_to IS NOT NULL;
INSERT OR IGNORE INTO message_references
  SELECT parsed ->> '$.forwarded.messageId', hash FROM parsed_messages
  WHERE parsed ->> '$.forwarded.messageId' IS NOT NULL;
CREATE INDEX parsed_messages_date ON parsed_messages (date DESC);

-- Articles that the site has published: what submissions are compared with. Imported, outside the log.
CREATE TABLE published_articles (
  id           TEXT PRIMARY KEY,
  title        TEXT NOT NULL,
  author       TEXT NOT NULL,
  url          TEXT NOT NULL,
  published_at INTEGER,
  -- The blob of its plain text, and the hash that tells the same article imported twice.
  content_hash TEXT NOT NULL UNIQUE,
  source       TEXT NOT NULL,
  added_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX published_articles_added ON published_articles (added_at DESC);

-- Derived, made again at the next start: fingerprints of newest versions and of published articles.
DROP TABLE fingerprints;
DROP TABLE fingerprinted;
CREATE TABLE fingerprinted (
  number     INTEGER PRIMARY KEY,
  version_id TEXT UNIQUE,
  article_id TEXT UNIQUE,
  -- How its fingerprints were made; 0 until they were compared with the others.
  method     INTEGER NOT NULL,
  size       INTEGER NOT NULL,
  CHECK ((version_id IS NULL) <> (article_id IS NULL))
) STRICT;
CREATE TABLE fingerprints (
  version INTEGER NOT NULL REFERENCES fingerprinted (number),
  hash    INTEGER NOT NULL,
  PRIMARY KEY (version, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX fingerprints_hash ON fingerprints (hash, version);
CREATE TABLE similar_articles (
  submission_id TEXT NOT NULL,
  article_id    TEXT NOT NULL,
  score         REAL NOT NULL,
  PRIMARY KEY (submission_id, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX similar_articles_article ON similar_articles (article_id);

-- Of every mail, its links that expire by themselves, in the mail's order: what lists say of them without reading mails.
CREATE TABLE expiring_links (
  hash       TEXT NOT NULL REFERENCES parsed_messages (hash),
  position   INTEGER NOT NULL,
  url        TEXT NOT NULL,
  -- UTC milliseconds as the mail says; NULL when it does not.
  expires_at INTEGER,
  PRIMARY KEY (hash, position)
) STRICT, WITHOUT ROWID;
INSERT INTO expiring_links (hash, position, url)
  SELECT p.hash, j.key, json_extract(j.value, '$.url') FROM parsed_messages p, json_each(p.parsed, '$.links') j
  WHERE json_extract(j.value, '$.expiring') = 1;

-- State, written only by applying events -------------------------------------------------------------

-- Which folders an account takes in, from when on, and what it writes back. No row: as it was without settings.
CREATE TABLE account_intake (
  account_id TEXT PRIMARY KEY,
  settings   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE submissions ADD COLUMN archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1));
-- Who works on it (分稿, 认领).
ALTER TABLE submissions ADD COLUMN assignee_id TEXT;
-- A complaint that is not settled: first in every list. With the local date by which it is to be answered.
ALTER TABLE submissions ADD COLUMN urgent INTEGER NOT NULL DEFAULT 0 CHECK (urgent IN (0, 1));
ALTER TABLE submissions ADD COLUMN reply_by TEXT;
-- Its sender took the mail back (发信方已撤回邮件).
ALTER TABLE submissions ADD COLUMN recalled INTEGER NOT NULL DEFAULT 0 CHECK (recalled IN (0, 1));
-- How it came: by mail, or made by an editor from a file or a pasted text.
ALTER TABLE submissions ADD COLUMN origin TEXT NOT NULL DEFAULT 'mail';
-- The submission that it was merged into; it is in no list then.
ALTER TABLE submissions ADD COLUMN merged_into TEXT;
-- Whose turn it is apart from the state: the author was asked something (1) or not.
ALTER TABLE submissions ADD COLUMN awaits_author INTEGER NOT NULL DEFAULT 0 CHECK (awaits_author IN (0, 1));

DROP INDEX submissions_open;
DROP INDEX submissions_unread;
DROP INDEX submissions_received;
DROP INDEX submissions_state;
-- The conditions are those of the queries, word for word: only then SQLite uses them.
CREATE INDEX submissions_open ON submissions (urgent DESC, received_at DESC)
  WHERE (state IN ('new', 'reviewing') OR answered = 1) AND awaits_author = 0 AND archived = 0 AND merged_into IS NULL;
CREATE INDEX submissions_received ON submissions (received_at DESC) WHERE merged_into IS NULL;
CREATE INDEX submissions_state ON submissions (state, received_at DESC) WHERE merged_into IS NULL;
CREATE INDEX submissions_unread ON submissions (received_at DESC) WHERE unread = 1 AND merged_into IS NULL;
CREATE INDEX submissions_triage ON submissions (urgent DESC, received_at)
  WHERE state = 'new' AND awaits_author = 0 AND archived = 0 AND merged_into IS NULL;
CREATE INDEX submissions_complaints ON submissions (urgent DESC, received_at DESC) WHERE urgent = 1 OR reply_by IS NOT NULL;
CREATE INDEX submissions_awaiting ON submissions (received_at DESC) WHERE awaits_author = 1 AND merged_into IS NULL;
CREATE INDEX submissions_archived ON submissions (received_at DESC) WHERE archived = 1 AND merged_into IS NULL;
CREATE INDEX submissions_assignee ON submissions (assignee_id, received_at DESC) WHERE assignee_id IS NOT NULL;
-- The same piece from another address.
CREATE INDEX submissions_title ON submissions (title, received_at DESC);
-- The next 稿号 of a month, however many it has.
CREATE INDEX submissions_running ON submissions (substr(number, 1, 4), CAST(substr(number, 6) AS INTEGER));
CREATE INDEX submissions_merged ON submissions (merged_into) WHERE merged_into IS NOT NULL;

ALTER TABLE submission_messages ADD COLUMN recalled INTEGER NOT NULL DEFAULT 0 CHECK (recalled IN (0, 1));

-- What an editor says a mail is, against what it was taken for.
CREATE TABLE corrected_kinds (
  hash TEXT PRIMARY KEY,
  kind TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE submission_links (
  submission_id TEXT NOT NULL REFERENCES submissions (id),
  other_id      TEXT NOT NULL REFERENCES submissions (id),
  kind          TEXT NOT NULL,
  PRIMARY KEY (submission_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX submission_links_other ON submission_links (other_id);

-- Files that came another way than by mail: handed over by WeChat, downloaded from an expiring link.
CREATE TABLE submission_files (
  submission_id TEXT NOT NULL REFERENCES submissions (id),
  sha256        TEXT NOT NULL,
  filename      TEXT NOT NULL,
  content_type  TEXT NOT NULL,
  size          INTEGER NOT NULL,
  -- The names in an archive, a JSON array; NULL when it is none.
  entries       TEXT,
  added_at      INTEGER NOT NULL,
  PRIMARY KEY (submission_id, sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX submission_files_sha256 ON submission_files (sha256);

-- What became of a link that expires: fetched by an editor (with the file), or dead.
CREATE TABLE guarded_links (
  submission_id TEXT NOT NULL REFERENCES submissions (id),
  url           TEXT NOT NULL,
  state         TEXT NOT NULL,
  sha256        TEXT,
  noted_at      INTEGER NOT NULL,
  PRIMARY KEY (submission_id, url)
) STRICT, WITHOUT ROWID;

ALTER TABLE letters ADD COLUMN bounced_at INTEGER;
ALTER TABLE letters ADD COLUMN bounce_detail TEXT NOT NULL DEFAULT '';
CREATE INDEX letters_recipient ON letters (to_address COLLATE NOCASE, created_at DESC);
`,
} as const
