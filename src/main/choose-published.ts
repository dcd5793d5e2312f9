/** The system's dialog for published articles: a folder of pages, or files with pages, texts or a feed. */
import { dialog, type BrowserWindow } from 'electron'

export async function choosePublished(
  window: BrowserWindow | null,
  what: 'folder' | 'files',
): Promise<readonly string[]> {
  const properties: ('openDirectory' | 'openFile' | 'multiSelections')[] =
    what === 'folder' ? ['openDirectory'] : ['openFile', 'multiSelections']
  const options = {
    properties,
    ...(what === 'files' && {
      filters: [
        {
          name: 'HTML, TXT, RSS, Atom, JSON Feed',
          extensions: 'html htm xhtml txt md xml rss atom rdf json'.split(' '),
        },
      ],
    }),
  }
  const { filePaths } = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options))
  return filePaths
}
