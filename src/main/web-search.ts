/** Opens a search in the system's browser: the one thing that ever leaves the desk for the web, and only by an editor's key. */
import { shell } from 'electron'
import { searchAddress, type SearchEngine } from '@shared/domain/published'

const HOSTS: ReadonlySet<string> = new Set(['www.baidu.com', 'cn.bing.com', 'weixin.sogou.com'])

/** Milliseconds between two searches: an editor presses a key, nothing else asks for many. */
const AT_MOST_EVERY = 1_000
let searchedAt = Number.NEGATIVE_INFINITY

/** The address is made here, from an engine of the list and words; nobody hands one in. */
export async function openWebSearch(engine: SearchEngine, sentence: string): Promise<boolean> {
  const address = searchAddress(engine, sentence)
  const { protocol, host, username } = new URL(address)
  if (protocol !== 'https:' || !HOSTS.has(host) || username !== '') return false
  if (Date.now() - searchedAt < AT_MOST_EVERY) return false
  searchedAt = Date.now()
  try {
    await shell.openExternal(address)
    return true
  } catch {
    // No browser, or the system refused.
    return false
  }
}
