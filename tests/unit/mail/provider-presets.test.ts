import { expect, test } from 'vitest'
import { presetFor, PROVIDER_PRESETS } from '@core/mail'
import { mailServerSchema } from '@shared/domain/mail'
import { presetOf, providerIds } from '@shared/domain/provider-presets'

test.each([
  ['someone@163.com', '163', 'imap.163.com', 'authorization-code'],
  ['Someone@126.COM', '126', 'imap.126.com', 'authorization-code'],
  ['a@yeah.net', 'yeah', 'imap.yeah.net', 'authorization-code'],
  ['1008611@qq.com', 'qq', 'imap.qq.com', 'authorization-code'],
  ['a@foxmail.com', 'qq', 'imap.qq.com', 'authorization-code'],
  ['a@vip.163.com', 'netease-vip', 'imap.vip.163.com', 'authorization-code'],
  ['a@188.com', 'netease-vip', 'imap.188.com', 'authorization-code'],
  ['a@exmail.qq.com', 'exmail', 'imap.exmail.qq.com', 'app-password'],
  ['a@qiye.aliyun.com', 'aliyun', 'imap.qiye.aliyun.com', 'app-password'],
  ['a@aliyun.com', 'aliyun-personal', 'imap.aliyun.com', 'authorization-code'],
  ['a@qiye.163.com', 'netease-enterprise', 'imap.qiye.163.com', 'authorization-code'],
  ['a@firm.hzqiye.ntesmail.com', 'netease-enterprise-hz', 'imaphz.qiye.163.com', 'authorization-code'],
  ['a@sina.cn', 'sina', 'imap.sina.cn', 'authorization-code'],
  ['a@vip.sina.com', 'sina', 'imap.vip.sina.com', 'authorization-code'],
  ['a@sohu.com', 'sohu', 'imap.sohu.com', 'app-password'],
  ['13800000000@139.com', '139', 'imap.139.com', 'authorization-code'],
  ['a@189.cn', '189', 'imap.189.cn', 'authorization-code'],
  ['a@wo.cn', 'wo', 'imap.wo.cn', 'password'],
  ['a@icloud.com', 'icloud', 'imap.mail.me.com', 'app-password'],
  ['a@gmail.com', 'gmail', 'imap.gmail.com', 'app-password'],
  ['a@outlook.com', 'outlook', 'outlook.office365.com', 'refused'],
  ['a@hotmail.com', 'outlook', 'outlook.office365.com', 'refused'],
  ['a@live.cn', 'outlook', 'outlook.office365.com', 'refused'],
  ['a@firm.onmicrosoft.com', 'outlook', 'outlook.office365.com', 'refused'],
  ['a@notonmicrosoft.com', 'any', 'imap.notonmicrosoft.com', 'password'],
  ['tougao@appcpx.com', 'any', 'imap.appcpx.com', 'password'],
])('%s', (address, id, host, password) => {
  expect(presetFor(address)).toMatchObject({ id, password, imap: { host } })
})

test.each(['', 'nobody', '@163.com', 'a@b', 'a b@163.com', 'a@-.'])('%j is no address', (address) => {
  expect(presetFor(address)).toBeNull()
})

test('enterprise mail has the servers its providers publish', () => {
  const servers = new Map(
    PROVIDER_PRESETS.map((one) => [one.id, [one.imap.host, one.imap.port, one.smtp.host, one.smtp.port]]),
  )
  expect(servers.get('exmail')).toEqual(['imap.exmail.qq.com', 993, 'smtp.exmail.qq.com', 465])
  expect(servers.get('aliyun')).toEqual(['imap.qiye.aliyun.com', 993, 'smtp.qiye.aliyun.com', 465])
  expect(servers.get('netease-enterprise')).toEqual(['imap.qiye.163.com', 993, 'smtp.qiye.163.com', 994])
  for (const { imap, smtp } of PROVIDER_PRESETS) {
    expect(mailServerSchema.safeParse(imap).success).toBe(true)
    expect(mailServerSchema.safeParse(smtp).success).toBe(true)
  }
})

test('a provider that is chosen by hand has its servers whatever the address', () => {
  expect(presetOf('netease-enterprise-hz', 'tougao@appcpx.com')).toMatchObject({
    imap: { host: 'imaphz.qiye.163.com' },
    smtp: { host: 'smtphz.qiye.163.com', port: 465 },
  })
  expect(presetOf('sina', 'a@sina.cn')).toMatchObject({ imap: { host: 'imap.sina.cn' } })
  expect(presetOf('sina', 'tougao@appcpx.com')).toMatchObject({ imap: { host: 'imap.sina.com' } })
  expect(presetOf('any', 'tougao@appcpx.com')).toMatchObject({ smtp: { host: 'smtp.appcpx.com' } })
  expect(presetOf('any', 'nobody')).toBeNull()
})

test('no host of any provider is left unnamed', () => {
  for (const id of providerIds) {
    const preset = presetOf(id, 'a@firm.example')
    expect(`${preset?.imap.host} ${preset?.smtp.host}`, id).toMatch(/^[a-z0-9.-]+ [a-z0-9.-]+$/)
  }
})
