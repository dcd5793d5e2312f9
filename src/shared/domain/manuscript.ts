/** What the author wrote, as one document, and what was found out while taking it in. */
import { z } from 'zod'
import type { ImportedThread } from './annotation'

export const manuscriptSourceKindSchema = z.enum(['docx', 'odt', 'rtf', 'doc', 'pdf', 'html', 'text', 'markdown'])
export type ManuscriptSourceKind = z.infer<typeof manuscriptSourceKindSchema>

/** One thing the import could not carry over or wants a human to look at. Codes with parameters. */
export const importNoteSchema = z.object({
  code: z.enum([
    'image-not-fetched',
    'image-unsupported',
    'comments-dropped',
    'tracked-changes-accepted',
    'element-dropped',
    'footnotes-flattened',
    'signature-separated',
    'quoted-history-separated',
    'truncated',
    'encoding-guessed',
    'conversion-refused',
    'format-not-supported',
    'manuscript-guessed',
    'archive-not-opened',
    'layout-guessed',
    'layout-lost',
  ]),
  /** A short detail as found (an element's name, a file name, a count). */
  detail: z.string(),
})
export type ImportNote = z.infer<typeof importNoteSchema>

export const manuscriptImageSchema = z.object({
  sha256: z.string(),
  contentType: z.string(),
  alt: z.string(),
  /** An editor put it in: it did not come with the file. */
  added: z.literal(true).optional(),
})
export type ManuscriptImage = z.infer<typeof manuscriptImageSchema>

/** Why a file was not converted. The mail stays usable and the file can be opened from it. */
export const conversionRefusalSchema = z.object({
  code: z.enum([
    'too-large',
    'unpacks-too-large',
    'too-many-entries',
    'external-entity',
    'encrypted',
    'corrupt',
    'timeout',
    /** An editor stopped it. */
    'cancelled',
    'not-supported',
    'no-text-layer',
    'empty',
  ]),
  detail: z.string(),
})
export type ConversionRefusal = z.infer<typeof conversionRefusalSchema>

/** A conversion that takes long enough to be seen. */
export const conversionUnderWaySchema = z.object({
  id: z.number().int(),
  /** The page that is read, and how many there are; 0 while that is not known, as of anything but a PDF. */
  done: z.number().int(),
  total: z.number().int(),
  of: z.discriminatedUnion('kind', [
    /** A mail's manuscript; null when the mail belongs to no piece. */
    z.object({ kind: z.literal('mail'), submissionId: z.string().nullable() }),
    /** A file that an editor handed in. */
    z.object({ kind: z.literal('file'), filename: z.string() }),
  ]),
})
export type ConversionUnderWay = z.infer<typeof conversionUnderWaySchema>

/** A ProseMirror document as JSON: of the schema in `shared/manuscript/schema.ts`, always. */
export const documentJsonSchema = z.looseObject({ type: z.literal('doc') })
export type DocumentJson = z.infer<typeof documentJsonSchema>

/** What a converter hands back. */
export interface ConvertedManuscript {
  readonly sourceKind: ManuscriptSourceKind
  readonly title: string
  readonly byline: string
  readonly document: DocumentJson
  readonly images: readonly (ManuscriptImage & { readonly bytes: Uint8Array })[]
  readonly report: readonly ImportNote[]
  /** Comment threads of the file. Their anchors have no content hash yet: it is known when the document is kept. */
  readonly threads: readonly ImportedThread[]
}
