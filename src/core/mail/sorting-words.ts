/** The words by which people's mails are sorted. Each list is of one sign; a rule asks how many signs there are. */

/** A sign counts once, however often it is written. */
export type Sign = RegExp

/** Whom a letter to the desk speaks to: an article about the same matter speaks to nobody. */
const ADDRESSES_DESK =
  /贵(?:平台|站|司|号|刊|公众号|网|网站|方|社|公司|单位|编辑部)|你站|鸟哥笔记|敬启|尊敬的|\byour (?:article|site|website|platform|blog|company)\b|\bdear (?:sir|editor)/i

/** The people of an article say so to each other as well: it counts where a letter begins. */
const ADDRESSES_SOMEBODY = /你们|您们/

/** Characters at the beginning of a letter, in which it says to whom it speaks and what it brings. */
export const OPENING = 120

export function speaksToDesk(text: string): boolean {
  return ADDRESSES_DESK.test(text) || ADDRESSES_SOMEBODY.test(text.slice(0, OPENING))
}

/** What goes with one's own manuscript. */
export const OWN_WORK =
  /投稿(?!咨询|须知|方式|流程|要求|规则|问题|指南|进度|结果)|来稿|供稿|稿件(?:见|在|如下|正文)|(?:我|本人)(?:的|写|刚写|新写|最近写)[^。？?\n]{0,8}(?:文章|稿)|首发|原创|请(?:您)?(?:查收|审阅|过目|指正)|(?:文章|稿子?|修改稿|新版)(?:见|在)?附件|\b(?:my|attached) (?:article|manuscript|submission|piece)\b/i

export const COMPLAINT_SIGNS: readonly Sign[] = [
  // What was done
  /侵犯|侵权|侵害|抄袭|抄(?:了|我|的)|盗文|搬(?:走|的|过来)|拿(?:去|走)用|照搬|偷(?:了|我)|辱骂|骚扰|人肉|污蔑|剽窃|洗稿|盗用|盗图|盗发|搬运|雷同|一模一样|一字[未不没]改|一个字没改|擅自|冒用|\bunauthori[sz]ed\b|\bstole|\bcopied\b|\binfring|\bplagiar|\bcopyrighted\b/i,
  /未经[^。\n]{0,14}(?:授权|许可|同意|允许)|(?:没有?|并未|从未|不曾|未)(?:经过?|得到|取得|获得)?[^。\n]{0,6}(?:授权|许可|同意)(?!流程)|\bwithout (?:my|our|any|prior)?\s?(?:permission|consent|authori[sz]ation)/i,
  // What is harmed
  /不实|失实|与事实[^。\n]{0,4}(?:不符|相悖)|捏造|虚假|恶劣影响|水印|我本人|本人(?:照片|信息)|手机号|个人信息|名誉|商誉|隐私|肖像|诋毁|诽谤|商标|澄清|消除影响|(?:署名|版权)[^。\n]{0,8}(?:错|别人|归|属)|原作者|我才是作者|\bdefam/i,
  // What is asked for
  /(?:删除|删掉|删一下|删帖|撤下|撤掉|撤稿|下架|停止(?:侵权|侵害)|更正|整改|道歉|致歉|赔偿|处理掉|换掉|撤回(?:报道|文章)|恢复名誉|给个说法|严肃处理)|\b(?:remove|take (?:it |this |that )?down|takedown|cease and desist)\b/i,
  // With what it is backed
  /律师|律所|法律(?:责任|途径|手段)|诉讼|起诉|维权|法务|取证|公证|权属|证据|告知函|声明[：:]|交涉|追究|截图|报警|\blegal action|\battorney/i,
  /投诉|举报|转办|网信办|版权局|\bDMCA\b/i,
]

/** A subject that names the matter. */
export const COMPLAINT_SUBJECT: Sign =
  /律师函|侵权|(?:告知|澄清|投诉|举报|警告|停止侵[权害]通知)[书函信]|^\s*(?:投诉|举报|抄袭)|(?:投诉|举报)(?:贵|你们|鸟哥|件)|(?:要求|请求|申请|请|立即).{0,8}(?:下架|删除|撤下|撤稿)|下架(?:通知|申请|请求|函)|名誉(?:权|侵)|(?:版权|著作权)(?:投诉|侵权|问题|纠纷)?$|转载未授权|\bDMCA\b|\btakedown|\bcopyright infring/i

export const PROMOTION_SIGNS: readonly Sign[] = [
  /软文|软广/,
  /刊例|报价|一口价|多少钱|什么价位|价格表|报个?价|什么价|收费标准|怎么收费|\brates\b|\bmedia kit\b|\bprice list|\bhow much (?:do|would) you charge/i,
  /媒体(?:资源|发布|发稿|投放|报价|邀约)|全网媒体|媒介|通稿|公关稿|新闻稿/,
  /(?:广告|品牌|商务|推广|营销|内容|KOL|达人|种草)\s?(?:的)?(?:投放|合作|代理|位|洽谈|对接|推广|置换|需求|预算)|推广|投放(?:需求|预算)?|商务|头条.{0,6}次条|\bpartnership\b|\baffiliate\b|\bsponsor/i,
  /友情链接|友链|换链|外链|\bbacklinks?\b|\bdofollow\b|\bguest posts?\b|\bsponsored (?:post|article|content)/i,
  /代写|代发|代运营|代理(?:商|加盟)?|承接|厂家|批发|定制|直供|脚本|群发|发稿|收录|百科创建|负面处理|快速排名|涨粉|引流|\bSEO\b/i,
  /互推|换粉|导流|资源置换|公众号(?:转让|出售)|出售|转让/,
  /分销|佣金|返点|返佣|分成|CP[SAC]\b|招商|赞助|加盟|诚邀|诚招|寄样|评测合作|付费(?:发布|推广|合作)?/i,
  /量大从优|价格(?:从优|美丽|优惠)|低价|低至|优惠|折扣|包(?:收录|发布)|打折|量多|一手渠道|长期合作|利润/,
  /(?:加|\+)\s?(?:微信|V|v信|VX|QQ)\s?[：:]?\s?\w*|QQ\s?[：:]?\s?\d{5,}|联系人|详谈|来电|致电咨询/i,
]

export const PROMOTION_SUBJECT: Sign =
  /软文|刊例|媒体(?:资源|报价|发布|发稿)|广告(?:投放|合作|位)|商务(?:合作|洽谈|推广|对接)|推广合作|合作推广|(?:合作|推广).{0,4}(?:邀约|洽谈|咨询)|友情链接|友链|外链|代发|代写|发稿(?:报价|平台|渠道|价格)|资源置换|营销推广|付费(?:发布|推广)|互推|分销|招商|赞助|投放(?:咨询|需求)|\bguest post|\bsponsored|\bbacklink/i

export const JUNK_SIGNS: readonly Sign[] = [
  /发票/,
  /代开|先验后付|验货|货到付款|高仿|复刻|一比一/,
  /博彩|赌场|网赌|百家乐|体育投注|真人视讯|六合彩|注册送|提款|下注/,
  /裸聊|成人视频|约炮|\bviagra\b|\bcasino\b|\bescort/i,
  /办证|刻章|办理各种证件|学历证书|办理证件/,
  /贷款|放款|无抵押|征信|套现/,
  /中奖|奖金|幸运用户|\blottery\b|\byou have won\b|\binheritance\b/i,
  /(?:点击|扫码|扫描|链接)[^。\n]{0,14}(?:领取|认领|申领|升级|验证|登录|链接|保持|填写|登记|支付|查看)|银行卡|验证邮箱|\bbank details\b|\bverify your account\b/i,
  /(?:邮箱|账号|密码|账户)[^。\n]{0,12}(?:已满|停用|过期|升级|异常|验证|冻结将)/,
  /刷单|日结|在家就能做|每单返/,
  /包裹|快递|派送|清关|支付\s?\d+\s?元|逾期|工资条|社保卡|医保|ETC|退税/,
  /私家侦探|手机定位|通话记录|婚外情|黑客|破解|代考|考试答案|迷药|监听/,
  /荐股|股票群|内幕消息|配资|高收益|稳赚|日赚|躺赚|壮阳|减肥药/,
  /(?:补贴|补助|津贴)[^。\n]{0,12}(?:领取|认领|申领|通知|发放)|(?:领取|认领|申领)[^。\n]{0,10}(?:补贴|补助|津贴)/,
  /\bbitcoin\b|\bcrypto\b|\$\s?\d{1,3}(?:,\d{3})+/i,
]

/** Words that are junk by themselves in a short mail or a subject. */
export const JUNK_ALONE: Sign =
  /代开.{0,6}发票|发票代开|博彩|网赌|赌场|百家乐|裸聊|办证刻章|无抵押贷款|六合彩|成人视频|真人视讯|刷单兼职/

/** A question about one's manuscript, the desk, the site: how (咨询), or what became of it (催稿). */
export const ASKS =
  /请问|咨询|询问|想问|问下|问一下|请教|想了解|麻烦.{0,6}(?:问|确认|看)|催|进度|[吗么呢嘛][\s。~～!！?？]|[吗么嘛][）)]?$|不[？?]?$|[?？]|不知道|怎么|如何|怎样|多长|多少|几(?:号|天|时|篇|个)|到哪|告知|什么时候|多久|能不能|可不可以|可以.{0,8}吗|是否|是不是|有没有|行不行|哪(?:一天|天|里|些)|还没(?:有)?(?:消息|回复|结果|收到)|没(?:有)?消息|(?:没|未)(?:有)?收到|第.{1,3}天了|心里没底|有(?:消息|结果|下文)(?:了)?(?:没|吗|么)|盼复|望回复|给个(?:答复|回复)|跟进|为什么|疑问|\b(?:how|when|what|do you|could you|can i|may i|is it)\b/i
