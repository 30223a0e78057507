import { expect, test } from '@jest/globals'
import {
  spareMail,
  withoutSpareMail
} from '../../../../src/create-pool/parts/verification-mails.ts'

const both = (DefaultEmailOption: string) => ({
  PoolName: 'people',
  VerificationMessageTemplate: {
    DefaultEmailOption,
    SmsMessage: '{####}',
    EmailMessage: '{####}',
    EmailSubject: 'Code',
    EmailMessageByLink: '{##Click##}'
  }
})

test.each([
  ['CONFIRM_WITH_CODE', ['EmailMessageByLink']],
  ['CONFIRM_WITH_LINK', ['EmailMessage', 'EmailSubject']]
])('a pool with %s can do without the texts %j', (option, spare) => {
  expect(spareMail(both(option))).toEqual(spare)
  const { VerificationMessageTemplate: left } = withoutSpareMail(both(option))
  expect(Object.keys(left as object)).not.toEqual(expect.arrayContaining(spare))
  expect(left).toMatchObject({ SmsMessage: '{####}' })
  expect(spareMail(withoutSpareMail(both(option)))).toEqual([])
})

test('the texts of its only mail are not spared', () => {
  const VerificationMessageTemplate = {
    DefaultEmailOption: 'CONFIRM_WITH_CODE',
    EmailMessageByLink: '{##Click##}'
  }
  expect(spareMail({ VerificationMessageTemplate })).toEqual([])
})
