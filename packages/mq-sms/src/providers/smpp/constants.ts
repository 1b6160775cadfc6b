/** The name of this provider in settings, errors and routing. */
export const smppKind = "smpp";

/** Command ids of SMPP 3.4 (section 5.1.2.1). A response has the highest bit set. */
export const commands = {
  queryShortMessage: 0x03,
  submitShortMessage: 0x04,
  deliverShortMessage: 0x05,
  unbind: 0x06,
  bindTransmitter: 0x02,
  bindTransceiver: 0x09,
  enquireLink: 0x15,
  genericNack: 0x80000000,
} as const;

/** What makes a command its response. */
export const responseBit = 0x80000000;

/** Tags of optional parameters (section 5.3.2). */
export const tags = {
  receiptedMessageId: 0x001e,
  userMessageReference: 0x0204,
  sarReference: 0x020c,
  sarTotal: 0x020e,
  sarNumber: 0x020f,
  networkErrorCode: 0x0423,
  messagePayload: 0x0424,
  messageState: 0x0427,
} as const;

/** Bits of `esm_class` (section 5.2.12). */
export const esmClass = { userDataHeader: 0x40, receiptMask: 0x3c } as const;

/** `data_coding` (section 5.2.19). */
export const dataCoding = { defaultAlphabet: 0, ia5: 1, latin1: 3, ucs2: 8 } as const;

/** Command statuses that are answered, or acted upon, by name. */
export const statuses = {
  ok: 0x00,
  invalidCommand: 0x03,
  alreadyBound: 0x05,
  invalidPassword: 0x0e,
  temporaryFailure: 0x64,
} as const;
