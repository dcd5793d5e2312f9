/** `stats`: the dashboard's figures. */
import { submissionStateSchema } from '@shared/domain/submission'
import { deskStats } from '../workflow/desk'
import type { Cli, Outcome } from './command'
import { columns } from './text-columns'
import { readDesk } from './with-desk'

export function statsCommand(cli: Cli): Promise<Outcome> {
  const { say } = cli
  return readDesk(cli, (context) => {
    const stats = deskStats(context)
    return {
      json: stats,
      text: () =>
        columns([
          ...submissionStateSchema.options.map((state) => [say(`state.${state}`), String(stats.byState[state] ?? 0)]),
          [
            say('cli.stats.median'),
            stats.medianHoursToDecision === null ? '–' : stats.medianHoursToDecision.toFixed(1),
          ],
          [
            say('cli.stats.acceptance'),
            stats.acceptanceRate === null ? '–' : `${(stats.acceptanceRate * 100).toFixed(0)} %`,
          ],
        ]),
    }
  })
}
