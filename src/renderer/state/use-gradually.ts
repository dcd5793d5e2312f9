/** A long list whose beginning is there with the first frame; the rest follows between the frames, so that opening waits for none of it. */
import { startTransition, useEffect, useState } from 'react'

/** `first`: how many are there at once; as many more come with each step. */
export function useGradually<T>(all: readonly T[], first: number): readonly T[] {
  const [count, setCount] = useState(first)
  const isWhole = count >= all.length
  useEffect(() => {
    if (isWhole) return undefined
    const timer = setTimeout(() => startTransition(() => setCount(count + first)), 0)
    return () => clearTimeout(timer)
  }, [isWhole, count, first])
  return isWhole ? all : all.slice(0, count)
}
