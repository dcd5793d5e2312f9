/**
 * Names that frauds imitate in web addresses, with the domains that are really theirs. Compiled for this program from the
 * banks', platforms' and carriers' own sites.
 */
export interface Brand {
  /** As it stands in an address, lower case. */
  readonly label: string
  /** Registrable domains that may carry the label. */
  readonly own: readonly string[]
}

export const protectedBrands: readonly Brand[] = [
  // Trade and payment
  { label: 'taobao', own: ['taobao.com', 'taobao.net', 'taobaocdn.com', 'taobao.org'] },
  { label: 'tmall', own: ['tmall.com', 'tmall.hk', 'tmall.ru'] },
  { label: 'alipay', own: ['alipay.com', 'alipayobjects.com', 'alipay.hk', 'alipayplus.com', 'alipaydev.com'] },
  { label: 'alibaba', own: ['alibaba.com', 'alibabagroup.com', 'alibabacloud.com', 'alibaba-inc.com'] },
  { label: 'aliyun', own: ['aliyun.com', 'aliyuncs.com', 'aliyundrive.com', 'aliyuncdn.com'] },
  { label: 'jingdong', own: ['jingdong.com'] },
  { label: 'jd', own: ['jd.com', 'jd.hk', 'jd.id', 'jd.co.th'] },
  { label: 'pinduoduo', own: ['pinduoduo.com', 'pinduoduo.net'] },
  { label: 'yangkeduo', own: ['yangkeduo.com'] },
  { label: 'suning', own: ['suning.com', 'suning.cn'] },
  { label: 'meituan', own: ['meituan.com', 'meituan.net'] },
  { label: 'dianping', own: ['dianping.com'] },
  { label: 'paypal', own: ['paypal.com', 'paypal.me', 'paypalobjects.com', 'paypal-communication.com'] },
  { label: 'amazon', own: ['amazon.com', 'amazon.cn', 'amazonaws.com', 'amazon.co.jp', 'amazon.co.uk', 'amazon.de'] },
  // Social and content
  { label: 'weixin', own: ['weixin.com', 'weixinbridge.com', 'weixin110.com'] },
  { label: 'qq', own: ['qq.com'] },
  { label: 'wechat', own: ['wechat.com', 'wechatapp.com', 'wechatpay.com'] },
  { label: 'tencent', own: ['tencent.com', 'tencentcloud.com', 'tencentmusic.com', 'tencent-cloud.com'] },
  { label: 'baidu', own: ['baidu.com', 'baidustatic.com', 'baidubce.com', 'baidupcs.com', 'baidu.cn'] },
  { label: 'weibo', own: ['weibo.com', 'weibo.cn', 'weibocdn.com', 'weibo.hk'] },
  { label: 'douyin', own: ['douyin.com', 'douyinpic.com', 'douyinvod.com', 'douyinec.com'] },
  { label: 'kuaishou', own: ['kuaishou.com', 'kuaishouzt.com'] },
  { label: 'xiaohongshu', own: ['xiaohongshu.com'] },
  { label: 'bilibili', own: ['bilibili.com', 'bilibili.tv', 'bilibili.cn'] },
  { label: 'zhihu', own: ['zhihu.com'] },
  {
    label: 'google',
    own: ['google.com', 'google.cn', 'googleapis.com', 'googleblog.com', 'google.com.hk', 'google.co.jp'],
  },
  { label: 'facebook', own: ['facebook.com', 'facebook.net'] },
  { label: 'microsoft', own: ['microsoft.com', 'microsoftonline.com', 'microsoft.net'] },
  { label: 'icloud', own: ['icloud.com', 'icloud.com.cn'] },
  { label: 'apple', own: ['apple.com', 'apple.com.cn', 'apple.cn', 'apple.news'] },
  { label: 'github', own: ['github.com', 'github.io', 'github.blog', 'githubusercontent.com', 'githubassets.com'] },
  { label: 'telegram', own: ['telegram.org', 'telegram.me', 'telegram.dog'] },
  { label: 'niaogebiji', own: ['niaogebiji.com'] },
  // Banks
  { label: 'icbc', own: ['icbc.com.cn', 'icbc.com', 'icbc-cs.com', 'icbcamg.com'] },
  { label: '95588', own: [] },
  { label: '95533', own: [] },
  { label: '95599', own: ['95599.cn'] },
  { label: '95566', own: [] },
  { label: '95555', own: [] },
  { label: 'ccb', own: ['ccb.com', 'ccb.com.cn', 'ccbfund.cn'] },
  { label: 'abchina', own: ['abchina.com', 'abchina.com.cn'] },
  { label: 'bankofchina', own: ['bankofchina.com', 'bankofchina.com.cn'] },
  { label: 'boc', own: ['boc.cn', 'bocichina.com', 'boc.com'] },
  { label: 'cmbchina', own: ['cmbchina.com'] },
  { label: 'bankcomm', own: ['bankcomm.com', 'bankcomm.cn'] },
  { label: 'psbc', own: ['psbc.com'] },
  { label: 'spdb', own: ['spdb.com.cn', 'spdbccc.com.cn'] },
  { label: 'cebbank', own: ['cebbank.com'] },
  { label: 'pingan', own: ['pingan.com', 'pingan.com.cn'] },
  { label: 'unionpay', own: ['unionpay.com', 'unionpayintl.com', 'unionpaysecure.com'] },
  // Carriers, railways, posts, offices
  { label: '10086', own: ['10086.cn'] },
  { label: '10010', own: ['10010.com', '10010.cn'] },
  { label: '12306', own: ['12306.cn', '12306.com'] },
  { label: '12123', own: ['122.gov.cn'] },
  { label: 'chinamobile', own: ['chinamobile.com', 'chinamobileltd.com'] },
  { label: 'chinatax', own: ['chinatax.gov.cn'] },
  { label: 'chinapost', own: ['chinapost.com.cn'] },
]
