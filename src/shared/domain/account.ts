/** 邮箱账户 as the window lists it, without its password. */
import { z } from 'zod'
import { intakeSettingsSchema } from './intake'
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

/** What a sync is at: reaching the server, taking mail over, or sorting what came. */
export const syncStageSchema = z.enum(['connecting', 'receiving', 'sorting'])
export type SyncStage = z.infer<typeof syncStageSchema>

export const syncStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('never') }),
  z.object({
    kind: z.literal('running'),
    stage: syncStageSchema,
    /** The folder that is taken in, as its server names it; null while there is none. */
    folder: z.string().nullable(),
    /** Mails; `total` is null while it is not known. */
    done: z.number().int(),
    total: z.number().int().nullable(),
    bytes: z.number().int(),
    /** Null until it can be told. */
    secondsLeft: z.number().int().nullable(),
    /** What comes is older than the account's cut-off date: searchable, no work item. */
    history: z.boolean(),
  }),
  z.object({
    kind: z.literal('idle'),
    at: z.number().int(),
    fetched: z.number().int(),
    /** The server tells what comes; otherwise it is asked every minute. */
    listening: z.boolean(),
  }),
  /** A person stopped it: what came is kept, and the rest comes when it is asked for. */
  z.object({ kind: z.literal('stopped'), at: z.number().int(), fetched: z.number().int() }),
  z.object({
    kind: z.literal('failed'),
    at: z.number().int(),
    failure: connectionFailureSchema,
    /** When it is tried again by itself; null: not before a person mends it. */
    retryAt: z.number().int().nullable(),
  }),
  /** This machine has no network: a failure of the line is no news then. */
  z.object({ kind: z.literal('offline'), at: z.number().int(), retryAt: z.number().int() }),
])
/** The one truth about an account's sync, shown in the title bar. */
export type SyncState = z.infer<typeof syncStateSchema>

/** Why a change in a mailbox is not tried again by itself. */
export const changeFailureSchema = z.enum([
  'keyword-not-permitted',
  'read-only',
  'no-safe-move',
  'no-folder',
  'moved-on',
  'over-quota',
  'no-sent-folder',
  'refused',
])
export type ChangeFailure = z.infer<typeof changeFailureSchema>

/** A folder of a mailbox, as its server lists it. */
export const mailFolderSchema = z.object({
  /** As the server names it, decoded. */
  path: z.string(),
  /** RFC 6154, with `\\Inbox` for the inbox; null for any other. */
  specialUse: z.string().nullable(),
  /** False for one that only holds other folders. */
  selectable: z.boolean(),
  messages: z.number().int().nullable(),
  unseen: z.number().int().nullable(),
})
export type MailFolder = z.infer<typeof mailFolderSchema>

export const folderListSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('listed'),
    folders: z.array(mailFolderSchema),
    /** Whether mails can be moved without endangering others (RFC 6851 MOVE, or RFC 4315 UIDPLUS). */
    canMove: z.boolean(),
  }),
  z.object({ kind: z.literal('failed'), failure: connectionFailureSchema }),
])
export type FolderList = z.infer<typeof folderListSchema>

export const accountSchema = z.object({
  id: z.string(),
  config: accountConfigSchema,
  password: passwordPlaceSchema,
  sync: syncStateSchema,
  intake: intakeSettingsSchema,
  /** Letters that are neither sent nor cancelled: while there are some, the address stays. */
  waitingLetters: z.number().int(),
  /** Mails that stay on the server, the newest first: too large, or never handed out. */
  leftOnServer: z.object({
    count: z.number().int(),
    mails: z.array(z.object({ folder: z.string(), size: z.number().int(), notedAt: z.number().int() })),
  }),
  /** What its server is still to be told, and what it refused. */
  serverChanges: z.object({
    waiting: z.number().int(),
    failed: z.array(z.object({ failure: changeFailureSchema, detail: z.string(), count: z.number().int() })),
  }),
})
export type Account = z.infer<typeof accountSchema>

/** Why a certificate is not trusted. */
export const certificateDoubtSchema = z.enum([
  'self-signed',
  'unknown-issuer',
  'expired',
  'not-yet-valid',
  'other-name',
  'revoked',
  'other',
])
export type CertificateDoubt = z.infer<typeof certificateDoubtSchema>

/** What a server showed of itself. All words are the server's and may be anything. */
export const tlsCertificateSchema = z.object({
  subject: z.string(),
  issuer: z.string(),
  /** Host names and addresses that it is made out to, at most ten. */
  names: z.array(z.string()),
  /** UTC milliseconds; null when they cannot be read. */
  validFrom: z.number().int().nullable(),
  validTo: z.number().int().nullable(),
  /** SHA-256 of the certificate, colon-separated hex. */
  fingerprint: z.string(),
  /** Null: trusted. */
  doubt: certificateDoubtSchema.nullable(),
})
export type TlsCertificate = z.infer<typeof tlsCertificateSchema>

export const connectionStepSchema = z.object({
  step: z.enum(['name', 'tcp', 'tls', 'login', 'folder', 'smtp-connect', 'smtp-login', 'from', 'disk']),
  /** Whom the step talks to. */
  server: z.enum(['imap', 'smtp', 'disk']),
  certificate: tlsCertificateSchema.optional(),
  outcome: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('passed'), detail: z.string() }),
    z.object({ kind: z.literal('failed'), failure: connectionFailureSchema }),
    z.object({ kind: z.literal('skipped') }),
  ]),
})
export type ConnectionStep = z.infer<typeof connectionStepSchema>
