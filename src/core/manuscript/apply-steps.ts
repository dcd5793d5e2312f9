/** ProseMirror's steps as they are kept, put into a document of the schema. */
import { fail, ok, type Result } from '@shared/domain/result'
import { manuscriptSchema } from '@shared/manuscript/schema'
import type { Node } from 'prosemirror-model'
import { Step, type StepMap } from 'prosemirror-transform'

/** The step, counted from 0, that could not be applied, or (`step` null) what came out was no document of the schema. */
export interface StepRefusal {
  readonly code: 'step-refused'
  readonly step: number | null
  readonly detail: string
}

/** Applies steps (JSON, in order). What comes out may yet be no document of the schema: `check` says so. */
export function applySteps(
  before: Node,
  steps: readonly string[],
): Result<{ readonly document: Node; readonly maps: readonly StepMap[] }, StepRefusal> {
  const maps: StepMap[] = []
  let document = before
  for (const [index, json] of steps.entries()) {
    try {
      const step = Step.fromJSON(manuscriptSchema, JSON.parse(json))
      const applied = step.apply(document)
      if (applied.doc === null) return fail({ code: 'step-refused', step: index, detail: applied.failed ?? '' })
      document = applied.doc
      maps.push(step.getMap())
    } catch (error) {
      return fail({ code: 'step-refused', step: index, detail: (error as Error).message })
    }
  }
  return ok({ document, maps })
}
