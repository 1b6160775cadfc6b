import type { Access } from "@nx/core";
import type { GatewayContext } from "../context.ts";
import type { GatewayResult } from "../problems.ts";
import { changeConsent } from "./change.ts";
import { listOptOuts } from "./list.ts";
import { readConsent } from "./read.ts";
import { recordConsents } from "./record.ts";
import type { ConsentBody, ConsentQuery, ConsentState, OptOutPage } from "./schemas.ts";
import type { ConsentChange } from "./write-consents.ts";

/** Who wants which messages. What is written here holds for every message from then on. */
export interface Consent {
  /** Phones are E.164; of one person, one change at a time. Resolves to how many were news. */
  record(organizationId: string, changes: readonly ConsentChange[]): Promise<number>;
  /** Opts somebody out or in again in their name; resolves to where they stand then. */
  change(
    organizationId: string,
    input: ConsentBody,
    by: Pick<Access, "actor">,
  ): Promise<GatewayResult<ConsentState>>;
  /** Where a number stands, and its history, newest first. */
  read(
    organizationId: string,
    phone: string,
    query: ConsentQuery,
  ): Promise<GatewayResult<ConsentState>>;
  /** Everybody who opted out, the last one first. */
  list(organizationId: string, query: ConsentQuery): Promise<GatewayResult<OptOutPage>>;
}

/** @param as the context that sees the organization's rows only */
export const createConsent = (as: (organizationId: string) => GatewayContext): Consent => ({
  record: (organizationId, changes) => recordConsents(as(organizationId), organizationId, changes),
  change: (organizationId, input, by) =>
    changeConsent(as(organizationId), organizationId, input, by),
  read: (organizationId, phone, query) =>
    readConsent(as(organizationId), organizationId, phone, query),
  list: (organizationId, query) => listOptOuts(as(organizationId), organizationId, query),
});
