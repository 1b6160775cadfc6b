import type { Gateway, GatewayResult, SendBody, Sent, SentBy } from "@nx/gateway";

/** From which number of ours, and by the account that number came through. */
export interface From {
  readonly number: string;
  readonly account: string;
}

/**
 * Sends an answer from the number that was written to: by the account that brought the message, or by
 * any other that carries it where that one is gone.
 */
export async function sendFrom(
  gateway: Pick<Gateway, "send">,
  organizationId: string,
  { number, account }: From,
  message: Pick<SendBody, "to" | "body" | "idempotencyKey">,
  by?: SentBy,
): Promise<GatewayResult<Sent>> {
  const input = { ...message, from: number };
  const sent = await gateway.send(organizationId, { ...input, provider: account }, by);
  if (sent.ok || (sent.error.code !== "unknown_provider" && sent.error.code !== "no_route"))
    return sent;
  return gateway.send(organizationId, input, by);
}
