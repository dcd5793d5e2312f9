/** Bounds on what a saved page or feed may cost. */
const MIB = 1024 * 1024

/** Bytes of one page or text file. Saved pages with their scripts inside reach 5 MB. */
export const MAX_ARTICLE_FILE_BYTES = 16 * MIB

/** Bytes of one feed: a whole site's archive in one file. */
export const MAX_FEED_BYTES = 128 * MIB

/** Articles taken from one feed. */
export const MAX_FEED_ITEMS = 20_000

/** Tags of a page or feed; see `MAX_HTML_TAGS` of the manuscripts. A feed has its articles' markup escaped. */
export const MAX_ARTICLE_TAGS = 400_000

/** Open elements at once. */
export const MAX_ARTICLE_DEPTH = 2_000

/** Lines of text of a page: real ones stay under 5,000. */
export const MAX_PAGE_LINES = 40_000

/** UTF-16 units of an article's text that are kept: what the comparison looks at. */
export const MAX_ARTICLE_CHARACTERS = 200_000

/** UTF-16 units of a title, an author, an address. */
export const MAX_FIELD_CHARACTERS = 500

/** Letters below which a text is no article: nothing could be compared. */
export const MIN_ARTICLE_LETTERS = 60
