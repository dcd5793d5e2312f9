import { z } from 'zod'

/** `YYYY-MM-DD` in the desk's zone: a day, not a moment. */
export const localDateSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((day) => {
    // `Date` takes the 31st of a short month for a day of the next.
    const moment = new Date(`${day}T00:00:00Z`)
    return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day)
  })
