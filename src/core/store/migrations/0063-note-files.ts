/** Files put to contact notes, and whether the system tells of follow-ups. */
export const migration0063NoteFiles = {
  version: 63,
  sql: `
-- [{filename, contentType, sha256, size, entries}], JSON; NULL: none.
ALTER TABLE contact_notes ADD COLUMN files TEXT;

-- Whether the system tells of follow-ups that come due: 1 or 0.
ALTER TABLE desk ADD COLUMN follow_up_notices INTEGER NOT NULL DEFAULT 1;
`,
} as const
