/** What the core asks of the shell that only it can do, on an editor's behalf: a file dialog, a search in the browser. */
import type { SearchEngine } from '@shared/domain/published'
import type { CoreToShell } from '@shared/shell-messages'

export interface ShellAsks {
  /** Paths that the editor chose in the system's own dialog; empty when they chose none. */
  choosePublished(what: 'folder' | 'files'): Promise<readonly string[]>
  /** Looks for a sentence in the system's browser. False when the system has none or refuses. */
  search(engine: SearchEngine, sentence: string): Promise<boolean>
}

export interface ShellAnswers {
  readonly asks: ShellAsks
  chosen(id: number, paths: readonly string[]): void
  searched(id: number, opened: boolean): void
}

export function shellAsks(tell: (message: CoreToShell) => void): ShellAnswers {
  const choosing = new Map<number, (paths: readonly string[]) => void>()
  const searching = new Map<number, (opened: boolean) => void>()
  let nextId = 1
  return {
    asks: {
      choosePublished: (what) =>
        new Promise((resolve) => {
          const id = nextId++
          choosing.set(id, resolve)
          tell({ type: 'choose-published', id, what })
        }),
      search: (engine, sentence) =>
        new Promise((resolve) => {
          const id = nextId++
          searching.set(id, resolve)
          tell({ type: 'search-web', id, engine, sentence })
        }),
    },
    chosen(id, paths) {
      choosing.get(id)?.(paths)
      choosing.delete(id)
    },
    searched(id, opened) {
      searching.get(id)?.(opened)
      searching.delete(id)
    },
  }
}
