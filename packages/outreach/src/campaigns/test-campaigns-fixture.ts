import { createLogger, type Database, fromPublicId, newUuid, systemClock } from "@nx/core";
import {
  createGateway,
  type Gateway,
  type GatewayProblemCode,
  type PlannedMessage,
} from "@nx/gateway";
import { sql } from "drizzle-orm";
import { recordingProvider } from "mq-sms/testing";
import type { OutreachResult } from "../problems.ts";
import { noApproval } from "../templates/approval-setting.ts";
import type { CampaignContext } from "./context.ts";
import { type Campaigns, campaignsOf } from "./index.ts";
import { stepNext } from "./run.ts";
import { type CampaignBody, type CampaignStats, campaignPrefix } from "./schemas.ts";

/** Campaigns over a database of a test, with the shortcuts that tests need. */
export interface TestCampaigns {
  readonly organizationId: string;
  readonly campaigns: Campaigns;
  readonly context: CampaignContext;
  readonly ledger: TestLedger;
  /** A draft for numbers that are made up; resolves to its id. */
  draft(count: number, changes?: Partial<CampaignBody>): Promise<string>;
  start(id: string): Promise<void>;
  /** Takes every step that is due; resolves to how many there were. */
  steps(most?: number): Promise<number>;
  stats(id: string): Promise<CampaignStats>;
  /** Makes what waits for its time due. */
  makeDue(id: string): Promise<void>;
}

/** The ledger, with what tests want to see of it and to do to it. */
export interface TestLedger {
  /** What it was given, committed or not. */
  readonly seen: PlannedMessage[];
  /** Numbers that it refuses, and why. */
  readonly refusals: Map<string, GatewayProblemCode>;
  /** Runs after messages were taken, before their transaction ends. */
  afterAccept: () => Promise<void>;
  /** Lets up to so many messages leave that wait and are not stopped; resolves to how many did. */
  dispatch(most: number, status?: string): Promise<number>;
}

export const phoneOf = (n: number): string => `+8491${String(n).padStart(7, "0")}`;

/** The value, or the test ends. */
export function must<T>(result: OutreachResult<T>): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

/** Campaigns for tests; the database is migrated and stays the caller's. Nothing leaves. */
export function createTestCampaigns(database: Database): TestCampaigns {
  const newId = () => newUuid(systemClock);
  const organizationId = newId();
  const logger = createLogger({ level: "silent" });
  const provider = recordingProvider(undefined, "one");
  const gateway = createGateway({
    database,
    routing: () => ({
      accounts: [{ id: "one", provider, window: 8 }],
      rules: [],
      rates: { currency: "VND", rates: [{ country: "VN", perSegment: "100" }] },
    }),
    logger,
    dispatch: false,
  });
  const ledger = createTestLedger(database);
  const context: CampaignContext = {
    ...{ database, clock: systemClock, newId, logger },
    gateway: watched(gateway, ledger),
    approvalOf: () => noApproval,
  };
  const campaigns = campaignsOf((organization) => ({
    ...context,
    database: database.forOrganization(organization),
  }));
  return {
    organizationId,
    campaigns,
    context,
    ledger,
    async draft(count, changes = {}) {
      const body = { name: "Hoc phi thang 11", ...changes };
      if (body.variants === undefined && body.template === undefined)
        body.body ??= "Hoc phi thang 11";
      const { id } = must(await campaigns.create(organizationId, body));
      for (let from = 0; from < count; from += 1000) {
        const recipients = Array.from({ length: Math.min(1000, count - from) }, (_, at) => ({
          to: phoneOf(from + at),
          variables: { name: `An ${from + at}` },
        }));
        must(await campaigns.give(organizationId, id, { recipients }));
      }
      return id;
    },
    async start(id) {
      must(await campaigns.start(organizationId, id, {}, { actor: "user:usr_1" }));
    },
    async steps(most = 1000) {
      let count = 0;
      while (count < most && (await stepNext(context))) count += 1;
      return count;
    },
    stats: async (id) => must(await campaigns.read(organizationId, id)).stats,
    async makeDue(id) {
      await database.orm.execute(sql`
        update campaigns set due_at = now(), decide_at = now(),
          start_at = case when state = 'SCHEDULED' and repeat is not null
            then now() - interval '1 second' else start_at end
        where id = ${fromPublicId(campaignPrefix, id) ?? null}::uuid`);
    },
  };
}

/** A gateway whose ledger is watched, and refuses what a test wants it to. */
const watched = (gateway: Gateway, ledger: TestLedger): Gateway => ({
  ...gateway,
  async acceptWithin(organizationId, messages, orm, campaignId) {
    ledger.seen.push(...messages);
    const taken = messages.filter(({ to }) => !ledger.refusals.has(to));
    const accepted = await gateway.acceptWithin(organizationId, taken, orm, campaignId);
    await ledger.afterAccept();
    const answers = accepted.values();
    return messages.map(({ to }) => {
      const code = ledger.refusals.get(to);
      if (code !== undefined) return { ok: false, error: { code } };
      const answer = answers.next().value;
      if (answer === undefined) throw new Error("The ledger answered for fewer messages");
      return answer;
    });
  },
});

const createTestLedger = ({ orm }: Database): TestLedger => ({
  seen: [],
  refusals: new Map(),
  afterAccept: async () => {},
  async dispatch(most, status = "SENT") {
    const left = await orm.execute(sql`
      with going as materialized (
        select q.organization_id as o, q.id as q, m
        from message_queue q cross join unnest(q.message_ids) as m
        where not q.stopped order by m limit ${most}
      ), rest as (
        update message_queue q set message_ids = array(
          select m from unnest(q.message_ids) as m where m not in (select going.m from going))
        where (q.organization_id, q.id) in (select o, going.q from going)
      )
      update messages m set status = ${status}, attempts = attempts + 1 from going
      where m.organization_id = going.o and m.id = going.m
      returning m.id`);
    return left.length;
  },
});
