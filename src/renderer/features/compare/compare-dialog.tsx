/** 并排对照: two whole texts side by side, what both have marked and linked; n and p go from passage to passage. */
import { ActionIcon, Button, Modal, NativeSelect, Skeleton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { keyOf, useKeys } from '@renderer/app/keys'
import { useCoreQuery } from '@renderer/client/use-core'
import { DateText } from '@renderer/components/date-text'
import { ErrorNotice } from '@renderer/components/report-error'
import { useCompare, type OtherText } from '@renderer/state/compare'
import { useViewState } from '@renderer/state/view-state'
import type { Comparison } from '@shared/domain/submission'
import { useMemo, useState } from 'react'
import { CompareColumn } from './compare-column'
import { useMatches } from './use-matches'
import classes from './compare-dialog.module.css'

export function CompareDialog() {
  const t = useText()
  const { submissionId, close } = useCompare()
  return (
    <Modal
      opened={submissionId !== null}
      onClose={close}
      title={t('compare.title')}
      size="min(1480px, calc(100vw - 48px))"
      classNames={{ body: classes['body'] ?? '' }}
    >
      {submissionId !== null && <Compared key={submissionId} submissionId={submissionId} />}
    </Modal>
  )
}

function Compared({ submissionId }: { readonly submissionId: string }) {
  const t = useText()
  const { matches, pending } = useMatches(submissionId)
  const { other: chosen, open } = useCompare()
  const other: OtherText | null = chosen ?? matches[0] ?? null
  const [active, setActive] = useState(0)
  const compared = useCoreQuery(
    ['submissions', 'compare', submissionId, other?.kind, other?.id],
    (client) =>
      client.submissions.compare({ submissionId, kind: other?.kind ?? 'submission', id: other?.id ?? submissionId }),
    { enabled: other !== null },
  )
  const count = compared.data?.passages.length ?? 0
  const step = (by: 1 | -1): void => {
    if (count > 0) setActive((active + by + count) % count)
  }
  useKeys({ 'review.next-mark': () => step(1), 'review.previous-mark': () => step(-1) }, { inDialog: true })

  if (other === null) {
    return pending ? <Skeleton height={240} /> : <p className={classes['none']}>{t('compare.none')}</p>
  }
  const choices = matches.map(({ kind, id, label }) => ({ value: `${kind} ${id}`, label }))
  return (
    <>
      <div className={classes['tools']}>
        <NativeSelect
          className={classes['choice'] ?? ''}
          aria-label={t('compare.choose')}
          data={choices}
          value={`${other.kind} ${other.id}`}
          onChange={(event) => {
            const match = matches.find(({ kind, id }) => `${kind} ${id}` === event.currentTarget.value)
            if (match === undefined) return
            setActive(0)
            open(submissionId, { kind: match.kind, id: match.id })
          }}
          data-testid="compare-choice"
        />
        {compared.data !== undefined && <Standing comparison={compared.data} active={active} />}
        <ActionIcon
          variant="default"
          size={28}
          disabled={count === 0}
          aria-label={t('compare.previous')}
          title={`${t('compare.previous')} ${keyOf('review.previous-mark')}`}
          onClick={() => step(-1)}
        >
          <IconArrowUp size={15} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={28}
          disabled={count === 0}
          aria-label={t('compare.next')}
          title={`${t('compare.next')} ${keyOf('review.next-mark')}`}
          onClick={() => step(1)}
          data-testid="compare-next"
        >
          <IconArrowDown size={15} />
        </ActionIcon>
      </div>
      <ErrorNotice error={compared.error} />
      {compared.data === undefined ? (
        compared.error === null && <Skeleton height={320} />
      ) : (
        <Columns key={other.id} comparison={compared.data} active={active} onChoose={setActive} />
      )}
    </>
  )
}

function Standing({ comparison, active }: { readonly comparison: Comparison; readonly active: number }) {
  const t = useText()
  const format = useFormat()
  const { score, passages } = comparison
  return (
    <output className={classes['standing']} data-testid="compare-standing">
      {score === null
        ? t('compare.failed')
        : passages.length === 0
          ? t('compare.nothing')
          : t('compare.standing', {
              percent: format.percent(score),
              at: active + 1,
              count: passages.length,
            })}
    </output>
  )
}

function Columns({
  comparison,
  active,
  onChoose,
}: {
  readonly comparison: Comparison
  readonly active: number
  readonly onChoose: (passage: number) => void
}) {
  const t = useText()
  const { here, there, passages } = comparison
  const own = useMemo(
    () => passages.map(({ aStart, aEnd }, passage) => ({ start: aStart, end: aEnd, passage })),
    [passages],
  )
  const others = useMemo(
    () => passages.map(({ bStart, bEnd }, passage) => ({ start: bStart, end: bEnd, passage })),
    [passages],
  )
  const set = useViewState((state) => state.set)
  const close = useCompare((state) => state.close)
  return (
    <div className={classes['columns']}>
      <CompareColumn
        label={t('compare.here')}
        text={here.text}
        spans={own}
        active={active}
        onChoose={onChoose}
        empty={t('compare.no-text')}
        testId="compare-here"
        head={<Facts kind={t('compare.here')} side={here} url="" />}
      />
      <CompareColumn
        label={there.title || t('title.none')}
        text={there.text}
        spans={others}
        active={active}
        onChoose={onChoose}
        empty={t('compare.no-text')}
        testId="compare-there"
        head={
          <>
            <Facts
              kind={there.kind === 'published' ? t('compare.published') : t('compare.other')}
              side={there}
              url={there.url}
            />
            {there.kind === 'submission' && (
              <Button
                variant="subtle"
                size="compact-sm"
                onClick={() => {
                  close()
                  set({ page: 'review', submissionId: there.id })
                }}
                data-testid="compare-open-other"
              >
                {t('compare.open')}
              </Button>
            )}
          </>
        }
      />
    </div>
  )
}

function Facts({
  kind,
  side: { number, title, author, at },
  url,
}: {
  readonly kind: string
  readonly side: {
    readonly number: string
    readonly title: string
    readonly author: string
    readonly at: number | null
  }
  readonly url: string
}) {
  const t = useText()
  const name = title || t('title.none')
  return (
    <div className={classes['facts']}>
      <span className={classes['kind']}>{kind}</span>
      <strong className={classes['title']} title={name}>
        {name}
      </strong>
      {number !== '' && <span>{number}</span>}
      {author !== '' && <span>{author}</span>}
      {at !== null && <DateText at={at} />}
      {url !== '' && (
        <code className={classes['url']} title={url}>
          {url}
        </code>
      )}
    </div>
  )
}
