/** A text while it is written: kept as a document, so that of what was typed only what is new is put into it. */
import type { CheckBlock, CheckLink } from '@shared/domain/compliance'
import { fail, ok, type Result } from '@shared/domain/result'
import { manuscriptSchema } from '@shared/manuscript/schema'
import type { Node } from 'prosemirror-model'
import { applySteps, type StepRefusal } from './apply-steps'
import { textToCheck } from './edited-text'

/** What the check reads of a text. */
export interface TextAsTyped {
  readonly blocks: readonly CheckBlock[]
  readonly links: readonly CheckLink[]
}

interface Typed {
  readonly baseHash: string
  readonly steps: readonly string[]
  readonly document: Node
}

export class TypedText {
  #typed: Typed | null = null

  /** About how much is kept, in UTF-16 units of text and steps. */
  get size(): number {
    if (this.#typed === null) return 0
    const { document, steps } = this.#typed
    return document.content.size + steps.reduce((sum, step) => sum + step.length, 0)
  }

  /**
   * The text that all `steps` make of the base. `readBase` (the document's JSON) is asked only where what is kept does not lead
   * there: another base, or other steps.
   */
  read(baseHash: string, readBase: () => string, steps: readonly string[]): Result<TextAsTyped, StepRefusal> {
    const known = this.#leadsTo(baseHash, steps)
    // What goes wrong below leaves nothing half typed behind.
    this.#typed = null
    const before = known?.document ?? manuscriptSchema.nodeFromJSON(JSON.parse(readBase()))
    const done = known?.steps.length ?? 0
    const applied = applySteps(before, steps.slice(done))
    if (!applied.ok) {
      const { step } = applied.error
      return fail({ ...applied.error, step: step === null ? null : step + done })
    }
    const { document } = applied.value
    let text: TextAsTyped
    try {
      text = textToCheck(document)
    } catch (error) {
      return fail({ code: 'step-refused', step: null, detail: (error as Error).message })
    }
    this.#typed = { baseHash, steps, document }
    return ok(text)
  }

  #leadsTo(baseHash: string, steps: readonly string[]): Typed | null {
    const typed = this.#typed
    if (typed === null || typed.baseHash !== baseHash) return null
    return typed.steps.every((step, index) => step === steps[index]) ? typed : null
  }
}
