import type { ReceivedFacts } from "../../callbacks/facts.ts";
import { readDelivery } from "./bodies.ts";
import { esmClass, statuses } from "./constants.ts";
import { TruncatedBody } from "./fields.ts";
import { readInbound } from "./inbound.ts";
import { readReceipt } from "./receipt.ts";
import type { OnDeliver } from "./session.ts";
import type { SmppSettings } from "./settings.ts";

/**
 * Hands on what the SMSC brings. It is acknowledged once it is stored; what could not be stored is
 * asked for again. What cannot be read would never become readable, so it is acknowledged too.
 */
export const createDeliverer =
  (settings: SmppSettings, receive: (facts: ReceivedFacts) => Promise<void>): OnDeliver =>
  async (body) => {
    const facts = readFacts(settings, body);
    if (facts === undefined) return statuses.ok;
    try {
      await receive(facts);
      return statuses.ok;
    } catch {
      return statuses.temporaryFailure;
    }
  };

function readFacts(settings: SmppSettings, body: Buffer): ReceivedFacts | undefined {
  try {
    const delivery = readDelivery(body);
    if ((delivery.esmClass & esmClass.receiptMask) !== 0) {
      const report = readReceipt(settings, delivery);
      return report && { reports: [report], inbound: [], consents: [] };
    }
    const message = readInbound(settings, delivery);
    return message && { reports: [], inbound: [message], consents: [] };
  } catch (error) {
    if (error instanceof TruncatedBody) return undefined;
    throw error;
  }
}
