/** Above the list: what could not be read, and how far checking again is. */
import { Alert, Button, Progress } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import type { RulesOverview } from '@shared/domain/rules'
import { ProblemList } from './problem-list'
import classes from './rules-notices.module.css'

/** Problems of one file that are shown. */
const SHOWN = 5

export function RulesNotices({ overview: { troubles, recheck } }: { readonly overview: RulesOverview }) {
  const t = useText()
  const stop = useCoreCommand((client) => client.rules.stopRecheck())
  if (troubles.length === 0 && recheck.kind === 'idle') return null
  return (
    <div className={classes['notices']}>
      {troubles.map(({ where, name, problems, fellBack }) => (
        <Alert
          key={`${where} ${name}`}
          color="red"
          variant="light"
          icon={<IconAlertTriangle size={16} />}
          title={t(where === 'file' ? 'rules.trouble-file' : 'rules.trouble-stored', { name })}
          data-testid="rules-trouble"
        >
          <p>
            {t(
              where === 'file' ? 'rules.trouble-file-do' : fellBack ? 'rules.trouble-fell-back' : 'rules.trouble-gone',
            )}
          </p>
          <ProblemList problems={problems.slice(0, SHOWN)} />
          {problems.length > SHOWN && <p>{t('rules.trouble-more', { count: problems.length - SHOWN })}</p>}
        </Alert>
      ))}
      {recheck.kind === 'running' && (
        <div className={classes['recheck']} data-testid="rules-recheck">
          <span>{t('rules.recheck', { done: recheck.done, total: recheck.total })}</span>
          <Button variant="subtle" color="gray" onClick={() => stop.mutate(undefined)}>
            {t('rules.recheck-stop')}
          </Button>
          <Progress
            value={recheck.total === 0 ? 100 : (recheck.done / recheck.total) * 100}
            aria-label={t('rules.recheck', { done: recheck.done, total: recheck.total })}
            className={classes['bar'] ?? ''}
          />
        </div>
      )}
      {recheck.kind === 'stopped' && (
        <p className={classes['stopped']}>{t('rules.recheck-stopped', { count: recheck.left })}</p>
      )}
    </div>
  )
}
