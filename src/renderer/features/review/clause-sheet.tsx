/** 逐条核对: every clause, what the machine can say of it, and what only a person can judge. */
import { IconChevronRight } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { Chip, type ChipTone } from '@renderer/components/chip'
import { itemNumber, type ChecklistItem, type Clause, type ClauseVerdict } from '@shared/domain/compliance'
import { useState } from 'react'
import { useReview } from './review-context'
import { useRevealed } from './use-revealed'
import { findingWords } from './finding-words'
import classes from './clause-sheet.module.css'

/** A machine that found nothing has proved nothing: grey, never green. */
const tones: Record<ClauseVerdict, ChipTone> = { hit: 'error', none: 'plain', human: 'note', unchecked: 'plain' }

export function ClauseSheet() {
  const t = useText()
  const { checklist, clauses } = useReview()
  if (checklist.length === 0) return null
  const count = (...verdicts: ClauseVerdict[]): number =>
    checklist.filter(({ verdict }) => verdicts.includes(verdict)).length
  return (
    <section className={classes['sheet']} data-testid="clause-sheet">
      <h3 className={classes['head']}>
        <span>{t('review.clauses')}</span>
        <span className={classes['counts']}>
          {t('review.clauses-counts', {
            machine: count('hit', 'none'),
            human: count('human'),
            unchecked: count('unchecked'),
          })}
        </span>
      </h3>
      {checklist.map((item, index) => {
        const clause = clauses.get(item.clause)?.clause
        const opens =
          clause !== undefined && clauses.get(checklist[index - 1]?.clause ?? '')?.clause.item !== clause.item
        return (
          <div key={item.clause}>
            {opens && (
              <h4 className={classes['item']}>
                {itemNumber(item.clause) === '' ? clause.item : `${itemNumber(item.clause)}. ${clause.item}`}
              </h4>
            )}
            <ClauseRow item={item} clause={clause ?? null} />
          </div>
        )
      })}
    </section>
  )
}

function ClauseRow({ item, clause }: { readonly item: ChecklistItem; readonly clause: Clause | null }) {
  const t = useText()
  const { findings, clause: wanted, change } = useReview()
  const [toggled, setOpen] = useState(false)
  const asked = wanted === item.clause
  const open = toggled || asked
  const ref = useRevealed<HTMLDivElement>(asked)
  const toggle = (): void => {
    setOpen(!open)
    if (asked) change({ clause: null })
  }
  const waived = findings.filter((finding) => finding.clause === item.clause && finding.waiver !== null)
  return (
    <div
      ref={ref}
      className={classes['clause']}
      data-testid="clause-row"
      data-clause={item.clause}
      data-verdict={item.verdict}
      data-open={open || undefined}
    >
      <button type="button" className={classes['row']} aria-expanded={open} onClick={toggle}>
        <IconChevronRight size={13} className={classes['arrow']} aria-hidden="true" />
        <span className={classes['number']}>{item.clause.slice(item.clause.lastIndexOf('/') + 1)}</span>
        <span className={classes['text']} title={clause?.text}>
          {clause?.text ?? item.clause}
        </span>
        <Chip tone={item.lead === true ? 'warning' : tones[item.verdict]}>
          {t(item.lead === true ? 'clause.lead' : `clause.${item.verdict}`)}
        </Chip>
      </button>
      {open && (
        <div className={classes['more']}>
          <p>{clause?.text}</p>
          {clause !== null && clause.human !== '' && (
            <p>
              <b>{t('review.clauses-human')}</b>
              {clause.human}
            </p>
          )}
          {item.lead === true && <p>{t('review.findings.lead')}</p>}
          {item.verdict === 'none' && <p>{t('review.clauses-none')}</p>}
          {item.verdict === 'unchecked' && <p>{t('review.clauses-unchecked')}</p>}
          {waived.map((finding) => (
            <p key={finding.id}>
              <s>{findingWords(finding)}</s> {finding.waiver?.reason}
            </p>
          ))}
        </div>
      )}
    </div>
  )
}
