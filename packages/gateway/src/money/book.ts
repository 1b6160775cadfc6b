import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import type { RateCard, SmsCategory } from "mq-sms";

/** A budget as a process knows it: what it counts, not how much of it is used. */
export interface Budget {
  readonly id: string;
  readonly name: string;
  readonly period: "hour" | "day" | "month" | "credit";
  readonly currency: string;
  readonly category: SmsCategory | null;
  readonly country: string | null;
  readonly campaignId: string | null;
  readonly keyId: string | null;
}

/** Which budgets and rate cards organizations have. Most have neither, and that is told in no time. */
export interface MoneyTerms {
  budgetsOf(organizationId: string): readonly Budget[];
  /** Of its own. */
  ratesOf(organizationId: string): RateCard | undefined;
}

/** The terms, as they were a moment ago. */
export interface MoneyBook {
  /** At most a second old. */
  read(): Promise<MoneyTerms>;
  /** The next to read sees what was committed before. */
  forget(): void;
}

/** What another process changes holds here after so long. */
const mostAgeMs = 1000;

interface Card {
  readonly version: string;
  readonly card: RateCard;
}

type Cards = ReadonlyMap<string, Card>;

/**
 * Keeps the terms of all organizations in memory, so that whoever has none pays nothing for it. Asks
 * the database only while somebody reads, and then once a second.
 *
 * @param only the one organization whose terms are asked for: within a transaction nothing is known that
 *   others may use, which sees its own changes and perhaps no other organization
 */
export function createMoneyBook(database: Pick<Database, "orm">, only?: string): MoneyBook {
  let current: Promise<MoneyTerms> | undefined;
  let askedAt = 0;
  let cards: Cards = new Map();

  const load = async (): Promise<MoneyTerms> => {
    const { budgets, versions } = await loadTerms(database, only);
    const mine = await loadCards(database, versions, cards);
    cards = mine;
    return {
      budgetsOf: (organizationId) => budgets[organizationId] ?? [],
      ratesOf: (organizationId) => mine.get(organizationId)?.card,
    };
  };
  return {
    read() {
      if (current !== undefined && performance.now() - askedAt < mostAgeMs) return current;
      askedAt = performance.now();
      const asked = load();
      current = asked;
      asked.catch(() => {
        if (current === asked) current = undefined;
      });
      return asked;
    },
    forget() {
      current = undefined;
    },
  };
}

type Row = {
  readonly budgets: Readonly<Record<string, readonly Budget[]>> | null;
  readonly versions: Readonly<Record<string, string>> | null;
};

async function loadTerms({ orm }: Pick<Database, "orm">, only: string | undefined) {
  const isAsked = only === undefined ? sql`true` : sql`organization_id = ${only}::uuid`;
  const [row] = await orm.execute<Row>(sql`
    select (select json_object_agg(o, list) from (
        select organization_id as o, json_agg(json_build_object('id', id, 'name', name,
          'period', period, 'currency', currency, 'category', category, 'country', country, 'campaignId', campaign_id, 'keyId', key_id)
          order by id) as list
        from budgets where ended_at is null and ${isAsked} group by 1) of_organization) as budgets,
      (select json_object_agg(organization_id, version) from rate_cards where ${isAsked}) as versions`);
  return { budgets: row?.budgets ?? {}, versions: row?.versions ?? {} };
}

/** Cards are large and change rarely: only those of another version are read. */
async function loadCards(
  { orm }: Pick<Database, "orm">,
  versions: Readonly<Record<string, string>>,
  known: Cards,
): Promise<Cards> {
  const cards = new Map([...known].filter(([o, { version }]) => versions[o] === version));
  const missing = Object.keys(versions).filter((o) => !cards.has(o));
  if (missing.length === 0) return cards;
  const rows = await orm.execute<{ o: string; version: string; card: RateCard }>(sql`
    select organization_id as o, version, card from rate_cards
    where organization_id = any(${sql.param(missing)}::uuid[])`);
  for (const { o, version, card } of rows) cards.set(o, { version, card });
  return cards;
}
