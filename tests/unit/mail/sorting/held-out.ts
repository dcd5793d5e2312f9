/**
 * Mails written before the second round of work on the weights, and not looked at one by one while it went on: what is
 * measured with them is what a mailbox may expect. Whoever works on the rules against this set writes another first.
 * Letters of firms, lawyers and swindlers as clients and templates send them, and manuscripts about the same matters.
 */
import { practice as mails, type SortedMail } from './sorted-mail'

const COUNTY_LIVE = [
  '县城里做直播的人，多半不叫自己主播，叫“开播的”。周姐开的是窗帘店，晚上八点拉下卷帘门，支起两盏环形灯，就开播。',
  '她的直播间最高同时在线四十一人，其中七个是亲戚。可是上个月靠这四十一个人，她卖掉了六万多的窗帘，比白天门口走过的一千人加起来都多。',
  '平台的小二给她打过电话，劝她买流量。她投过三百块，来的人问都不问就走了。“那些人不住我们这儿，来了也没法上门量尺寸。”',
  '她后来想明白一件事：她的生意半径是四十公里，任何超过四十公里的曝光都是浪费。于是她把直播间标题改成“本县免费量窗”，只在本地群里转。',
  '我在她店里坐了两个晚上，记下了每一次成交之前的对话。百分之八十的问题跟价格无关，问的是“你是不是就在老邮局对面那家”。',
  '所谓私域，在县城就是一句话：我知道你的店在哪儿，你跑不了。这句话值多少钱，大平台的报表里看不到。',
].join('\n\n')

const FRAUD_AD = [
  '去年我帮舅舅追回两万八，追的过程让我第一次看清楚，一条诈骗广告是怎么合法地走进信息流的。',
  '落地页写的是“中老年书画班，免费领笔墨”，审核员看到的版本干干净净。用户点进去，加了助教的企业微信，三天后才出现投资群、导师、内部票。',
  '做过投放的人都知道这叫“换页”。开户的资质是租来的，一套营业执照加对公户，行情价三千到五千，用一周就扔。',
  '代理商未必不知情。返点在那里，消耗在那里，季度冲刺的时候，没有人愿意去点开那个素材看第二屏。',
  '我把舅舅的聊天记录从头看到尾，最让我难受的不是骗术，而是助教每天早上七点准时问他吃药了没有。我们做用户运营的，说了十年“陪伴感”，真正做到的是骗子。',
  '如果行业要自救，第一步不是更强的审核模型，而是让消耗和退款挂钩：谁收了这笔广告费，谁先垫付受害人的钱。',
].join('\n\n')

const FONT_CASE = [
  '字体公司的函寄到前台那天，行政还以为是快递单。里面三页纸，一张我们去年双旦海报的打印件，一张授权价目，一个银行账号。',
  '设计师说字体是从素材站下的，写着“免费”。素材站的“免费”指的是下载免费，不是商用免费。这一个词，标价一万二。',
  '我去找了三家收到过同样函件的公司，一家付了全款，一家砍到四折，一家不理，半年后收到法院传票，最后调解，付了六千外加诉讼费。',
  '法务朋友的建议是：先固定自己使用的范围和时间，再谈价，谈的时候要把往后三年的授权一起谈进去，对方通常愿意给一个套餐。',
  '公司从那以后有了一张表：每个项目用了什么字体、图片、音乐，从哪儿来，授权到哪一天，谁签的字。填这张表每次要多花二十分钟。',
  '二十分钟和一万二之间，大部分团队会在收到第一封函之后才做选择。',
].join('\n\n')

const EMPLOYER = [
  '面试结束的时候，对方问我有没有什么想问的。我问：你们去年走了几个人，为什么走。HR 愣了两秒，说这个问题挺少见。',
  '我离开上一家公司，是因为每周五下午四点的复盘会。那个会没有议题，只有情绪，开到六点半，没有一件事情因为它而改变。',
  '后来我做了一个小调查，问了三十多个做新媒体的朋友，什么事让你动了走的念头。排第一的不是钱，是“改了八遍又改回第一遍”。',
  '排第二的是数据：上面要涨粉，给的预算是零；上面要转化，给的权限是没有。你拿着一把勺子，被要求挖一条河。',
  '招聘启事里写“抗压能力强”的公司，我现在会直接划过去。压力从哪里来，他们自己最清楚，只是没打算告诉你。',
].join('\n\n')

const SHORT_PIECE = [
  '我爸退休以后学会了剪视频。',
  '他的账号有十一个关注者，十个是他的老同事，还有一个是我。他每天早上发一条，拍阳台上的那盆三角梅，从来不说话，只有水壶的声音。',
  '我劝他加字幕，加音乐，起个标题。他说不用，看的人知道是我。',
  '上个月三角梅死了，他停更了九天。第十天，老同事们挨个打电话来，问他人还好吧。',
  '做了七年增长，我第一次知道什么叫留存。',
].join('\n')

const html = (...paragraphs: readonly string[]): string =>
  `<html><body>${paragraphs.map((one) => `<p style="margin:0 0 12px">${one}</p>`).join('')}</body></html>`

const answer = { 'in-reply-to': '<letter-1@appcpx.example>', references: '<letter-1@appcpx.example>' }

export const HELD_OUT: readonly SortedMail[] = [
  ...mails('submission', [
    ['四十公里', COUNTY_LIVE],
    ['县城窗帘店的直播间', `编辑你好，非虚构一篇，正文直接贴在下面了。\n\n${COUNTY_LIVE}\n\n——\n陈麦 前记者`],
    ['诈骗广告是怎样走进信息流的', FRAUD_AD],
    ['谁收了广告费，谁先垫付', '', { html: html('老师您好，', '文章如下。', ...FRAUD_AD.split('\n\n')) }],
    ['一个词一万二：字体公司的函', FONT_CASE],
    ['字体侵权那些事', '第一次给你们写，请多包涵', { files: ['字体侵权那些事.docx'] }],
    ['关于招聘启事', EMPLOYER],
    ['三角梅', SHORT_PIECE],
    ['我爸的账号', `老师们辛苦了，小文一则。\n\n${SHORT_PIECE}`],
    ['稿子', '如题', { files: ['直播间退货率.docx'] }],
    ['', '', { files: ['9月-县域直播-陈麦.docx', '头图.jpg'] }],
    ['陈麦-四十公里-3200字', '附件', { files: ['陈麦-四十公里-3200字.doc'] }],
    ['[个人专栏] 第7期', '这期聊聊探店达人的账单，图片压缩包一并附上。', { files: ['第7期.md', 'images.zip'] }],
    ['电商代理商的返点到底去哪了', '麻烦看下，谢谢', { files: ['返点.docx'] }],
    ['知识付费退款潮', '各位编辑，附上新作，涉及的公司都做了化名处理。', { files: ['知识付费退款潮（化名版）.docx'] }],
    ['应约稿件', '上回电话里说的那个题目写出来了，您先过一遍，配图我让设计在做。', { files: ['应约.docx'] }],
    ['百万粉账号是怎么被卖掉的？', FRAUD_AD.replace('去年我帮舅舅追回两万八', '账号买卖这门生意')],
    ['写给甲方的一封信', EMPLOYER.replace('面试结束的时候', '尊敬的甲方：\n\n提案结束的时候')],
    [
      'Submission – Why small-town livestreams work',
      'Dear editor,\n\nPlease find my essay attached. It is about 2,400 words and has not appeared elsewhere.\n\nBest,\nMai',
      { files: ['small-town.docx'] },
    ],
    [
      'Guest essay: the forty-kilometre business',
      'Hi, essay attached, happy to cut. Mai',
      { files: ['forty-km.docx'] },
    ],
    ['发篇文章', '老师好，附件是关于企业微信群发被投诉的，实操向', { files: ['群发被投诉之后.docx'] }],
    ['中秋营销案例合集', '', { files: ['中秋营销案例合集.docx'] }],
    ['作品', '本人高校教师，课余写作，奉上一篇关于品牌联名的小文，敬请斧正。', { files: ['联名.pdf'] }],
    ['从我的iPhone发送', '文章在备忘录里导出来的，格式可能乱，见谅', { files: ['备忘录.txt'] }],
    ['裁员后我做了个发票小程序', '', { html: html('正文在附件里', '发自我的 iPhone'), files: ['发票小程序.docx'] }],
    ['改后稿', '第四段的数据换成了官方口径，您再审', { files: ['四十公里v2.docx'], headers: answer }],
    ['回复：退改意见', '已照办，新版见附。', { files: ['字体_修订.docx'], headers: answer }],
    ['Re: 关于《四十公里》', '好的收到，我周末改完给您', { headers: answer }],
    ['回复: 录用通知', '太开心了，谢谢各位老师！', { headers: answer }],
    ['Re: 配图', '三张原图重新传了，分辨率够印刷', { files: ['1.jpg', '2.jpg', '3.jpg'], headers: answer }],
    ['回复：审稿意见', '删掉的那一节我想保留，理由是后文要呼应，其他都听您的', { headers: answer }],
    ['答复: 请补充授权书', '扫描件在附件，原件已寄出', { files: ['授权书扫描.pdf'], headers: answer }],
    ['Re: your essay', 'Thanks so much, revised file attached.', { files: ['forty-km-rev.docx'], headers: answer }],
    ['更正：上一封用错附件', '以这封为准', { files: ['四十公里-定稿.docx'] }],
    ['补充作者简介', '陈麦，前财经记者，现居浙江某县，公众号“麦子地”。'],
    ['长文分两封发（二）', FONT_CASE],
  ]),
  ...mails('inquiry', [
    ['稿子', '老师，九月三号给您的那篇有着落了嘛'],
    ['您好', '我是大三学生，没发表过东西，你们这儿收新人的文章不'],
    ['打扰了', '上次说的修改期限是到这周日还是下周日？'],
    ['再问一句', '投了快一个月，系统里一直是“待处理”，我是继续等还是另投他处'],
    ['关于字数', '单篇上限是几千？超了可以拆成上下篇么'],
    ['授权问题', '你好，我的文章同步给知乎专栏会不会影响独家？'],
    ['能否换笔名', '下周要发的那篇，我单位比较敏感，想换个名字，还来得及吗'],
    ['求助', '后台绑定手机收不到短信，密码也改不了，找谁处理呀'],
    ['打款信息', '财务说要身份证号和开户行，发到这个邮箱安全吗'],
    ['微信', '小羽毛的微信加了三天没通过，是不是我填错备注了'],
    ['问个事儿', '我的文章为什么被改成“待修改”，没看到意见呢'],
    ['想写一个系列', '县域消费，大概六篇，编辑部感兴趣的话我先给提纲'],
    ['Submission guidelines', 'Hello, do you accept essays translated from English? What length works best?'],
    ['Status?', 'Hi there, I sent a piece on Sept 2 and have not heard back. Should I assume it was declined?'],
    ['关于署名单位', '论文改写的稿子，导师要求挂学院名字，咱们允许吗？'],
    ['转发授权', '我们县融媒体中心想在客户端转发贵号昨天头条，请问找哪位老师对接授权'],
    ['退稿原因', '昨天收到退稿，模板里没写具体哪里不行，方便点拨一二么，我好改进'],
    ['稿酬', '八月那两篇的钱，是月底统一打还是按篇？'],
    ['关于AI', '用大模型润色过语句，需要标注吗'],
    ['催一下', '时效性比较强的稿子，过了国庆就没意义了，劳烦早点给个准话'],
    ['作者证明', '学校评奖学金需要贵刊出具一份发表证明，不知可否开具，需要我提供什么材料'],
    ['撤下自己的旧文', '前年发的一篇里有我之前公司的内部数字，公司让我处理，能帮忙隐藏一下吗'],
    ['请教编辑老师', '配图版权怎么处理比较稳妥？我用的都是自己手机拍的'],
    ['公众号开白', '文章通过后你们公众号转的话，需要我这边加白名单不'],
    ['', '在吗，想问问稿子的事'],
  ]),
  ...mails('promotion', [
    ['合作', '你好，我这边是做母婴品牌的，想在你们那儿上两篇，头条什么价次条什么价，发我个表'],
    [
      '【招募】秋季品牌内容伙伴',
      '',
      {
        html: html(
          '亲爱的媒体伙伴：',
          '星屿咖啡即将在十一期间上线桂花系列，现面向垂类媒体寻找内容伙伴十家，提供样品与每篇八百元车马费。',
          '有意愿请于本周五前填写问卷：<a href="https://wj.example.com/s/abc">https://wj.example.com/s/abc</a>',
        ),
      },
    ],
    [
      '鸟哥笔记·年度框架询价',
      '王经理您好，我司为某快消客户代理，拟签年度框架，烦请提供2027年各位置净价及配送政策。',
      { files: ['需求brief.pptx'] },
    ],
    ['高权重站点文章发布', '手上两百多个DR50以上的站，接各类行业文，当天出，发完给链接，量大单独谈。'],
    [
      'Quick question about your site',
      "Hi, I came across your blog and love the content. We'd pay for a post with one do-follow link to our client in the fintech niche. What would that run?",
    ],
    [
      'Re: collaboration',
      'Hey, following up on my last email. Our team writes the article, you publish, everyone wins. Let me know your price for a permanent post.',
      { from: 'Emily Carter <emily@outreach-hub.example>' },
    ],
    ['公众号迁移、开通留言', '留言功能老号开通，三天到位，个体两百企业三百五，做好再给钱'],
    [
      '贵站流量增长方案',
      '老师您好，我们帮三十多家资讯站做过自然搜索提升，三个月进首页，附上案例，方便的话约个二十分钟线上聊聊。',
      { files: ['案例集.pdf'] },
    ],
    [
      '第十二届数字营销展·特装席位预定',
      '',
      {
        html: html(
          '<b>2026上海数字营销展</b>',
          '时间：11月18日至20日　地点：国家会展中心',
          '标准席位9800元，特装每平米1200元，九月底前签约享八五折。',
          '组委会联系人：刘洋　138-0013-8000',
        ),
      },
    ],
    ['达人机构自荐', '我们MCN签了六十个本地生活达人，探店、直播专场都能做，贵司有客户的话可以对接，佣金好商量'],
    ['客座直播间', '想请贵号联合直播一场，卖我们的课，五五开'],
    [
      '企业采购福利季',
      '中秋月饼、粽子、米面粮油一件起送，可印logo，开专票，厂里直接发',
      { files: ['2026中秋目录.pdf'] },
    ],
    [
      '您有一份品牌成长礼包待查收',
      '',
      {
        html: html(
          'Hi 运营人：',
          '注册即送90天专业版，AI写文案、排版、配图一个后台搞定。',
          '<a href="https://app.example.com/?utm_source=edm">马上开通</a>',
          '如不愿接收此类邮件，请点此',
        ),
        headers: { 'list-unsubscribe': '<https://app.example.com/u>' },
        from: '排版兔 <news@edm.example>',
      },
    ],
    [
      '我们的新品想请编辑体验',
      '我们做了一款桌面番茄钟，想寄给编辑部各位试试，觉得不错的话帮忙写写，不写也没事~地址发我就行',
    ],
    ['视频号代播', '直播代播按小时，主播场控运营一整套，六十起'],
    [
      '招商会入场券',
      '诚挚邀请贵媒体出席9月28日于杭州举办的“见微”品牌加盟商大会，食宿由主办方负责，附邀请名单回执。',
      { files: ['回执.docx'] },
    ],
    ['域名', 'niaoge 相关的两个域名在我手里，有兴趣收的话出个价'],
    [
      '数据产品介绍',
      '我们是做舆情监测的，贵站编辑可以用来找选题，标准版一年六千八，现在签送两个月。能不能安排十五分钟演示一下？',
    ],
    ['译稿业务', '承蒙关照，我社专做中英日互译，千字一百二起，急件当日，欢迎试译。'],
    ['品牌故事刊登', '附件是我们老板的创业故事，想登在你们网站上，需要多少钱直接说', { files: ['创业故事.docx'] }],
    [
      '稿件发布需求',
      '客户一篇稿子要上鸟哥笔记，今天能出吗？多少一篇，能带官网地址不',
      { files: ['XX品牌发布会通稿.docx'] },
    ],
    ['IP授权联名', '国风IP“阿狸团子”现开放新媒体联名授权，授权金门槛低，附图库，期待回音。', { files: ['IP图库.pdf'] }],
    ['电话会议系统', '贵公司还在用免费会议软件吗？百方不限时，首年半价，专人部署'],
    [
      'Your Chinese audience + our app',
      "We're launching a budgeting app and have set aside $1,500 for reviews on trusted media. Could you send over your rate sheet?",
    ],
    ['征集案例投放位', '年底案例集还剩三个赞助席，冠名两万八，露出含封面和颁奖礼背景板，先到先得'],
    ['互换', '我号三万粉做职场的，咱们每周互相带一条行不行'],
    [
      '周三福利社 vol.58',
      '',
      {
        html: html('本周精选：静音键盘五折、桌面灯券后89、保温杯买一送一', '手慢无，点图直达', '退订'),
        headers: { 'list-unsubscribe': '<mailto:off@deal.example>', precedence: 'bulk' },
      },
    ],
    [
      '关于媒体关系维护',
      '您好，我是微澜公关小赵，负责新茶饮客户的媒体沟通，之后有发布想第一时间同步给您，先认识一下，我的微信同手机',
    ],
    ['拍摄', '写字楼楼下开了影棚，企业形象照团拍人均99，十人以上送化妆'],
    ['软件著作权加急', '软著三天下证，专利挂名、高企申报一条龙，过了再付尾款'],
    [
      'HARO-style link request',
      'Hello webmaster, you mention a dead resource on your marketing page. Our guide would be a great replacement; could you swap the URL?',
    ],
  ]),
  ...mails('complaint', [
    [
      '请处理',
      '9月12日贵网《县城直播》一文大段照用我在澎湃湃客的作品，连错别字都一样。请今天内撤掉，并给我一个书面说明。',
    ],
    [
      '关于文章配图',
      '贵号昨天头条第二张图是我拍的，原图我发在图虫，有拍摄参数可以证明。没人找我买过。麻烦拿下来并谈一下使用费。',
      { files: ['原图.jpg', '图虫页面.png'] },
    ],
    [
      '律师函',
      '致鸟哥笔记运营主体：受当事人某科技公司委托，就贵平台刊登的文章损害其商业信誉一事，郑重函告如下：请于收到本函之日起三日内移除相关链接，逾期我方将循司法程序解决。',
      { files: ['律师函（盖章）.pdf'] },
    ],
    [
      '文章里说的公司是我们',
      '什么叫“拖欠供应商货款跑路”？我们正常经营，从来没有拖欠过。这种没核实的东西你们也敢登？影响了我们谈融资，赶紧改。',
    ],
    [
      '有人拿我的稿子在你们那儿领稿费',
      '作者“营销老王”上周那篇《私域的尽头》是我2024年在人人都是产品经理发的，标题换了，内容没动。链接我放下面，你们自己比。\nhttps://example.com/2024/private',
    ],
    ['我要求撤除个人信息', '贵站一篇离职经历的文章里写了我的全名和部门，同事都来问我。我没有授权任何人写我，请隐去。'],
    [
      'Copyright notice',
      'The infographic in your article of 10 September is ours, taken from our 2025 report and stripped of the logo. We require its removal and confirmation by Friday.',
    ],
    [
      'Notice of infringement',
      'I am counsel for Brightline Studio. The photographs reproduced at the URL below are used without license. Kindly disable access within 5 business days.',
      { files: ['notice.pdf'] },
    ],
    [
      '转发网信部门来件',
      '你单位：现将群众反映贵网站刊载不准确经济数据的线索转来，请于五个工作日内核实并书面回复处理情况。',
      { files: ['线索转办单.pdf'] },
    ],
    ['？？？', '你们家作者跑到我评论区骂人，截图都在，号也是你们认证的，管不管'],
    [
      '关于贵平台冒用我司名义的严正交涉',
      '我司从未与贵平台开展任何形式的联合活动，贵平台海报却印有我司标识。请立即停用，公开澄清。',
    ],
    ['数字错了', '你们引用的我们那份报告，把17%写成71%，已经有客户来质问，请尽快更改并在文末注明。'],
    ['给个交代', '答应的稿费三个月没到账，问客服不回，问编辑说找财务，财务没人接。再这样我就去劳动监察和12345了'],
    [
      '版权方函',
      '我方为《山行集》信息网络传播权的独家被许可人。贵公众号9月5日推文全文收录其中两章，请即删并赔付，详见附件权属材料。',
      { files: ['权属材料.zip', '取证录屏说明.pdf'] },
    ],
    ['文章涉及我女儿', '图里那个小孩是我女儿，朋友圈的照片怎么跑到你们那儿去的？立刻撤，不然我报警。'],
    ['反映一个问题', '我花了398买你们作者推荐的课，进群就是推销，要退，对方拉黑我。文章是你们推的，你们得管。'],
    [
      '抄袭举报（附对比表）',
      '老师您好，贵站《裂变复盘》与本人作品高度重合，对比表见附件，希望核实后处理，谢谢。',
      { files: ['对比表.xlsx'] },
    ],
    [
      '请求更正失实描述',
      '',
      {
        html: html(
          '编辑部：',
          '贵刊第38期称我园“学生流失过半”，该说法没有依据。我园在册人数同比增长，有教育局备案为证。',
          '请在原位置刊登更正，时限七日。',
          '晨曦幼教 办公室',
        ),
      },
    ],
    ['撤回我的文章', '我发现你们没经我点头就把我的文章给了另外三个号，署名还是别人，这不行，全部收回来'],
    ['名誉损害', '文章用“传销”形容我们的合伙人制度，已构成对我司的贬损。我们已做时间戳存证。望自行下线，免伤和气。'],
    ['盗链', '你们网站直接引用我们图床的图片，一天跑了我两百G流量，停掉，不然我把图换成别的'],
    [
      '用户投诉转交',
      '消协转来消费者意见一份，涉及贵号9月团购商品与宣传不一致，请十日内与消费者联系并将结果回函我会。',
      { files: ['消费者投诉登记表.doc'] },
    ],
  ]),
  ...mails('junk', [
    [
      '【重要】您的邮箱即将被清退',
      '',
      {
        html: html(
          '尊敬的邮箱用户：',
          '因系统迁移，未完成备案的邮箱将于今晚24点停止服务，请立即<a href="http://mail-upgrade.example.xyz/">在线备案</a>。',
          '信息中心',
        ),
        from: '信息中心 <it@notice.example.xyz>',
      },
    ],
    ['票', '各行业增票普票都可以开，真票可上网查，点数低，联系 135****2211 陈会计'],
    [
      '关于2026年第三季度薪资补贴申领的通知',
      '各位同事：请用手机扫描附件内二维码，按提示完成登记，逾期视为放弃。财务处',
      { files: ['补贴通知.docx'], from: '财务处 <cw@gov-bt.example>' },
    ],
    ['老板，看下这个', '', { files: ['对账明细.exe'] }],
    ['加入核心社群', '老师盘前给票，昨天三只板，今天继续，先看一周不收钱，群号 88123456'],
    ['寂寞吗', '附近的小姐姐在线，点这里看照片 http://t.example.cc/xx'],
    [
      'Payment advice',
      'Kindly find attached payment slip for your perusal and confirm receipt.',
      { files: ['Payment_Slip.iso'] },
    ],
    [
      'RE: RE: Outstanding balance',
      'Dear Sir, our account changed due to audit. Please remit to the new beneficiary details in the attachment today.',
      { files: ['new_details.html'] },
    ],
    [
      'I recorded you',
      'I have access to your device and made a video through your camera. Send 0.08 BTC to the wallet below within 48 hours or everyone you know will see it.',
    ],
    [
      'Confidential business',
      'I am Mrs. Grace Owens, widow of a late oil executive. I wish to entrust 12.5 million US dollars to you for charity. Reply for more details.',
    ],
    ['娱乐城', '新会员首存一百得三百，电子真人体彩全都有，出款两分钟 http://88.example.vip'],
    ['学历提升', '成教自考专科本科，不用去学校，保证毕业，网上终身可查，年底前报名少两千'],
    ['需要资金周转吗', '只要有社保或者房子车子，最快两小时到账，利息低，不上门，微信 dk5566'],
    [
      '顺丰速运：派件失败',
      '您的包裹因地址不详无法投递，请于24小时内点击 http://sf-ex.example.top 补全并支付0.3元重投费',
    ],
    ['抽中您了', '恭喜！您在周年活动中获得iPhone一台，兑奖码K8821，请联系客服缴纳个税后寄出'],
    ['手工活外发', '在家串珠子，一天两百多，材料免费寄，不收押金，加V了解'],
    [
      'Apple ID 已锁定',
      '我们检测到您的 Apple ID 在异地设备登录。为保护您的资料，请在24小时内完成身份核对，否则将永久停用。 http://appleid-check.example.ru',
      { from: 'Apple 支持 <no-reply@icloud-verify.example.ru>' },
    ],
    [
      'Cheap meds no Rx',
      'Top quality generics shipped worldwide in 5 days. Discreet packaging. Order now http://rx.example.biz',
    ],
    ['电子烟 仿表', '劳力士一比一，A货包包，支持验完再付，看图加薇'],
    ['老中医', '糖尿病停药不是梦，三个疗程见效，无效退全款，热线400-000-1234'],
    [
      '您的域名即将到期',
      'This is your final notice: domain appcpx registration in Asia has been applied for by a third party. Contact us immediately to protect your brand name.',
    ],
    [
      '工信部通知',
      '贵单位网站备案信息不全，将被注销，请速与经办人联系并缴纳核验费1200元',
      { from: '备案中心 <beian@service.example.top>' },
    ],
    [
      '邮件未送达(3)',
      '您有3封邮件被系统拦截，登录后可释放到收件箱：http://quarantine.example.site',
      { from: '邮件系统 <mail@quarantine.example.site>' },
    ],
    ['查人查档', '开房、通话、定位、户籍、流水，三小时出结果，先看后付'],
    [
      'Your voicemail',
      'You have (1) new voice message from +86 10 8888. Listen: see attached.',
      { files: ['Voice_0912.htm'] },
    ],
  ]),
  ...mails('forward', [
    [
      'Fwd: 四十公里',
      '帮朋友转一下，他不会用邮箱。\n\n---------- Forwarded message ---------\n发件人： 陈麦 <chenmai@mail.example>\n日期： 2026年9月3日周四 10:21\n主题： 四十公里\n收件人： <me@mail.example>\n\n' +
        COUNTY_LIVE,
    ],
    [
      '转发：字体的文章',
      '\n\n-----原始邮件-----\n发件人: 林一 <linyi@mail.example>\n发送时间: 2026年9月2日 9:05\n收件人: 我\n主题: 字体的文章\n\n' +
        FONT_CASE,
    ],
    [
      '转发: 面试',
      '同事写的，觉得适合你们。\n\n------------------ 原始邮件 ------------------\n发件人: "阿远" <ayuan@qq.example>;\n发送时间: 2026年9月1日(星期二) 晚上8:12\n收件人: "我"<wo@qq.example>;\n主题: 面试\n\n' +
        EMPLOYER,
    ],
    [
      'FW: essay',
      '\n\n-----Original Message-----\nFrom: Mai Chen <mai@mail.example>\nSent: Wednesday, September 2, 2026 5:01 PM\nTo: Lee\nSubject: essay\n\nHere is the essay we spoke about, all yours.',
    ],
    [
      '转发：投稿',
      '\n-------- 转发邮件信息 --------\n发件人："周舟" <zhouzhou@163.example>\n发送日期：2026-09-02 11:20:31\n收件人：bjb@mail.example\n主题：投稿\n\n' +
        FRAUD_AD,
    ],
    [
      'Fwd: 三角梅',
      '\n\nBegin forwarded message:\n\nFrom: 苏杭 <suhang@icloud.example>\nSubject: 三角梅\nDate: September 4, 2026 at 9:30:11 AM GMT+8\nTo: friend@mail.example\n\n' +
        SHORT_PIECE,
    ],
    [
      '转：一位读者的文章',
      '\n\n发件人： 何田 <hetian@corp.example>\n发送时间： 2026年9月4日 14:00\n收件人： 张编辑\n主题： 一位读者的文章\n\n' +
        EMPLOYER,
    ],
  ]),
  ...mails('bounce', [
    [
      '退信通知',
      '您好，您发给 chenmai@qq.example 的邮件被对方系统拒收。\n拒收理由：550 Mail content denied',
      { from: 'PostMaster@qq.com', failed: 'chenmai@qq.example' },
    ],
    [
      '系统退信',
      '很抱歉，您的邮件未能投递成功。\n收件人地址：linyi@163.example\n出错原因：550 RP:TRC 163 smtp',
      { from: 'Postmaster@163.com', failed: 'linyi@163.example' },
    ],
    [
      '邮件投递失败通知',
      '发送给 zhouzhou@sina.example 的邮件由于对方信箱空间不足未能成功，原信附后。',
      { from: 'MAILER-DAEMON@sina.com', failed: 'zhouzhou@sina.example' },
    ],
    [
      'Mail System Error - Returned Mail',
      'Recipient address: hetian@corp.example\nReason: Illegal user',
      { from: 'postmaster@corp.example', headers: { 'return-path': '<>' }, failed: 'hetian@corp.example' },
    ],
    [
      'Undelivered Mail Returned to Sender',
      'This is the mail system at host mx.corp.example.\n\n<wang@corp.example>: host mx said: 554 5.7.1 Relay access denied',
      { from: 'MAILER-DAEMON@mx.corp.example', failed: 'wang@corp.example' },
    ],
    [
      '退信：录用通知',
      '原因：收件人 ayuan@foxmail.example 不存在，请核对后重新发出。',
      { from: 'postmaster@exmail.qq.com', failed: 'ayuan@foxmail.example' },
    ],
    [
      'Delivery failure',
      'Message to suhang@icloud.example could not be delivered: 452 4.2.2 Over quota',
      { from: 'mailer-daemon@icloud.example', headers: { 'return-path': '<>' }, failed: 'suhang@icloud.example' },
    ],
    [
      '邮件退信提醒',
      '阿里云邮箱提示：投递至 moon@aliyun.example 的来信已被退回，远端应答 554 Reject by behaviour spam',
      { from: 'postmaster@aliyun.com', failed: 'moon@aliyun.example' },
    ],
    [
      '未传递: 退改意见',
      '无法将邮件传递给以下收件人，因为收件人的邮箱已满：\nlee@outlook.example',
      { from: 'postmaster@outlook.com', headers: { 'return-path': '<>' }, failed: 'lee@outlook.example' },
    ],
    [
      'Returned mail: see transcript for details',
      '----- The following addresses had permanent fatal errors -----\n<x1@edu.example>\n(reason: 550 User unknown)',
      { from: 'MAILER-DAEMON@edu.example', failed: 'x1@edu.example' },
    ],
    [
      '信件退回',
      '139邮箱系统：您寄往 13800138000@139.example 的信件因对方已销户而退还。',
      { from: 'mailadmin@139.com', headers: { 'return-path': '<>' }, failed: '13800138000@139.example' },
    ],
  ]),
  ...mails('autoreply', [
    ['自动回复: 录用通知', '来信收悉，三个工作日内答复。'],
    [
      '自动回复:审稿意见',
      '本人产假中，工作由李老师接替，邮箱 li@corp.example',
      { from: '陈麦 <chenmai@corp.example>' },
    ],
    ['Re: 稿费单', '您好！您的邮件我已经收到，会尽快查看。（本邮件为系统自动发出，无需回复）'],
    [
      'Auto: 退改意见',
      'Thank you for your email. I am travelling with limited access and will answer next week.',
      { headers: { 'auto-submitted': 'auto-replied (vacation)' } },
    ],
    ['Abwesend', 'Ich bin im Urlaub.', { headers: { 'auto-submitted': 'auto-replied' } }],
    ['Out of the Office Re: 录用', 'Back on 12 Oct.'],
    ['[Auto-Reply] 审稿意见', '我正在休假，手机常开。', { headers: { 'x-autoreply': 'yes' } }],
    ['自動回覆：稿件', '本人現正放假，將於十月五日返回辦公室。'],
    ['Re: 关于排期', '这是一封自动回复邮件。我已经收到了您的来信，会尽快回复您。谢谢！'],
    ['外出通知', '出差至9月20日，期间不能及时处理邮件，紧急请打电话。', { headers: { precedence: 'auto_reply' } }],
    [
      '已读: 录用通知',
      '您的邮件已被阅读',
      { headers: { 'content-type': 'multipart/report; report-type=disposition-notification; boundary=r' } },
    ],
  ]),
  ...mails('recall', [
    ['发信方已撤回邮件：四十公里', '', { recalled: '四十公里' }],
    ['撤回: 四十公里', '陈麦 将撤回邮件“四十公里”。', { recalled: '四十公里' }],
    ['Recall: essay', 'Mai Chen would like to recall the message, "essay".', { recalled: 'essay' }],
    ['邮件撤回通知：字体的文章', '对方已撤回这封邮件，您将无法查看其内容。', { recalled: '字体的文章' }],
    ['撤回：面试', '发件人希望撤回主题为“面试”的邮件。', { recalled: '面试' }],
  ]),
]
