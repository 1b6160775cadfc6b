import type { Account } from "./accounts.ts";
import { esmClasses, partHeader, toAddress, writeDeliver } from "./short-message.ts";
import { encodeText } from "./text.ts";

/** What somebody typed on a phone. */
export interface PhoneText {
  from: string;
  to: string;
  text: string;
}

/**
 * Brings phones' messages to the account they are for, in parts where they are long. Gives `false` if
 * they are for none.
 */
export function createInbox(
  accounts: Account[],
  bring: (account: Account, body: Buffer) => void,
): (message: PhoneText) => boolean {
  let reference = 0;
  return ({ from, to, text }) => {
    const account =
      accounts.find(({ sender }) => sender === to) ??
      accounts.find(({ sender }) => sender === undefined);
    if (!account) return false;
    const { dataCoding, parts } = encodeText(text);
    const total = parts.length;
    const isLong = total > 1;
    if (isLong) reference = (reference + 1) % 256;
    for (const [index, bytes] of parts.entries()) {
      const header = partHeader({ reference, number: index + 1, total });
      const body = writeDeliver({
        source: toAddress(from),
        destination: toAddress(to),
        esmClass: isLong ? esmClasses.udh : 0,
        dataCoding,
        bytes: isLong ? Buffer.concat([header, bytes]) : bytes,
      });
      bring(account, body);
    }
    return true;
  };
}
