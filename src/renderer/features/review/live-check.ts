/** The findings of a text while it is written: asked for at every pause, shown as long as they are of what stands there. */
import type { CoreClient } from '@renderer/client/core-client'
import type { ReviewFinding } from '@shared/contract/contract'
import type { ChecklistItem } from '@shared/domain/compliance'
import { projectedBlocks, type ProjectedBlock } from '@shared/manuscript/projection'
import type { Node } from '@tiptap/pm/model'
import { create } from 'zustand'

/** Milliseconds after what was typed is kept, in which nothing more is typed. */
const PAUSE = 150

export interface LiveCheck {
  /** The recorded text that was typed in. */
  readonly baseHash: string
  /** The number of the last step of the text that was checked. */
  readonly step: number
  /** Of that text. */
  readonly blocks: readonly ProjectedBlock[]
  readonly findings: readonly ReviewFinding[]
  readonly checklist: readonly ChecklistItem[]
}

/** By version. */
export const useLiveChecks = create<Readonly<Record<string, LiveCheck | undefined>>>()(() => ({}))

export interface LiveCheckOptions {
  readonly ask: () => ReturnType<CoreClient['compliance']['live']>
  /** What the editor shows; null while there is none, or an input method is still composing. */
  readonly shown: () => { readonly doc: Node; readonly step: number } | null
}

/** One request at a time; an answer that typing overtook is dropped, for the next pause asks again. */
export function createLiveCheck(
  versionId: string,
  { ask, shown }: LiveCheckOptions,
): { readonly typed: () => void; readonly kept: () => void; readonly end: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let busy = false
  let again = false
  let ended = false
  const put = (check: LiveCheck | undefined): void => useLiveChecks.setState({ [versionId]: check })
  const run = async (): Promise<void> => {
    if (busy || ended) {
      again = true
      return
    }
    busy = true
    again = false
    // A check that fails leaves the findings as they were; what is wrong with the core is said where the text is kept.
    const found = await ask().catch(() => undefined)
    busy = false
    const now = shown()
    const isCurrent = found !== undefined && now !== null && (found === null || now.step === found.step)
    if (!ended && isCurrent) {
      put(found === null ? undefined : { ...found, blocks: projectedBlocks(now.doc, 'current') })
    }
    if (again && !ended) void run()
  }
  return {
    typed: () => clearTimeout(timer),
    kept() {
      clearTimeout(timer)
      if (!ended) timer = setTimeout(() => void run(), PAUSE)
    },
    end() {
      ended = true
      clearTimeout(timer)
      put(undefined)
    },
  }
}
