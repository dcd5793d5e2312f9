import { keyActions, keyBindings, keyName, matches, type KeyPress } from '@renderer/app/key-bindings'
import { describe, expect, it } from 'vitest'

const press = (code: string, modifiers: Partial<KeyPress> = {}): KeyPress => ({
  code,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...modifiers,
})

describe('the table of keys', () => {
  it.each([undefined, 'triage'] as const)('gives a key one meaning everywhere, and one in the mode %s', (mode) => {
    const keys = keyActions
      .filter((action) => keyBindings[action].mode === mode)
      .map((action) => keyName(keyBindings[action], false))
    expect(keys.length).toBeGreaterThan(0)
    expect(keys.toSorted()).toEqual([...new Set(keys)].toSorted())
  })

  it('lets no single key work while someone types', () => {
    for (const action of keyActions) {
      const { code, mod, alt, inText } = keyBindings[action]
      if (inText === true) expect(mod === true || alt === true || /^F\d+$/.test(code), action).toBe(true)
    }
  })
})

describe('matching', () => {
  it('goes by the key, not by the letter', () => {
    expect(matches(keyBindings['list.next'], press('KeyJ'))).toBe(true)
    expect(matches(keyBindings['list.next'], press('KeyJ', { ctrlKey: true }))).toBe(false)
  })

  it('tells / from ?', () => {
    expect(matches(keyBindings['desk.search'], press('Slash'))).toBe(true)
    expect(matches(keyBindings['desk.search'], press('Slash', { shiftKey: true }))).toBe(false)
    expect(matches(keyBindings['desk.help'], press('Slash', { shiftKey: true }))).toBe(true)
  })

  it('takes Command for Ctrl', () => {
    expect(matches(keyBindings['desk.command'], press('KeyK', { metaKey: true }))).toBe(true)
  })
})

it('names keys as they are printed', () => {
  expect(keyName(keyBindings['desk.help'], false)).toBe('?')
  expect(keyName(keyBindings['desk.command'], false)).toBe('Ctrl+K')
  expect(keyName(keyBindings['desk.command'], true)).toBe('⌘K')
  expect(keyName(keyBindings['review.comment-in-text'], false)).toBe('Ctrl+Alt+M')
})
