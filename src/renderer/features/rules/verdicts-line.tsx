/** 历次检查: the verdicts that a version was given, and whether the rules that gave them still say the same. */
import { Button, Modal } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreQuery } from '@renderer/client/use-core'
import { Chip } from '@renderer/components/chip'
import { DateText } from '@renderer/components/date-text'
import { ErrorNotice } from '@renderer/components/report-error'
import type { GivenVerdict, Replayed } from '@shared/domain/rules'
import { useState } from 'react'
import classes from './pack-page.module.css'

export function VerdictsLine({ versionId }: { readonly versionId: string }) {
  const t = useText()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        leftSection={<IconHistory size={14} />}
        onClick={() => setOpen(true)}
        data-testid="verdicts-open"
      >
        {t('rules.verdicts')}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={t('rules.verdicts')} size={720}>
        <Verdicts versionId={versionId} />
      </Modal>
    </>
  )
}

function Verdicts({ versionId }: { readonly versionId: string }) {
  const t = useText()
  const { data, error } = useCoreQuery(['manuscripts', 'verdicts', versionId], (client) =>
    client.rules.verdicts({ versionId }),
  )
  if (error !== null) return <ErrorNotice error={error} always />
  if (data === undefined) return null
  return (
    <div data-testid="verdicts">
      <p>{t('rules.verdicts-what')}</p>
      <ol className={classes['versions']}>
        {data.map((verdict) => (
          <VerdictRow key={`${verdict.checkedAt} ${verdict.current}`} versionId={versionId} verdict={verdict} />
        ))}
      </ol>
      {data.length === 0 && <p>{t('rules.verdicts-none')}</p>}
    </div>
  )
}

function VerdictRow({ versionId, verdict }: { readonly versionId: string; readonly verdict: GivenVerdict }) {
  const t = useText()
  const { checkedAt, errors, warnings, notes, packs } = verdict
  const replay = useCoreCommand((client) => client.rules.replay({ versionId, checkedAt }))
  return (
    <li>
      <div>
        <strong>
          <DateText at={checkedAt} as="moment" />
        </strong>{' '}
        {verdict.current && <Chip tone="accent">{t('rules.verdict-current')}</Chip>}{' '}
        {!verdict.sameText && <Chip>{t('rules.verdict-other-text')}</Chip>}
        <p>
          {t('level.error')} {errors} · {t('level.warning')} {warnings} · {t('level.note')} {notes}
        </p>
        <p className={classes['ids']}>
          {packs === null
            ? t('rules.verdict-packs-unknown')
            : packs.map(({ name, version, hash }) => `${name} ${version} (${hash.slice(0, 8)})`).join('  ')}
        </p>
        <ErrorNotice error={replay.error} />
        {replay.data !== undefined && <Outcome replayed={replay.data} />}
      </div>
      <Button
        variant="default"
        loading={replay.isPending}
        onClick={() => replay.mutate(undefined)}
        data-testid="verdict-replay"
      >
        {t('rules.replay')}
      </Button>
    </li>
  )
}

function Outcome({ replayed }: { readonly replayed: Replayed }) {
  const t = useText()
  switch (replayed.kind) {
    case 'same':
      return <output data-testid="replay-outcome">{t('rules.replay-same', { count: replayed.findings })}</output>
    case 'impossible':
      return (
        <p role="alert" data-testid="replay-outcome">
          {t(`rules.replay-why.${replayed.why}`)}
        </p>
      )
    case 'different':
      return (
        <div data-testid="replay-outcome">
          <p>{t('rules.replay-different', { appeared: replayed.appeared.length, missing: replayed.missing.length })}</p>
          <ul>
            {replayed.appeared.map(({ ruleId, text, message }, index) => (
              <li key={`+${index}`}>
                + {message}: {text} ({ruleId})
              </li>
            ))}
            {replayed.missing.map(({ ruleId, text, message }, index) => (
              <li key={`-${index}`}>
                − {message}: {text} ({ruleId})
              </li>
            ))}
          </ul>
        </div>
      )
  }
}
