/** Published articles, near-duplicates side by side, the search on the web, answers from elsewhere. */
export const published = {
  'published.refused.not-found': '没有这个文件',
  'published.refused.not-readable': '读不了',
  'published.refused.too-large': '太大',
  'published.refused.no-article': '里面没有成篇的文字',
  'published.refused.not-supported': '不是网页、文本，也不是 RSS、Atom 或 JSON Feed',
  'published.refused.timeout': '读得太久，已放弃',
  'published.refused.worker-died': '读取时出错',
} as const
