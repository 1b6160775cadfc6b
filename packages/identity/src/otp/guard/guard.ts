import type { OtpContext } from "../context.ts";
import { type BlockLifter, liftBlock } from "./lift.ts";
import { listDecisions } from "./list-decisions.ts";
import { listIncidents } from "./list-incidents.ts";
import type {
  GuardDecisionPage,
  GuardDecisionQuery,
  GuardIncidentPage,
  GuardIncidentQuery,
} from "./schemas.ts";

/** What an operator sees and does of the pumping guard; all of it within one scope. */
export interface OtpGuard {
  decisions(scope: string, query: GuardDecisionQuery): Promise<GuardDecisionPage>;
  /** Ranges that get no codes, and those that got none. */
  blocks(scope: string, query: GuardIncidentQuery): Promise<GuardIncidentPage>;
  /** Conversions that fell, which refuse nothing by themselves. */
  alerts(scope: string, query: GuardIncidentQuery): Promise<GuardIncidentPage>;
  /** Ends a block, named by its public id; false where the scope has no such block. */
  lift(scope: string, id: string, by: BlockLifter): Promise<boolean>;
}

/** Binds the verbs to a database. */
export const createOtpGuard = ({ database }: Pick<OtpContext, "database">): OtpGuard => {
  const within = (scope: string) => database.forOrganization(scope).orm;
  return {
    decisions: (scope, query) => listDecisions(within(scope), scope, query),
    blocks: (scope, query) => listIncidents(within(scope), scope, "block", query),
    alerts: (scope, query) => listIncidents(within(scope), scope, "alert", query),
    lift: (scope, id, by) => liftBlock(database.forOrganization(scope), scope, id, by),
  };
};
