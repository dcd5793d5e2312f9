/** One listener for all keys of the window; components say what theirs do while they are shown. */
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { keyBindings, keyName, matches, type KeyAction } from './key-bindings'

export type { KeyAction } from './key-bindings'

/** Returns false to let the key go on to whoever else has it. */
export type KeyHandler = (event: KeyboardEvent | null) => void | false
export type KeyHandlers = { readonly [Action in KeyAction]?: KeyHandler }

interface Registration {
  readonly handlers: { readonly current: KeyHandlers }
  readonly inDialog: boolean
  /** The handled actions, by name. */
  readonly actions: string
}

const registrations: Registration[] = []
const listeners = new Set<() => void>()
let available: readonly KeyAction[] = []

function announce(): void {
  available = [
    ...new Set(registrations.flatMap(({ actions }) => (actions === '' ? [] : (actions.split(' ') as KeyAction[])))),
  ]
  for (const listener of listeners) listener()
}

/**
 * Handles keys while the component is mounted; the newest registration of an action wins. Single keys
 * are silent while someone types and, unless `inDialog`, while a modal dialog or a menu is open.
 */
export function useKeys(handlers: KeyHandlers, options: { enabled?: boolean; inDialog?: boolean } = {}): void {
  const { enabled = true, inDialog = false } = options
  const current = useRef(handlers)
  useEffect(() => {
    current.current = handlers
  })
  const actions = Object.keys(handlers).toSorted().join(' ')
  useEffect(() => {
    if (!enabled) return
    // Registered anew when other actions are handled, so that what is on offer stays true.
    const registration: Registration = { handlers: current, inDialog, actions }
    registrations.push(registration)
    announce()
    return () => {
      registrations.splice(registrations.indexOf(registration), 1)
      announce()
    }
  }, [enabled, inDialog, actions])
}

/** The actions that something on the screen handles now. */
export function useAvailableActions(): readonly KeyAction[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => available,
  )
}

/** Does an action as if its key were pressed. */
export function runAction(action: KeyAction): void {
  registrations.findLast((each) => each.handlers.current[action] !== undefined)?.handlers.current[action]?.(null)
}

const mac = typeof navigator !== 'undefined' && /mac/i.test(navigator.userAgent)

/** The name of an action's key, for hints and tooltips. */
export function keyOf(action: KeyAction): string {
  return keyName(keyBindings[action], mac)
}

/** Listens on the window; called once by the frame. Returns the way out. */
export function listenToKeys(target: Window): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.defaultPrevented) return
    const element = event.target instanceof Element ? event.target : null
    const typing = isTextInput(element)
    const overlaid = document.querySelector('[aria-modal="true"], [role="menu"]') !== null
    for (const registration of registrations.toReversed()) {
      if (overlaid && !registration.inDialog) continue
      for (const [action, handler] of Object.entries(registration.handlers.current) as [KeyAction, KeyHandler][]) {
        const binding = keyBindings[action]
        if (!matches(binding, event) || (typing && binding.inText !== true)) continue
        if (binding.code === 'Enter' && binding.mod !== true && activatesItself(element)) continue
        if (handler(event) === false) continue
        event.preventDefault()
        return
      }
    }
  }
  target.addEventListener('keydown', onKeyDown)
  return () => target.removeEventListener('keydown', onKeyDown)
}

function isTextInput(element: Element | null): boolean {
  if (element === null) return false
  if (element instanceof HTMLElement && element.isContentEditable) return true
  if (element instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'range'].includes(element.type)
  return element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement
}

/** Enter on a button or link presses that, not the page's own action. */
function activatesItself(element: Element | null): boolean {
  return element?.closest('button, a[href], summary, [role="button"], [role="tab"], [role="separator"]') != null
}
