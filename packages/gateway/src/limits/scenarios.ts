import { parsePhone } from "mq-sms";
import type { Bucket } from "./bucket.ts";
import type { Scenario } from "./settings.ts";

/** What decides which scenarios a message belongs to. */
export interface LimitedMessage {
  /** As the caller wrote it. */
  readonly to: string;
  readonly category?: string | undefined;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

/** The buckets of a request's messages: each takes as many as it has of them. */
export function scenarioBuckets(
  organizationId: string,
  messages: readonly LimitedMessage[],
  scenarios: readonly Scenario[],
): Bucket[] {
  return scenarios.flatMap((scenario) => {
    const costs = new Map<string, number>();
    for (const message of messages) {
      if (!belongs(message, scenario)) continue;
      const entity = entityOf(message, scenario.per);
      costs.set(entity, (costs.get(entity) ?? 0) + 1);
    }
    const { name, limit, windowSeconds } = scenario;
    return [...costs].map(
      ([entity, cost]): Bucket => ({
        scope: "scenario",
        name,
        owner: organizationId,
        key: `${name}:${windowSeconds}:${entity}`,
        limit,
        windowSeconds,
        cost,
      }),
    );
  });
}

const belongs = ({ category, metadata }: LimitedMessage, { match }: Scenario): boolean =>
  (match.category === undefined || match.category === (category ?? "transactional")) &&
  Object.entries(match.metadata ?? {}).every(([key, value]) => entryOf(metadata, key) === value);

/** Messages that name no entity are one: leaving it out is no way around the limit. */
const entityOf = ({ to, metadata }: LimitedMessage, per: string): string => {
  if (per !== "recipient") return entryOf(metadata, per.slice("metadata.".length)) ?? "";
  const phone = parsePhone(to);
  return phone.ok ? phone.e164 : "";
};

/** Not what every object has, whatever the entry is called. */
const entryOf = (metadata: LimitedMessage["metadata"], key: string): string | undefined =>
  metadata !== undefined && Object.hasOwn(metadata, key) ? metadata[key] : undefined;
