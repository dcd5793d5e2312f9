/** The writing of one version in this window: from the editor's steps to the core, and back to one recorded text. */
import type { CoreConnection } from '@renderer/client/core-client'
import { isCoreLost, refusalOf } from '@renderer/client/use-core'
import { createAutosave, type SaveState } from '@renderer/editor/autosave'
import { changeStepLog, lastStep, mapsOf, stepLogOf, type StepLog } from '@renderer/editor/step-log'
import { isComposing, settleComposition } from '@renderer/editor/suggest/suggest-changes'
import type { Editor } from '@tiptap/react'
import { Mapping } from '@tiptap/pm/transform'
import { create } from 'zustand'
import { projectedBlocks } from '@shared/manuscript/projection'
import { createLiveCheck, useLiveChecks } from './live-check'

/** Before `open` nothing may be typed: the core has not said how to number it. */
export type TextPhase = 'opening' | 'open' | 'refused'

export interface TextState {
  readonly phase: TextPhase
  readonly save: SaveState
  /** The title as it is typed; null while it is the version's. */
  readonly title: string | null
}

export const untouchedText: TextState = { phase: 'opening', save: { kind: 'saved' }, title: null }

/** What the screen says of the texts that are open, by version. */
export const useTextStates = create<Readonly<Record<string, TextState>>>()(() => ({}))

export interface TextSession {
  readonly versionId: string
  /** Follows an editor; null: it is gone. */
  readonly attach: (editor: Editor | null) => void
  /** Asks the core where the writing stands. */
  readonly open: () => void
  /** Settles what was typed; the hash of the recorded text. */
  readonly settle: () => Promise<string>
  readonly flush: () => Promise<void>
  /** Asks whether a text that the core recorded by itself, after it was restarted, is the one that is shown. */
  readonly compare: () => Promise<void>
  /** Rules, or what is known of the piece, changed: what is typed is checked again. */
  readonly recheck: () => void
  /** Whether the editor shows a recorded text, with what was typed since. */
  readonly shows: (contentHash: string) => boolean
  /** Nothing would be lost by showing another text. */
  readonly clean: () => boolean
  /** From places of a recorded text, with what was typed up to a step, to the editor's; null when it shows another. */
  readonly mappingFrom: (contentHash: string, step?: number) => Mapping | null
  /** Settles and ends. */
  readonly close: () => void
}

const sessions = new Map<string, Set<TextSession>>()

/** Settles what is typed in a version, or in all of them. */
export async function settleTexts(versionId?: string): Promise<void> {
  const open = versionId === undefined ? [...sessions.values()] : [sessions.get(versionId) ?? new Set<TextSession>()]
  await Promise.all(open.flatMap((each) => [...each].map((session) => session.settle())))
}

/** Asks anew where the writing of a version stands: what was in its way is gone. */
export function reopenTexts(versionId: string): void {
  for (const session of sessions.get(versionId) ?? []) session.open()
}

/** Checks again what is typed in a version: rules, or what is known of the piece, changed. */
export function recheckTexts(versionId: string): void {
  for (const session of sessions.get(versionId) ?? []) session.recheck()
}

/** Says to the core what is not said yet, as far as there is time: the window is closing. */
function flushTexts(): void {
  for (const each of sessions.values()) for (const session of each) void session.flush().catch(() => undefined)
}
window.addEventListener('pagehide', flushTexts)

export function createTextSession(
  connection: CoreConnection,
  versionId: string,
  contentHash: string,
  onError: (error: unknown) => void,
): TextSession {
  let editor: Editor | null = null
  let log: StepLog = { base: 0, steps: [] }
  let closed = false
  /** What the core said the steps come after; null until it did. */
  let openedAt: number | null = null
  const change = (next: Partial<TextState>): void => {
    // A session that is left speaks for nobody on the screen, where the same version may be open again.
    if (closed) return
    useTextStates.setState((states) => ({ [versionId]: { ...(states[versionId] ?? untouchedText), ...next } }))
  }
  const tellEditor = (message: Parameters<typeof changeStepLog>[1]): void => {
    if (editor !== null && !editor.isDestroyed) editor.view.dispatch(changeStepLog(editor.state, message))
    else if (message.type === 'settled' && message.step > log.base) {
      log = { base: message.step, steps: log.steps.slice(message.step - log.base) }
      autosave.note(log)
    }
  }
  const autosave = createAutosave(contentHash, {
    save: async (request) => (await connection.client()).manuscripts.saveSteps({ versionId, ...request }),
    settle: async () => (await connection.client()).manuscripts.settle({ versionId }),
    onState: (save) => {
      change({ save })
      live.look()
      if (closed && save.kind === 'failed' && !save.trying) onError(save.error)
    },
    onSettled(step) {
      live.settled(step, autosave.baseHash())
      tellEditor({ type: 'settled', step })
    },
    mayPass: (error) => {
      const refusal = refusalOf(error)
      return refusal === null
        ? isCoreLost(error)
        : refusal.code === 'disk-full' || refusal.code === 'database-unwritable'
    },
    wait(milliseconds) {
      let timer: ReturnType<typeof setTimeout> | undefined
      const over = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, milliseconds)
      })
      return { over, end: () => clearTimeout(timer) }
    },
    now: () => performance.now(),
  })
  const live = createLiveCheck({
    ask: async () => (await connection.client()).compliance.live({ versionId }),
    mayPass: isCoreLost,
    now() {
      if (log.steps.length === 0) return { kind: 'recorded' }
      const isUnkept = editor === null || editor.isDestroyed || isComposing(editor) || !autosave.clean()
      return isUnkept ? { kind: 'unkept' } : { kind: 'kept', step: lastStep(log) }
    },
    blocks: () => (editor === null ? [] : projectedBlocks(editor.state.doc, 'current')),
    put: (check) => useLiveChecks.setState({ [versionId]: check }),
    onEnd() {
      // A core that is gone keeps nothing.
      void connection
        .client()
        .then((client) => client.compliance.endLive({ versionId }))
        .catch(() => undefined)
    },
    later(milliseconds, run) {
      const timer = setTimeout(run, milliseconds)
      return () => clearTimeout(timer)
    },
  })
  const onLog = (next: StepLog): void => {
    log = next
    // What an input method is still composing is kept when it is settled: a kill would leave its letters as text of nobody's.
    if (editor === null || !isComposing(editor)) autosave.note(next)
    live.look()
  }
  const onComposed = (): void => {
    if (editor !== null) onLog(stepLogOf(editor.state))
  }
  /** What is composed now belongs to what is said to the core. */
  const settleComposed = (): void => {
    if (editor !== null && !editor.isDestroyed) settleComposition(editor)
  }
  /** The core and the editor may come in either order: whichever is second brings the numbering to the steps. */
  const number = (): void => {
    if (openedAt === null) return
    const now = editor === null || editor.isDestroyed ? log : stepLogOf(editor.state)
    if (now.base >= openedAt) return
    log = { ...now, base: openedAt }
    if (editor !== null && !editor.isDestroyed) tellEditor({ type: 'opened', step: openedAt })
    autosave.note(log)
  }
  const onUpdate = ({ editor: changed }: { editor: Editor }): void => {
    const typed = changed.state.doc.firstChild?.textContent ?? null
    const shown = useTextStates.getState()[versionId]?.title ?? null
    if (typed !== (shown ?? openedTitle)) change({ title: typed })
  }
  let openedTitle: string | null = null

  const session: TextSession = {
    versionId,
    attach(next) {
      editor?.off('stepLog', onLog)
      editor?.off('compositionSettled', onComposed)
      editor?.off('update', onUpdate)
      editor = next
      if (next === null) return
      openedTitle = next.state.doc.firstChild?.textContent ?? null
      next.on('stepLog', onLog)
      next.on('compositionSettled', onComposed)
      number()
      onLog(stepLogOf(next.state))
      next.on('update', onUpdate)
    },
    open() {
      closed = false
      const known = sessions.get(versionId) ?? new Set()
      sessions.set(versionId, known.add(session))
      change(untouchedText)
      live.begin()
      void begin()
    },
    settle() {
      settleComposed()
      return autosave.settle()
    },
    flush() {
      settleComposed()
      return autosave.flush()
    },
    async compare() {
      await autosave.flush()
      autosave.compare(await (await connection.client()).manuscripts.open({ versionId }))
    },
    recheck: () => live.again(),
    shows: (hash) => autosave.knows(hash),
    clean: () => autosave.clean() && (editor === null || !isComposing(editor)),
    mappingFrom(hash, step = log.base) {
      if (hash !== autosave.baseHash() || step < log.base) return null
      return new Mapping(mapsOf(log).slice(step - log.base))
    },
    close() {
      closed = true
      live.end()
      settleComposed()
      void autosave
        .settle()
        .catch(onError)
        .finally(() => {
          const known = sessions.get(versionId)
          if (closed) known?.delete(session)
          if (known?.size === 0) sessions.delete(versionId)
        })
    },
  }
  const begin = async (): Promise<void> => {
    try {
      const client = await connection.client()
      let at = await client.manuscripts.open({ versionId })
      if (at.steps.length > 0) {
        // Left behind by a window that is gone, or still being settled for one that was just left.
        await client.manuscripts.settle({ versionId })
        at = await client.manuscripts.open({ versionId })
      }
      // Another text than the one on screen: it comes by itself, and a session of its own with it.
      if (at.baseHash !== autosave.baseHash()) return
      openedAt = at.step
      number()
      autosave.start(at.baseHash, at.step)
      change({ phase: 'open' })
    } catch (error) {
      change({ phase: 'refused', save: { kind: 'failed', error, trying: false } })
    }
  }
  return session
}
