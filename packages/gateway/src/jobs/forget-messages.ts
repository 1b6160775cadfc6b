import { defineJob, type Job, pruneAudit, readChains } from "@nx/core";
import type { GatewayContext } from "../context.ts";
import { deleteBodies } from "../retention/delete-bodies.ts";
import { forgetOld } from "../retention/forget.ts";

const dayMs = 86_400_000;

/** Forgets old messages, texts, keys and the old audit, at 2 in the night of Vietnam. */
export const forgetMessages = (context: GatewayContext): Job<object> =>
  defineJob({
    name: "messages.retention",
    every: "0 19 * * *",
    timeoutSeconds: 4 * 3600,
    async work(_, signal) {
      const { database, clock, logger, retentionOf } = context;
      const now = clock.now();
      const { tables, rows } = await forgetOld(database, now, retentionOf, signal);
      if (tables + rows > 0) logger.info({ event: "messages.forgotten", count: rows });
      const bodies = await deleteBodies(database, now, retentionOf, signal);
      if (bodies > 0) logger.info({ event: "messages.texts_deleted", count: bodies });
      const entries = await forgetAudit(context, now, signal);
      if (entries > 0) logger.info({ event: "audit.forgotten", count: entries });
    },
  });

async function forgetAudit(
  { database, retentionOf }: GatewayContext,
  now: Date,
  signal: AbortSignal,
): Promise<number> {
  let entries = 0;
  for (const organizationId of await readChains(database)) {
    const retention = retentionOf(organizationId);
    if (retention === undefined) continue;
    const before = new Date(now.getTime() - retention.auditDays * dayMs);
    entries += await pruneAudit(database, organizationId, before, signal);
  }
  return entries;
}
