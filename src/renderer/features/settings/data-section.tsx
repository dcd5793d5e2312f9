/** 数据: where everything lies, and whether it is intact. */
import { ActionIcon, Button, Checkbox, CopyButton, Skeleton, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import { useDeskInfo } from '@renderer/state/use-desk-info'
import { useState } from 'react'
import classes from './data-section.module.css'
import { MailImport } from './mail-import'
import { Group, Row, Section } from './section'
import { VerifyResult } from './verify-result'

export function DataSection() {
  const t = useText()
  const info = useDeskInfo().data
  return (
    <Section title={t('settings.section.data')}>
      {info === undefined ? (
        <Skeleton height={120} />
      ) : (
        <Group>
          <Row label={t('settings.data.place')} what={t('settings.data.place-what')} stacked>
            <div className={classes['path']}>
              <code title={info.profileDir}>{info.profileDir}</code>
              <CopyPath path={info.profileDir} />
            </div>
            {info.demo && <p className={classes['demo']}>{t('settings.data.demo')}</p>}
          </Row>
          <Row label={t('settings.data.zone')}>{info.zone}</Row>
        </Group>
      )}
      <MailImport />
      <Verify />
    </Section>
  )
}

function CopyPath({ path }: { readonly path: string }) {
  const t = useText()
  return (
    <CopyButton value={path}>
      {({ copied, copy }) => {
        const label = copied ? t('settings.data.copied') : t('action.copy')
        return (
          <Tooltip label={label}>
            <ActionIcon onClick={copy} aria-label={label}>
              {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            </ActionIcon>
          </Tooltip>
        )
      }}
    </CopyButton>
  )
}

function Verify() {
  const t = useText()
  const [quick, setQuick] = useState(false)
  const verify = useCoreCommand((client, input: { quick: boolean }) => client.desk.verify(input))
  return (
    <Group title={t('settings.data.verify')}>
      <div className={classes['verify']}>
        <p className={classes['what']}>{t('settings.data.verify-what')}</p>
        <div className={classes['line']}>
          <Button loading={verify.isPending} onClick={() => verify.mutate({ quick })} data-testid="verify-now">
            {t('settings.data.verify-now')}
          </Button>
          <Checkbox
            size="xs"
            label={t('settings.data.verify-quick')}
            checked={quick}
            onChange={(event) => setQuick(event.currentTarget.checked)}
            data-testid="verify-quick"
          />
          <output className={classes['busy']}>{verify.isPending && t('settings.data.verifying')}</output>
        </div>
        <ErrorNotice error={verify.error} onClose={verify.reset} />
        {verify.data !== undefined && !verify.isPending && <VerifyResult report={verify.data} />}
      </div>
    </Group>
  )
}
