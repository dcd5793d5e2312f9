/** A new comment over selected words: who it is for, what it says. Half-written words stay while one looks elsewhere. */
import { Button, SegmentedControl, Textarea } from '@mantine/core'
import { keyOf } from '@renderer/app/keys'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { annotationAudienceSchema, COMMENT_MAX } from '@shared/domain/annotation'
import { makeAnchor } from '@shared/manuscript/anchor'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useReview } from './review-context'
import type { Composer } from './review-state'
import { submits } from './submits'
import { useRefresh } from './use-refresh'
import card from './card.module.css'
import classes from './comment-composer.module.css'

export function CommentComposer({ composer }: { readonly composer: Composer }) {
  const t = useText()
  const { version, document, change } = useReview()
  const refresh = useRefresh()
  const box = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLTextAreaElement>(null)
  const block = document?.blocks.find((each) => each.id === composer.block)
  // The words lie in another version than the one on screen: they can be read but not anchored here.
  const here = version?.id === composer.versionId && block !== undefined
  const add = useCoreCommand((client, written: Composer) => {
    if (document === null || block === undefined) throw new Error('no text to comment on')
    return client.annotations.add({
      versionId: written.versionId,
      kind: 'comment',
      anchor: makeAnchor(document.contentHash, block, written.start, written.end),
      audience: written.audience,
      text: written.text.trim(),
    })
  })
  const ready = here && composer.text.trim() !== '' && !add.isPending

  useEffect(() => {
    input.current?.focus()
    box.current?.scrollIntoView({ block: 'nearest' })
  }, [])

  const edit = (part: Partial<Composer>): void => change({ composer: { ...composer, ...part } })
  const save = (): void => {
    if (!ready) return
    add.mutate(composer, {
      onSuccess: (annotation) => {
        change({ composer: null, activeId: annotation.id })
        refresh('annotations', 'letters')
      },
    })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (submits(event)) {
      event.preventDefault()
      save()
    } else if (event.code === 'Escape' && !event.nativeEvent.isComposing) {
      event.stopPropagation()
      // What is written is not thrown away by a key.
      if (composer.text.trim() === '') change({ composer: null })
      else input.current?.blur()
    }
  }

  return (
    <div ref={box} className={card['card']} data-tone="comment" data-active data-testid="comment-composer">
      <q className={card['quote']} data-clamp title={composer.quote}>
        {composer.quote}
      </q>
      {composer.clipped && <p className={card['trace']}>{t('review.comments.clipped')}</p>}
      {!here && <p className={card['trace']}>{t('review.comments.other-version')}</p>}
      <Textarea
        ref={input}
        aria-label={t('review.comments.text')}
        placeholder={t('review.comments.placeholder')}
        value={composer.text}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={COMMENT_MAX}
        onChange={(event) => edit({ text: event.currentTarget.value })}
        onKeyDown={onKeyDown}
        data-testid="comment-text"
      />
      <SegmentedControl
        className={classes['audience'] ?? ''}
        size="xs"
        fullWidth
        aria-label={t('review.comments.audience')}
        value={composer.audience}
        data={annotationAudienceSchema.options.map((value) => ({ value, label: t(`audience.${value}`) }))}
        onChange={(value) => edit({ audience: annotationAudienceSchema.parse(value) })}
        data-testid="comment-audience"
      />
      <ErrorNotice error={add.error} onClose={add.reset} />
      <div className={classes['buttons']}>
        <Button variant="subtle" color="gray" onClick={() => change({ composer: null })}>
          {t('action.cancel')}
        </Button>
        <Button
          disabled={!ready && !add.isPending}
          loading={add.isPending}
          onClick={save}
          title={keyOf('decide.send')}
          data-testid="comment-save"
        >
          {t('review.comments.save')}
        </Button>
      </div>
    </div>
  )
}
