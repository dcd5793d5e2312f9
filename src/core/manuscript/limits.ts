/**
 * Every bound on what a stranger's file may cost. A worker's deadline stands behind them; these keep
 * memory and time small long before it strikes.
 */

const KIB = 1024
const MIB = 1024 * KIB

/** Bytes of one file. Providers cut mails at 50 MB; a larger document comes as a link, not as a file. */
export const MAX_FILE_BYTES = 64 * MIB

/** Bytes that an archive may unpack to, counted while they stream. 50 pictures of 2 MB fit; a bomb does not. */
export const MAX_UNPACKED_BYTES = 128 * MIB

/** Entries in an archive. A Word file with 1,000 pictures has about 1,020. */
export const MAX_ZIP_ENTRIES = 4_096

/** Unpacked to packed bytes of one entry. Word's XML reaches 30, deflate's ceiling is 1,032. */
export const MAX_ZIP_RATIO = 200

/** Below this size a high ratio is harmless: a run of blanks in a small part compresses as well as a bomb. */
export const ZIP_RATIO_FLOOR_BYTES = 1 * MIB

/** Bytes of one XML part. Its tree costs 30 times its size; 100,000 characters of text are about 1.5 MB of Word's XML. */
export const MAX_XML_PART_BYTES = 16 * MIB

/** Groups open at once in an RTF file. Word's deepest tables take about 40. */
export const MAX_RTF_DEPTH = 1_000

/** Entries of an OLE container (Word writes about ten, an old file with embedded tables some hundred) and storages inside one another. */
export const OLE_LIMITS = { entries: 4_096, depth: 16 } as const

/** Pages of a PDF that are read. A book has 400. */
export const MAX_PDF_PAGES = 500

/** Pieces of text on one page: a page of a newspaper set letter by letter has about 15,000. */
export const MAX_PDF_PAGE_ITEMS = 50_000

/** Pixels of one picture in a PDF, and of all that are kept: each is unpacked to four bytes. */
export const MAX_PDF_IMAGE_PIXELS = 16_000_000
export const MAX_PDF_PIXELS = 160_000_000

/** UTF-16 units of an HTML source. Pictures pasted as `data:` addresses make such a mail large, not its text. */
export const MAX_HTML_CHARACTERS = 48 * MIB

/** Tags of an HTML source: with the depth below it bounds the parser's quadratic search for a tag to close. */
export const MAX_HTML_TAGS = 300_000

/** Open elements at once. Real mails stay under 200; the parser keeps them in an array and searches it. */
export const MAX_HTML_DEPTH = 6_000

/** Nested lists, quotes and tables that are kept; deeper ones flow into the last. The document's tree is walked recursively by its library. */
export const MAX_STRUCTURE_DEPTH = 32

/** Textblocks of a document. A book of 300,000 characters has about 6,000. */
export const MAX_BLOCKS = 20_000

/** UTF-16 units of text in a document: three long novels. */
export const MAX_TEXT_CHARACTERS = 2_000_000

/** Bytes of one picture, and how many are kept. */
export const MAX_IMAGE_BYTES = 20 * MIB
export const MAX_IMAGES = 1_000

/** Longer addresses are tracking tokens or attacks; browsers and Word stop near 2,083. */
export const MAX_HREF_CHARACTERS = 2_083

/** Cells that one cell may cover. More is a way to make a table of millions of cells out of one. */
export const MAX_CELL_SPAN = 100

/** Notes in an import report: a report is read by a human. */
export const MAX_NOTES = 60

/** UTF-16 units of a note's detail and of a picture's alternative text. */
export const MAX_DETAIL_CHARACTERS = 200
export const MAX_ALT_CHARACTERS = 500

/** Comment threads and suggested changes of one file. A book that ten people have been through has fewer. */
export const MAX_THREADS = 2_000
export const MAX_SUGGESTIONS = 20_000

/** Comments under way at one place. Reviews nest two or three; each costs a mark on every piece of text it covers. */
export const MAX_OPEN_COMMENTS = 32

/** UTF-16 units of a person's name. */
export const MAX_PERSON_CHARACTERS = 100

/** Footnotes and endnotes of one document. */
export const MAX_FOOTNOTES = 2_000

/** Elements of one XML part: each costs about 200 bytes as a tree. 100,000 characters in Word are about 60,000. */
export const MAX_XML_ELEMENTS = 1_000_000

/** Elements inside one another in an XML part. A table in a text box in a table is 40 deep; the tree is walked recursively. */
export const MAX_XML_DEPTH = 256
/** Pixels of a picture that is searched for codes: a camera's 48 megapixels; its decoder needs four bytes for each. */
export const MAX_CODE_PIXELS = 50_000_000
/** Codes that are kept of one picture, and UTF-16 units of one: the largest QR code holds 4,296 characters. */
export const MAX_CODES = 20
export const MAX_CODE_CHARACTERS = 4_500
