/** Bounds of the sheet of figures: past them a text is a table or hostile, and nobody checks it line by line. */
export const figureLimits = {
  figures: 2_000,
  /** Sums tried in one sentence, which has few figures unless it is a list. */
  figuresInSentence: 24,
  /** Names and dates compared: pairs grow with their square. */
  names: 300,
} as const
