/** A small run of what tests/integration/mail/fuzz.test.ts does at length, in place: a fixed seed, so that it never surprises. */
import { expect, test } from 'vitest'
import { parseMessage } from '@core/mail'
import { expectHarmless, expectWhole } from '../../support/harmless'
import { MUTATIONS, mutantOf, seedMails } from '../../support/mutate-mail'

const SEED = 20_260_901
const MAILS = 600

test(
  `${MAILS} mutants are read or refused, twice alike, and nothing harmful comes out`,
  { timeout: 120_000 },
  async () => {
    const seeds = seedMails()
    const used = new Set<string>()
    for (let number = 0; number < MAILS; number++) {
      const { raw, steps } = mutantOf(SEED, number, seeds)
      for (const step of steps) used.add(step)
      const first = await parseMessage(raw)
      // As JSON: comparing bytes one by one would take longer than all the rest.
      expect(described(await parseMessage(raw)), `mutant ${number}`).toBe(described(first))
      if (!first.ok) continue
      expectHarmless(first.value.message)
      expectWhole(first.value.message, first.value.attachmentBytes)
    }
    expect(used).toEqual(new Set(Object.keys(MUTATIONS)))
  },
)

function described(outcome: Awaited<ReturnType<typeof parseMessage>>): string {
  return JSON.stringify(outcome.ok ? outcome.value.message : outcome.error)
}

test('the same seed makes the same mutants, another makes others', () => {
  const seeds = seedMails()
  expect(mutantOf(7, 3, seeds)).toEqual(mutantOf(7, 3, seeds))
  expect(mutantOf(8, 3, seeds)).not.toEqual(mutantOf(7, 3, seeds))
})
