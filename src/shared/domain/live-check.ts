/** The check of a text while it is written. */
import { z } from 'zod'

/**
 * Why what is typed was not checked: the steps make no text, the check took too long, or it ended in a fault (of the program, or
 * of a rule pack whose file is gone).
 */
export const liveCheckFailureSchema = z.enum(['no-text', 'timeout', 'died'])
export type LiveCheckFailure = z.infer<typeof liveCheckFailureSchema>
