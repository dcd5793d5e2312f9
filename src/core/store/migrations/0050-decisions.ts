/** What follows a decision: publication by day, fees and contracts, guardians' consents; drafts that wait for approval, and roles. */
export const migration0050Decisions = {
  version: 50,
  sql: `
-- Who sits at the desk; NULL: the first editor. And whether a deputy's decision waits for a senior: 'none' or 'two-step'.
ALTER TABLE desk ADD COLUMN editor_id TEXT;
ALTER TABLE desk ADD COLUMN approval TEXT NOT NULL DEFAULT 'none';

-- 'editor', 'senior' or 'owner'. The first editor of a desk owns it.
ALTER TABLE editors ADD COLUMN role TEXT NOT NULL DEFAULT 'editor';
UPDATE editors SET role = 'owner' WHERE rowid = (SELECT min(rowid) FROM editors);

-- Drafts of decisions, as they were asked for: a senior approves one or sends it back.
CREATE TABLE decision_proposals (
  id            TEXT PRIMARY KEY,
  submission_id TEXT NOT NULL REFERENCES submissions (id),
  verdict       TEXT NOT NULL,
  reason        TEXT NOT NULL,
  round         INTEGER NOT NULL,
  version_id    TEXT,
  -- JSON: what recordDecision is given on approval.
  request       TEXT NOT NULL,
  editor_id     TEXT NOT NULL,
  at            INTEGER NOT NULL,
  -- 'waiting', 'approved', 'sent-back', 'withdrawn' or 'overtaken'.
  state         TEXT NOT NULL,
  settled_by    TEXT,
  settled_at    INTEGER,
  settled_why   TEXT NOT NULL DEFAULT '',
  decision_id   TEXT
) STRICT;
CREATE INDEX decision_proposals_submission ON decision_proposals (submission_id);

-- The draft that waits for approval.
ALTER TABLE submissions ADD COLUMN proposal_id TEXT;
CREATE INDEX submissions_proposed ON submissions (received_at DESC) WHERE proposal_id IS NOT NULL;

-- Publication by day, and what has no day yet. The conditions are those of the queries, word for word.
CREATE INDEX submissions_publication_day ON submissions (json_extract(publication, '$.date'))
  WHERE json_extract(publication, '$.date') IS NOT NULL;
CREATE INDEX submissions_to_schedule ON submissions (received_at DESC)
  WHERE json_extract(publication, '$.kind') = 'unscheduled' AND merged_into IS NULL;

-- 稿费 and 合同 of a piece, as facts; JSON, NULL where nothing is agreed.
CREATE TABLE submission_terms (
  submission_id TEXT PRIMARY KEY REFERENCES submissions (id),
  fee           TEXT,
  contract      TEXT,
  editor_id     TEXT NOT NULL,
  noted_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Authors under 18, and the consent of their guardians; consent is JSON, NULL while there is none.
CREATE TABLE author_guardians (
  author_id TEXT PRIMARY KEY REFERENCES authors (id),
  minor     INTEGER NOT NULL CHECK (minor IN (0, 1)),
  consent   TEXT,
  editor_id TEXT NOT NULL,
  noted_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
} as const
