/** Mails taken from files in the background (.eml, .msg, .mbox, folders of them): how far it is, and what it did. */
import { z } from 'zod'

/** Why a file or folder gave no mail. */
export const fileRefusalReasonSchema = z.enum([
  'not-found',
  'not-readable',
  'too-large',
  'not-a-mail',
  'format-not-supported',
])
export type FileRefusalReason = z.infer<typeof fileRefusalReasonSchema>

export const mailImportReportSchema = z.object({
  imported: z.number().int(),
  duplicates: z.number().int(),
  /** Mails that are kept and could not be read. */
  quarantined: z.number().int(),
  submissions: z.number().int(),
  refusedCount: z.number().int(),
  /** The first of them. */
  refused: z.array(z.object({ path: z.string(), reason: fileRefusalReasonSchema })),
  /** Stopped by the editor: what had been read from the files came in all the same. */
  cancelled: z.boolean(),
})
export type MailImportReport = z.infer<typeof mailImportReportSchema>

export const mailImportSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('idle'), report: mailImportReportSchema.nullable() }),
  z.object({
    kind: z.literal('running'),
    step: z.enum(['keep', 'take-in', 'convert']),
    done: z.number().int(),
    /** Null while files are still being read: nobody has counted them. */
    total: z.number().int().nullable(),
  }),
  z.object({ kind: z.literal('failed'), detail: z.string() }),
])
export type MailImport = z.infer<typeof mailImportSchema>
