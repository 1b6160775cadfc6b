import { newUuid, type Orm } from "@nx/core";
import { sql } from "drizzle-orm";
import { maskPhone } from "mq-sms";
import type { OtpContext } from "../context.ts";
import type { Judgement } from "./decide.ts";
import type { GuardedText } from "./text.ts";

/** What is known of an incident when it begins. */
export interface GuardIncident {
  /** UUID. */
  readonly id: string;
  readonly scope: string;
  /** An alert refuses nothing; a block refuses its range. */
  readonly effect: "alert" | "block";
  /** A country (`VN`), a range (`+84912`), or empty for all of the scope. */
  readonly area: string;
  readonly sent: number;
  readonly verified: number;
  /** How long it lasts. */
  readonly hours: number;
}

/** A judgement that was stored, under its id. */
export interface Recorded {
  readonly decisionId: string;
  readonly incidents: readonly GuardIncident[];
}

/** Stores a judgement and counts the text, if it is one that leaves. */
export const recordJudgement = async (
  orm: Orm,
  { clock }: Pick<OtpContext, "clock">,
  text: GuardedText,
  judgement: Judgement,
): Promise<Recorded> => {
  const { challenge, country, prefix } = text;
  const { scope } = challenge;
  const decisionId = newUuid(clock);
  const sent = judgement.verdict !== "refused";
  const areas = sql.param(sent ? ["", country, prefix] : []);
  const incidents = judgement.incidents.map((found) => ({ id: newUuid(clock), scope, ...found }));
  await orm.execute(sql`
    with decision as (
      insert into otp_guard_decisions (scope, id, challenge_id, kind, purpose, phone, phone_hash,
        country, prefix, client_hash, verdict, reasons, sent)
      values (${scope}, ${decisionId}::uuid, ${challenge.id}::uuid, ${text.kind},
        ${challenge.purpose}, ${maskPhone(challenge.phone)}, ${text.phoneHash}, ${country},
        ${prefix}, ${text.clientHash ?? null}, ${judgement.verdict},
        ${sql.param([...judgement.reasons])}::text[], ${sent})
    ), counted as (
      -- In one order, so that two texts cannot wait for each other.
      insert into otp_guard_traffic as t (scope, area, hour, sent, verified)
      select ${scope}, area, date_trunc('hour', now()), 1, 0
      from unnest(${areas}::text[]) area order by area
      on conflict (scope, area, hour) do update set sent = t.sent + 1
    )
    insert into otp_guard_incidents (scope, id, effect, area, sent, verified, hours, until)
    select ${scope}, id, effect, area, sent, verified, hours, now() + hours * interval '1 hour'
    from jsonb_to_recordset(${JSON.stringify(incidents)}::jsonb)
      as found(id uuid, effect text, area text, sent int, verified int, hours int)`);
  return { decisionId, incidents };
};
