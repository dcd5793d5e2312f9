/** What every command gets and what it gives back. */
import type { Locale } from '@shared/i18n/translate'
import type { Say } from './failure'
import type { CliHost } from './host'

export interface Cli {
  readonly host: CliHost
  readonly say: Say
  readonly locale: Locale
  /** One JSON value instead of text. */
  readonly json: boolean
  readonly profileDir: string
  /** The profile was named: it is not the app's own by default. */
  readonly profileNamed: boolean
}

/** What a command found out. Only one of `json` and `text` is printed; texts are made when they are needed. */
export interface Outcome {
  readonly json: unknown
  readonly text: () => string
  /** What went wrong all the same, in words: said on stderr, and the exit code is 1. */
  readonly problem?: string | undefined
}

/** The command wrote its results itself, as they came. */
export interface Streamed {
  readonly streamed: true
  readonly problem?: string | undefined
}

export type CommandResult = Outcome | Streamed
