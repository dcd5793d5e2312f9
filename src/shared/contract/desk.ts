/** The desk itself and its mail accounts. */
import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { accountSchema, connectionStepSchema, folderListSchema, passwordKeepSchema } from '../domain/account'
import {
  deskCountsSchema,
  deskEventSchema,
  deskInfoSchema,
  editorSchema,
  statsSchema,
  verifyReportSchema,
} from '../domain/desk'
import { editorColorSchema } from '../domain/editor-color'
import { exportSettingsSchema } from '../domain/export'
import { intakeSettingsSchema } from '../domain/intake'
import { accountConfigSchema } from '../domain/mail'
import { roleSchema } from '../domain/role'
import { base, id } from './base'

export const deskContract = {
  info: base.output(deskInfoSchema),
  counts: base.output(deskCountsSchema),
  /** Everything that changes while the window looks. */
  events: base.output(eventIterator(deskEventSchema)),
  setEditor: base.input(z.object({ name: z.string().trim().min(1).max(100) })).output(editorSchema),
  setLetterSettings: base
    .input(z.object({ signature: z.string().max(2000), undoSeconds: z.number().int().min(0).max(120) }))
    .output(z.object({})),
  setFollowUpNotices: base.input(z.object({ followUps: z.boolean() })).output(z.object({})),
  setExportSettings: base.input(exportSettingsSchema).output(z.object({})),
  unlockSecrets: base.input(z.object({ passphrase: z.string().min(1).max(1000) })).output(z.object({})),
  /** Who works here, its own editor first. */
  editors: base.output(z.array(editorSchema)),
  /** A colleague who is new (`editorId` null), or name, colour and role of one. */
  saveEditor: base
    .input(
      z.object({
        editorId: id.nullable(),
        name: z.string().trim().min(1).max(100),
        color: editorColorSchema,
        role: roleSchema,
      }),
    )
    .output(editorSchema),
  /** A colleague works here no more, or again; owners only. */
  retireEditor: base.input(z.object({ editorId: id, retired: z.boolean() })).output(editorSchema),
  addEditor: base.input(z.object({ name: z.string().trim().min(1).max(100) })).output(editorSchema),
  verify: base.input(z.object({ quick: z.boolean() })).output(verifyReportSchema),
  stats: base.output(statsSchema),
}

export const accountsContract = {
  list: base.output(z.array(accountSchema)),
  add: base
    .input(
      z.object({
        config: accountConfigSchema,
        password: z.string().max(10_000).nullable(),
        keep: passwordKeepSchema.nullable(),
        /** In force before the first pull. */
        intake: intakeSettingsSchema.optional(),
      }),
    )
    .output(accountSchema),
  /** Changes an account in place; `password` null: the kept one stays. */
  change: base
    .input(
      z.object({
        accountId: id,
        config: accountConfigSchema,
        password: z.string().min(1).max(10_000).nullable(),
        keep: passwordKeepSchema.nullable(),
      }),
    )
    .output(accountSchema),
  /** Tries every step with the given settings; nothing is kept. `accountId`: with its password where none is given. */
  test: base
    .input(
      z.object({
        config: accountConfigSchema,
        password: z.string().max(10_000).nullable(),
        accountId: id.nullable().default(null),
      }),
    )
    .output(z.array(connectionStepSchema)),
  /** The folders of its server. */
  folders: base.input(z.object({ accountId: id })).output(folderListSchema),
  setIntake: base.input(z.object({ accountId: id, settings: intakeSettingsSchema })).output(accountSchema),
  setPassword: base
    .input(z.object({ accountId: id, password: z.string().min(1).max(10_000), keep: passwordKeepSchema }))
    .output(z.object({})),
  /** What its server refused to have changed is tried again, or forgotten. */
  settleChanges: base.input(z.object({ accountId: id, how: z.enum(['retry', 'drop']) })).output(z.object({})),
  remove: base.input(z.object({ accountId: id })).output(z.object({})),
  /** Starts a sync in the background; its progress comes as events. */
  sync: base.input(z.object({ accountId: id.nullable() })).output(z.object({ started: z.number().int() })),
  cancelSync: base.input(z.object({ accountId: id })).output(z.object({})),
}
