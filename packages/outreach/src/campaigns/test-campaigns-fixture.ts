import { createLogger, type Database, fromPublicId, newUuid, systemClock } from "@nx/core";
import { createGateway } from "@nx/gateway";
import { sql } from "drizzle-orm";
import { recordingProvider } from "mq-sms/testing";
import type { OutreachResult } from "../problems.ts";
import { noApproval } from "../templates/approval-setting.ts";
import type { CampaignContext } from "./context.ts";
import { type Campaigns, campaignsOf } from "./index.ts";
import type { CampaignLedger, CampaignMessage } from "./ledger.ts";
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

/** A ledger that takes what it is given, and lets it leave when a test says so. */
export interface TestLedger extends CampaignLedger {
  /** What it was given, committed or not. */
  readonly seen: CampaignMessage[];
  /** Numbers that it refuses, and why. */
  readonly refusals: Map<string, string>;
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
    ...{ database, gateway, clock: systemClock, newId, logger, ledger },
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
      const body = { name: "Hoc phi", ...changes };
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
      must(await campaigns.start(organizationId, id, {}));
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

function createTestLedger({ orm: outside }: Database): TestLedger {
  const stopped = new Set<string>();
  const ledger: TestLedger = {
    seen: [],
    refusals: new Map(),
    afterAccept: async () => {},
    async acceptCampaign(organizationId, campaignId, messages, orm) {
      ledger.seen.push(...messages);
      const answers = messages.map(({ to }) => {
        const code = ledger.refusals.get(to);
        return code === undefined ? { ok: true as const } : { ok: false as const, code };
      });
      const taken = messages.filter((_, at) => answers[at]?.ok);
      const list = (of: (message: CampaignMessage) => string) => sql.param(taken.map(of));
      await orm.execute(sql`
        insert into messages (organization_id, id, status, category, recipient, body, encoding,
          segments, valid_until, created_at, updated_at, campaign_id)
        select ${organizationId}::uuid, id, 'QUEUED', 'promotional', recipient, body, 'GSM-7', 1,
          now() + interval '1 day', now(), now(), ${campaignId}::uuid
        from unnest(${list(({ id }) => id)}::uuid[], ${list(({ to }) => to)}::text[],
          ${list(({ body, template }) => body ?? template ?? "")}::text[]) as m(id, recipient, body)`);
      await ledger.afterAccept();
      return answers;
    },
    async pauseCampaign(_, campaignId) {
      stopped.add(campaignId);
    },
    async resumeCampaign(_, campaignId) {
      stopped.delete(campaignId);
    },
    async cancelCampaign(organizationId, campaignId, orm) {
      stopped.add(campaignId);
      const ended = await orm.execute(sql`
        update messages set status = 'CANCELLED' where organization_id = ${organizationId}::uuid
          and id in (select id from messages where organization_id = ${organizationId}::uuid
            and campaign_id = ${campaignId}::uuid and status = 'QUEUED' limit 500)
        returning id`);
      return { left: ended.length === 500 };
    },
    async dispatch(most, status = "SENT") {
      const left = await outside.execute(sql`
        update messages set status = ${status}, attempts = attempts + 1
        where id in (select id from messages where status = 'QUEUED'
          and campaign_id <> all(${sql.param([...stopped])}::uuid[]) order by id limit ${most})
        returning id`);
      return left.length;
    },
  };
  return ledger;
}
