import type { Wait } from "../wait.ts";
import { type Account, receiptId } from "./accounts.ts";
import { isWanted, type Stat, writeReceipt } from "./receipts.ts";
import type { Submitted } from "./short-message.ts";
import type { PlannedReceipt } from "./triggers.ts";

/** A message that was taken, and what has become of it. */
export interface Taken {
  number: number;
  account: Account;
  submitted: Submitted;
  text: string;
  at: Date;
  stat: Stat;
  /** When it got to a state other than ENROUTE. */
  doneAt?: Date;
}

/** What receipts pass through. */
export interface ReporterParts {
  bring(account: Account, body: Buffer): void;
  now: () => Date;
  wait: Wait;
  stopping: AbortSignal;
}

/** Moves a message to the state of a receipt, and brings the receipt if the client asked for it. */
export interface Reporter {
  report(message: Taken, receipt: PlannedReceipt): void;
  /** The same, when the receipt is due. */
  reportLater(message: Taken, receipt: PlannedReceipt): Promise<void>;
}

/** Reports on messages to whoever sent them. */
export function createReporter({ bring, now, wait, stopping }: ReporterParts): Reporter {
  const report: Reporter["report"] = (message, { stat, err = "000", duplicate }) => {
    const { account, submitted, text, at } = message;
    const doneAt = now();
    message.stat = stat;
    if (stat !== "ENROUTE") message.doneAt = doneAt;
    if (!isWanted(stat, submitted.registeredDelivery)) return;
    const id = receiptId(message.number, account);
    const body = writeReceipt({ id, stat, err, text, submittedAt: at, doneAt }, submitted);
    bring(account, body);
    if (duplicate) bring(account, body);
  };
  return {
    report,
    async reportLater(message, receipt) {
      await wait(receipt.afterMs, stopping);
      if (!stopping.aborted) report(message, receipt);
    },
  };
}
