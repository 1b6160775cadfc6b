import type { SentBy } from "@nx/gateway";
import type { OutreachContext } from "../context.ts";
import type { OutreachResult } from "../problems.ts";
import { createExpectation } from "./create.ts";
import { listQuarantine } from "./list-quarantine.ts";
import { readExpectation } from "./read.ts";
import { assignAnswer, dismissAnswer } from "./resolve.ts";
import type {
  AssignBody,
  Expectation,
  ExpectationBody,
  QuarantinedAnswer,
  QuarantinePage,
  QuarantineQuery,
} from "./schemas.ts";

/** Questions that people answer by message, and the answers that nobody could be sure about. */
export interface Expectations {
  create(
    organizationId: string,
    input: ExpectationBody,
    by?: SentBy,
  ): Promise<OutreachResult<Expectation>>;
  read(organizationId: string, id: string): Promise<OutreachResult<Expectation>>;
  quarantine(organizationId: string, query: QuarantineQuery): Promise<QuarantinePage>;
  /** `by` is who decides. */
  assign(
    organizationId: string,
    id: string,
    input: AssignBody,
    by: string,
  ): Promise<OutreachResult<QuarantinedAnswer>>;
  dismiss(
    organizationId: string,
    id: string,
    by: string,
  ): Promise<OutreachResult<QuarantinedAnswer>>;
}

/** The verbs of expectations; `as` is the context as an organization may see it. */
export const createExpectations = (
  as: (organizationId: string) => OutreachContext,
): Expectations => ({
  create: (organizationId, input, by) =>
    createExpectation(as(organizationId), organizationId, input, by),
  read: (organizationId, id) => readExpectation(as(organizationId), organizationId, id),
  quarantine: (organizationId, query) => listQuarantine(as(organizationId), organizationId, query),
  assign: (organizationId, id, input, by) =>
    assignAnswer(as(organizationId), organizationId, id, input, by),
  dismiss: (organizationId, id, by) => dismissAnswer(as(organizationId), organizationId, id, by),
});
