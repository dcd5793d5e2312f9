/** 操作记录: the record as people search it, and where it was tampered with. */
import { z } from 'zod'
import { localDateSchema, timelineEntrySchema } from './author'

/** What events are filtered by: one area of the work each. */
export const auditKinds = [
  'submission',
  'manuscript',
  'annotation',
  'rules',
  'decision',
  'letter',
  'author',
  'follow-up',
  'desk',
] as const
export const auditKindSchema = z.enum(auditKinds)
export type AuditKind = z.infer<typeof auditKindSchema>

/** The first part of an event's type says its kind; what is not named here is the desk's. */
const KIND_OF_PREFIX: Readonly<Record<string, AuditKind>> = {
  submission: 'submission',
  manuscript: 'manuscript',
  annotation: 'annotation',
  finding: 'rules',
  'rule-pack': 'rules',
  rule: 'rules',
  'allow-entry': 'rules',
  decision: 'decision',
  letter: 'letter',
  template: 'letter',
  author: 'author',
  authors: 'author',
  sanction: 'author',
  appeal: 'author',
  objection: 'author',
  'follow-up': 'follow-up',
  desk: 'desk',
  editor: 'desk',
  account: 'desk',
}

export function auditKindOf(type: string): AuditKind {
  return KIND_OF_PREFIX[type.slice(0, type.indexOf('.'))] ?? 'desk'
}

/** What is asked of the record. Empty words and nulls ask nothing. */
export const auditFilterSchema = z.object({
  /** An editor's id, or `desk` for what the desk did by itself. */
  editorId: z.string().max(100).nullable(),
  kind: auditKindSchema.nullable(),
  /** Part of a 稿号 or a title. */
  piece: z.string().trim().max(200),
  /** Part of an author's name or address. */
  author: z.string().trim().max(200),
  /** Local days in the desk's zone, both included. */
  from: localDateSchema.nullable(),
  to: localDateSchema.nullable(),
  /** All of these words stand in what the event says. */
  words: z.string().trim().max(200),
})
export type AuditFilter = z.infer<typeof auditFilterSchema>

export const WHOLE_RECORD: AuditFilter = {
  editorId: null,
  kind: null,
  piece: '',
  author: '',
  from: null,
  to: null,
  words: '',
}

export const auditEntrySchema = timelineEntrySchema.extend({
  /** The event's number as text, as lists want it. */
  id: z.string(),
  kind: auditKindSchema,
  editorId: z.string(),
  authorId: z.string().nullable(),
  authorName: z.string().nullable(),
  /** What it said was erased on request; that it happened stays. */
  erased: z.boolean(),
})
export type AuditEntry = z.infer<typeof auditEntrySchema>

/** One event whole, as it is kept. */
export const auditDetailSchema = z.object({
  entry: auditEntrySchema,
  hash: z.string(),
  prevHash: z.string(),
  /** Indented JSON, cut after a bound; null when it was erased, or withheld. */
  payload: z.string().nullable(),
  /** For seniors and owners only. */
  withheld: z.boolean(),
  cut: z.boolean(),
})
export type AuditDetail = z.infer<typeof auditDetailSchema>

export const auditExportFormatSchema = z.enum(['csv', 'jsonl'])
export type AuditExportFormat = z.infer<typeof auditExportFormatSchema>

/** What is wrong with an event of the chain. */
export const chainFaultSchema = z.enum([
  'number',
  'link',
  'envelope',
  'payload',
  'payload-missing',
  'tombstone',
  'missing',
])
export type ChainFault = z.infer<typeof chainFaultSchema>

/** What is wrong with a row of a state table, against what the record says. */
export const stateFaultSchema = z.enum(['changed', 'extra', 'missing'])

/** A place where the profile was changed by something else than the desk. */
export const auditBreakSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('chain'),
    seq: z.number().int(),
    fault: chainFaultSchema,
    /** The number that was expected, of `number`. */
    expected: z.number().int().nullable(),
  }),
  z.object({
    kind: z.literal('state'),
    table: z.string(),
    /** The row's key, its parts joined by a space. */
    key: z.string(),
    fault: stateFaultSchema,
    /** The columns that differ, of `changed`. */
    columns: z.array(z.string()),
  }),
])
export type AuditBreak = z.infer<typeof auditBreakSchema>

/** A break as one line in English, for the verify report. */
export function breakLine(found: AuditBreak): string {
  if (found.kind === 'state') {
    const row = `state: ${found.table} ${found.key}`
    switch (found.fault) {
      case 'changed':
        return `${row}: ${found.columns.join(', ')} is not what the record says`
      case 'extra':
        return `${row}: the record knows nothing of it`
      case 'missing':
        return `${row}: is missing`
    }
  }
  const event = `event ${found.seq}:`
  switch (found.fault) {
    case 'number':
      return `${event} expected number ${found.expected ?? 0}`
    case 'link':
      return `${event} does not follow its predecessor`
    case 'envelope':
      return `${event} envelope was changed`
    case 'payload':
      return `${event} payload was changed`
    case 'payload-missing':
      return `${event} payload is missing`
    case 'tombstone':
      return `${event} what stands in the place of its erased payload is not what the erasure sealed`
    case 'missing':
      return `${event} is missing`
  }
}
