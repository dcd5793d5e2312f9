/** The colour that an editor was given; NULL: the one that goes with the order in which they came. */
export const migration0062EditorColours = {
  version: 62,
  sql: `
ALTER TABLE editors ADD COLUMN color TEXT;
`,
} as const
