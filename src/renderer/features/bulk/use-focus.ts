import { useEffect, useRef, type RefObject } from 'react'

/** Takes the focus once it is there: what had it is gone with the step before. */
export function useFocus<Element extends HTMLElement>(): RefObject<Element | null> {
  const element = useRef<Element>(null)
  useEffect(() => element.current?.focus(), [])
  return element
}
