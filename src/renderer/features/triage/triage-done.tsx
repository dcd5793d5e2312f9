/** Nothing is left to sort: how many letters wait, and the way to them. */
import { Button } from '@mantine/core'
import { IconChecks } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { EmptyState } from '@renderer/components/empty-state'
import { KeyHint } from '@renderer/components/key-hint'
import { Pane } from '@renderer/components/pane'
import { useTriage } from '@renderer/state/triage'
import { useDeskCounts } from '@renderer/state/use-desk-info'
import type { ReactNode } from 'react'

export function TriageDone({ foot }: { readonly foot: ReactNode }) {
  const t = useText()
  const held = useDeskCounts().data?.held ?? 0
  const { enterLetters, leave } = useTriage()
  return (
    <Pane label={t('triage.preview')} ground="surface" foot={foot}>
      <EmptyState
        icon={<IconChecks size={22} />}
        testId="triage-done"
        title={t('triage.done-title')}
        actions={
          <>
            {held > 0 && (
              <Button
                rightSection={<KeyHint action="triage.letters" onButton />}
                data-testid="triage-done-letters"
                onClick={enterLetters}
              >
                {t('triage.look-at-letters')}
              </Button>
            )}
            <Button variant="default" onClick={leave}>
              {t('triage.back-to-inbox')}
            </Button>
          </>
        }
      >
        {held > 0 ? t('triage.done-letters', { count: held }) : t('triage.done-text')}
      </EmptyState>
    </Pane>
  )
}
