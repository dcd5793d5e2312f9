/** How long tasks may take; apart from the tasks, so that who starts them need not load them. */
import type { TaskName } from './tasks'

/**
 * Milliseconds a task may take before its worker is killed. A healthy mail takes under 100 ms a
 * megabyte and mammoth's slowest sound document took 18 s; past these the input is at fault.
 */
export const TASK_DEADLINES: Readonly<Record<TaskName, number>> = { parse: 20_000, convert: 45_000, check: 20_000 }
