/** 已发布文章: what the site has published, imported to be compared with, and what a web search found. */
import { z } from 'zod'
import { wellFormed } from '../well-formed'

export const publishedArticleSchema = z.object({
  id: z.string(),
  title: z.string(),
  author: z.string(),
  /** http or https, empty where its source named none. A text to copy: the desk never opens it. */
  url: z.string(),
  /** UTC milliseconds; null where its source did not say. */
  publishedAt: z.number().int().nullable(),
  /** The file it was read from; in a feed its number after `#`. */
  source: z.string(),
  addedAt: z.number().int(),
})
export type PublishedArticle = z.infer<typeof publishedArticleSchema>

/** The published article that a piece is most like. */
export const publishedMarkSchema = z.object({
  articleId: z.string(),
  title: z.string(),
  /** 0 to 1: how much of the shorter text stands in the longer one. */
  score: z.number().min(0).max(1),
})
export type PublishedMark = z.infer<typeof publishedMarkSchema>

export const publishedMatchSchema = publishedMarkSchema.extend({
  author: z.string(),
  url: z.string(),
  publishedAt: z.number().int().nullable(),
})
export type PublishedMatch = z.infer<typeof publishedMatchSchema>

/** Why a file gave no article. */
export const articleRefusalSchema = z.enum([
  'not-found',
  'not-readable',
  'too-large',
  'no-article',
  'not-supported',
  'timeout',
  'worker-died',
])
export type ArticleRefusalCode = z.infer<typeof articleRefusalSchema>

export const publishedReportSchema = z.object({
  imported: z.number().int(),
  /** Articles whose text was here already. */
  duplicates: z.number().int(),
  /** Files that gave nothing; of very many the first. */
  refused: z.array(z.object({ path: z.string(), reason: articleRefusalSchema, detail: z.string() })),
  refusedCount: z.number().int(),
  cancelled: z.boolean(),
})
export type PublishedReport = z.infer<typeof publishedReportSchema>

/** How an import of published articles stands. */
export const publishedImportSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('idle'), report: publishedReportSchema.nullable() }),
  z.object({
    kind: z.literal('running'),
    /** Files read. */
    done: z.number().int(),
    total: z.number().int(),
    imported: z.number().int(),
  }),
  z.object({ kind: z.literal('failed'), detail: z.string() }),
])
export type PublishedImport = z.infer<typeof publishedImportSchema>

/** Search engines of the web that a sentence can be looked for with, in the system's browser. */
export const searchEngineSchema = z.enum(['baidu', 'bing', 'weixin'])
export type SearchEngine = z.infer<typeof searchEngineSchema>

/** UTF-16 units of a sentence that is searched. */
export const SEARCH_MAX = 100

/** All addresses that the desk ever opens in a browser begin with one of these. */
const ADDRESSES: Record<SearchEngine, (query: string) => string> = {
  baidu: (query) => `https://www.baidu.com/s?wd=${query}`,
  bing: (query) => `https://cn.bing.com/search?q=${query}`,
  weixin: (query) => `https://weixin.sogou.com/weixin?type=2&query=${query}`,
}

/** The address of a search. 百度 and 必应 take quotation marks for the exact words; 搜狗 does not know them. */
export function searchAddress(engine: SearchEngine, sentence: string): string {
  const words = sentence
    .replaceAll(/["“”\s\u0000-\u001F]+/gu, ' ')
    .trim()
    .slice(0, SEARCH_MAX)
  return ADDRESSES[engine](encodeURIComponent(wellFormed(engine === 'weixin' ? words : `"${words}"`)))
}
