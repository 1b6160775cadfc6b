import { createKeyring, createLogger, type Database } from "@nx/core";
import { createProvider, type RateCard } from "mq-sms";
import { createGateway, type Gateway } from "../gateway.ts";
import type { SendBody } from "../messages/schemas.ts";
import type { QuietHours } from "../quiet-hours/quiet-hours.ts";

/** A hundred a segment, whoever carries it, to Vietnam. */
export const vietnam: RateCard = {
  currency: "VND",
  rates: [{ country: "VN", perSegment: "100" }],
};

/** A gateway that accepts and prices, and sends nothing unless it is to dispatch and started. */
export function createTestGateway(
  database: Database,
  rates: RateCard = vietnam,
  dispatch = false,
  quietHours?: QuietHours,
): Gateway {
  const runtime = { fetch, now: () => new Date(), print: () => {} };
  const provider = createProvider("log-only", {}, runtime);
  const keys = createKeyring([{ id: "k1", key: Buffer.alloc(32, 7).toString("base64") }]);
  return createGateway({
    database,
    routing: () => ({
      accounts: [{ id: "one", provider, window: 8 }],
      rules: [],
      rates,
    }),
    logger: createLogger({ level: "silent" }),
    ...(keys.ok && { keyring: keys.keyring }),
    dispatch,
    ...(quietHours && { quietHours }),
  });
}

/** One segment to Vietnam. */
export const text: SendBody = { to: "+84912345678", body: "Hoc phi thang 11" };
