/** One record for a person: names, addresses and facts, merging, the internal list, sanctions, contact notes, follow-ups that come again. */
export const migration0060Authors = {
  version: 60,
  sql: `
-- The person ---------------------------------------------------------------------------------------

-- The author that this one was merged into; its own rows went there.
ALTER TABLE authors ADD COLUMN merged_into TEXT;
-- 'removed' (made by an import that was taken back) or 'erased' (on the person's request): only a tombstone is left.
ALTER TABLE authors ADD COLUMN gone TEXT;
-- Keep in touch: weeks between contacts; NULL: nobody asked for it.
ALTER TABLE authors ADD COLUMN keep_weeks INTEGER;
CREATE INDEX authors_merged ON authors (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX authors_kept ON authors (keep_weeks) WHERE keep_weeks IS NOT NULL;
CREATE INDEX authors_wechat ON authors (wechat) WHERE wechat = 'requested';
CREATE INDEX authors_named ON authors (name);
-- 'zhou@' of several houses may be one person.
CREATE INDEX author_addresses_mailbox ON author_addresses (substr(address, 1, instr(address, '@')));

-- Pen names beside the name.
CREATE TABLE author_names (
  author_id TEXT NOT NULL REFERENCES authors (id),
  name      TEXT NOT NULL,
  PRIMARY KEY (author_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX author_names_name ON author_names (name);

-- WeChat, phone and the like, and fields that the desk made up ('own:' and its name).
CREATE TABLE author_facts (
  author_id TEXT NOT NULL REFERENCES authors (id),
  field     TEXT NOT NULL,
  value     TEXT NOT NULL,
  PRIMARY KEY (author_id, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX author_facts_value ON author_facts (field, value);

CREATE TABLE author_tags (
  author_id TEXT NOT NULL REFERENCES authors (id),
  tag       TEXT NOT NULL,
  PRIMARY KEY (author_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX author_tags_tag ON author_tags (tag);

-- Two who are not the same person, whatever they have in common; one < other.
CREATE TABLE authors_apart (
  one_id   TEXT NOT NULL,
  other_id TEXT NOT NULL,
  PRIMARY KEY (one_id, other_id)
) STRICT, WITHOUT ROWID;

-- How a name sounds, for finding it by pinyin. Derived.
CREATE TABLE name_sounds (
  name     TEXT PRIMARY KEY,
  -- 'zhouzhou', without tones and spaces.
  full     TEXT NOT NULL,
  -- 'zz'.
  initials TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE author_imports (
  id          TEXT PRIMARY KEY,
  filename    TEXT NOT NULL,
  created     INTEGER NOT NULL,
  changed     INTEGER NOT NULL,
  failed      INTEGER NOT NULL,
  editor_id   TEXT NOT NULL,
  at          INTEGER NOT NULL,
  reverted_at INTEGER
) STRICT;

-- 内部名单, 站内账号, 处罚, 申诉, 退稿异议 ----------------------------------------------------------------

CREATE TABLE author_listings (
  id        TEXT PRIMARY KEY,
  author_id TEXT NOT NULL REFERENCES authors (id),
  -- 'careful' (慎收) or 'refuse' (不收).
  level     TEXT NOT NULL,
  reason    TEXT NOT NULL,
  -- The local day on which it is to be looked at again.
  review_on TEXT NOT NULL,
  editor_id TEXT NOT NULL,
  at        INTEGER NOT NULL,
  ended_at  INTEGER,
  ended_by  TEXT,
  end_reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX author_listings_author ON author_listings (author_id, at);
CREATE INDEX author_listings_standing ON author_listings (author_id, level DESC) WHERE ended_at IS NULL;

CREATE INDEX author_listings_review ON author_listings (review_on) WHERE ended_at IS NULL;

CREATE TABLE site_accounts (
  id        TEXT PRIMARY KEY,
  author_id TEXT NOT NULL REFERENCES authors (id),
  name      TEXT NOT NULL,
  link      TEXT NOT NULL,
  at        INTEGER NOT NULL,
  removed   INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
) STRICT;
CREATE INDEX site_accounts_author ON site_accounts (author_id, at);

CREATE TABLE author_publications (
  id            TEXT PRIMARY KEY,
  author_id     TEXT NOT NULL REFERENCES authors (id),
  submission_id TEXT,
  url           TEXT NOT NULL,
  title         TEXT NOT NULL,
  at            INTEGER NOT NULL,
  removed       INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
) STRICT;
CREATE INDEX author_publications_author ON author_publications (author_id, at);

CREATE TABLE sanctions (
  id          TEXT PRIMARY KEY,
  author_id   TEXT NOT NULL REFERENCES authors (id),
  account_id  TEXT NOT NULL,
  publication_id TEXT NOT NULL,
  -- 'mute-1', 'mute-7', 'mute-15', 'mute-forever' or 'ban'.
  measure     TEXT NOT NULL,
  -- 'proposed', 'in-force', 'ended', 'lifted' or 'dropped'.
  state       TEXT NOT NULL,
  -- The sentence of the convention that it follows.
  sentence    TEXT NOT NULL,
  -- What it is for: [{clause, words, submissionId}], JSON.
  findings    TEXT NOT NULL,
  -- Aggravating cases, JSON.
  aggravating TEXT NOT NULL,
  reason      TEXT NOT NULL,
  proposed_by TEXT NOT NULL,
  proposed_at INTEGER NOT NULL,
  -- Who did it in the site's backend, when, and when it ends (NULL: never by itself).
  carried_out_by TEXT NOT NULL DEFAULT '',
  starts_at   INTEGER,
  ends_at     INTEGER,
  -- Who lifted it there, or why it was dropped.
  lifted_by   TEXT NOT NULL DEFAULT '',
  settled_at  INTEGER,
  settle_reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX sanctions_author ON sanctions (author_id, proposed_at);
CREATE INDEX sanctions_ending ON sanctions (ends_at) WHERE state = 'in-force' AND ends_at IS NOT NULL;

-- 申诉: a site user's, entered by hand.
CREATE TABLE appeals (
  id          TEXT PRIMARY KEY,
  sanction_id TEXT NOT NULL REFERENCES sanctions (id),
  author_id   TEXT NOT NULL REFERENCES authors (id),
  words       TEXT NOT NULL,
  entered_at  INTEGER NOT NULL,
  entered_by  TEXT NOT NULL,
  -- 'open', 'upheld' (the sanction stays), 'granted' (it is lifted).
  outcome     TEXT NOT NULL,
  answer      TEXT NOT NULL DEFAULT '',
  settled_at  INTEGER,
  settled_by  TEXT
) STRICT;
CREATE INDEX appeals_author ON appeals (author_id, entered_at);
CREATE INDEX appeals_sanction ON appeals (sanction_id);

-- 退稿异议: read by another editor than the one who rejected.
CREATE TABLE objections (
  id            TEXT PRIMARY KEY,
  submission_id TEXT NOT NULL REFERENCES submissions (id),
  author_id     TEXT NOT NULL REFERENCES authors (id),
  decision_id   TEXT NOT NULL,
  words         TEXT NOT NULL,
  raised_at     INTEGER NOT NULL,
  raised_by     TEXT NOT NULL,
  -- 'open', 'upheld' (the rejection stays), 'reopened' (it is to be decided again).
  outcome       TEXT NOT NULL,
  answer        TEXT NOT NULL DEFAULT '',
  settled_at    INTEGER,
  settled_by    TEXT
) STRICT;
CREATE INDEX objections_submission ON objections (submission_id);
CREATE INDEX objections_author ON objections (author_id, raised_at);
CREATE INDEX objections_open ON objections (raised_at) WHERE outcome = 'open';

-- Contact notes and follow-ups ----------------------------------------------------------------------

-- When it was said, if not when it was noted.
ALTER TABLE contact_notes ADD COLUMN happened_at INTEGER;
-- A pasted chat: [{speaker, at, text}], JSON.
ALTER TABLE contact_notes ADD COLUMN chat TEXT;
ALTER TABLE contact_notes ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE contact_notes ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX contact_notes_shown ON contact_notes (author_id, pinned DESC, at DESC) WHERE removed = 0;

-- {every, unit, anchor}, JSON: comes again when it is done; NULL: once.
ALTER TABLE follow_ups ADD COLUMN repeat TEXT;
-- The due day that was told of.
ALTER TABLE follow_ups ADD COLUMN reminded_for TEXT;
`,
} as const
