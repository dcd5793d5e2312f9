/**
 * What something gives, and the milliseconds of processor time that it took, of all threads of this process: what a shared
 * machine does beside it does not count. Only for bounds that tell seconds from minutes.
 */
export async function processorTime<T>(run: () => T): Promise<{ readonly value: Awaited<T>; readonly spent: number }> {
  const before = process.cpuUsage()
  const value = await run()
  const { user, system } = process.cpuUsage(before)
  return { value, spent: (user + system) / 1_000 }
}
