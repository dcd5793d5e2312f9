import { withoutAddresses } from '@renderer/features/review/harmless-mail'
import { describe, expect, it } from 'vitest'

describe('the style of a mail', () => {
  it.each([
    ['background:url(https://t.example/a.png)', 'background:none'],
    [`background: URL ( 'https://t.example/a.png' ) red`, 'background: none red'],
    ['@import "https://t.example/a.css"; p{color:red}', ' p{color:red}'],
    ['color:red', 'color:red'],
    [String.raw`background:\75 rl('https://t.example/a.png')`, 'background:none'],
    [String.raw`\40import "https://t.example/a.css";`, ''],
    [String.raw`content:"\201C"`, String.raw`content:"\201C"`],
    ['background:url(data:image/png;base64,AA==)', 'background:url(data:image/png;base64,AA==)'],
  ])('%s becomes %s', (style, harmless) => {
    expect(withoutAddresses(style)).toBe(harmless)
  })
})
