import type { NewMessage } from "../ledger/accept.ts";
import { priced, type Terms } from "../money/price.ts";
import type { GatewayResult } from "../problems.ts";
import { checkMessage } from "./check.ts";
import type { WrittenMessage } from "./compose.ts";
import type { SentBy } from "./sent-by.ts";

/** What the requests that come together have in common. */
export interface Admission {
  readonly organizationId: string;
  readonly by: SentBy | undefined;
  readonly terms: Terms;
  /** On the bulk lane, unless it is a one-time code. */
  readonly bulk: boolean;
  readonly now: Date;
  readonly campaignId?: string | undefined;
}

/** Makes of a request the message to store: checked, its sender's own, and with what it costs. */
export function admit(
  input: WrittenMessage,
  { id, idempotency }: Pick<NewMessage, "id" | "idempotency">,
  { organizationId, by, terms, bulk, now, campaignId }: Admission,
): GatewayResult<NewMessage> {
  const checked = checkMessage(input, { id, routing: terms.routing, bulk, now });
  if (!checked.ok) return checked;
  const { options } = checked.value;
  const message = {
    ...checked.value,
    organizationId,
    idempotency,
    campaignId,
    keyId: by?.keyId,
    options: by?.user === undefined ? options : { ...options, user: by.user },
  };
  return priced(message, terms, now);
}
