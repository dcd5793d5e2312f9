/** 查找和替换, above the text. */
import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import {
  IconArrowDown,
  IconArrowUp,
  IconLetterCase,
  IconLetterW,
  IconRegex,
  IconX,
  type Icon,
} from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { AfterAWhile } from '@renderer/components/list-skeleton'
import { sayError } from '@renderer/components/report-error'
import { PATTERN_MAX, type FindQuery } from '@shared/manuscript/find'
import type { Editor } from '@tiptap/react'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useFind } from './use-find'
import classes from './find-bar.module.css'

export interface FindOpened {
  readonly words: string
  readonly replace: boolean
}

const switches: readonly { readonly name: 'matchCase' | 'wholeWord' | 'pattern'; readonly icon: Icon }[] = [
  { name: 'matchCase', icon: IconLetterCase },
  { name: 'wholeWord', icon: IconLetterW },
  { name: 'pattern', icon: IconRegex },
]

export function FindBar({
  editor,
  opened,
  editable,
  onClose,
}: {
  readonly editor: Editor
  readonly opened: FindOpened
  /** Words may be replaced. */
  readonly editable: boolean
  readonly onClose: () => void
}) {
  const t = useText()
  const [query, setQuery] = useState<FindQuery>({
    words: opened.words,
    pattern: false,
    matchCase: false,
    wholeWord: false,
    replacement: '',
  })
  const { view, step, replaceOne, replaceAll, leave } = useFind(editor, query)
  // While the answer is on its way what is pressed waits for it.
  const nothing = !view.searching && view.count === 0
  const words = useRef<HTMLInputElement>(null)
  // Whoever asks for it types next.
  useEffect(() => words.current?.focus(), [])
  const close = (): void => {
    leave()
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent, onEnter: () => void): void => {
    // An input method's own Enter and Escape are for its candidates.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') close()
    else if (event.key === 'Enter') onEnter()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <search className={classes['bar']} aria-label={t('find.label')} data-testid="find-bar">
      <div className={classes['line']}>
        <TextInput
          className={classes['words'] ?? ''}
          aria-label={t('find.words')}
          placeholder={t('find.words')}
          value={query.words}
          maxLength={PATTERN_MAX}
          error={view.problem !== '' || view.error !== null}
          ref={words}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setQuery({ ...query, words: event.currentTarget.value })}
          onKeyDown={(event) => onKeyDown(event, () => void step(event.shiftKey ? -1 : 1))}
          data-testid="find-words"
        />
        {switches.map(({ name, icon: SwitchIcon }) => (
          <Tooltip key={name} label={t(`find.${name}`)}>
            <ActionIcon
              variant={query[name] ? 'light' : 'subtle'}
              aria-pressed={query[name]}
              aria-label={t(`find.${name}`)}
              onClick={() => setQuery({ ...query, [name]: !query[name] })}
              data-testid={`find-${name}`}
            >
              <SwitchIcon size={16} aria-hidden="true" />
            </ActionIcon>
          </Tooltip>
        ))}
        <output
          className={classes['count']}
          data-problem={view.problem !== '' || view.error !== null || undefined}
          data-testid="find-count"
        >
          {view.searching ? (
            // The words of a pattern may be looked for long.
            <AfterAWhile key={`${query.words} ${query.pattern}`}>{t('find.searching')}</AfterAWhile>
          ) : (
            sayFound()
          )}
        </output>
        <ActionIcon
          variant="subtle"
          aria-label={t('find.previous')}
          title="Shift+Enter"
          disabled={nothing}
          onClick={() => void step(-1)}
        >
          <IconArrowUp size={16} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          aria-label={t('find.next')}
          title="Enter"
          disabled={nothing}
          onClick={() => void step(1)}
          data-testid="find-next"
        >
          <IconArrowDown size={16} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon variant="subtle" aria-label={t('action.close')} title="Esc" onClick={close}>
          <IconX size={16} aria-hidden="true" />
        </ActionIcon>
      </div>
      {opened.replace && (
        <div className={classes['line']}>
          <TextInput
            className={classes['words'] ?? ''}
            aria-label={t('find.replacement')}
            placeholder={t('find.replacement')}
            value={query.replacement}
            maxLength={PATTERN_MAX}
            disabled={!editable}
            onChange={(event) => setQuery({ ...query, replacement: event.currentTarget.value })}
            onKeyDown={(event) => onKeyDown(event, () => void replaceOne())}
            data-testid="find-replacement"
          />
          <Button
            variant="default"
            size="xs"
            disabled={!editable || nothing}
            onClick={() => void replaceOne()}
            data-testid="replace-one"
          >
            {t('find.replace')}
          </Button>
          <Button
            variant="default"
            size="xs"
            disabled={!editable || nothing}
            onClick={() =>
              void replaceAll().then((count) => notifications.show({ message: t('find.replaced', { count }) }))
            }
            data-testid="replace-all"
          >
            {t('find.replace-all')}
          </Button>
          {!editable && <span className={classes['hint']}>{t('find.not-editable')}</span>}
        </div>
      )}
    </search>
  )

  function sayFound(): string {
    if (view.error !== null) return sayError(t, view.error)
    if (view.problem !== '') return t('find.no-pattern')
    if (query.words === '') return ''
    if (view.count === 0) return t('find.none')
    if (view.more) return t('find.many', { count: view.count })
    return view.at < 0 ? t('find.count', { count: view.count }) : `${view.at + 1} / ${view.count}`
  }
}
