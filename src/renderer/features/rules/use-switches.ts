/** Switching rules and packs, each with a way back for a moment. */
import { useText } from '@renderer/app/i18n'
import { useCoreCommand, useCoreConnection } from '@renderer/client/use-core'
import { useReportError } from '@renderer/components/report-error'
import { offerUndo } from '@renderer/features/review/undo-toast'
import { useRefresh } from '@renderer/features/review/use-refresh'
import { UNDO_SECONDS } from '@renderer/features/review/use-thread-commands'

export interface Switches {
  readonly pending: boolean
  rule(pack: string, ruleId: string, name: string, on: boolean, reason?: string): void
  pack(pack: string, name: string, on: boolean): void
}

export function useSwitches(): Switches {
  const t = useText()
  const refresh = useRefresh()
  const reportError = useReportError()
  const connection = useCoreConnection()
  const rule = useCoreCommand((client, input: { pack: string; ruleId: string; on: boolean; reason: string }) =>
    client.rules.switchRule(input),
  )
  const pack = useCoreCommand((client, input: { pack: string; on: boolean; reason: string }) =>
    client.rules.switchPack(input),
  )
  const done = (id: string, name: string, on: boolean, back: () => Promise<unknown>): void => {
    refresh('rules')
    offerUndo({
      id: `rules ${id}`,
      message: t(on ? 'rules.switched-on' : 'rules.switched-off', { name }),
      seconds: UNDO_SECONDS,
      undo: async () => {
        await back()
        refresh('rules')
      },
      onError: reportError,
    })
  }
  return {
    pending: rule.isPending || pack.isPending,
    rule(name, ruleId, message, on, reason = '') {
      rule.mutate(
        { pack: name, ruleId, on, reason },
        {
          onError: reportError,
          onSuccess: () =>
            done(ruleId, message, on, async () =>
              (await connection.client()).rules.switchRule({ pack: name, ruleId, on: !on, reason: '' }),
            ),
        },
      )
    },
    pack(name, title, on) {
      pack.mutate(
        { pack: name, on, reason: '' },
        {
          onError: reportError,
          onSuccess: () =>
            done(name, title, on, async () =>
              (await connection.client()).rules.switchPack({ pack: name, on: !on, reason: '' }),
            ),
        },
      )
    },
  }
}
