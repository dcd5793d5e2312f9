/** What comparing two texts may cost. Past a limit the comparison gets coarser, never wrong: words are removed and added again. */

/** UTF-16 units of two texts together that are compared by character at once: a paragraph of each. Costs up to their product. */
export const CHARACTER_DIFF_MAX = 1_600

/** Sentences of one text that are compared with those of another: a book in one paragraph. */
export const SENTENCE_DIFF_MAX = 6_000

/** A pair of letters that more paragraphs have than this says nothing about which belongs to which. */
export const SHINGLE_BLOCKS_MAX = 48

/** Paragraphs of the other text that are measured for one, those that share the most. */
export const CANDIDATES_MAX = 6

/** Cells of the table by which a stretch between two sure pairs is aligned: 60 paragraphs beside 60. */
export const GAP_CELLS_MAX = 3_600

/** Paragraphs that one may be split into, or that may become one. */
export const SPLIT_MAX = 8

/** Rows of a table beside those of another that are aligned by likeness; larger ones go row by row. */
export const TABLE_CELLS_MAX = 40_000

/** Formatting changes that are told of one block. */
export const FORMATS_MAX = 200
