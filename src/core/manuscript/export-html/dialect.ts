/** The two ways in which HTML leaves the desk: plain elements for a CMS, inline styles for 公众号, whose editor keeps nothing else. */

/** Elements that carry a style in the 公众号's HTML. */
export type StyledElement =
  | 'body'
  | 'title'
  | 'byline'
  | 'heading'
  | 'paragraph'
  | 'quote'
  | 'list'
  | 'item'
  | 'code-block'
  | 'code'
  | 'picture'
  | 'caption'
  | 'table'
  | 'cell'
  | 'header-cell'
  | 'rule'
  | 'reference'
  | 'note'
  | 'closing'
  | 'portrait'

export interface Dialect {
  /** Its style attribute with a space before it; empty for none. */
  readonly style: (element: StyledElement) => string
  /** Whether links and notes may point inside the text and to other sites. The 公众号 strips both. */
  readonly links: boolean
  /** What a figure and a container are called. */
  readonly figure: string
}

const TEXT = 'font-size:16px;line-height:1.8;color:#333'

/** As Chinese readers are used to it on a phone: 16 px, 1.8 lines, blocks apart by a line's half. */
const WECHAT: Readonly<Record<StyledElement, string>> = {
  body: `${TEXT};letter-spacing:0.5px;word-break:break-word`,
  title: 'margin:0 0 12px;font-size:22px;line-height:1.4;font-weight:bold;color:#1a1a1a',
  byline: 'margin:0 0 24px;font-size:14px;color:#888',
  heading: 'margin:32px 0 16px;font-size:18px;line-height:1.5;font-weight:bold;color:#1a1a1a',
  paragraph: `margin:0 0 16px;${TEXT};text-align:justify`,
  quote: 'margin:0 0 16px;padding:4px 0 4px 12px;border-left:3px solid #d0d0d0;color:#666',
  list: 'margin:0 0 16px;padding-left:24px',
  item: `margin:0 0 6px;${TEXT}`,
  'code-block':
    'margin:0 0 16px;padding:12px;overflow-x:auto;background:#f6f6f6;font-family:Menlo,Consolas,monospace;font-size:13px;line-height:1.6;white-space:pre-wrap',
  code: 'padding:1px 4px;background:#f3f3f3;font-family:Menlo,Consolas,monospace;font-size:14px',
  picture: 'display:block;max-width:100%;height:auto;margin:0 auto',
  caption: 'margin:8px 0 20px;font-size:13px;line-height:1.6;color:#888;text-align:center',
  table: 'width:100%;margin:0 0 16px;border-collapse:collapse;font-size:14px',
  cell: 'padding:6px 8px;border:1px solid #d9d9d9;vertical-align:top',
  'header-cell': 'padding:6px 8px;border:1px solid #d9d9d9;background:#f6f6f6;font-weight:bold;vertical-align:top',
  rule: 'margin:24px auto;width:40%;border:0;border-top:1px solid #d0d0d0',
  reference: 'font-size:12px;line-height:0;color:#888',
  note: 'margin:0 0 6px;font-size:13px;line-height:1.6;color:#888',
  closing: 'margin:0 0 10px;font-size:14px;line-height:1.7;color:#888',
  portrait: 'width:72px;height:72px;border-radius:50%;object-fit:cover',
}

/** Elements alone: the CMS dresses them itself. */
export const cleanDialect: Dialect = { style: () => '', links: true, figure: 'figure' }

export const wechatDialect: Dialect = {
  style: (element) => ` style="${WECHAT[element]}"`,
  links: false,
  figure: 'section',
}
