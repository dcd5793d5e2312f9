/** Which key does what. A key means one thing everywhere; keys match `event.code`, so an input method does not swallow them. */
import type { MessageKey } from '@shared/i18n/translate'

export const keyGroups = ['everywhere', 'lists', 'review', 'decide', 'calendar', 'triage', 'authors'] as const
export type KeyGroup = (typeof keyGroups)[number]

export interface KeyBinding {
  /** `KeyboardEvent.code`. */
  readonly code: string
  /** Ctrl, or Command on a Mac. */
  readonly mod?: boolean
  readonly shift?: boolean
  readonly alt?: boolean
  readonly label: MessageKey
  readonly group: KeyGroup
  /** Works while typing too: only for keys with Ctrl or Alt. */
  readonly inText?: boolean
  /** A key of a named mode: it means this while the mode is on, and may mean something else outside of it. */
  readonly mode?: 'triage'
}

const bindings = {
  'desk.command': { code: 'KeyK', mod: true, inText: true, label: 'keys.command', group: 'everywhere' },
  'desk.search': { code: 'Slash', label: 'keys.search', group: 'everywhere' },
  'desk.help': { code: 'Slash', shift: true, label: 'keys.help', group: 'everywhere' },
  'desk.inbox': { code: 'Digit1', mod: true, inText: true, label: 'keys.go-inbox', group: 'everywhere' },
  'desk.review': { code: 'Digit2', mod: true, inText: true, label: 'keys.go-review', group: 'everywhere' },
  'desk.authors': { code: 'Digit3', mod: true, inText: true, label: 'keys.go-authors', group: 'everywhere' },
  'desk.outbox': { code: 'Digit4', mod: true, inText: true, label: 'keys.go-outbox', group: 'everywhere' },
  'desk.rules': { code: 'Digit5', mod: true, inText: true, label: 'keys.go-rules', group: 'everywhere' },
  'desk.dashboard': { code: 'Digit6', mod: true, inText: true, label: 'keys.go-dashboard', group: 'everywhere' },
  'desk.audit': { code: 'Digit7', mod: true, inText: true, label: 'keys.go-audit', group: 'everywhere' },
  'desk.due': { code: 'Digit8', mod: true, inText: true, label: 'keys.due', group: 'everywhere' },
  'desk.calendar': { code: 'Digit9', mod: true, inText: true, label: 'keys.go-calendar', group: 'everywhere' },
  'desk.switch-editor': { code: 'F8', inText: true, label: 'keys.switch-editor', group: 'everywhere' },
  'desk.settings': { code: 'Comma', mod: true, inText: true, label: 'keys.go-settings', group: 'everywhere' },
  'desk.sync': { code: 'F5', inText: true, label: 'keys.sync', group: 'everywhere' },
  'desk.new-submission': {
    code: 'KeyN',
    mod: true,
    inText: true,
    label: 'keys.new-submission',
    group: 'everywhere',
  },
  'desk.undo': { code: 'KeyZ', label: 'keys.undo', group: 'everywhere' },
  'list.next': { code: 'KeyJ', label: 'keys.list-next', group: 'lists' },
  'list.previous': { code: 'KeyK', label: 'keys.list-previous', group: 'lists' },
  'list.open': { code: 'Enter', label: 'keys.list-open', group: 'lists' },
  'list.tick': { code: 'KeyS', label: 'keys.list-tick', group: 'lists' },
  'list.decide-ticked': { code: 'KeyA', shift: true, label: 'keys.list-decide-ticked', group: 'lists' },
  'list.back': { code: 'KeyU', label: 'keys.list-back', group: 'lists' },
  'mail.sort': { code: 'KeyM', label: 'keys.mail-sort', group: 'lists' },
  'mail.split': { code: 'KeyP', shift: true, label: 'keys.mail-split', group: 'lists' },
  'mail.move': { code: 'KeyM', shift: true, label: 'keys.mail-move', group: 'lists' },
  'piece.archive': { code: 'KeyE', label: 'keys.piece-archive', group: 'lists' },
  'piece.merge': { code: 'KeyG', shift: true, label: 'keys.piece-merge', group: 'lists' },
  'piece.link': { code: 'KeyL', shift: true, label: 'keys.piece-link', group: 'lists' },
  'review.comment': { code: 'KeyC', label: 'keys.review-comment', group: 'review' },
  'review.comment-in-text': {
    code: 'KeyM',
    mod: true,
    alt: true,
    inText: true,
    label: 'keys.review-comment-in-text',
    group: 'review',
  },
  'review.next-mark': { code: 'KeyN', label: 'keys.review-next-mark', group: 'review' },
  'review.previous-mark': { code: 'KeyP', label: 'keys.review-previous-mark', group: 'review' },
  'review.edit': { code: 'F2', inText: true, label: 'keys.review-edit', group: 'review' },
  'review.suggest': {
    code: 'KeyE',
    mod: true,
    shift: true,
    inText: true,
    label: 'keys.review-suggest',
    group: 'review',
  },
  'review.accept-change': { code: 'KeyY', label: 'keys.review-accept-change', group: 'review' },
  'review.accept-change-in-text': {
    code: 'KeyY',
    mod: true,
    alt: true,
    inText: true,
    label: 'keys.review-accept-change-in-text',
    group: 'review',
  },
  'review.reject-change': { code: 'KeyY', shift: true, label: 'keys.review-reject-change', group: 'review' },
  'review.reject-change-in-text': {
    code: 'KeyY',
    mod: true,
    alt: true,
    shift: true,
    inText: true,
    label: 'keys.review-reject-change-in-text',
    group: 'review',
  },
  'review.find': { code: 'KeyF', mod: true, inText: true, label: 'keys.review-find', group: 'review' },
  'review.replace': { code: 'KeyH', mod: true, inText: true, label: 'keys.review-replace', group: 'review' },
  'review.outline': {
    code: 'KeyO',
    mod: true,
    shift: true,
    inText: true,
    label: 'keys.review-outline',
    group: 'review',
  },
  'review.focus': { code: 'F9', inText: true, label: 'keys.review-focus', group: 'review' },
  'review.print': { code: 'KeyP', mod: true, inText: true, label: 'keys.review-print', group: 'review' },
  'review.export': { code: 'KeyS', mod: true, shift: true, inText: true, label: 'keys.review-export', group: 'review' },
  'review.copy-rich': {
    code: 'KeyC',
    mod: true,
    shift: true,
    inText: true,
    label: 'keys.review-copy-rich',
    group: 'review',
  },
  'review.highlight': {
    code: 'KeyH',
    mod: true,
    alt: true,
    inText: true,
    label: 'keys.review-highlight',
    group: 'review',
  },
  'review.reply': { code: 'KeyH', label: 'keys.review-reply', group: 'review' },
  'review.resolve': { code: 'KeyD', label: 'keys.review-resolve', group: 'review' },
  'review.figures': { code: 'KeyD', shift: true, label: 'keys.review-figures', group: 'review' },
  'review.fix': { code: 'KeyG', label: 'keys.review-fix', group: 'review' },
  'review.waive': { code: 'KeyF', label: 'keys.review-waive', group: 'review' },
  'review.ask': { code: 'KeyQ', label: 'keys.review-ask', group: 'review' },
  'review.note': { code: 'KeyO', label: 'keys.review-note', group: 'review' },
  'review.filter': { code: 'KeyF', shift: true, label: 'keys.review-filter', group: 'review' },
  'review.clear-filter': { code: 'Digit0', label: 'keys.review-clear-filter', group: 'review' },
  'piece.pictures': { code: 'KeyI', shift: true, label: 'keys.piece-pictures', group: 'review' },
  'piece.details': { code: 'KeyT', shift: true, label: 'keys.piece-details', group: 'review' },
  'piece.compare': { code: 'KeyV', label: 'keys.piece-compare', group: 'review' },
  'piece.search': { code: 'KeyB', label: 'keys.piece-search', group: 'review' },
  'review.compare-versions': { code: 'KeyV', shift: true, label: 'keys.versions-compare', group: 'review' },
  'review.place-here': { code: 'KeyI', label: 'keys.place-here', group: 'review' },
  'review.waive-again': { code: 'KeyW', label: 'keys.waive-again', group: 'review' },
  'request.done': { code: 'Digit1', label: 'keys.request-done', group: 'review' },
  'request.not-done': { code: 'Digit2', label: 'keys.request-not-done', group: 'review' },
  'request.otherwise': { code: 'Digit3', label: 'keys.request-otherwise', group: 'review' },
  'decide.accept': { code: 'KeyA', label: 'keys.decide-accept', group: 'decide' },
  'decide.revise': { code: 'KeyR', label: 'keys.decide-revise', group: 'decide' },
  'decide.reject': { code: 'KeyX', label: 'keys.decide-reject', group: 'decide' },
  'approval.approve': { code: 'KeyK', shift: true, label: 'keys.approval-approve', group: 'decide' },
  'approval.send-back': { code: 'KeyX', shift: true, label: 'keys.approval-send-back', group: 'decide' },
  'publication.next': { code: 'KeyB', shift: true, label: 'keys.publication-next', group: 'decide' },
  'publication.terms': { code: 'KeyC', shift: true, label: 'keys.publication-terms', group: 'decide' },
  'decide.sign': { code: 'KeyL', mod: true, inText: true, label: 'keys.decide-sign', group: 'decide' },
  'decide.letter': { code: 'KeyR', shift: true, label: 'keys.decide-letter', group: 'decide' },
  'decide.send': { code: 'Enter', mod: true, inText: true, label: 'keys.decide-send', group: 'decide' },
  'calendar.day-before': { code: 'ArrowLeft', alt: true, label: 'keys.calendar-day-before', group: 'calendar' },
  'calendar.day-after': { code: 'ArrowRight', alt: true, label: 'keys.calendar-day-after', group: 'calendar' },
  'calendar.week-before': { code: 'ArrowUp', alt: true, label: 'keys.calendar-week-before', group: 'calendar' },
  'calendar.week-after': { code: 'ArrowDown', alt: true, label: 'keys.calendar-week-after', group: 'calendar' },
  'calendar.previous': { code: 'BracketLeft', label: 'keys.calendar-previous', group: 'calendar' },
  'calendar.next': { code: 'BracketRight', label: 'keys.calendar-next', group: 'calendar' },
  'calendar.today': { code: 'Period', label: 'keys.calendar-today', group: 'calendar' },
  'calendar.view': { code: 'KeyW', shift: true, label: 'keys.calendar-view', group: 'calendar' },
  'triage.enter': { code: 'KeyS', shift: true, label: 'keys.triage-enter', group: 'triage' },
  'triage.reject': { code: 'KeyX', mode: 'triage', label: 'keys.triage-reject', group: 'triage' },
  'triage.keep': { code: 'KeyD', mode: 'triage', label: 'keys.triage-keep', group: 'triage' },
  'triage.assign': { code: 'KeyF', mode: 'triage', label: 'keys.triage-assign', group: 'triage' },
  'triage.junk': { code: 'KeyG', mode: 'triage', label: 'keys.triage-junk', group: 'triage' },
  'triage.ask': { code: 'KeyS', mode: 'triage', label: 'keys.triage-ask', group: 'triage' },
  'triage.self-publish': { code: 'KeyV', mode: 'triage', label: 'keys.triage-self-publish', group: 'triage' },
  'triage.letters': { code: 'KeyL', mode: 'triage', label: 'keys.triage-letters', group: 'triage' },
  'triage.leave': { code: 'Escape', mode: 'triage', label: 'keys.triage-leave', group: 'triage' },
  'author.note': { code: 'KeyT', label: 'keys.author-note', group: 'authors' },
} as const satisfies Record<string, KeyBinding>

export type KeyAction = keyof typeof bindings
export const keyBindings: Readonly<Record<KeyAction, KeyBinding>> = bindings
export const keyActions = Object.keys(bindings) as readonly KeyAction[]

/** The parts of a keyboard event that decide. */
export interface KeyPress {
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

export function matches(binding: KeyBinding, press: KeyPress): boolean {
  return (
    binding.code === press.code &&
    (binding.mod ?? false) === (press.ctrlKey || press.metaKey) &&
    (binding.shift ?? false) === press.shiftKey &&
    (binding.alt ?? false) === press.altKey
  )
}

const named: Readonly<Record<string, string>> = {
  Slash: '/',
  Comma: ',',
  Period: '.',
  BracketLeft: '[',
  BracketRight: ']',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Enter: '⏎',
  Escape: 'Esc',
}

/** The key as printed on it: `J`, `?`, `Ctrl+K`. */
export function keyName(binding: KeyBinding, mac: boolean): string {
  if (binding.code === 'Slash' && binding.shift === true) return '?'
  const bare = named[binding.code] ?? binding.code.replace(/^(?:Key|Digit)/, '')
  const modifiers = [
    binding.mod === true ? (mac ? '⌘' : 'Ctrl') : null,
    binding.alt === true ? (mac ? '⌥' : 'Alt') : null,
    binding.shift === true ? (mac ? '⇧' : 'Shift') : null,
  ].filter((modifier) => modifier !== null)
  return [...modifiers, bare].join(mac ? '' : '+')
}
