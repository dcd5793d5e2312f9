/** One suggested change: who, when, what, and the two answers to it. */
import { Button } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { keyOf, useKeys } from '@renderer/app/keys'
import { useText, type Say } from '@renderer/app/i18n'
import { DateText } from '@renderer/components/date-text'
import type { BlockType, Suggestion } from '@shared/manuscript/suggestion-list'
import { sayQuote } from './quoted-words'
import { useReview } from './review-context'
import { useRevealed } from './use-revealed'
import { useSelectMark } from './use-select-mark'
import { useSuggestionCommands } from './use-suggestion-commands'
import card from './card.module.css'
import classes from './suggestion-card.module.css'

export function SuggestionCard({ suggestion }: { readonly suggestion: Suggestion }) {
  const t = useText()
  const { activeId } = useReview()
  const select = useSelectMark()
  const active = activeId === suggestion.id
  const ref = useRevealed<HTMLElement>(active)
  const { meta, kind } = suggestion
  return (
    <article
      ref={ref}
      className={card['card']}
      data-tone="suggestion"
      data-active={active || undefined}
      data-testid="suggestion-card"
      data-suggestion-id={suggestion.id}
      data-kind={kind}
    >
      <button type="button" className={card['head']} aria-pressed={active} onClick={() => select(suggestion.id)}>
        <span>{t(`suggest.kind.${kind}`)}</span>
        <span className={card['side']}>
          <span>{meta === null || meta.name === '' ? t('suggest.somebody') : meta.name}</span>
          {meta !== null && meta.at !== null && <DateText at={meta.at} as="moment" />}
        </span>
      </button>
      <Words suggestion={suggestion} />
      {active && <Answers id={suggestion.id} />}
    </article>
  )
}

function Words({ suggestion }: { readonly suggestion: Suggestion }) {
  const t = useText()
  const { kind, inserted, deleted, formatted, added, removed, was, is } = suggestion
  if (kind === 'split' || kind === 'join') return <p className={card['words']}>{t(`suggest.${kind}-text`)}</p>
  return (
    <>
      {deleted !== '' && <del className={classes['deleted']}>{sayWords(t, deleted)}</del>}
      {inserted !== '' && <ins className={classes['inserted']}>{sayWords(t, inserted)}</ins>}
      {was !== null && is !== null && (
        <p className={card['words']}>{t('suggest.type-change', { was: sayType(t, was), is: sayType(t, is) })}</p>
      )}
      {(added.length > 0 || removed.length > 0) && (
        <p className={card['words']}>
          {[
            ...added.map((name) => t('suggest.format-added', { format: sayFormat(t, name) })),
            ...removed.map((name) => t('suggest.format-removed', { format: sayFormat(t, name) })),
          ].join(t('review.list-comma'))}
        </p>
      )}
      {inserted === '' && deleted === '' && formatted !== '' && (
        <q className={card['quote']} data-clamp>
          {sayWords(t, formatted)}
        </q>
      )}
    </>
  )
}

function Answers({ id }: { readonly id: string }) {
  const t = useText()
  const { possible, settle } = useSuggestionCommands()
  const accept = (): void => settle('accept', id)
  const reject = (): void => settle('reject', id)
  useKeys(
    {
      'review.accept-change': accept,
      'review.accept-change-in-text': accept,
      'review.reject-change': reject,
      'review.reject-change-in-text': reject,
    },
    { enabled: possible },
  )
  return (
    <div className={card['actions']}>
      <Button
        variant="light"
        leftSection={<IconCheck size={15} aria-hidden="true" />}
        disabled={!possible}
        title={`${t('suggest.accept-hint')} · ${keyOf('review.accept-change')}`}
        onClick={accept}
        data-testid="suggestion-accept"
      >
        {t('suggest.accept')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconX size={15} aria-hidden="true" />}
        disabled={!possible}
        title={`${t('suggest.reject-hint')} · ${keyOf('review.reject-change')}`}
        onClick={reject}
        data-testid="suggestion-reject"
      >
        {t('suggest.reject')}
      </Button>
    </div>
  )
}

/** Words of a suggestion: a paragraph's end is a sign, what is no text has a name. */
function sayWords(t: Say, words: string): string {
  const text = sayQuote(t, words.replaceAll(/\n+$/g, words.trim() === '' ? '' : '\n')).replaceAll('\n', '¶')
  return text === '' ? t('suggest.block') : text
}

function sayType(t: Say, { type, level }: BlockType): string {
  return type === 'heading' ? t('suggest.type.heading', { level: (level ?? 2) - 1 }) : t(`suggest.type.${type}`)
}

const formats = ['bold', 'italic', 'underline', 'strike', 'code', 'link'] as const

function sayFormat(t: Say, name: string): string {
  const known = formats.find((format) => format === name)
  return known === undefined ? name : t(`suggest.format.${known}`)
}
