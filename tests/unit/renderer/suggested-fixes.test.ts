import { suggestedFixes } from '@renderer/features/review/suggested-fixes'
import { expect, it } from 'vitest'

it.each([
  ['改为“较低的价格”。', [{ kind: 'replace', words: '较低的价格' }]],
  [
    '换成「领先」或「靠前」。',
    [
      { kind: 'replace', words: '领先' },
      { kind: 'replace', words: '靠前' },
    ],
  ],
  [
    'Replace with "leading" or "among the first".',
    [
      { kind: 'replace', words: 'leading' },
      { kind: 'replace', words: 'among the first' },
    ],
  ],
  ['删除；确需保留的公开客服电话可放行并写明理由。', [{ kind: 'delete' }]],
  ['删除，或改成“约”。', [{ kind: 'replace', words: '约' }, { kind: 'delete' }]],
  ['请作者提供可核实的事实，否则删除。', []],
  ['改为直接说出文章的核心信息。', []],
  ['', []],
])('%s', (suggestion, fixes) => {
  expect(suggestedFixes(suggestion)).toEqual(fixes)
})
