/** A new comment over selected words: who it is for, what it says. Half-written words stay while one looks elsewhere. */
import { Button, SegmentedControl } from '@mantine/core'
import { keyOf } from '@renderer/app/keys'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreConnection } from '@renderer/client/use-core'
import { ErrorNotice, useReportError } from '@renderer/components/report-error'
import { annotationAudienceSchema } from '@shared/domain/annotation'
import { ANCHOR_BLOCKS_MAX } from '@shared/manuscript/anchor'
import { useEffect, useRef } from 'react'
import { ClausePicker } from './clause-picker'
import { FindingLink } from './finding-link'
import { MentionTextarea } from './mention-textarea'
import { mentionsIn } from './mentions'
import { usePanelPrefs } from './panel-prefs'
import { PhraseMenu } from './phrase-menu'
import { QuotedWords } from './quoted-words'
import { ReaderHint } from './reader-hint'
import { useReview } from './review-context'
import type { Composer } from './review-state'
import { offerUndo } from './undo-toast'
import { useRefresh } from './use-refresh'
import { UNDO_SECONDS } from './use-thread-commands'
import { useSettledAnchor } from './use-settled-anchor'
import card from './card.module.css'
import classes from './comment-composer.module.css'

export function CommentComposer({ composer }: { readonly composer: Composer }) {
  const t = useText()
  const { version, editors, change } = useReview()
  const prefs = usePanelPrefs()
  const refresh = useRefresh()
  const reportError = useReportError()
  const connection = useCoreConnection()
  const box = useRef<HTMLDivElement>(null)
  // The words lie in another version than the one on screen: they can be read but not anchored here.
  const here = version?.id === composer.versionId
  const settledAnchor = useSettledAnchor()
  const add = useCoreCommand(async (client, written: Composer) =>
    client.annotations.add({
      versionId: written.versionId,
      kind: 'comment',
      anchor: await settledAnchor(written),
      audience: written.audience,
      text: written.text.trim(),
      clause: written.clause,
      mentions: mentionsIn(written.text, editors),
      finding: written.finding,
    }),
  )
  const ready = here && composer.text.trim() !== '' && !add.isPending

  useEffect(() => box.current?.scrollIntoView({ block: 'nearest' }), [])

  const edit = (part: Partial<Composer>): void => change({ composer: { ...composer, ...part } })
  const save = (): void => {
    if (!ready) return
    add.mutate(composer, {
      onSuccess: (annotation) => {
        prefs.change({ audience: composer.audience })
        change({ composer: null, activeId: annotation.id })
        refresh('annotations', 'letters')
        if (composer.finding === null) return
        offerUndo({
          id: `asked ${annotation.id}`,
          message: t(composer.audience === 'author' ? 'threads.asked' : 'threads.noted'),
          seconds: UNDO_SECONDS,
          undo: async () => {
            await (await connection.client()).annotations.remove({ annotationId: annotation.id })
            refresh('annotations', 'letters')
          },
          onError: reportError,
        })
      },
    })
  }
  // What is written is not thrown away by a key.
  const onEscape = (): void => {
    if (composer.text.trim() === '') change({ composer: null })
    else if (window.document.activeElement instanceof HTMLElement) window.document.activeElement.blur()
  }

  return (
    <div ref={box} className={card['card']} data-tone="comment" data-active data-testid="comment-composer">
      <QuotedWords
        quote={[composer, ...composer.more].map(({ quote }) => quote).join('\n')}
        at={here ? composer : null}
        clamp
      />
      {composer.clipped && (
        <p className={card['trace']}>{t('review.comments.clipped', { count: ANCHOR_BLOCKS_MAX })}</p>
      )}
      {!here && <p className={card['trace']}>{t('review.comments.other-version')}</p>}
      {composer.finding !== null && <FindingLink findingId={composer.finding.findingId} />}
      <MentionTextarea
        value={composer.text}
        onChange={(text) => edit({ text })}
        onSubmit={save}
        onEscape={onEscape}
        label={t('review.comments.text')}
        placeholder={t('threads.placeholder')}
        minRows={3}
        focused
        testId="comment-text"
      />
      <div className={classes['clause']}>
        <ClausePicker value={composer.clause} onChange={(clause) => edit({ clause })} />
      </div>
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
      <ReaderHint audience={composer.audience} text={composer.text} />
      <ErrorNotice error={add.error} onClose={add.reset} />
      <div className={classes['buttons']}>
        <PhraseMenu
          text={composer.text}
          onPick={(phrase) => edit({ text: composer.text.trim() === '' ? phrase : `${composer.text}${phrase}` })}
        />
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
