/** 内部名单: 慎收 or 不收, with why and the day on which it is looked at again. Seen by editors only. */
import { Button, Group, Modal, Radio, Textarea } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { FormFoot } from '@renderer/components/form-foot'
import { Chip } from '@renderer/components/chip'
import { DateText } from '@renderer/components/date-text'
import type { AuthorRecord } from '@shared/domain/author'
import { listingLevelSchema, type ListingLevel } from '@shared/domain/sanction'
import { useState } from 'react'
import { ChangeDialog } from './change-dialog'
import { daysAfter } from './days-after'
import classes from './parts.module.css'

/** Days until an entry is looked at again unless the editor says otherwise. */
const REVIEW_DAYS = 90

export function ListingSection({ record }: { readonly record: AuthorRecord }) {
  const t = useText()
  const format = useFormat()
  const authorId = record.author.id
  const [adding, setAdding] = useState(false)
  const [ending, setEnding] = useState(false)
  const end = useCoreCommand((client, reason: string) => client.authors.takeOffList({ authorId, reason }))
  const stands = record.listings.some(({ endedAt }) => endedAt === null)
  const close = (): void => {
    setEnding(false)
    end.reset()
  }
  return (
    <section className={classes['section']} aria-label={t('listing.title')}>
      <h3 className={classes['title']}>
        {t('listing.title')}
        <Button size="compact-xs" variant="default" data-testid="listing-add" onClick={() => setAdding(true)}>
          {stands ? t('listing.change') : t('listing.add')}
        </Button>
      </h3>
      {record.listings.length === 0 && <p className={classes['quiet']}>{t('listing.none')}</p>}
      <ul className={classes['list']}>
        {record.listings.map((entry) => (
          <li key={entry.id} className={classes['card']} data-testid="listing">
            <div className={classes['line']}>
              <Chip tone={entry.endedAt !== null ? 'plain' : entry.level === 'refuse' ? 'error' : 'warning'}>
                {t(`listing.${entry.level}`)}
              </Chip>
              {entry.endedAt !== null && <span className={classes['quiet']}>{t('listing.ended')}</span>}
              <span className={classes['quiet']}>{entry.editorName}</span>
              <DateText at={entry.at} className={`${classes['when']} ${classes['push']}`} />
            </div>
            <p className={classes['body']}>{entry.reason}</p>
            {entry.endedAt === null ? (
              <>
                <p className={classes['quiet']}>{t('listing.review-on', { date: format.localDate(entry.reviewOn) })}</p>
                <div className={classes['actions']}>
                  <Button size="compact-xs" variant="default" data-testid="listing-end" onClick={() => setEnding(true)}>
                    {t('listing.end')}
                  </Button>
                </div>
              </>
            ) : (
              <p className={classes['quiet']}>
                {t('listing.end-why', { name: entry.endedBy, reason: entry.endReason })}
              </p>
            )}
          </li>
        ))}
      </ul>
      <Modal opened={adding} onClose={() => setAdding(false)} title={t('listing.title')}>
        <ListingForm authorId={authorId} onDone={() => setAdding(false)} />
      </Modal>
      <ChangeDialog
        opened={ending}
        title={t('listing.end')}
        reasonLabel={t('author.reason')}
        reasonNeeded
        error={end.error}
        pending={end.isPending}
        onChange={(reason) => end.mutate(reason, { onSuccess: close })}
        onClose={close}
      />
    </section>
  )
}

function ListingForm({ authorId, onDone }: { readonly authorId: string; readonly onDone: () => void }) {
  const t = useText()
  const { today } = useFormat()
  const [level, setLevel] = useState<ListingLevel | null>(null)
  const [reason, setReason] = useState('')
  const [reviewOn, setReviewOn] = useState<string | null>(() => daysAfter(today, REVIEW_DAYS))
  const add = useCoreCommand((client, entry: { level: ListingLevel; reason: string; reviewOn: string }) =>
    client.authors.putOnList({ authorId, ...entry }),
  )
  const ready = level !== null && reason.trim() !== '' && reviewOn !== null
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) add.mutate({ level, reason: reason.trim(), reviewOn }, { onSuccess: onDone })
      }}
    >
      <p className={classes['quiet']}>{t('listing.note')}</p>
      <Radio.Group
        label={t('listing.level')}
        value={level}
        onChange={(value) => setLevel(listingLevelSchema.parse(value))}
        required
      >
        <Group mt={4}>
          {listingLevelSchema.options.map((each, index) => (
            <Radio
              key={each}
              value={each}
              label={t(`listing.${each}`)}
              data-autofocus={index === 0 || undefined}
              data-testid={`listing-level-${each}`}
            />
          ))}
        </Group>
      </Radio.Group>
      <Textarea
        label={t('author.reason')}
        value={reason}
        required
        autosize
        minRows={3}
        maxLength={5000}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-testid="listing-reason"
      />
      <DatePickerInput
        size="xs"
        label={t('listing.review')}
        value={reviewOn}
        onChange={setReviewOn}
        minDate={daysAfter(today, 1)}
        monthLabelFormat={t('date.month-format')}
        ariaLabels={{ previousMonth: t('date.previous-month'), nextMonth: t('date.next-month') }}
        popoverProps={{ withRoles: false }}
        valueFormat={t('date.day-format')}
      />
      <FormFoot
        error={add.error}
        onCancel={onDone}
        deed={t('listing.put')}
        ready={ready}
        busy={add.isPending}
        testId="listing-save"
      />
    </form>
  )
}
