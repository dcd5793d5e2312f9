/** The system's dialog for what is imported: a folder, or files. */
import { dialog, type BrowserWindow } from 'electron'

/** Files that a dialog offers. Mails and Thunderbird's folders may have no extension at all. */
const FILTERS = {
  mails: [
    { name: 'EML, MSG, MBOX, EMLX', extensions: 'eml msg mbox mbx emlx'.split(' ') },
    { name: '*', extensions: ['*'] },
  ],
  'rule-packs': [{ name: 'YAML', extensions: ['yaml', 'yml'] }],
  articles: [
    {
      name: 'HTML, TXT, RSS, Atom, JSON Feed',
      extensions: 'html htm xhtml txt md xml rss atom rdf json'.split(' '),
    },
  ],
}

/** The paths that the editor chose; empty when they chose none. */
export async function chooseFiles(
  window: BrowserWindow | null,
  purpose: 'mails' | 'articles' | 'rule-packs',
  what: 'folder' | 'files',
): Promise<readonly string[]> {
  const properties: ('openDirectory' | 'openFile' | 'multiSelections')[] =
    what === 'folder'
      ? ['openDirectory']
      : // One pack is looked at and saved at a time.
        ['openFile', ...(purpose === 'rule-packs' ? [] : (['multiSelections'] as const))]
  const options = { properties, ...(what === 'files' && { filters: FILTERS[purpose] }) }
  const { filePaths } = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options))
  return filePaths
}
