/** Moves and what takes them back, one after the other in the order of the keys. */
let chain: Promise<unknown> = Promise.resolve()
let waiting = 0

export async function inOrder(run: () => Promise<unknown>): Promise<void> {
  waiting += 1
  const before = chain
  const done = (async () => {
    await before.catch(() => undefined)
    await run()
  })()
  chain = done
  try {
    await done
  } finally {
    waiting -= 1
  }
}

/** Whether something is under way that could be taken back when it is recorded. */
export function isUnderWay(): boolean {
  return waiting > 0
}
