/** The task that reads published articles. */
import { ok, type Result } from '@shared/domain/result'
import { stripSiteText } from '../compliance/similarity'
import { readArticles, type ArticleRefusal, type ReadArticle } from '../manuscript'
import { fingerprintsOf } from './compare-texts'
import type { FingerprintedArticle } from './tasks'

export function fingerprintArticles(
  filename: string,
  bytes: Uint8Array,
): Result<readonly FingerprintedArticle[], ArticleRefusal> {
  const read = readArticles(filename, bytes)
  return read.ok ? ok(read.value.map(fingerprinted)) : read
}

function fingerprinted(article: ReadArticle): FingerprintedArticle {
  const text = stripSiteText(article.text)
  // With its title, as a submission is compared with its own.
  return { ...article, text, hashes: fingerprintsOf(`${article.title}\n${text}`) }
}
