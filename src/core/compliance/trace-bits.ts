/** Steps of normalisation as bits, one 16-bit mask a unit, so that the map of a long text stays small. */
import { traceStepSchema, type TraceStep } from '@shared/domain/compliance'

const steps = traceStepSchema.options

/** Steps of one character, which the maps have room for. Those after them (`initials` …) are of a whole hit. */
const stepsOfUnits = 13

/** The bit of each step; those of a whole hit lie above the sixteen bits of a map. */
export const stepBit: Readonly<Record<TraceStep, number>> = Object.fromEntries(
  steps.map((step, index) => [step, 1 << (index < stepsOfUnits ? index : index + 16 - stepsOfUnits)]),
) as Record<TraceStep, number>

/** What was left out here includes sentence punctuation, a bracket or a line break: not part of a trace, a gate of the matcher. */
export const hardGapBit = 1 << 14
/** More was left out here than a disguise needs. */
export const wideGapBit = 1 << 15

/** Steps that nobody takes by accident inside a word; width, case and a single space happen in honest texts. */
export const disguise =
  stepBit.symbol |
  stepBit['zero-width'] |
  stepBit['look-alike'] |
  stepBit.entity |
  stepBit.combining |
  stepBit.homophone |
  stepBit.pinyin |
  stepBit.initials |
  stepBit.repeat |
  stepBit.split |
  stepBit.reversed |
  stepBit.leet

/** A hit by sound only: it may be chance, so it is never an error. */
export const bySound = stepBit.homophone | stepBit.pinyin | stepBit.initials

/** The steps of a mask, in the order of the contract's list. */
export function stepsOf(mask: number): TraceStep[] {
  return steps.filter((step) => (mask & stepBit[step]) !== 0)
}
