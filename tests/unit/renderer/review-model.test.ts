import {
  clausesOf,
  countOpen,
  groupFindings,
  placeAnnotations,
  sortChecklist,
  sortFindings,
  stepMark,
  textMarksOf,
} from '@renderer/features/review/review-model'
import type { ReviewFinding } from '@shared/contract/contract'
import type { Annotation } from '@shared/domain/annotation'
import type { RulePackSummary } from '@shared/domain/compliance'
import { makeAnchor } from '@shared/manuscript/anchor'
import type { ProjectedBlock } from '@shared/manuscript/projection'
import { describe, expect, it } from 'vitest'

const block = (id: string, kind: ProjectedBlock['kind'], text: string, from: number): ProjectedBlock => ({
  id,
  kind,
  text,
  from,
  runs: text === '' ? [] : [{ start: 0, end: text.length, from }],
})

const blocks: ProjectedBlock[] = [
  block('title', 'title', '谁能领跑全场', 1),
  block('p1', 'paragraph', '加薇信领取全网最低价', 9),
]

const finding = (id: string, more: Partial<ReviewFinding> = {}): ReviewFinding => ({
  id,
  ruleId: 'ads/contact',
  clause: '3.8',
  category: 'convention',
  level: 'error',
  message: '',
  reason: '',
  suggestion: '',
  block: 'p1',
  start: 0,
  end: 3,
  text: '加薇信',
  normalized: '加微信',
  trace: [],
  waiver: null,
  ...more,
})

const annotation = (id: string, more: Partial<Annotation> = {}): Annotation => ({
  id,
  submissionId: 's',
  versionId: 'v',
  kind: 'comment',
  anchor: makeAnchor('', { id: 'p1', kind: 'paragraph', text: blocks[1]?.text ?? '' }, 5, 10),
  audience: 'author',
  state: 'open',
  clause: null,
  label: '',
  findingId: null,
  ruleId: null,
  anchored: 'made',
  outcomes: [],
  comments: [],
  createdAt: 0,
  ...more,
})

const elsewhere = makeAnchor('', { id: 'p1', kind: 'paragraph', text: '这一段后来删去了' }, 0, 4)
const waived = { reason: '引文', editorName: '苏', at: 0 }

describe('marks in the text', () => {
  it('turns block offsets into document positions', () => {
    const placed = placeAnnotations(blocks, [annotation('n1')])
    expect(textMarksOf(blocks, [finding('f1', { level: 'warning' })], placed)).toEqual([
      { id: 'n1', kind: 'comment', from: 14, to: 19 },
      { id: 'f1', kind: 'warning', from: 9, to: 12 },
    ])
  })

  it('draws a span over a suggested deletion in pieces', () => {
    const split: ProjectedBlock = {
      ...block('p1', 'paragraph', '加薇信领取', 9),
      // 'Deleted words' of five characters stand between 薇 and 信.
      runs: [
        { start: 0, end: 2, from: 9 },
        { start: 2, end: 5, from: 16 },
      ],
    }
    expect(textMarksOf([split], [finding('f1')], [])).toEqual([
      { id: 'f1', kind: 'error', from: 9, to: 11 },
      { id: 'f1', kind: 'error', from: 16, to: 17 },
    ])
  })

  it('leaves out what is settled, lost, or outside its block', () => {
    const placed = placeAnnotations(blocks, [
      annotation('done', { state: 'resolved' }),
      annotation('lost', { anchor: elsewhere }),
    ])
    const findings = [
      finding('waived', { waiver: waived }),
      finding('long', { end: 99 }),
      finding('gone', { block: 'p9' }),
    ]
    expect(textMarksOf(blocks, findings, placed)).toEqual([])
  })

  it('puts annotations in the order of the text, those without a place last', () => {
    const onTitle = makeAnchor('', { id: 'title', kind: 'title', text: '谁能领跑全场' }, 0, 2)
    const placed = placeAnnotations(blocks, [
      annotation('lost', { anchor: elsewhere }),
      annotation('text'),
      annotation('title', { anchor: onTitle }),
    ])
    expect(placed.map(({ annotation: { id } }) => id)).toEqual(['title', 'text', 'lost'])
  })

  it('puts findings in the order of the text', () => {
    const findings = [finding('b', { start: 5, end: 6 }), finding('a'), finding('t', { block: 'title' })]
    expect(sortFindings(blocks, findings).map(({ id }) => id)).toEqual(['t', 'a', 'b'])
  })
})

describe('stepMark', () => {
  const order = ['a', 'b', 'c']
  it.each([
    [null, 1, 'a'],
    [null, -1, 'c'],
    ['a', 1, 'b'],
    ['c', 1, 'a'],
    ['a', -1, 'c'],
    ['gone', 1, 'a'],
  ] as const)('from %s by %i to %s', (from, step, to) => {
    expect(stepMark(order, from, step)).toBe(to)
  })

  it('goes on from where a settled mark stood', () => {
    expect(stepMark(order, null, 1, 1)).toBe('b')
    expect(stepMark(order, null, -1, 1)).toBe('a')
    expect(stepMark(order, null, 1, 3)).toBe('a')
    expect(stepMark(order, null, -1, 0)).toBe('c')
  })

  it('goes nowhere when there is nothing', () => {
    expect(stepMark([], 'a', 1)).toBeNull()
  })
})

describe('countOpen', () => {
  it('counts open findings and open comments, not highlights', () => {
    const findings = [finding('a'), finding('b', { waiver: waived })]
    const annotations = [
      annotation('c'),
      annotation('h', { kind: 'highlight' }),
      annotation('done', { state: 'resolved' }),
    ]
    expect(countOpen(findings, annotations)).toBe(2)
  })
})

describe('groupFindings', () => {
  const clause = (number: string, item: string) => ({ number, item, text: item, coverage: 'rules' as const, human: '' })
  const pack: RulePackSummary = {
    name: 'convention',
    version: '1',
    title: '公约',
    hash: '',
    clauses: [
      clause('3.5', '垃圾广告'),
      clause('3.8', '垃圾广告'),
      clause('7.2', '标题党'),
      clause('ad-law/9.3', '绝对化用语'),
    ],
  }

  it('gathers by item of the convention, in its order, other packs after it', () => {
    const groups = groupFindings(
      [
        finding('law', { clause: 'ad-law/9.3', category: 'advertising-law' }),
        finding('t', { clause: '7.2' }),
        finding('a'),
        finding('b', { clause: '3.5' }),
        finding('w', { clause: '7.2', waiver: waived }),
      ],
      clausesOf([pack]),
    )
    expect(groups.map(({ number, item, findings }) => [number, item, findings.map(({ id }) => id)])).toEqual([
      ['3', '垃圾广告', ['a', 'b']],
      ['7', '标题党', ['t']],
      ['', '绝对化用语', ['law']],
    ])
  })

  it('puts what must be fixed above what is only suggested or noted, whatever item or pack it is of', () => {
    const law = { clause: 'ad-law/9.3', category: 'advertising-law' }
    const groups = groupFindings(
      [
        finding('note', { clause: '3.8', level: 'note' }),
        finding('later note', { clause: '7.2', level: 'note' }),
        finding('hint', { ...law, level: 'note' }),
        finding('suggested', { clause: '7.2', level: 'warning' }),
        finding('grave', law),
      ],
      clausesOf([pack]),
    )
    expect(groups.map(({ findings }) => findings.map(({ id }) => id))).toEqual([
      ['grave', 'hint'],
      ['suggested', 'later note'],
      ['note'],
    ])
  })
})

describe('sortChecklist', () => {
  it('counts the convention through, other packs after it', () => {
    const checklist = ['ad-law/9.3', '1.10', '2.1', '1.9'].map((clause) => ({ clause, verdict: 'none' as const }))
    expect(sortChecklist(checklist).map(({ clause }) => clause)).toEqual(['1.9', '1.10', '2.1', 'ad-law/9.3'])
  })
})
