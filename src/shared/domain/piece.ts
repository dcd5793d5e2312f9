/** What is settled about a piece besides its text: who signs it, under which title, with which pictures. */
import { z } from 'zod'

/** Fields of a piece that can differ by channel. */
export const pieceFieldSchema = z.enum([
  /** 署名 */
  'signature',
  /** 作者简介 */
  'bio',
  /** 头像: sha256 of the picture's blob. */
  'avatar',
  /** 原标题 */
  'original-title',
  /** 备选标题: one a line. */
  'alternative-titles',
  /** 终标题 */
  'final-title',
  /** 作者同意终标题: the author's words, or that it was asked. */
  'title-consent',
])
export type PieceField = z.infer<typeof pieceFieldSchema>

/** Channels that the house publishes on; `` (empty) stands for all of them. More can be named. */
export const CHANNELS = ['site', 'wechat'] as const
export const channelSchema = z.string().max(40)

export const pieceDetailSchema = z.object({
  channel: channelSchema,
  field: pieceFieldSchema,
  value: z.string().max(5_000),
  /** Where it was said: a mail, a phone call, WeChat. */
  saidIn: z.string().max(500),
})
export type PieceDetail = z.infer<typeof pieceDetailSchema>

/** Yes, no, or nobody has looked (机器未看: the machine cannot tell). */
export const seenSchema = z.enum(['yes', 'no', 'unknown'])

/** 自有, 已获授权, 免费可商用, 合理引用, 没有授权, 没问清 */
export const licenceSchema = z.enum(['own', 'licensed', 'free', 'quoted', 'none', 'unknown'])

export const pictureFactsSchema = z.object({
  /** Where it is from: an address, a stock site, the author's own. */
  source: z.string().max(1_000),
  licence: licenceSchema,
  /** What proves it: a receipt, a mail, a page. */
  evidence: z.string().max(1_000),
  /** Whether a minor's face shows. */
  minor: seenSchema,
  /** Whether a font shows that has to be bought. */
  boughtFont: seenSchema,
})
export type PictureFacts = z.infer<typeof pictureFactsSchema>

/** A code read in a picture. */
export const pictureCodeSchema = z.object({
  /** `QRCode`, `DataMatrix`, `EAN13` … */
  format: z.string(),
  text: z.string(),
})
export type PictureCode = z.infer<typeof pictureCodeSchema>

/** A picture of a piece with all that is known of it. */
export const piecePictureSchema = z.object({
  sha256: z.string(),
  contentType: z.string(),
  alt: z.string(),
  /** It stands in the newest text; otherwise only in an earlier one. */
  current: z.boolean(),
  /** What an editor said of it; null: nothing yet. */
  facts: pictureFactsSchema.nullable(),
  codes: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('read'), codes: z.array(pictureCodeSchema) }),
    /** No bitmap that the reader knows, or too large. */
    z.object({ kind: z.literal('unreadable') }),
    /** Nobody looked yet. */
    z.object({ kind: z.literal('pending') }),
  ]),
})
export type PiecePicture = z.infer<typeof piecePictureSchema>
