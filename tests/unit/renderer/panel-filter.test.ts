import {
  applyFilter,
  groupItems,
  isFiltering,
  MENTIONS_ME,
  noFilter,
  rememberedFilter,
  toggled,
  type FilterContext,
  type PanelFilter,
} from '@renderer/features/review/panel-filter'
import { panelItems, stateOf, type PanelItem } from '@renderer/features/review/panel-items'
import { rememberedPrefs, usualPrefs, withOwn } from '@renderer/features/review/panel-prefs'
import { placeAnnotations } from '@renderer/features/review/review-model'
import type { ReviewFinding } from '@shared/contract/contract'
import type { Annotation, AnnotationComment } from '@shared/domain/annotation'
import { makeAnchor } from '@shared/manuscript/anchor'
import type { ProjectedBlock } from '@shared/manuscript/projection'
import { describe, expect, it } from 'vitest'

const TEXT = '加薇信领取全网最低价'
const blocks: ProjectedBlock[] = [
  { id: 'p1', kind: 'paragraph', text: TEXT, from: 9, runs: [{ start: 0, end: TEXT.length, from: 9 }] },
]
const anchor = (start: number, end: number) => makeAnchor('', { id: 'p1', kind: 'paragraph', text: TEXT }, start, end)

const comment = (editorId: string, mentions: string[] = []): AnnotationComment => ({
  id: `${editorId} ${mentions.join()}`,
  editorId,
  editorName: editorId,
  text: '请补充',
  at: 0,
  editedAt: null,
  mentions,
})
const annotation = (id: string, more: Partial<Annotation> = {}): Annotation => ({
  id,
  submissionId: 's',
  versionId: 'v2',
  kind: 'comment',
  anchor: anchor(5, 10),
  audience: 'author',
  state: 'open',
  clause: null,
  label: '',
  findingId: null,
  ruleId: null,
  anchored: 'made',
  outcomes: [],
  comments: [comment('su')],
  createdAt: 0,
  ...more,
})
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

const items = panelItems(
  blocks,
  [finding('f1'), finding('f2', { level: 'note', waiver: { reason: '引文', editorName: '苏', at: 0 } })],
  placeAnnotations(blocks, [
    annotation('asked', { clause: '7.2', ruleId: 'ads/contact' }),
    annotation('mine', { audience: 'editors', comments: [comment('bai', ['su'])], versionId: 'v1' }),
    annotation('done', { state: 'resolved', anchor: anchor(1, 3) }),
    annotation('lost', { anchor: { ...anchor(0, 4), quote: '不在了' } }),
    annotation('gold', { kind: 'highlight', label: '金句', audience: 'editors', comments: [] }),
  ]),
  [{ id: 's1', from: 10, to: 12, editorId: null, name: '作者', at: null }],
)
const context: FilterContext = {
  me: 'su',
  ordinals: new Map([
    ['v1', 1],
    ['v2', 2],
  ]),
  shown: 'v2',
}
const ids = (list: readonly PanelItem[]): string[] => list.map(({ id }) => id)
const shownBy = (filter: Partial<PanelFilter>): string[] =>
  ids(applyFilter(items, { ...noFilter, ...filter }, context).shown)

it('lists everything in the order of the text, what lost its place last', () => {
  expect(ids(items)).toEqual(['f1', 'f2', 'done', 's1', 'asked', 'mine', 'gold', 'lost'])
  expect(items.map(stateOf)).toEqual(['open', 'settled', 'settled', 'open', 'open', 'open', 'open', 'lost'])
})

describe('the filter', () => {
  it.each([
    [{}, ['f1', 'f2', 'done', 's1', 'asked', 'mine', 'gold', 'lost']],
    [{ kind: ['comment'] }, ['done', 'asked', 'mine', 'lost']],
    [{ kind: ['suggestion', 'highlight'] }, ['s1', 'gold']],
    [{ state: ['settled'] }, ['f2', 'done']],
    [{ audience: ['editors'] }, ['mine', 'gold']],
    [{ mention: [MENTIONS_ME] }, ['mine']],
    [{ person: ['su'] }, ['done', 'asked', 'lost']],
    [{ person: ['name 作者'] }, ['s1']],
    [{ level: ['error'] }, ['f1']],
    [{ rule: ['ads/contact'] }, ['f1', 'f2', 'asked']],
    [{ version: ['1'] }, ['mine']],
    [{ kind: ['comment'], state: ['open'], audience: ['author'] }, ['asked']],
    [{ kind: ['highlight'], mention: [MENTIONS_ME] }, []],
  ] as [Partial<PanelFilter>, string[]][])('%j', (filter, shown) => {
    expect(shownBy(filter)).toEqual(shown)
  })

  it('counts each value as it would be with the other facets as they are', () => {
    const filter = { ...noFilter, kind: ['comment'], state: ['open'] }
    const { counts } = applyFilter(items, filter, context)
    for (const kind of ['comment', 'highlight', 'suggestion', 'finding']) {
      expect(counts.kind.get(kind) ?? 0, kind).toBe(shownBy({ kind: [kind], state: ['open'] }).length)
    }
    for (const state of ['open', 'lost', 'settled']) {
      expect(counts.state.get(state) ?? 0, state).toBe(shownBy({ kind: ['comment'], state: [state] }).length)
    }
    expect(counts.person.get('bai')).toBe(shownBy({ ...filter, person: ['bai'] }).length)
  })

  it('is switched a value at a time, and says whether it hides anything', () => {
    const once = toggled(noFilter, 'rule', 'ads/contact')
    expect(isFiltering(once)).toBe(true)
    expect(toggled(once, 'rule', 'ads/contact')).toEqual(noFilter)
    expect(isFiltering(noFilter)).toBe(false)
  })

  it('is remembered as far as it still means something', () => {
    expect(rememberedFilter({ kind: ['comment', 7], other: ['x'], rule: 'no list' })).toEqual({
      ...noFilter,
      kind: ['comment'],
    })
    expect(rememberedFilter(null)).toEqual(noFilter)
  })
})

describe('groups', () => {
  const keys = (order: 'text' | 'kind' | 'clause' | 'person') =>
    groupItems(items, order, context).map((group) => [group.key, ids(group.items)])
  it('by state in the order of the text', () => {
    expect(keys('text')).toEqual([
      ['open', ['f1', 's1', 'asked', 'mine', 'gold']],
      ['lost', ['lost']],
      ['settled', ['f2', 'done']],
    ])
  })
  it('by kind, clause and person', () => {
    expect(keys('kind').map(([key]) => key)).toEqual(['comment', 'highlight', 'suggestion', 'finding'])
    expect(keys('clause').map(([key]) => key)).toEqual(['3.8', '7.2', ''])
    expect(keys('person').map(([key]) => key)).toEqual(['bai', 'name 作者', 'su', ''])
  })
})

describe('what is remembered for each editor', () => {
  it('survives what it does not understand', () => {
    const kept = { byEditor: { su: { order: 'nonsense', audience: 'everybody', label: 3, phrases: ['请补充', ''] } } }
    expect(rememberedPrefs(kept)).toEqual({ su: { ...usualPrefs, phrases: ['请补充'] } })
    expect(rememberedPrefs(undefined)).toEqual({})
  })

  it('keeps own words newest first, each once, the oldest dropped', () => {
    expect(withOwn(['a', 'b'], 'b')).toEqual(['b', 'a'])
    const many = Array.from({ length: 20 }, (_, index) => String(index))
    expect(withOwn(many, 'new')).toEqual(['new', ...many.slice(0, 19)])
  })
})
