/** Sheets of authors: a directory that is imported, and 小羽毛清单 that goes out and comes back. */
import { z } from 'zod'
import { wechatStateSchema } from './submission'

/** Why a sheet cannot be read. */
export const sheetRefusalSchema = z.enum([
  'too-large',
  'too-many-rows',
  'too-many-columns',
  'cell-too-long',
  'empty',
  'not-text',
])

/** What a column of an imported sheet holds; `ignore`: nothing that is taken. */
export const sheetColumnSchema = z.enum([
  'ignore',
  'name',
  'pen-name',
  'address',
  'wechat',
  'official-account',
  'phone',
  'organisation',
  'note',
  'tag',
])
export type SheetColumn = z.infer<typeof sheetColumnSchema>

export const sheetHeadSchema = z.object({
  /** The first line, and the next ones to show what the columns hold. */
  header: z.array(z.string()),
  samples: z.array(z.array(z.string())),
  rows: z.number().int(),
  /** What each column seems to hold. */
  guess: z.array(sheetColumnSchema),
})
export type SheetHead = z.infer<typeof sheetHeadSchema>

export const importProblemSchema = z.enum(['no-name', 'bad-address', 'too-long', 'twice'])
export type ImportProblem = z.infer<typeof importProblemSchema>

export const importRowSchema = z.object({
  line: z.number().int(),
  name: z.string(),
  address: z.string(),
  outcome: z.enum(['new', 'update', 'same', 'failed']),
  problem: importProblemSchema.nullable(),
  /** Values that the record has otherwise and keeps. */
  kept: z.number().int(),
})
export type ImportRow = z.infer<typeof importRowSchema>

export const importPreviewSchema = z.object({
  rows: z.array(importRowSchema),
  created: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
  failed: z.number().int(),
})
export type ImportPreview = z.infer<typeof importPreviewSchema>

export const authorImportSchema = z.object({
  id: z.string(),
  filename: z.string(),
  created: z.number().int(),
  changed: z.number().int(),
  failed: z.number().int(),
  at: z.number().int(),
  revertedAt: z.number().int().nullable(),
})
export type AuthorImport = z.infer<typeof authorImportSchema>

export const handOffProblemSchema = z.enum(['unknown-number', 'unknown-progress', 'step', 'not-accepted'])
export type HandOffProblem = z.infer<typeof handOffProblemSchema>

/** A line of 小羽毛清单 that came back. */
export const handOffRowSchema = z.object({
  line: z.number().int(),
  number: z.string(),
  authorName: z.string(),
  from: wechatStateSchema.nullable(),
  to: wechatStateSchema.nullable(),
  /** What 小羽毛 wrote beside it: becomes a contact note. */
  note: z.string(),
  outcome: z.enum(['step', 'note', 'same', 'failed']),
  problem: handOffProblemSchema.nullable(),
})
export type HandOffRow = z.infer<typeof handOffRowSchema>
