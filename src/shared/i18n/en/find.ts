/** 查找和替换 in the text. */
export const find = {
  'find.label': 'Find and replace',
  'find.words': 'Find',
  'find.replacement': 'Replace with',
  'find.matchCase': 'Match case',
  'find.wholeWord': 'Whole words (Latin and digits)',
  'find.pattern': 'Regular expression',
  'find.none': 'Nothing found',
  'find.count': { one: '{count} match', other: '{count} matches' },
  'find.many': 'More than {count}',
  'find.no-pattern': 'No valid pattern',
  'find.previous': 'Previous match',
  'find.next': 'Next match',
  'find.replace': 'Replace',
  'find.replace-all': 'Replace all',
  'find.replaced': {
    one: 'Replaced {count} match; Ctrl+Z takes it back',
    other: 'Replaced {count} matches; one Ctrl+Z takes them back',
  },
  'find.not-editable': 'Switch on editing or suggesting to replace',
  'keys.review-find': 'Find in the text',
  'keys.review-replace': 'Find and replace',
} as const
