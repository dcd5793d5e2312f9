/** 邮箱账户 as the window lists it, without its password. */
import { z } from 'zod'
import { accountConfigSchema, connectionFailureSchema } from './mail'

/** Where an account's password lies. `missing`: it has to be asked for (again). */
export const passwordPlaceSchema = z.enum(['keyring', 'session', 'file', 'missing', 'not-needed'])
export type PasswordPlace = z.infer<typeof passwordPlaceSchema>

/** Where the user wants a password kept. */
export const passwordKeepSchema = z.discriminatedUnion('place', [
  z.object({ place: z.literal('keyring') }),
  z.object({ place: z.literal('session') }),
  z.object({ place: z.literal('file'), passphrase: z.string().min(8).max(1000) }),
])
export type PasswordKeep = z.infer<typeof passwordKeepSchema>

export const syncStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('never') }),
  z.object({ kind: z.literal('running'), done: z.number().int(), total: z.number().int().nullable() }),
  z.object({ kind: z.literal('idle'), at: z.number().int(), fetched: z.number().int() }),
  z.object({
    kind: z.literal('failed'),
    at: z.number().int(),
    failure: connectionFailureSchema,
    retryAt: z.number().int().nullable(),
  }),
])
/** The one truth about an account's sync, shown in the title bar. */
export type SyncState = z.infer<typeof syncStateSchema>

export const accountSchema = z.object({
  id: z.string(),
  config: accountConfigSchema,
  password: passwordPlaceSchema,
  sync: syncStateSchema,
})
export type Account = z.infer<typeof accountSchema>

export const connectionStepSchema = z.object({
  step: z.enum(['name', 'tcp', 'tls', 'login', 'folder', 'smtp-connect', 'smtp-login', 'from', 'disk']),
  outcome: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('passed'), detail: z.string() }),
    z.object({ kind: z.literal('failed'), failure: connectionFailureSchema }),
    z.object({ kind: z.literal('skipped') }),
  ]),
})
export type ConnectionStep = z.infer<typeof connectionStepSchema>
