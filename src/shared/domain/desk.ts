/** The desk as a whole: who works at it, where it lives, what it is doing. */
import { z } from 'zod'
import { syncStateSchema } from './account'
import { auditBreakSchema } from './audit'
import { editorColorSchema } from './editor-color'
import { exportSettingsSchema } from './export'
import { approvalSchema, roleSchema } from './role'

export const editorSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: roleSchema,
  color: editorColorSchema,
  /** Works here no more: named in records, offered nowhere. */
  retired: z.boolean(),
})
export type Editor = z.infer<typeof editorSchema>

export const deskInfoSchema = z.object({
  deskId: z.string(),
  profileDir: z.string(),
  demo: z.boolean(),
  version: z.string(),
  editor: editorSchema,
  /** Whether an 编辑's decisions wait for a senior. */
  approval: approvalSchema,
  /** Whether the system tells of follow-ups that come due. */
  followUpNotices: z.boolean(),
  /** Today in the desk's zone, `YYYY-MM-DD`. */
  today: z.string(),
  /** True until an editor's name was given: the window shows its three first steps. */
  firstRun: z.boolean(),
  zone: z.string(),
  keyring: z.enum(['available', 'unavailable', 'unprotected']),
  /** An encrypted password file exists and its passphrase was not given in this session. */
  secretsLocked: z.boolean(),
  /** Seconds in which a letter can be taken back after a decision. */
  undoSeconds: z.number().int(),
  signature: z.string(),
  /** What is added to a piece that leaves the desk. */
  exportSettings: exportSettingsSchema,
})
export type DeskInfo = z.infer<typeof deskInfoSchema>

export const deskCountsSchema = z.object({
  open: z.number().int(),
  all: z.number().int(),
  new: z.number().int(),
  reviewing: z.number().int(),
  revising: z.number().int(),
  accepted: z.number().int(),
  rejected: z.number().int(),
  withdrawn: z.number().int(),
  junk: z.number().int(),
  reserved: z.number().int(),
  /** Complaints that are not settled. */
  complaints: z.number().int(),
  'awaiting-author': z.number().int(),
  'to-schedule': z.number().int(),
  'awaiting-approval': z.number().int(),
  /** Assigned to whoever sits at the desk. */
  mine: z.number().int(),
  archived: z.number().int(),
  /** What 初筛 goes through. */
  triage: z.number().int(),
  quarantine: z.number().int(),
  unread: z.number().int(),
  /** Letters that are neither sent nor cancelled. */
  outbox: z.number().int(),
  /** Of these, letters that wait until an editor lets them go. */
  held: z.number().int(),
  authors: z.number().int(),
  followUpsDue: z.number().int(),
})
export type DeskCounts = z.infer<typeof deskCountsSchema>

/** What changed, so that the window asks again for just that. */
export const changeScopeSchema = z.enum([
  'submissions',
  'manuscripts',
  'annotations',
  'letters',
  'authors',
  'accounts',
  'desk',
  'quarantine',
  'published',
  'mail-import',
  'conversions',
  'rules',
  'rule-trial',
  'templates',
])
export type ChangeScope = z.infer<typeof changeScopeSchema>

export const deskEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('changed'), scopes: z.array(changeScopeSchema) }),
  z.object({ type: z.literal('sync'), accountId: z.string(), state: syncStateSchema }),
  /** First event of every subscription: the core is there, with the number of its start. */
  z.object({ type: z.literal('hello'), startedAt: z.number().int() }),
])
export type DeskEvent = z.infer<typeof deskEventSchema>

export const verifyReportSchema = z.object({
  ok: z.boolean(),
  database: z.enum(['ok', 'damaged']),
  blobs: z.number().int(),
  auditEvents: z.number().int(),
  /** Whether the state tables were compared with the record: not by a quick look, nor where the record cannot be replayed. */
  state: z.enum(['same', 'differs', 'not-compared']),
  problems: z.array(z.string()),
  /** Those of the problems that are places where something else wrote to the database. */
  breaks: z.array(auditBreakSchema),
})
export type VerifyReport = z.infer<typeof verifyReportSchema>

export const statsSchema = z.object({
  byState: z.record(z.string(), z.number().int()),
  /** Per ISO week (`2026-W36`), oldest first, the last twelve with data. */
  weeks: z.array(
    z.object({ week: z.string(), received: z.number().int(), decided: z.number().int(), accepted: z.number().int() }),
  ),
  medianHoursToDecision: z.number().nullable(),
  acceptanceRate: z.number().nullable(),
  findingsByClause: z.array(z.object({ clause: z.string(), count: z.number().int() })),
})
export type Stats = z.infer<typeof statsSchema>
