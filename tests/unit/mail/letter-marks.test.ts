import { expect, test } from 'vitest'
import { judgeLetter } from '@core/mail/judge-letter'
import { MARKED_FILES, MARKED_NAME, MARKED_TEXT, marksOf, type MarkedLetter } from '@core/mail/letter-marks'

const letter = (rest: Partial<MarkedLetter>): MarkedLetter => ({
  fields: [],
  from: { name: '' },
  subject: '',
  ownText: '',
  documentNames: [],
  ...rest,
})

test('Han characters and pairs, Latin words and pairs, and where they stand', () => {
  const marks = marksOf(letter({ subject: '询价', ownText: 'Rate card 多少?', documentNames: ['报价.XLSX'] }))
  for (const mark of ['询', '询价', 's:询价', 'rate', 'rate card', '多少', 'f:报价', '#xlsx', '#file', '#ask'])
    expect(marks, mark).toContain(mark)
  expect(marks).not.toContain('价多')
})

test(`${MARKED_TEXT} characters of text, ${MARKED_NAME} of a subject, ${MARKED_FILES} files, and not one more`, () => {
  const pad = (length: number): string => '此'.repeat(length)
  expect(marksOf(letter({ ownText: `${pad(MARKED_TEXT - 1)}终` }))).toContain('终')
  expect(marksOf(letter({ ownText: `${pad(MARKED_TEXT)}终` }))).not.toContain('终')
  expect(marksOf(letter({ subject: `${pad(MARKED_NAME - 1)}终` }))).toContain('s:终')
  expect(marksOf(letter({ subject: `${pad(MARKED_NAME)}终` }))).not.toContain('s:终')
  const files = (count: number): string[] => [...Array.from({ length: count }, (_, at) => `${at}.txt`), '终.txt']
  expect(marksOf(letter({ documentNames: files(MARKED_FILES - 1) }))).toContain('f:终')
  expect(marksOf(letter({ documentNames: files(MARKED_FILES) }))).not.toContain('f:终')
})

test('likelihoods add up to one; what the signs found is likelier', () => {
  const offer = letter({ subject: '询价', ownText: '头条多少钱一条？预算八万，请发报价' })
  const alone = judgeLetter(offer, null)
  expect(Object.values(alone).reduce((one, other) => one + other, 0)).toBeCloseTo(1)
  expect(alone.promotion).toBeGreaterThan(0.5)
  expect(judgeLetter(offer, 'complaint').complaint).toBeGreaterThan(alone.complaint)
})
