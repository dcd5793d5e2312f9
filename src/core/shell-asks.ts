/** What the core asks of the shell that only it can do, on an editor's behalf: file dialogs, the system's programs, its browser. */
import type { SearchEngine } from '@shared/domain/published'
import type { CoreToShell, OutsideOutcome } from '@shared/shell-messages'

export interface ShellAsks {
  /** Paths that the editor chose in the system's own dialog; empty when they chose none. */
  chooseFiles(purpose: 'mails' | 'articles' | 'rule-packs', what: 'folder' | 'files'): Promise<readonly string[]>
  /** Looks for a sentence in the system's browser. False when the system has none or refuses. */
  search(engine: SearchEngine, sentence: string): Promise<boolean>
  /** Copies a blob to where the editor says in the system's dialog. */
  saveFile(sha256: string, filename: string): Promise<OutsideOutcome>
  /** Opens a copy of a blob in the system's program. */
  openFile(sha256: string, filename: string): Promise<OutsideOutcome>
  /** Copies a file of `made/` (workflow/made-files.ts) to where the editor says; `pdf`: prints it there. */
  saveMade(name: string, filename: string, how: 'as-is' | 'pdf'): Promise<OutsideOutcome>
  /** Prints a page of `made/` through the system's dialog. */
  printMade(name: string): Promise<OutsideOutcome>
  /** Puts a page of `made/` on the clipboard as rich text. */
  copyMade(name: string, text: string): Promise<OutsideOutcome>
  /** Opens a link of a mail in the system's browser. */
  openLink(url: string): Promise<OutsideOutcome>
}

export interface ShellAnswers {
  readonly asks: ShellAsks
  chosen(id: number, paths: readonly string[]): void
  searched(id: number, opened: boolean): void
  outsideDone(id: number, outcome: OutsideOutcome): void
}

export function shellAsks(tell: (message: CoreToShell) => void): ShellAnswers {
  const choosing = new Map<number, (paths: readonly string[]) => void>()
  const searching = new Map<number, (opened: boolean) => void>()
  const outside = new Map<number, (outcome: OutsideOutcome) => void>()
  let nextId = 1
  const toOutside = (ask: (id: number) => CoreToShell): Promise<OutsideOutcome> =>
    new Promise((resolve) => {
      const id = nextId++
      outside.set(id, resolve)
      tell(ask(id))
    })
  return {
    asks: {
      chooseFiles: (purpose, what) =>
        new Promise((resolve) => {
          const id = nextId++
          choosing.set(id, resolve)
          tell({ type: 'choose-files', id, purpose, what })
        }),
      search: (engine, sentence) =>
        new Promise((resolve) => {
          const id = nextId++
          searching.set(id, resolve)
          tell({ type: 'search-web', id, engine, sentence })
        }),
      saveFile: (sha256, filename) => toOutside((id) => ({ type: 'save-file', id, sha256, filename })),
      openFile: (sha256, filename) => toOutside((id) => ({ type: 'open-file', id, sha256, filename })),
      saveMade: (name, filename, how) => toOutside((id) => ({ type: 'save-made', id, name, filename, how })),
      printMade: (name) => toOutside((id) => ({ type: 'print-made', id, name })),
      copyMade: (name, text) => toOutside((id) => ({ type: 'copy-made', id, name, text })),
      openLink: (url) => toOutside((id) => ({ type: 'open-link', id, url })),
    },
    chosen(id, paths) {
      choosing.get(id)?.(paths)
      choosing.delete(id)
    },
    searched(id, opened) {
      searching.get(id)?.(opened)
      searching.delete(id)
    },
    outsideDone(id, outcome) {
      outside.get(id)?.(outcome)
      outside.delete(id)
    },
  }
}
