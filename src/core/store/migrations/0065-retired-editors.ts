/** Editors who work here no more: their records stay theirs, and nothing new is theirs. */
export const migration0065RetiredEditors = {
  version: 65,
  sql: `
-- 1: offered nowhere any more; 0: works here.
ALTER TABLE editors ADD COLUMN retired INTEGER NOT NULL DEFAULT 0;
`,
} as const
