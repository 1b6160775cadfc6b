import { createLogger, type Database, migrate, openDatabase } from "@nx/core";
import { createGateway, type Gateway, type Routing } from "@nx/gateway";
import { sql } from "drizzle-orm";
import type { SmsProvider } from "mq-sms";
import type { Engine, EngineKind, EngineOptions, NewMessage } from "../peers/engine.ts";
import { createReportingProvider } from "./report-later.ts";

/** The whole product at the peers' work: every message is validated, routed and told of in events. */
export const ledger: EngineKind = {
  name: "@nx/gateway",
  redis: undefined,
  acceptBatch: 500,
  acceptsAtATime: 2,
  open,
};

const account = "in-process";
const logger = createLogger({ level: "error" });

/** A gateway that takes messages in and sends none. */
export function createAcceptor(database: Database): Gateway {
  const idle = createReportingProvider(
    async () => {},
    () => {},
  );
  return createGateway({ database, routing: () => routingTo(idle), logger, dispatch: false });
}

async function open({ databaseUrl }: EngineOptions): Promise<Engine> {
  const database = await openDatabase({ url: databaseUrl, poolSize: 6 });
  const accepting = createAcceptor(database);
  return {
    async install() {
      // The peers' own tables have the same names.
      await database.orm.execute(sql`drop schema public cascade`);
      await database.orm.execute(sql`create schema public`);
      await migrate(database);
      for (const view of checkedViews) await database.orm.execute(sql.raw(view));
    },
    async accept(messages) {
      await Promise.all(
        [...byOrganization(messages)].map(async ([organizationId, together]) => {
          const { rejected } = await accepting.sendBatch(organizationId, {
            messages: together.map(({ recipient, sender, body, key }) => ({
              to: recipient,
              from: sender,
              body,
              idempotencyKey: key,
            })),
          });
          if (rejected.length > 0) throw new Error(`Refused: ${rejected[0]?.code}`);
        }),
      );
    },
    async work(delivered) {
      const provider = createReportingProvider(
        (reports) => gateway.receive("", account, { reports, inbound: [], consents: [] }),
        delivered,
      );
      const gateway = createGateway({ database, routing: () => routingTo(provider), logger });
      gateway.start();
      return {
        async stop() {
          await gateway.stop();
          await provider.stop();
        },
      };
    },
    close: () => database.close(),
  };
}

/** Everything goes through the one account. */
const routingTo = (provider: SmsProvider): Routing => ({
  accounts: [{ id: account, provider, window: 2000 }],
  rules: [],
});

/** Under these names the peers' check counts what a run wrote. */
const checkedViews = [
  "create view events as select * from told_events",
  "create view provider_ids as select * from message_submissions",
];

function byOrganization(messages: readonly NewMessage[]): Map<string, NewMessage[]> {
  const organizations = new Map<string, NewMessage[]>();
  for (const message of messages) {
    const together = organizations.get(message.organizationId);
    if (together) together.push(message);
    else organizations.set(message.organizationId, [message]);
  }
  return organizations;
}
