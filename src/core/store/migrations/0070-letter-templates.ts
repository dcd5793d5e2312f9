/** What editors made of the letter templates that are shipped. */
export const migration0070LetterTemplates = {
  version: 70,
  sql: `
-- Every saved version; the newest is the one that letters are filled from, none at all the shipped one.
CREATE TABLE letter_templates (
  name      TEXT NOT NULL,
  language  TEXT NOT NULL CHECK (language IN ('zh', 'en')),
  -- Counted from 1 for each name and language.
  version   INTEGER NOT NULL,
  -- NULL: back to the shipped text, whatever a later release ships.
  source    TEXT,
  -- The older version that was brought back.
  restored  INTEGER,
  editor_id TEXT NOT NULL,
  -- UTC milliseconds.
  at        INTEGER NOT NULL,
  PRIMARY KEY (name, language, version)
) STRICT, WITHOUT ROWID;
`,
} as const
