import { randomUUID } from 'node:crypto'
import type { Reply } from '../wire.ts'
import type { Element } from '../xml.ts'
import { element, xmlDocument } from '../xml.ts'

const xmlns = 'https://sts.amazonaws.com/doc/2011-06-15/'

/** The answer to an operation, as the AWS query protocol wraps it. */
export function resultReply(operation: string, result: Element[]): Reply {
  return xmlReply(200, `${operation}Response`, [
    element(`${operation}Result`, result),
    element('ResponseMetadata', [element('RequestId', randomUUID())])
  ])
}

export function errorReply(
  status: number,
  code: string,
  message: string
): Reply {
  const reply = xmlReply(status, 'ErrorResponse', [
    element('Error', [
      element('Type', status < 500 ? 'Sender' : 'Receiver'),
      element('Code', code),
      element('Message', message)
    ]),
    element('RequestId', randomUUID())
  ])
  return { ...reply, errorName: code }
}

function xmlReply(status: number, name: string, content: Element[]): Reply {
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: xmlDocument({ name, attributes: { xmlns }, content })
  }
}
