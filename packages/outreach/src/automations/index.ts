import type { OutreachResult } from "../problems.ts";
import { activateAutomation } from "./activate.ts";
import type { AutomationContext } from "./context.ts";
import { createAutomation } from "./create.ts";
import { enrolByHand } from "./enrol-by-hand.ts";
import { leave } from "./leave.ts";
import { listEnrolments } from "./list-enrolments.ts";
import { pauseAutomation } from "./pause.ts";
import { listAutomations, readAutomation } from "./read.ts";
import { removeAutomation } from "./remove.ts";
import type {
  Automation,
  AutomationBody,
  AutomationDetail,
  AutomationList,
  AutomationPatch,
  EnrolBody,
  EnrolmentPage,
  EnrolmentQuery,
  EnrolReply,
} from "./schemas.ts";
import { updateAutomation } from "./update.ts";

/** What is done by itself for contacts to whom something happens. Ids are those from outside. */
export interface Automations {
  create(organizationId: string, body: AutomationBody): Promise<OutreachResult<Automation>>;
  list(organizationId: string): Promise<AutomationList>;
  read(organizationId: string, id: string): Promise<OutreachResult<AutomationDetail>>;
  update(
    organizationId: string,
    id: string,
    patch: AutomationPatch,
  ): Promise<OutreachResult<Automation>>;
  remove(organizationId: string, id: string): Promise<OutreachResult<undefined>>;
  activate(organizationId: string, id: string): Promise<OutreachResult<Automation>>;
  pause(organizationId: string, id: string): Promise<OutreachResult<Automation>>;
  enrol(organizationId: string, id: string, body: EnrolBody): Promise<OutreachResult<EnrolReply>>;
  enrolments(
    organizationId: string,
    id: string,
    query: EnrolmentQuery,
  ): Promise<OutreachResult<EnrolmentPage>>;
  /** Ends an enrolment. */
  leave(organizationId: string, id: string, enrolment: string): Promise<OutreachResult<undefined>>;
}

/** The verbs; `as` is the context as an organization may see it. */
export const automationsOf = (
  as: (organizationId: string) => Omit<AutomationContext, "isKeyword">,
): Automations => ({
  create: (organization, body) => createAutomation(as(organization), organization, body),
  list: (organization) => listAutomations(as(organization), organization),
  read: (organization, id) => readAutomation(as(organization), organization, id),
  update: (organization, id, patch) => updateAutomation(as(organization), organization, id, patch),
  remove: (organization, id) => removeAutomation(as(organization), organization, id),
  activate: (organization, id) => activateAutomation(as(organization), organization, id),
  pause: (organization, id) => pauseAutomation(as(organization), organization, id),
  enrol: (organization, id, body) => enrolByHand(as(organization), organization, id, body),
  enrolments: (organization, id, query) =>
    listEnrolments(as(organization), organization, id, query),
  leave: (organization, id, enrolment) => leave(as(organization), organization, id, enrolment),
});
