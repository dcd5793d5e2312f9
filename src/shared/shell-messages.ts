/** What the shell and the core say to each other over the utility process's own port. */
import { z } from 'zod'
import { MAX_NAME_CHARACTERS } from './files/file-danger'
import { SEARCH_MAX, searchEngineSchema } from './domain/published'

/** The environment variable with the core's start-up values, as JSON. */
export const CORE_OPTIONS_VARIABLE = 'TOUGAO_CORE_OPTIONS'

export const coreOptionsSchema = z.object({
  profileDir: z.string(),
  resourcesDir: z.string(),
  workerFile: z.string(),
  demo: z.boolean(),
  version: z.string(),
  keyring: z.enum(['available', 'unavailable', 'unprotected']),
  /** The sample mailbox of the demo, taken in as a Maildir account at the first start; null otherwise. */
  demoMaildir: z.string().nullable(),
  /** The name of the demo's editor. */
  demoEditor: z.string(),
})
export type CoreOptions = z.infer<typeof coreOptionsSchema>

export const openFailureSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('damaged'), detail: z.string() }),
  z.object({ code: z.literal('newer'), found: z.number(), known: z.number() }),
  z.object({ code: z.literal('not-writable'), detail: z.string() }),
  z.object({ code: z.literal('disk-full'), detail: z.string() }),
  z.object({ code: z.literal('locked') }),
  z.object({ code: z.literal('no-profile') }),
])
export type OpenFailureMessage = z.infer<typeof openFailureSchema>

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const filename = z.string().min(1).max(MAX_NAME_CHARACTERS)
/** Characters of a link; the mail reader keeps no longer ones. */
const MAX_LINK = 4096

/** Files that the core made to be taken away lie here, below the profile, each under a UUID. */
export const MADE_FOLDER = 'made'
export const MADE_NAME = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const made = z.string().regex(MADE_NAME)

/** What became of a file or a link that was to leave the desk. `detail`: the system's own words. */
export const outsideOutcomeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done') }),
  z.object({ kind: z.literal('cancelled') }),
  /** The shell does not do that with such a file or link. */
  z.object({ kind: z.literal('refused') }),
  z.object({ kind: z.literal('failed'), detail: z.string() }),
])
export type OutsideOutcome = z.infer<typeof outsideOutcomeSchema>

export const coreToShellSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('open-failed'), failure: openFailureSchema }),
  z.object({ type: z.literal('secret-get'), id: z.number(), accountId: z.string() }),
  z.object({ type: z.literal('secret-set'), id: z.number(), accountId: z.string(), password: z.string() }),
  z.object({ type: z.literal('secret-remove'), id: z.number(), accountId: z.string() }),
  z.object({
    type: z.literal('choose-files'),
    id: z.number(),
    purpose: z.enum(['mails', 'articles', 'rule-packs']),
    what: z.enum(['folder', 'files']),
  }),
  /** The shell makes the address itself, from the engine and the words. */
  z.object({
    type: z.literal('search-web'),
    id: z.number(),
    engine: searchEngineSchema,
    sentence: z.string().max(SEARCH_MAX),
  }),
  /** A copy of a blob to a place that the editor chooses in the system's dialog. */
  z.object({ type: z.literal('save-file'), id: z.number(), sha256, filename }),
  /** A copy of a blob in the system's program. The shell looks at name and bytes itself and opens nothing that runs. */
  z.object({ type: z.literal('open-file'), id: z.number(), sha256, filename }),
  /** A file that the core made, to a place that the editor chooses; `pdf`: printed, a page. */
  z.object({ type: z.literal('save-made'), id: z.number(), name: made, filename, how: z.enum(['as-is', 'pdf']) }),
  /** A page that the core made, on paper: the system's dialog asks where. */
  z.object({ type: z.literal('print-made'), id: z.number(), name: made }),
  /** A page that the core made, on the clipboard as rich text; `text` for who takes only that. */
  z.object({ type: z.literal('copy-made'), id: z.number(), name: made, text: z.string() }),
  /** Follow-ups that became due, told once: how many, and nothing of whom they are about. */
  z.object({ type: z.enum(['follow-ups-due', 'drafts-waiting']), count: z.number().int().min(1) }),
  /** A link that stands in a mail, in the system's browser. */
  z.object({ type: z.literal('open-link'), id: z.number(), url: z.string().max(MAX_LINK) }),
])
export type CoreToShell = z.infer<typeof coreToShellSchema>

export const machineSignalSchema = z.enum(['online', 'offline', 'suspend', 'resume'])
export type MachineSignal = z.infer<typeof machineSignalSchema>

export const shellToCoreSchema = z.discriminatedUnion('type', [
  /** Carries a MessagePort: a window's line to the contract. */
  z.object({ type: z.literal('connect') }),
  z.object({ type: z.literal('secret-reply'), id: z.number(), password: z.string().nullable() }),
  /** The keyring did not do it (locked, a full disk). `detail` is the system's own words, never a password. */
  z.object({ type: z.literal('secret-failed'), id: z.number(), detail: z.string() }),
  z.object({ type: z.literal('chosen'), id: z.number(), paths: z.array(z.string()) }),
  z.object({ type: z.literal('searched'), id: z.number(), opened: z.boolean() }),
  z.object({ type: z.literal('outside-done'), id: z.number(), outcome: outsideOutcomeSchema }),
  /** The network came or went, the machine falls asleep or woke. */
  z.object({ type: z.literal('machine'), signal: machineSignalSchema }),
  z.object({ type: z.literal('stop') }),
])
export type ShellToCore = z.infer<typeof shellToCoreSchema>
