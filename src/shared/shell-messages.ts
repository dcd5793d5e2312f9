/** What the shell and the core say to each other over the utility process's own port. */
import { z } from 'zod'
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

export const coreToShellSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('open-failed'), failure: openFailureSchema }),
  z.object({ type: z.literal('secret-get'), id: z.number(), accountId: z.string() }),
  z.object({ type: z.literal('secret-set'), id: z.number(), accountId: z.string(), password: z.string() }),
  z.object({ type: z.literal('secret-remove'), id: z.number(), accountId: z.string() }),
  z.object({ type: z.literal('choose-published'), id: z.number(), what: z.enum(['folder', 'files']) }),
  /** The shell makes the address itself, from the engine and the words. */
  z.object({
    type: z.literal('search-web'),
    id: z.number(),
    engine: searchEngineSchema,
    sentence: z.string().max(SEARCH_MAX),
  }),
])
export type CoreToShell = z.infer<typeof coreToShellSchema>

export const shellToCoreSchema = z.discriminatedUnion('type', [
  /** Carries a MessagePort: a window's line to the contract. */
  z.object({ type: z.literal('connect') }),
  z.object({ type: z.literal('secret-reply'), id: z.number(), password: z.string().nullable() }),
  /** The keyring did not do it (locked, a full disk). `detail` is the system's own words, never a password. */
  z.object({ type: z.literal('secret-failed'), id: z.number(), detail: z.string() }),
  z.object({ type: z.literal('chosen'), id: z.number(), paths: z.array(z.string()) }),
  z.object({ type: z.literal('searched'), id: z.number(), opened: z.boolean() }),
  z.object({ type: z.literal('stop') }),
])
export type ShellToCore = z.infer<typeof shellToCoreSchema>
