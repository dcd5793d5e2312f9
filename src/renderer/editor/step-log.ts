/** What was typed since the recorded text, step by step: what is saved, and what maps places of that text to where they lie now. */
import { Extension } from '@tiptap/core'
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state'
import type { Step, StepMap } from '@tiptap/pm/transform'

export interface StepLog {
  /** The number of the last step that is in the recorded text already. */
  readonly base: number
  /** Those after it, in order. */
  readonly steps: readonly Step[]
}

type Change =
  /** The core's numbering: the steps here come after so many. */
  | { readonly type: 'opened'; readonly step: number }
  /** The steps up to this one are in the recorded text now. */
  | { readonly type: 'settled'; readonly step: number }

const key = new PluginKey<StepLog>('step-log')

declare module '@tiptap/core' {
  interface EditorEvents {
    /** Something was typed, or what was typed is settled. */
    stepLog: StepLog
  }
}

function next(transaction: Transaction, log: StepLog): StepLog {
  const change = transaction.getMeta(key) as Change | undefined
  const steps = transaction.docChanged ? [...log.steps, ...transaction.steps] : log.steps
  switch (change?.type) {
    case undefined:
      return steps === log.steps ? log : { ...log, steps }
    case 'opened':
      return { base: change.step, steps }
    case 'settled':
      return change.step <= log.base
        ? { ...log, steps }
        : { base: change.step, steps: steps.slice(change.step - log.base) }
  }
}

export function stepLogOf(state: EditorState): StepLog {
  const log = key.getState(state)
  if (log === undefined) throw new Error('the editor keeps no steps')
  return log
}

/** The number of the newest step. */
export function lastStep({ base, steps }: StepLog): number {
  return base + steps.length
}

export function mapsOf({ steps }: StepLog): StepMap[] {
  return steps.map((step) => step.getMap())
}

export function changeStepLog(state: EditorState, change: Change): Transaction {
  return state.tr.setMeta(key, change).setMeta('addToHistory', false)
}

export const stepLog = Extension.create({
  name: 'stepLog',
  addProseMirrorPlugins() {
    const { editor } = this
    return [
      new Plugin<StepLog>({
        key,
        state: { init: () => ({ base: 0, steps: [] }), apply: next },
        view: () => ({
          update(view, before) {
            const log = stepLogOf(view.state)
            if (log !== stepLogOf(before)) editor.emit('stepLog', log)
          },
        }),
      }),
    ]
  },
})
