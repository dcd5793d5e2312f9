/**
 * 修订: what a document says of its suggested changes besides the text itself. The marks and attributes that carry
 * them name a suggestion by its id; who made it and when stands once, in the document's attribute `suggestions`.
 */
import { z } from 'zod'

/** Who suggested a change and when. */
export const suggestionMetaSchema = z.object({
  /** The editor; null for somebody outside the desk (the author, in Word). */
  editorId: z.string().nullable(),
  /** As it was when the change was made; empty when nobody said. */
  name: z.string(),
  /** UTC milliseconds; null when nobody said. */
  at: z.number().int().nullable(),
  /** The rule whose finding it mends. */
  ruleId: z.string().optional(),
  findingId: z.string().optional(),
})
export type SuggestionMeta = z.infer<typeof suggestionMetaSchema>

/** Suggestions by their ids. */
export const suggestionsSchema = z.record(z.string(), suggestionMetaSchema)
export type Suggestions = Readonly<Record<string, SuggestionMeta>>

/** The end of a textblock that was inserted (it was one with the next) or deleted (it is to be one with the next). */
export const paragraphMarkSchema = z.object({ kind: z.enum(['insertion', 'deletion']), id: z.string() })
export type ParagraphMark = z.infer<typeof paragraphMarkSchema>

/** What a textblock was before its type was changed. `level` for a heading. */
export const formerTypeSchema = z.object({
  id: z.string(),
  type: z.enum(['paragraph', 'heading', 'caption']),
  level: z.number().int().nullable(),
})
export type FormerType = z.infer<typeof formerTypeSchema>

/** Formatting marks as ProseMirror writes them. */
export const formerMarksSchema = z.array(
  z.object({
    type: z.enum(['bold', 'italic', 'underline', 'strike', 'code', 'link']),
    attrs: z.object({ href: z.string() }).optional(),
  }),
)
export type FormerMarks = z.infer<typeof formerMarksSchema>

/** ProseMirror asks for functions that throw (`AttributeSpec.validate`). */
export const validateSuggestions = (value: unknown): void => void suggestionsSchema.parse(value)
export const validateParagraphMark = (value: unknown): void => void paragraphMarkSchema.nullable().parse(value)
export const validateFormerType = (value: unknown): void => void formerTypeSchema.nullable().parse(value)
export const validateFormerMarks = (value: unknown): void => void formerMarksSchema.parse(value)
