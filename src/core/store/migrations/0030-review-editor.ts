/** What the review editor needs: edited texts and working copies, richer annotations, pictures, what is said of a piece by channel. */
export const migration0030ReviewEditor = {
  version: 30,
  sql: `
-- Texts --------------------------------------------------------------------------------------------

-- The document as it was taken in (原稿). content_hash is the one that counts now: edited, with its suggested changes.
ALTER TABLE manuscript_versions ADD COLUMN original_hash TEXT NOT NULL DEFAULT '';
UPDATE manuscript_versions SET original_hash = content_hash;
-- Suggested changes (修订) in it that nobody accepted or rejected yet.
ALTER TABLE manuscript_versions ADD COLUMN suggestions INTEGER NOT NULL DEFAULT 0;

-- Every text that a version had, in order: what anchors made in an earlier one are followed from.
CREATE TABLE manuscript_edits (
  version_id   TEXT NOT NULL REFERENCES manuscript_versions (id),
  seq          INTEGER NOT NULL,
  content_hash TEXT NOT NULL,
  editor_id    TEXT NOT NULL,
  at           INTEGER NOT NULL,
  PRIMARY KEY (version_id, seq)
) STRICT, WITHOUT ROWID;

-- The text while it is written (a draft, outside the log): steps on top of a document.
CREATE TABLE working_copies (
  version_id TEXT PRIMARY KEY REFERENCES manuscript_versions (id),
  -- The version's content_hash that the steps stand on.
  base_hash  TEXT NOT NULL,
  -- The number of the last step that is in the base already; numbering goes on after it.
  settled_step INTEGER NOT NULL DEFAULT 0,
  editor_id  TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE TABLE working_steps (
  version_id TEXT NOT NULL REFERENCES working_copies (version_id) ON DELETE CASCADE,
  -- From settled_step + 1, without gaps.
  step       INTEGER NOT NULL,
  -- ProseMirror's step as JSON.
  json       TEXT NOT NULL,
  at         INTEGER NOT NULL,
  PRIMARY KEY (version_id, step)
) STRICT, WITHOUT ROWID;

-- Annotations --------------------------------------------------------------------------------------

-- The clause that it is about, as in findings.
ALTER TABLE annotations ADD COLUMN clause TEXT;
-- A word for a highlight.
ALTER TABLE annotations ADD COLUMN label TEXT NOT NULL DEFAULT '';
-- The finding that it grew out of.
ALTER TABLE annotations ADD COLUMN finding_id TEXT;
ALTER TABLE annotations ADD COLUMN rule_id TEXT;
-- How its anchor came to be: 'made' with it, 'edited' (moved along with the text), 'placed' again by an editor.
ALTER TABLE annotations ADD COLUMN anchored TEXT NOT NULL DEFAULT 'made';

-- Who said it, when it was nobody of the desk (the author, in Word); '' for an editor.
ALTER TABLE annotation_comments ADD COLUMN author_name TEXT NOT NULL DEFAULT '';
-- When it was last changed; NULL: never.
ALTER TABLE annotation_comments ADD COLUMN edited_at INTEGER;
-- Who is to see it: ids of editors, a JSON array.
ALTER TABLE annotation_comments ADD COLUMN mentions TEXT NOT NULL DEFAULT '[]';

-- What became of a request in a later version, as an editor says.
CREATE TABLE annotation_outcomes (
  annotation_id TEXT NOT NULL REFERENCES annotations (id),
  version_id    TEXT NOT NULL REFERENCES manuscript_versions (id),
  outcome       TEXT NOT NULL,
  editor_id     TEXT NOT NULL,
  at            INTEGER NOT NULL,
  PRIMARY KEY (annotation_id, version_id)
) STRICT, WITHOUT ROWID;

-- The piece ----------------------------------------------------------------------------------------

-- Where each picture of a piece is from and what may be done with it: facts as JSON.
CREATE TABLE picture_facts (
  submission_id TEXT NOT NULL REFERENCES submissions (id),
  sha256        TEXT NOT NULL,
  facts         TEXT NOT NULL,
  editor_id     TEXT NOT NULL,
  at            INTEGER NOT NULL,
  PRIMARY KEY (submission_id, sha256)
) STRICT, WITHOUT ROWID;

-- Codes that were read in pictures (derived; kept by the picture, whatever piece it is in).
CREATE TABLE picture_codes (
  sha256    TEXT PRIMARY KEY,
  -- A JSON array; NULL: the picture could not be looked at.
  codes     TEXT,
  looked_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- 署名, 作者简介, 头像, titles and the rest, by channel ('' for all of them).
CREATE TABLE piece_details (
  submission_id TEXT NOT NULL REFERENCES submissions (id),
  channel       TEXT NOT NULL,
  field         TEXT NOT NULL,
  value         TEXT NOT NULL,
  said_in       TEXT NOT NULL,
  editor_id     TEXT NOT NULL,
  at            INTEGER NOT NULL,
  PRIMARY KEY (submission_id, channel, field)
) STRICT, WITHOUT ROWID;

-- What is added to a piece that leaves the desk: closing lines, statements (JSON).
ALTER TABLE desk ADD COLUMN export_settings TEXT NOT NULL DEFAULT '{}';

-- Mail ---------------------------------------------------------------------------------------------

-- Asked of every new mail: did its sender take it back before it came?
CREATE INDEX parsed_messages_recall ON parsed_messages (from_address) WHERE kind = 'recall';
`,
} as const
