import { Button, Checkbox } from '@mantine/core'
import { IconMessageQuestion, IconNote } from '@tabler/icons-react'
import { keyOf, useKeys } from '@renderer/app/keys'
import { useText, type Say } from '@renderer/app/i18n'
import { Chip } from '@renderer/components/chip'
import type { ReviewFinding } from '@shared/contract/contract'
import { FindingNotes } from './finding-notes'
import { FixButton } from './fix-button'
import { IMAGE_CHARACTER } from '@shared/manuscript/text'
import { useReview } from './review-context'
import { beginDraft, noteDraft } from './thread-drafts'
import { useRevealed } from './use-revealed'
import { useSelectMark } from './use-select-mark'
import { useStartComment } from './use-start-comment'
import { spanOfPiece } from '@renderer/editor/text-selection'
import { useSinceLast } from './use-since-last'
import { WaivedBeforeLine } from './waived-before-line'
import { WaiveButton } from './waive-button'
import classes from './card.module.css'

/** One hit of one rule: what was written, what it was read as, why it matters, what was said about it, and what can be done. */
export function FindingCard({ finding }: { readonly finding: ReviewFinding }) {
  const t = useText()
  const { activeId, clauses, annotations, ticked } = useReview()
  const since = useSinceLast()
  const isStill = since?.still.includes(finding.id) === true
  const isTicked = finding.level !== 'error' && ticked.includes(finding.id)
  const select = useSelectMark()
  const active = activeId === finding.id
  const ref = useRevealed<HTMLElement>(active)
  const clause = clauses.get(finding.clause)?.clause
  const words = [finding.reason, finding.suggestion].filter((part) => part !== '').join('')
  const threads = annotations.filter(({ findingId }) => findingId === finding.id)
  const asked = threads.some(({ audience, state }) => audience === 'author' && state === 'open')
  return (
    <article
      ref={ref}
      className={classes['card']}
      data-tone={finding.level}
      data-active={active || undefined}
      data-testid="finding-card"
      data-finding-id={finding.id}
      data-clause={finding.clause}
    >
      <button type="button" className={classes['head']} aria-pressed={active} onClick={() => select(finding.id)}>
        <span lang="zh-CN">{finding.message}</span>
        <span className={classes['side']} title={clause?.text}>
          {since !== null && (
            <Chip tone={isStill ? 'plain' : 'accent'} testId="finding-since">
              {t(isStill ? 'review.since.still' : 'review.since.new')}
            </Chip>
          )}
          {finding.lead === true && (
            <Chip tone="note" title={t('review.findings.lead')} testId="finding-lead">
              {t('clause.lead')}
            </Chip>
          )}
          {isTicked && !active && (
            <Chip tone="accent" testId="finding-ticked">
              {t('review.letter-of.in')}
            </Chip>
          )}
          {asked && (
            <Chip tone="accent" testId="finding-asked">
              {t('threads.asking')}
            </Chip>
          )}
          <span>{t(`level.${finding.level}`)}</span>
          <span>{finding.clause}</span>
        </span>
      </button>
      {finding.ofPiece !== true && <q className={classes['quote']}>{foundIn(t, finding)}</q>}
      {isDisguised(finding) && <p className={classes['trace']}>{traceText(t, finding)}</p>}
      {finding.detail !== undefined && (
        <p className={classes['trace']} data-testid="finding-detail">
          {detailText(t, finding)}
        </p>
      )}
      {finding.lowered !== undefined && <p className={classes['trace']}>{t(`lowered.${finding.lowered}`)}</p>}
      {words !== '' && (
        <p className={classes['words']} lang="zh-CN">
          {words}
        </p>
      )}
      <WaivedBeforeLine finding={finding} active={active} />
      <FindingNotes finding={finding} threads={threads} active={active} />
      {active && <Actions finding={finding} />}
    </article>
  )
}

/** The words; of a picture, what its code says. */
function foundIn(t: Say, { text, normalized }: ReviewFinding): string {
  return text === IMAGE_CHARACTER
    ? t('pictures.code-in', { text: normalized })
    : text.replaceAll(IMAGE_CHARACTER, t('pictures.sign'))
}

function Actions({ finding }: { readonly finding: ReviewFinding }) {
  const t = useText()
  const { checkedBlocks, ticked, change } = useReview()
  const startComment = useStartComment()
  const ask = (): void => {
    const block = checkedBlocks.find((each) => each.id === finding.block)
    if (block === undefined) return
    startComment({
      span: spanOfPiece(block, finding.start, finding.end),
      audience: 'author',
      text: questionOf(finding),
      clause: finding.clause,
      finding: { findingId: finding.id, ruleId: finding.ruleId },
    })
  }
  const note = (): void => beginDraft(noteDraft(finding.id))
  useKeys({ 'review.ask': ask, 'review.note': note })
  return (
    <div className={classes['actions']}>
      <FixButton finding={finding} />
      <WaiveButton finding={finding} />
      <Button
        variant="default"
        leftSection={<IconMessageQuestion size={15} aria-hidden="true" />}
        onClick={ask}
        title={keyOf('review.ask')}
        data-testid="finding-ask"
      >
        {t('review.findings.ask')}
      </Button>
      <Button
        variant="subtle"
        color="gray"
        leftSection={<IconNote size={15} aria-hidden="true" />}
        onClick={note}
        title={keyOf('review.note')}
        data-testid="finding-note"
      >
        {t('threads.note')}
      </Button>
      {finding.level !== 'error' && (
        <Checkbox
          size="xs"
          className={classes['tick'] ?? ''}
          label={t('review.letter-of.tick')}
          checked={ticked.includes(finding.id)}
          onChange={(event) => {
            const others = ticked.filter((id) => id !== finding.id)
            change({ ticked: event.currentTarget.checked ? [...others, finding.id] : others })
          }}
          data-testid="finding-tick"
        />
      )}
    </div>
  )
}

/** What the author is asked to begin with: what the rule says, and what it suggests. */
function questionOf({ message, suggestion, reason }: ReviewFinding): string {
  const more = suggestion === '' ? reason : suggestion
  return more === '' ? message : `${message}：${more}`
}

/** What the machine worked out: another figure, a number of pieces, or what speaks for it. */
function detailText(t: Say, { clause, detail = '' }: ReviewFinding): string {
  if (clause === '3.2' || clause === '3.3') return t('review.findings.pieces', { count: Number(detail) })
  return t(/^[\d.,]+%?$/u.test(detail) ? 'review.findings.worked-out' : 'review.findings.detail', { detail })
}

/** Whether how it was matched is worth a line: that a colon is full width or a letter a capital is how everybody writes. */
function isDisguised({ trace, text }: ReviewFinding): boolean {
  return (
    trace.some((step) => step !== 'width' && step !== 'case') || (trace.length > 0 && /[０-９Ａ-Ｚａ-ｚ]/u.test(text))
  )
}

/** `加薇✳信 → 加微信：谐音、符号`. */
export function traceText(t: Say, finding: Pick<ReviewFinding, 'text' | 'normalized' | 'trace'>): string {
  return t('review.findings.trace', {
    text: finding.text,
    normalized: finding.normalized,
    steps: finding.trace.map((step) => t(`trace.${step}`)).join(t('review.list-comma')),
  })
}
