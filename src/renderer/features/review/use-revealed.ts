/** Scrolls an element into view when it becomes the selected one. */
import { useEffect, useRef, type RefObject } from 'react'

export function useRevealed<Element extends HTMLElement>(active: boolean): RefObject<Element | null> {
  const ref = useRef<Element>(null)
  useEffect(() => {
    if (active) ref.current?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return ref
}
