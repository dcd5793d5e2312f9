/** 审核: what the machine found, by clause of the convention, and the sheet of all clauses. */
import { IconListCheck } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { EmptyState } from '@renderer/components/empty-state'
import { ErrorNotice } from '@renderer/components/report-error'
import { ClauseSheet } from './clause-sheet'
import { FindingCard } from './finding-card'
import { useReview } from './review-context'
import { groupFindings, itemNumber } from './review-model'
import { WaivedFinding } from './waived-finding'
import classes from './findings-tab.module.css'

export function FindingsTab() {
  const t = useText()
  const { version, findings, checklist, clauses, error } = useReview()
  if (version === null) return <EmptyState icon={<IconListCheck size={22} />} title={t('review.findings.no-text')} />
  const open = findings.filter((finding) => finding.waiver === null)
  const waived = findings.filter((finding) => finding.waiver !== null)
  // The figure is of the convention; clauses of other packs stand in the sheet below.
  const convention = checklist.filter((item) => itemNumber(item.clause) !== '')
  const human = convention.filter((item) => item.verdict === 'human').length
  const figures = [
    { tone: 'error', figure: String(open.filter(({ level }) => level === 'error').length), label: t('level.error') },
    {
      tone: 'warning',
      figure: String(open.filter(({ level }) => level === 'warning').length),
      label: t('level.warning'),
    },
    { tone: 'plain', figure: `${human}/${convention.length}`, label: t('clause.human') },
  ]
  return (
    <>
      <ErrorNotice error={error} />
      <dl className={classes['figures']}>
        {figures.map(({ tone, figure, label }) => (
          <div key={tone} className={classes['figure']} data-tone={tone} data-zero={figure === '0' || undefined}>
            <dd>{figure}</dd>
            <dt>{label}</dt>
          </div>
        ))}
      </dl>
      {open.length === 0 && checklist.length > 0 && <p className={classes['none']}>{t('review.findings.none')}</p>}
      {groupFindings(findings, clauses).map((group) => (
        <section key={group.key} className={classes['group']}>
          <h3 className={classes['groupHead']}>
            <span>{group.number === '' ? group.item : `${group.number}. ${group.item}`}</span>
            <span className={classes['groupCount']}>
              {t('review.findings.count', { count: group.findings.length })}
            </span>
          </h3>
          {group.findings.map((finding) => (
            <FindingCard key={finding.id} finding={finding} />
          ))}
        </section>
      ))}
      {waived.length > 0 && (
        <section className={classes['group']}>
          <h3 className={classes['groupHead']}>
            <span>{t('review.findings.waived')}</span>
            <span className={classes['groupCount']}>{t('review.findings.count', { count: waived.length })}</span>
          </h3>
          {waived.map((finding) => (
            <WaivedFinding key={finding.id} finding={finding} />
          ))}
        </section>
      )}
      <ClauseSheet />
    </>
  )
}
