/** Shares that stop working by themselves: a manuscript behind one must be fetched before it is gone. */

interface ShareRule {
  readonly service: string
  readonly host: string
  /** Beginning of the path, in lower case. */
  readonly path: string
}

/** Providers' large-attachment links and network disks. How long each lives differs and is read from the mail. */
export const SHARE_RULES: readonly ShareRule[] = [
  { service: 'qq-large-attachment', host: 'mail.qq.com', path: '/cgi-bin/ftnexs_download' },
  { service: 'qq-large-attachment', host: 'mail.qq.com', path: '/cgi-bin/ftndownload' },
  { service: 'qq-large-attachment', host: 'exmail.qq.com', path: '/cgi-bin/ftnexs_download' },
  { service: 'qq-large-attachment', host: 'exmail.qq.com', path: '/cgi-bin/ftndownload' },
  { service: 'qq-transfer', host: 'wx.mail.qq.com', path: '/ftn/download' },
  { service: 'qq-transfer', host: 'iwx.mail.qq.com', path: '/ftn/download' },
  { service: 'netease-large-attachment', host: 'mail.163.com', path: '/large-attachment-download/' },
  { service: 'netease-large-attachment', host: 'mail.126.com', path: '/large-attachment-download/' },
  { service: 'netease-large-attachment', host: 'mail.yeah.net', path: '/large-attachment-download/' },
  { service: 'netease-large-attachment', host: 'fs.163.com', path: '/fs/display' },
  { service: 'netease-large-attachment', host: 'u.163.com', path: '/' },
  { service: 'netease-large-attachment', host: 'preview.mail.163.com', path: '/xdownload' },
  { service: 'netease-large-attachment', host: 'dashi.163.com', path: '/html/cloud-attachment-download/' },
  { service: 'netease-enterprise', host: 'edisk.qiye.163.com', path: '/api/biz/attachment/download' },
  { service: 'baidu-disk', host: 'pan.baidu.com', path: '/' },
  { service: 'baidu-disk', host: 'yun.baidu.com', path: '/' },
  { service: 'quark-disk', host: 'pan.quark.cn', path: '/s/' },
  { service: 'aliyun-disk', host: 'www.alipan.com', path: '/s/' },
  { service: 'aliyun-disk', host: 'alipan.com', path: '/s/' },
  { service: 'aliyun-disk', host: 'www.aliyundrive.com', path: '/s/' },
  { service: 'aliyun-disk', host: 'aliyundrive.com', path: '/s/' },
  { service: 'weiyun', host: 'share.weiyun.com', path: '/' },
  { service: 'xunlei-disk', host: 'pan.xunlei.com', path: '/s/' },
  { service: 'cowtransfer', host: 'cowtransfer.com', path: '/s/' },
  { service: 'wenshushu', host: 'www.wenshushu.cn', path: '/' },
  { service: 'wenshushu', host: 'wss.ink', path: '/' },
  { service: 'wetransfer', host: 'we.tl', path: '/' },
  { service: 'wetransfer', host: 'wetransfer.com', path: '/downloads/' },
]

/** The service whose share a link is, or null when the link does not expire by itself. */
export function expiringShareOf(url: string): string | null {
  if (!URL.canParse(url)) return null
  const { protocol, hostname, pathname } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') return null
  const path = pathname.toLowerCase()
  return SHARE_RULES.find((rule) => rule.host === hostname && path.startsWith(rule.path))?.service ?? null
}
