/**
 * Mails as people write them to a submissions desk, with what an editor would call each. Written before the rules were
 * looked at again; every second one of a kind is held out (see evaluation.test.ts).
 */
import type { SortedMail } from './sorted-mail'

const P = [
  '过去三年，我在一家做冻干咖啡的公司负责用户增长，踩过不少坑，也攒下一点经验。这篇文章想讲清楚一件事：复购不是靠优惠券换来的。',
  '先说结论：如果你的产品一个月才用完一次，那么所有日活指标都是自欺欺人。真正该盯的是“喝完的那一天”，在那一天前后触达用户，转化率是平时的四倍。',
  '我们把用户分成三层，第一层每月两单以上，第二层每季度一单，第三层沉默。对第一层只做一件事，让他们少操心；对第二层提醒；对第三层，坦率地说，放弃也是策略。',
  '有人问，私域是不是已经死了？我的看法是，群发式的私域早就死了，但一对一的服务还活着，而且活得很好，只是它不规模，不性感，写不进融资材料。',
  '复盘的时候，大家总爱问谁背锅。我更愿意问：哪一个假设被证伪了？如果没有假设，就谈不上复盘，只是开会而已。',
  '平台规则变了之后，广告投放的成本涨了三成，不少同行把预算挪去做内容。可是内容不是免费的流量，它是另一种更慢的投资。',
  '最后给出一个可以直接抄走的表格：目标、假设、动作、结果、下一步。五列足够，多一列就没人填。',
]
/** An article of some thousand characters on a theme. */
const article = (theme: string, paragraphs = 7): string =>
  [theme, ...P.slice(0, paragraphs), ...P.slice(0, paragraphs - 2)].join('\n\n')

const docx = { files: ['稿件.docx'] }

export const PEOPLE: readonly SortedMail[] = [
  // Submissions
  { kind: 'submission', subject: '投稿：冻干咖啡的复购实验', body: article('冻干咖啡的复购实验') },
  {
    kind: 'submission',
    subject: '【投稿】小红书种草的三个误区',
    body: '编辑好，稿件在附件里，麻烦查收，谢谢！',
    ...docx,
  },
  { kind: 'submission', subject: '为什么你的私域做不起来', body: article('为什么你的私域做不起来') },
  {
    kind: 'submission',
    subject: '来稿',
    body: '您好，第一次给贵站写稿，附件是文章和配图，如需修改请告诉我。',
    files: ['一个运营的自白.docx', '配图.zip'],
  },
  { kind: 'submission', subject: '（无主题）', body: '', files: ['抖音电商2026年中报告解读.docx'] },
  { kind: 'submission', subject: '原创首发稿件-私域复盘', body: article('私域复盘', 5) },
  {
    kind: 'submission',
    subject: '稿子改好了发您',
    body: '按您说的把第二部分砍掉了，数据也更新到八月，辛苦再看看',
    files: ['终稿v3.docx'],
  },
  {
    kind: 'submission',
    subject: '新文章',
    body: '老师好，这是我新写的文章，讲直播间的话术为什么越来越不管用，3200字，首发，授权鸟哥笔记发布。请问大概多久能有结果？',
    files: ['话术失效.docx'],
  },
  {
    kind: 'submission',
    subject: 'Submission: why retention beats acquisition',
    body: 'Hi editors,\n\nPlease find attached my article on retention. It is original and unpublished.\n\nBest,\nLeo',
    files: ['retention.docx'],
  },
  {
    kind: 'submission',
    subject: '品牌怎么做广告投放才不亏',
    body: article('品牌怎么做广告投放才不亏：广告合作、软文、刊例都讲一遍'),
  },
  {
    kind: 'submission',
    subject: '短视频侵权这一年，创作者怎么维权',
    body: article('短视频侵权这一年：未经授权搬运，平台要求下架，律师函怎么写', 7),
  },
  { kind: 'submission', subject: '投稿 - 一篇讲催稿心理学的文章', body: article('催稿心理学') },
  { kind: 'submission', subject: '文章请审阅', body: '见附件，谢谢', files: ['用户分层方法论.pdf'] },
  {
    kind: 'submission',
    subject: 'AI搜索改写SEO',
    body: '编辑老师：\n文章太大，放网盘了：https://pan.baidu.com/s/1abcdEFG 提取码 8k2m\n作者：阿北',
  },
  {
    kind: 'submission',
    subject: '鸟哥笔记投稿+作者简介',
    body: '作者简介：十年互联网运营，现任某独角兽增长负责人。\n\n' + article('增长负责人的一天', 6),
  },
  {
    kind: 'submission',
    subject: '回复：修改意见',
    body: '已按意见修改，增加了数据来源，删掉了小标题里的“最”字，请查收新版。',
    files: ['修改稿.docx'],
  },
  { kind: 'submission', subject: '写了一篇关于预制菜的东西', body: article('预制菜') },
  { kind: 'submission', subject: '拼多多的增长飞轮（独家）', body: article('拼多多的增长飞轮') },
  {
    kind: 'submission',
    subject: '投稿/产品运营/用户调研怎么问',
    body: article('用户调研怎么问：问题设计里的十个坑，你真的会提问吗？'),
  },
  {
    kind: 'submission',
    subject: '供稿：双十一前瞻',
    body: '附件为我司研究院供稿，欢迎采用，署名“某某研究院”即可。',
    files: ['双十一前瞻.docx', '图表.xlsx'],
  },
  { kind: 'submission', subject: '深度｜咖啡价格战的终局', body: article('咖啡价格战的终局') },
  { kind: 'submission', subject: '稿件', body: '正文如下：\n\n' + article('小程序的下半场') },
  {
    kind: 'submission',
    subject: '再投一篇',
    body: '上一篇谢谢录用！再投一篇讲社群运营的，见附件。',
    files: ['社群.docx'],
  },
  { kind: 'submission', subject: '投稿：律师函背后的品牌公关战', body: article('律师函背后的品牌公关战') },
  {
    kind: 'submission',
    subject: '我的第一篇公众号文章想投给贵平台',
    body: '您好，我是刚入行的运营，写了一篇文章，不知道合不合适，附件请过目，有不足之处请多指教。',
    files: ['新人运营的三个月.doc'],
  },
  { kind: 'submission', subject: '投稿《内容审核员的夜班》', body: article('内容审核员的夜班') },
  { kind: 'submission', subject: 'Fw: 稿子', body: '这个是昨天那篇，昨天忘了加附件。', files: ['昨天那篇.docx'] },
  {
    kind: 'submission',
    subject: '关于“投诉量”的一次数据分析',
    body: article('关于投诉量的数据分析：客服数据里的增长线索'),
  },
  // Inquiries
  { kind: 'inquiry', subject: '请问投稿要求', body: '您好，请问贵平台对字数和选题有什么要求？稿费怎么算？谢谢' },
  {
    kind: 'inquiry',
    subject: '催一下稿件',
    body: '编辑老师好，我上周三投的《冻干咖啡》到现在没消息，方便告知审核进度吗',
  },
  { kind: 'inquiry', subject: '想问下', body: '我在贵站投的稿子多久能有回复呀，已经十天了' },
  { kind: 'inquiry', subject: '咨询入驻', body: '怎么成为春羽作者？需要什么条件' },
  { kind: 'inquiry', subject: '有没有收到我的稿件？', body: '8月28号发的，标题是私域复盘，怕进垃圾箱，麻烦确认一下' },
  { kind: 'inquiry', subject: '关于转载', body: '你好，我们公众号想转载贵站《增长飞轮》一文，请问需要什么授权流程？' },
  {
    kind: 'inquiry',
    subject: 'Question about submissions',
    body: 'Hi, do you accept articles in English? What is the word limit and how long does review take?',
  },
  { kind: 'inquiry', subject: '稿费', body: '老师，上个月录用的那篇稿费什么时候结？' },
  { kind: 'inquiry', subject: '投稿邮箱是这个吗', body: '看到公众号底部写的邮箱，确认一下投稿是发这里吗？' },
  { kind: 'inquiry', subject: '在吗', body: '在吗？想投稿但不知道格式，要不要先发大纲给你们看' },
  { kind: 'inquiry', subject: '审核结果', body: '请问文章审核过了吗' },
  { kind: 'inquiry', subject: '一稿多投可以吗', body: '您好，我的文章已经在自己公众号发过了，还能投吗？算首发吗？' },
  {
    kind: 'inquiry',
    subject: '回复: 投稿',
    body: '老师好，不知道我的稿子看了没有？如果不采用的话我就投别家了，盼复。',
  },
  { kind: 'inquiry', subject: '账号问题', body: '我的作者账号登录不上去了，提示被冻结，是什么原因？怎么申诉' },
  { kind: 'inquiry', subject: '能不能帮忙看看进度', body: '辛苦了，投的两篇文章都还没有消息，催一下~' },
  { kind: 'inquiry', subject: '询问', body: '贵平台收不收小说和诗歌？' },
  { kind: 'inquiry', subject: '关于投稿的一点疑问', body: '文中可以留公众号二维码吗，作者简介能放微信号吗' },
  { kind: 'inquiry', subject: '文章什么时候发', body: '之前说录用了，想问下排期大概是哪天，我好提前预热。' },
  { kind: 'inquiry', subject: '微信加不上', body: '我加了小羽毛微信 ngbjxym 好几天没通过，是不是要备注什么？' },
  {
    kind: 'inquiry',
    subject: '想了解一下合作投稿',
    body: '我是个人作者，想长期供稿，不知道你们有没有签约作者计划，待遇如何？',
  },
  { kind: 'inquiry', subject: '还收稿吗', body: '' },
  { kind: 'inquiry', subject: '被退稿的原因', body: '收到退稿通知，但没写原因，想请教一下是哪里不合适，方便我修改' },
  { kind: 'inquiry', subject: '麻烦问下编辑', body: '配图需要自己有版权吗？用AI生成的图行不行' },
  {
    kind: 'inquiry',
    subject: '跟进一下稿子的事',
    body: '您好，之前发过一篇关于直播带货的稿件，不知道编辑部有没有看到，希望能给个答复，谢谢！',
  },
  { kind: 'inquiry', subject: '怎么修改已发布的文章', body: '发布后发现有个错别字，后台改不了，怎么处理' },
  { kind: 'inquiry', subject: '投稿需要实名吗？', body: '如题' },
  // Promotion
  {
    kind: 'promotion',
    subject: '商务合作洽谈',
    body: '您好，我们是一家整合营销公司，手上有大量客户需要软文发布，想了解贵平台的刊例价格。',
  },
  { kind: 'promotion', subject: '媒体发稿资源报价', body: '新闻稿发布，门户首页，包收录，量大从优，加微信详谈。' },
  { kind: 'promotion', subject: '友链交换', body: '我站权重5，求交换友情链接' },
  {
    kind: 'promotion',
    subject: '软文投放咨询',
    body: '请问在贵平台发一篇软文多少钱？头条和次条分别什么价位，能带链接吗',
  },
  { kind: 'promotion', subject: '推广合作', body: '我们是某SaaS产品，希望在贵公众号投放广告，预算5万，请提供刊例。' },
  {
    kind: 'promotion',
    subject: '【邀请函】2026增长大会赞助席位开放',
    body: '尊敬的媒体伙伴：诚邀贵司作为合作媒体，资源置换，赞助权益见附件。',
    files: ['招商方案.pdf'],
  },
  {
    kind: 'promotion',
    subject: '专业代写代发，全网媒体',
    body: '代写软文、代发新闻稿、百科创建、负面处理，合作多年值得信赖',
  },
  {
    kind: 'promotion',
    subject: '合作',
    body: '你好，我这边是广告代理，想问下公众号头条报价和档期，长期合作有返点吗？',
  },
  {
    kind: 'promotion',
    subject: '贵号商务对接',
    body: '您好，我是某品牌媒介，近期有一批KOL投放需求，麻烦发下最新刊例，谢谢',
  },
  {
    kind: 'promotion',
    subject: '低价发稿渠道，新浪网易搜狐都能上',
    body: '一手渠道，百家号50，网易80，当天出链接。QQ 12345678',
  },
  {
    kind: 'promotion',
    subject: 'SEO外链服务',
    body: 'We provide high quality guest posts and backlinks, DA 50+, price list attached.',
  },
  {
    kind: 'promotion',
    subject: 'Guest post opportunity on your website',
    body: 'Hello, I would like to publish a sponsored article with a dofollow link on your site. How much do you charge?',
  },
  { kind: 'promotion', subject: '公众号互推', body: '粉丝20万，求互推，可以先看数据' },
  { kind: 'promotion', subject: '课程分销合作', body: '我们有一门运营课，佣金50%，想请贵平台帮忙推广，分成可谈。' },
  { kind: 'promotion', subject: '广告位还有吗', body: '想投首页banner，一个月多少钱' },
  {
    kind: 'promotion',
    subject: '诚邀贵平台参与渠道代理',
    body: '诚招代理，门槛低利润高，欢迎来电洽谈合作事宜，联系人王经理 13800000000',
  },
  {
    kind: 'promotion',
    subject: '产品评测合作邀约',
    body: '新品上市，免费寄样，希望贵平台写一篇评测软文，可付费，请报价',
  },
  {
    kind: 'promotion',
    subject: '八月优惠！云服务器低至1折',
    body: '限时抢购，老用户续费同价，点击领取代金券',
    headers: { 'list-unsubscribe': '<https://x.example/u>', precedence: 'bulk' },
  },
  {
    kind: 'promotion',
    subject: '本周精选：运营人必读',
    body: '1. 复盘模板 2. 私域手册 3. 课程报名',
    headers: { 'list-unsubscribe': '<mailto:u@x.example>', precedence: 'list' },
  },
  {
    kind: 'promotion',
    subject: '投放需求对接',
    body: '我司有3C数码客户想做一波内容营销，CPS或一口价都行，贵平台接吗？',
  },
  // Complaints
  {
    kind: 'complaint',
    subject: '律师函',
    body: '受某某公司委托，就贵平台发布的侵权文章，致函如下，详见附件。',
    files: ['律师函.pdf'],
  },
  {
    kind: 'complaint',
    subject: '要求立即删除侵权文章',
    body: '贵站 https://niaogebiji.example/123 未经授权转载我的文章，请24小时内删除并道歉。',
  },
  {
    kind: 'complaint',
    subject: '侵权投诉',
    body: '我是原作者，你们发布的《冻干咖啡》一文抄袭我公众号内容，附对比截图。',
    files: ['对比.png', '权属证明.pdf'],
  },
  {
    kind: 'complaint',
    subject: '关于贵平台文章不实信息的函',
    body: '该文称我司“拖欠供应商货款”，与事实严重不符，已损害我司名誉，请尽快更正，否则我司将保留追究法律责任的权利。',
  },
  {
    kind: 'complaint',
    subject: '你们抄我文章',
    body: '原文是我写的，发在知乎，你们一个字没改就发了，也没署名，赶紧撤掉，不然我去投诉',
  },
  {
    kind: 'complaint',
    subject: '申请下架稿件',
    body: '您好，我是文章里提到的当事人，文中披露了我的个人信息和照片，侵犯隐私，请下架处理。',
  },
  {
    kind: 'complaint',
    subject: 'Copyright infringement notice',
    body: 'Your article reproduces our copyrighted report without permission. Please remove it within 48 hours or we will take legal action.',
  },
  {
    kind: 'complaint',
    subject: '图片版权',
    body: '贵公众号8月12日文章中使用的第三张图片，版权归我公司所有，未经许可使用，请于三日内联系我司处理赔偿事宜。',
  },
  {
    kind: 'complaint',
    subject: '举报',
    body: '举报作者“老王说运营”洗稿，多篇文章与我的原创高度雷同，证据见附件，请平台严肃处理。',
    files: ['证据.docx'],
  },
  {
    kind: 'complaint',
    subject: '网信办转办：关于某文的投诉件',
    body: '现将群众投诉件转你单位，请于5个工作日内核查处理并反馈结果。',
  },
  {
    kind: 'complaint',
    subject: '名誉侵权告知',
    body: '某某律师事务所接受张某委托……贵平台应立即停止侵害、消除影响。',
    files: ['委托书.pdf'],
  },
  {
    kind: 'complaint',
    subject: '请撤稿下架',
    body: '这篇文章用了我司内部数据，没有经过我们同意，请马上删除，谢谢配合',
  },
  { kind: 'complaint', subject: 'DMCA Takedown Request', body: 'I am the owner of the exclusive rights...' },
  {
    kind: 'complaint',
    subject: '关于文章署名问题',
    body: '你们发表的那篇文章署名写成了别人，我才是作者，再不改我要走法律途径维权了',
  },
  { kind: 'complaint', subject: '停止侵权通知书', body: '见附件', files: ['停止侵权通知书.pdf', '公证书.pdf'] },
  { kind: 'complaint', subject: '转载未授权，请处理', body: '我没有授权过贵站转载，麻烦删一下，已截图取证' },
  {
    kind: 'complaint',
    subject: '商标侵权',
    body: '贵站文章标题擅自使用我司注册商标“某某”进行宣传，侵犯我司商标专用权，要求三日内整改。',
  },
  {
    kind: 'complaint',
    subject: '澄清函',
    body: '针对贵号昨日推送的文章，我司声明：文中所述裁员内容纯属捏造。请贵号删除该文并刊登澄清，否则法务将介入。',
  },
  // Forwards
  {
    kind: 'forward',
    subject: '转发：投稿',
    body: '看看这篇\n\n-------- 转发邮件信息 --------\n发件人：林知夏 <lin@qq.example>\n发送日期：2026年09月01日 10:00\n收件人：xiaoyumao@appcpx.com\n主题：投稿\n\n您好，这是我的稿件。',
  },
  {
    kind: 'forward',
    subject: 'Fw:投稿《第二曲线》',
    body: '\n\n------------------ 原始邮件 ------------------\n发件人: "林知夏" <lin@qq.example>;\n发送时间: 2026年9月1日(星期二) 上午10:00\n收件人: "小羽毛"<yu@appcpx.com>;\n主题: 投稿《第二曲线》\n\n正文见附件',
    files: ['第二曲线.docx'],
  },
  {
    kind: 'forward',
    subject: 'Fwd: 稿件请查收',
    body: '麻烦处理\n\n---------- Forwarded message ---------\nFrom: Zhang San <zhang@gmail.example>\nDate: Tue, Sep 1, 2026 at 10:00 AM\nSubject: 稿件请查收\nTo: <yu@appcpx.com>\n\n您好，附上稿件。',
  },
  {
    kind: 'forward',
    subject: 'FW: 文章',
    body: 'FYI\n\n-----Original Message-----\nFrom: 张三 <zhang@corp.example>\nSent: 2026年9月1日 10:00\nTo: 小羽毛 <yu@appcpx.com>\nSubject: 文章\n\n请看附件',
  },
  {
    kind: 'forward',
    subject: '转发: 我的原创',
    body: '\n\n发件人: 张三 <zhang@163.example>\n日期: 2026年9月1日 10:00\n收件人: 小羽毛\n主题: 我的原创\n\n正文第一段',
  },
  {
    kind: 'forward',
    subject: '转发：合作',
    body: '---- 转发的邮件 ----\n发件人 | 张三<zhang@163.example> |\n日期 | 2026年09月01日 10:00 |\n收件人 | yu@appcpx.com |\n主题 | 合作 |\n\n您好',
  },
  {
    kind: 'forward',
    subject: 'Fwd：稿件',
    body: '作者发错邮箱了\n\n开始转发的邮件：\n\n发件人: 李四 <li@icloud.example>\n主题: 稿件\n日期: 2026年9月1日 GMT+8 10:00:00\n收件人: yu@appcpx.com\n\n稿件如下',
  },
  {
    kind: 'forward',
    subject: '轉寄: 投稿',
    body: '---------- 轉寄郵件 ----------\n寄件者: 王小明 <wang@tw.example>\n日期: 2026年9月1日\n主旨: 投稿\n收件者: yu@appcpx.com\n\n內文',
  },
  {
    kind: 'forward',
    subject: '转发:【投稿】深度稿',
    body: '请大刘看下\n________________________________\n发件人: 周舟 <zhou@outlook.example>\n发送时间: 2026年9月1日 10:00\n收件人: 小羽毛 <yu@appcpx.com>\n主题: 【投稿】深度稿\n\n正文',
  },
  {
    kind: 'forward',
    subject: 'Fw: submission',
    body: 'Please see below.\n\nBegin forwarded message:\n\nFrom: Leo Wu <leo@mail.example>\nSubject: submission\nDate: September 1, 2026 at 10:00:00 AM GMT+8\nTo: yu@appcpx.com\n\nHi, attached is my piece.',
  },
  // Junk
  { kind: 'junk', subject: '代开增值税发票', body: '各类发票均可代开，先验后付，电话13900000000' },
  {
    kind: 'junk',
    subject: '您的邮箱存储空间已满',
    body: '请立即点击链接升级，否则邮箱将被停用 http://mail-upgrade.evil.example/login',
  },
  { kind: 'junk', subject: '恭喜您中奖了', body: '您已被抽选为幸运用户，请点击领取奖金88888元，填写银行卡信息' },
  { kind: 'junk', subject: '无抵押贷款当天放款', body: '凭身份证即可办理，利息低' },
  {
    kind: 'junk',
    subject: 'Re: invoice',
    body: 'You have won $1,000,000 in bitcoin lottery, reply with your bank details',
  },
  {
    kind: 'junk',
    subject: '薪资补贴通知',
    body: '根据财政部最新通知，请扫描二维码认领个人劳动补贴，逾期视为放弃',
    files: ['补贴.docx'],
  },
  { kind: 'junk', subject: '真人视讯 注册送88', body: '百家乐、体育博彩，提款秒到' },
  { kind: 'junk', subject: 'hello', body: 'cheap viagra', headers: { 'x-spam-flag': 'YES' } },
  { kind: 'junk', subject: '刷单兼职日结300', body: '在家就能做，每单返佣，加QQ群' },
  { kind: 'junk', subject: '办理各种证件', body: '办证、刻章，学历证书，联系电话见图' },
  // More of each, by other hands
  { kind: 'submission', subject: '一篇小稿，请编辑指正', body: article('社区团购的第二年', 6) },
  {
    kind: 'submission',
    subject: '投稿-冷启动',
    body: '编辑你好！附件是我的投稿《从0到1冷启动》，4200字，没在别处发过，谢谢。\n电话 13800000000，微信同号',
    files: ['从0到1冷启动.docx'],
  },
  { kind: 'submission', subject: '补发附件', body: '不好意思刚才漏了附件', files: ['从0到1冷启动.docx'] },
  { kind: 'submission', subject: '给鸟哥笔记的稿子', body: article('做了五年广告优化师，我为什么转行做内容', 7) },
  { kind: 'inquiry', subject: '你好', body: '请问你们现在主要收哪些方向的文章？互联网金融的要吗' },
  { kind: 'inquiry', subject: '稿件撤回', body: '您好，我想撤回上周投的那篇稿子，还没审的话可以吗？' },
  {
    kind: 'promotion',
    subject: '【合作咨询】新品牌推广',
    body: '您好，我们品牌计划在Q4做一轮推广，想了解贵号头条软广的报价和排期。',
  },
  {
    kind: 'promotion',
    subject: '出售优质公众号',
    body: '情感、职场、教育类公众号转让，粉丝真实，价格美丽，有意加V：abc12345',
  },
  {
    kind: 'complaint',
    subject: '抄袭！！！',
    body: '你们今天头条那篇跟我三月份写的一模一样，连错别字都没改，请给个说法并删除！',
  },
  {
    kind: 'complaint',
    subject: '关于要求贵司删除不实报道的告知函',
    body: '贵司：\n贵司运营的“鸟哥笔记”于2026年8月20日发布的文章内容失实，严重损害我司商誉。请于收到本函之日起三日内删除该文。',
    files: ['告知函.pdf'],
  },
  { kind: 'junk', subject: '系统升级通知：请验证邮箱密码', body: '您的密码将于今日过期，请点击此处保持当前密码' },
  { kind: 'junk', subject: '高仿名表一比一', body: '复刻工厂直销，支持验货，货到付款' },
]
