/** Mails that try everything a mail's HTML can try: to fetch, to run, to lead away, to send. */

/** Every way to reach the network or to run that we know of, each under its own path of `base`. */
export function hostileHtml(base: string): string {
  const to = (vector: string): string => `${base}/${vector}`
  const run = `window.__pwned=1;top.__pwned=1;parent.postMessage('pwned','*');new Image().src='${to('script-ran')}';alert(1)`
  return `<html manifest="${to('manifest')}"><head>
<base href="${base}/base/"><img src="relative-to-base">
<link rel="stylesheet" href="${to('link-stylesheet')}"><link rel="preload" as="image" href="${to('link-preload')}">
<link rel="prefetch" href="${to('link-prefetch')}"><link rel="prerender" href="${to('link-prerender')}">
<link rel="preconnect" href="${to('link-preconnect')}"><link rel="dns-prefetch" href="${to('link-dns-prefetch')}">
<link rel="icon" href="${to('link-icon')}"><link rel="modulepreload" href="${to('link-modulepreload')}">
<link rel="manifest" href="${to('link-manifest')}"><link rel="import" href="${to('link-import')}">
<meta http-equiv="refresh" content="0;url=${to('meta-refresh')}">
<meta http-equiv="Link" content="<${to('meta-link')}>;rel=preload;as=image">
<meta http-equiv="Content-Security-Policy" content="default-src * 'unsafe-inline'">
<style>@import url("${to('css-import-url')}"); @import "${to('css-import-text')}";
@font-face{font-family:x;src:url("${to('css-font')}")}
body{background:url("${to('css-background')}");font-family:x}
p{list-style-image:url(${to('css-list')});cursor:url('${to('css-cursor')}'),auto;border-image:url(${to('css-border')}) 1}
p::before{content:url(${to('css-content')})} h1{background-image:image-set("${to('css-image-set')}" 1x)}
h2{background:\\75\\72\\6c("${to('css-escaped')}")} h3{background:u\\72l(${to('css-escaped-2')})}
:root{--u:url("${to('css-variable')}")} h4{background:var(--u)} p{mask:url(${to('css-mask')});filter:url(${to('css-filter')}#f)}
@namespace url("${to('css-namespace')}");
</style><style><!-- </style><img src="${to('style-comment')}"> --></style>
<script src="${to('script-src')}"></script><script>${run}</script><script type="module">${run}</script>
<script type="speculationrules">{"prefetch":[{"source":"list","urls":["${to('speculation')}"]}]}</script>
</head><body onload="${run}" background="${to('body-background')}" onpageshow="${run}">
<h1>投稿</h1><h2>二</h2><h3>三</h3><h4>四</h4><p>正文第一段，里面什么都想做。</p>
<img src="${to('img')}" onerror="${run}"><img srcset="${to('img-srcset')} 1x, ${to('img-srcset-2')} 2x" alt="图">
<img src="x" lowsrc="${to('img-lowsrc')}" dynsrc="${to('img-dynsrc')}" attributionsrc="${to('img-attribution')}">
<img src="//${new URL(base).host}/img-no-scheme"><image src="${to('image')}"><img src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='${run}'><image href='${to('img-data-svg')}'/></svg>">
<picture><source srcset="${to('picture-source')}"><img src="${to('picture-img')}"></picture>
<p style="background:url(${to('style-attribute')})">甲</p><p style="background:\\75 rl('${to('style-attribute-escaped')}')">乙</p>
<p style='background:url(/**/"${to('style-attribute-comment')}")'>丙</p><p style="background-image:image-set('${to('style-image-set')}' 1x)">丁</p>
<table background="${to('table-background')}"><tr><td background="${to('td-background')}">格</td></tr></table>
<iframe src="${to('iframe')}"></iframe><iframe src="javascript:${run}"></iframe><iframe src="file:///etc/passwd"></iframe>
<iframe srcdoc="<img src='${to('iframe-srcdoc')}'><script>parent.parent.__pwned=1</script>"></iframe>
<iframe src="app://desk/index.html"></iframe><iframe src="app://blob/${'0'.repeat(64)}"></iframe>
<object data="${to('object')}"></object><object data="data:text/html,<script>${run}</script>"></object>
<embed src="${to('embed')}"><applet code="x" archive="${to('applet')}"></applet>
<video src="${to('video')}" poster="${to('video-poster')}" autoplay></video><video><source src="${to('video-source')}"><track src="${to('track')}" default></video>
<audio src="${to('audio')}" autoplay onerror="${run}"></audio><input type="image" src="${to('input-image')}" onfocus="${run}" autofocus>
<svg onload="${run}"><image href="${to('svg-image')}"/><image xlink:href="${to('svg-xlink')}"/><use href="${to('svg-use')}#a"/>
<script>${run}</script><script href="${to('svg-script')}"/><feImage href="${to('svg-feimage')}"/><foreignObject><img src="${to('svg-foreign')}"></foreignObject>
<style>@import "${to('svg-style')}";</style><a xlink:href="javascript:${run}"><text>x</text></a><animate onbegin="${run}" attributeName="x" dur="1s"/></svg>
<noscript><p title="</noscript><img src='${to('noscript')}' onerror='${run}'>"></noscript>
<form id="f" action="${to('form')}" method="post"><input name="p" value="v"><button formaction="${to('formaction')}">提交</button></form>
<a id="link" href="${to('link')}" ping="${to('ping')}" target="_blank">链接</a> <a href="javascript:${run}">点我</a> <a href="${to('link-top')}" target="_top">上</a>
<details open ontoggle="${run}"><summary>开</summary></details><marquee onstart="${run}">跑</marquee><isindex action="${to('isindex')}">
<div style="position:fixed;inset:0;z-index:2147483647">盖住</div><bgsound src="${to('bgsound')}"><frameset><frame src="${to('frame')}"></frameset>
<template><img src="${to('template')}"></template><portal src="${to('portal')}"></portal><fencedframe></fencedframe>
<p>正文最后一段。</p>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=&quot;${run}&quot;&gt;"></table></mtext><mi xlink:href="javascript:${run}">m</mi></math>
<form><math><mtext></form><form><mglyph><style></math><img src="${to('mxss')}" onerror="${run}"></form>
<plaintext><img src="${to('plaintext')}">`
}

/** An HTML mail as a stranger would send it, ready for a Maildir. */
export function htmlMail({ from, subject, html }: { from: string; subject: string; html: string }): string {
  const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64')
  const lines = base64(html).match(/.{1,76}/g) ?? []
  return [
    'Date: Sat, 05 Sep 2026 11:52:00 +0800',
    `Message-ID: <${base64(from).replaceAll(/\W/g, '')}@mail.example>`,
    `From: =?utf-8?B?${base64(from)}?= <${base64(from).replaceAll(/\W/g, '')}@attacker.example>`,
    'To: tougao@niaoge.example',
    `Subject: =?utf-8?B?${base64(subject)}?=`,
    'MIME-Version: 1.0',
    'Content-Type: text/html; charset="utf-8"',
    'Content-Transfer-Encoding: base64',
    '',
    ...lines,
    '',
  ].join('\r\n')
}
