/** What an account takes in, and what it writes back to its server. Off by default: a folder is read and nothing in it is changed. */
import { z } from 'zod'
import { localDateSchema } from './author'
import { submissionStateSchema } from './submission'

/** Where what was sent by other programs is looked for. `auto`: the folder that the server marks as `\Sent` (RFC 6154), or one of its usual names. */
export const sentFolderSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('auto') }),
  z.object({ kind: z.literal('folder'), path: z.string().min(1).max(500) }),
  z.object({ kind: z.literal('off') }),
])
export type SentFolder = z.infer<typeof sentFolderSchema>

export const writeBackSchema = z.object({
  /** What is read here is `\Seen` there. */
  seen: z.boolean(),
  /** A keyword a decision (`$TougaoAccepted`), and who works on a piece (认领). */
  keywords: z.boolean(),
  /** A folder that a piece's mails are moved to when it comes to a state; states without one move nothing. */
  folders: z.partialRecord(submissionStateSchema, z.string().min(1).max(500)),
})
export type WriteBack = z.infer<typeof writeBackSchema>

export const intakeSettingsSchema = z.object({
  /** Folders that are taken in beside the account's own; paths as the server writes them, decoded. */
  folders: z.array(z.string().min(1).max(500)).max(50),
  sent: sentFolderSchema,
  /** Whether a sent letter is put into the folder of sent mail, where the server does not do it; left out: it is. */
  sentCopies: z.enum(['keep', 'off']).optional(),
  /** Mail that arrived before this local day is history: searchable, no work item. Null: all is work. */
  since: localDateSchema.nullable(),
  writeBack: writeBackSchema,
})
export type IntakeSettings = z.infer<typeof intakeSettingsSchema>

/** An account without settings of its own. */
export const DEFAULT_INTAKE: IntakeSettings = {
  folders: [],
  sent: { kind: 'auto' },
  since: null,
  writeBack: { seen: false, keywords: false, folders: {} },
}
