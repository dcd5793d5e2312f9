/** What an erasure on a person's request leaves outside the record: mails whose bytes are gone, and files that are still to go. */
export const migration0064Erasure = {
  version: 64,
  sql: `
-- When its raw bytes were erased (UTC milliseconds); the hash stays, so that the same bytes are not taken in again.
ALTER TABLE messages ADD COLUMN erased_at INTEGER;

-- What an erasure that is recorded has still to do outside the database; empty when it is done. 'mail': the raw bytes of a mail;
-- 'blob': a file that goes if nothing else names it; 'traces': words in free pages, the log and the search index.
CREATE TABLE erasure_rest (
  kind TEXT NOT NULL CHECK (kind IN ('mail', 'blob', 'traces')),
  ref  TEXT NOT NULL,
  PRIMARY KEY (kind, ref)
) STRICT, WITHOUT ROWID;
`,
} as const
