/** The record: searched, shown, taken out. */
import { z } from 'zod'
import { auditDetailSchema, auditEntrySchema, auditExportFormatSchema, auditFilterSchema } from '../domain/audit'
import { outsideOutcomeSchema } from '../shell-messages'
import { base } from './base'

export const auditContract = {
  /** A page of the events that a filter asks for, newest first. */
  list: base
    .input(
      z.object({
        filter: auditFilterSchema,
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(z.object({ rows: z.array(auditEntrySchema), total: z.number().int() })),
  show: base.input(z.object({ seq: z.number().int() })).output(auditDetailSchema),
  /** Writes all that a filter asks for to where the editor says. */
  exportAll: base
    .input(z.object({ filter: auditFilterSchema, format: auditExportFormatSchema }))
    .output(outsideOutcomeSchema),
}
