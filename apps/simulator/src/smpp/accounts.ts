/** A customer of the SMSC. */
export interface Account {
  systemId: string;
  /** At most 8 characters, says the protocol. */
  password: string;
  /** The only `source_addr` it may use, and the number that inbound messages for it go to. */
  sender?: string;
  /** How many sessions it may have; one more is refused with ALYBND. No limit where left out. */
  maxBinds?: number;
  /**
   * How message ids are written: some systems answer in hex and report in decimal, or the other way
   * round. Hex in both by default.
   */
  idBase?: { response: 10 | 16; receipt: 10 | 16 };
}

/** A message's number as its `submit_sm_resp` has it. */
export const responseId = (number: number, { idBase }: Account): string =>
  write(number, idBase?.response);

/** A message's number as its receipts have it. */
export const receiptId = (number: number, { idBase }: Account): string =>
  write(number, idBase?.receipt);

/** The number of a message from the id that its `submit_sm_resp` had. */
export const toNumber = (id: string, { idBase }: Account): number =>
  Number.parseInt(id, idBase?.response ?? 16);

const write = (number: number, base: 10 | 16 = 16) => number.toString(base).toUpperCase();
