/**
 * A piece that sells and nowhere says so. What sells: an affiliate address, a call to buy with its reward for the writer
 * (a code, a link below). What says so: 广告, 推广, 赞助 as a label or in a sentence about the piece; the bare word 广告
 * in an article about advertising is not one.
 */
import { sourceRange } from '../offset-map'
import { parseUrl, urlMatches, type UrlCondition } from '../urls'
import type { CheckContext } from '@shared/domain/compliance'
import type { Detected, Detector, ReadBlock } from './detector'

/** The programmes that articles here meet; clause 3.4 of the convention pack has the long list. */
const affiliates: readonly UrlCondition[] = [
  {
    hosts: [
      's.click.taobao.com',
      's.click.tmall.com',
      'uland.taobao.com',
      'u.jd.com',
      'union-click.jd.com',
      'jingfen.jd.com',
      'p.pinduoduo.com',
      'union.suning.com',
      'click.union.vip.com',
      't.vip.com',
      'union.dangdang.com',
      'amzn.to',
    ],
    params: [],
  },
  { hosts: ['yangkeduo.com', 'pinduoduo.com'], params: ['duoid', 'duoduo_pid', 'cpssign'] },
  { hosts: ['taobao.com', 'tmall.com'], params: ['ali_trackid', 'pid'] },
  { hosts: ['jd.com'], params: ['unionid', 'union_id'] },
  { hosts: ['amazon.com', 'amazon.cn'], params: ['tag'] },
  { hosts: ['ctrip.com'], params: ['allianceid'] },
]

const callToBuy =
  /(?:点击|戳|长按|扫码|识别)(?:下方|文末|上方|下面|左下角|这里|此处|图中|链接|小程序|二维码|卡片|阅读原文)(?:的)?(?:链接|小程序|二维码|卡片|阅读原文|原文)?(?:即可)?(?:购买|下单|抢购|领券|入手)|(?:链接|口令|小程序|购买方式|购买链接|下单链接|优惠链接)(?:我)?(?:放|贴|挂)在?(?:文末|评论|下方|下面)|(?:报|填|输入|使用|用)(?:我的)?(?:专属)?(?:优惠码|折扣码|邀请码|暗号)[^。!?;\n]{0,20}(?:减|折|优惠|立省|返)/u

const disclosure =
  /(?:^|[\s([【「#|])(?:广告|推广|赞助|商业推广|商务合作|合作推广|品牌合作|ad|advertorial|sponsored)(?:$|[\s)\]】」#|:。])|(?:本文|本篇|此文|文章|文中|内容|以上|以下|链接)(?:内容)?(?:为|是|系|属于|含有|包含|含|由)[^。!?;\n]{0,20}(?:广告|推广|赞助|商务合作|付费合作)|(?:赞助|广告)(?:播出|呈现|合作内容)|利益(?:相关|关系|披露|声明)|(?:可能|会|将)(?:获得|得到|拿到|赚取)[^。!?;\n]{0,8}佣金|恰饭/u

export const undisclosedPromotion: Detector = {
  scope: 'document',
  only: callToBuy.source,
  find: (blocks, context) => {
    const sold = promotions(blocks, context)
    const says = sold.length > 0 && blocks.some(({ views }) => disclosure.test(views.folded.text))
    return says ? [] : sold.slice(0, 1)
  },
}

function promotions(
  blocks: readonly ReadBlock[],
  { links }: CheckContext,
): readonly (Detected & { readonly block: string })[] {
  const isAffiliate = (url: Parameters<typeof urlMatches>[0]): boolean =>
    affiliates.some((condition) => urlMatches(url, condition))
  const inText = blocks.flatMap(({ block, views, urls, worthFor }) => {
    const affiliate = urls().filter(isAffiliate)
    const mayCall = worthFor.includes(undisclosedPromotion)
    if (!mayCall && affiliate.length === 0) return []
    const { text, map } = views.folded
    const call = mayCall ? callToBuy.exec(text) : null
    const ranges = affiliate.map((url) => sourceRange(map, url.from, url.to))
    if (call !== null) ranges.push(sourceRange(map, call.index, call.index + call[0].length))
    return ranges.map((range) => ({ block: block.id, ...range }))
  })
  const behindWords = links.flatMap(({ url, block, start, end }) => {
    const parsed = parseUrl(url)
    return parsed !== undefined && isAffiliate(parsed) && start < end ? [{ block, start, end }] : []
  })
  return [...inText, ...behindWords]
}
