/** One after another, to the end: what fails is told and stops nothing. */
export interface EachResult<Item, Done> {
  readonly done: readonly { readonly item: Item; readonly value: Done }[]
  readonly failed: readonly { readonly item: Item; readonly error: unknown }[]
  /** How many were not tried, because somebody stopped it. */
  readonly left: number
}

/** `onStep` is told how many are behind; `stopped` is asked before each. */
export async function runEach<Item, Done>(
  items: readonly Item[],
  run: (item: Item) => Promise<Done>,
  { onStep, stopped }: { readonly onStep?: (behind: number) => void; readonly stopped?: () => boolean } = {},
): Promise<EachResult<Item, Done>> {
  const done: { item: Item; value: Done }[] = []
  const failed: { item: Item; error: unknown }[] = []
  for (const item of items) {
    if (stopped?.() === true) break
    try {
      done.push({ item, value: await run(item) })
    } catch (error) {
      failed.push({ item, error })
    }
    onStep?.(done.length + failed.length)
  }
  return { done, failed, left: items.length - done.length - failed.length }
}
