import { expect, test } from 'vitest'
import { presetFor, PROVIDER_PRESETS } from '@core/mail'
import { mailServerSchema } from '@shared/domain/mail'

test.each([
  ['someone@163.com', '163', 'imap.163.com', 'authorization-code'],
  ['Someone@126.COM', '126', 'imap.126.com', 'authorization-code'],
  ['a@yeah.net', 'yeah', 'imap.yeah.net', 'authorization-code'],
  ['1008611@qq.com', 'qq', 'imap.qq.com', 'authorization-code'],
  ['a@foxmail.com', 'qq', 'imap.qq.com', 'authorization-code'],
  ['a@gmail.com', 'gmail', 'imap.gmail.com', 'app-password'],
  ['a@outlook.com', 'outlook', 'outlook.office365.com', 'refused'],
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
  for (const { imap, smtp } of PROVIDER_PRESETS) {
    expect(mailServerSchema.safeParse(imap).success).toBe(true)
    expect(mailServerSchema.safeParse(smtp).success).toBe(true)
  }
})
