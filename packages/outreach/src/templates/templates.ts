import type { ComposeTexts } from "@nx/gateway";
import type { OutreachContext } from "../context.ts";
import type { OutreachResult } from "../problems.ts";
import type { TemplateApprovalOf } from "./approval-setting.ts";
import { changeTemplate } from "./change.ts";
import { composeTexts } from "./compose.ts";
import { createTemplate } from "./create.ts";
import { approveVersion, type Decision, rejectVersion, submitVersion } from "./decide.ts";
import { listTemplates } from "./list.ts";
import { previewTemplate } from "./preview.ts";
import { listVersions, readTemplate } from "./read.ts";
import { removeTemplate } from "./remove.ts";
import type {
  PreviewBody,
  Rejection,
  TemplateBody,
  TemplateChange,
  TemplatePage,
  TemplatePreview,
  TemplateQuery,
  TemplateView,
  VersionPage,
} from "./schemas.ts";

/** Texts with places for values. `organizationId` is a UUID, `by` whoever does it. */
export interface Templates {
  list(organizationId: string, query: TemplateQuery): Promise<TemplatePage>;
  create(
    organizationId: string,
    input: TemplateBody,
    by: string,
  ): Promise<OutreachResult<TemplateView>>;
  read(organizationId: string, id: string): Promise<OutreachResult<TemplateView>>;
  /** Makes a new version. */
  change(
    organizationId: string,
    id: string,
    input: TemplateChange,
    by: string,
  ): Promise<OutreachResult<TemplateView>>;
  remove(organizationId: string, id: string): Promise<OutreachResult<undefined>>;
  versions(
    organizationId: string,
    id: string,
    query: TemplateQuery,
  ): Promise<OutreachResult<VersionPage>>;
  submit(decision: Decision): Promise<OutreachResult<TemplateView>>;
  approve(decision: Decision): Promise<OutreachResult<TemplateView>>;
  reject(decision: Decision<Rejection>): Promise<OutreachResult<TemplateView>>;
  preview(
    organizationId: string,
    id: string,
    input: PreviewBody,
  ): Promise<OutreachResult<TemplatePreview>>;
  /** The gateway's source of texts. */
  readonly compose: ComposeTexts;
}

/** The verbs of templates. Each sees the rows of the organization that it is asked for alone. */
export function createTemplates(
  context: OutreachContext,
  approvalOf: TemplateApprovalOf,
): Templates {
  const as = (organizationId: string): OutreachContext => ({
    ...context,
    database: context.database.forOrganization(organizationId),
  });
  return {
    list: (organizationId, query) => listTemplates(as(organizationId), organizationId, query),
    create: (organizationId, input, by) =>
      createTemplate(as(organizationId), organizationId, input, by),
    read: (organizationId, id) => readTemplate(as(organizationId), organizationId, id),
    change: (organizationId, id, input, by) =>
      changeTemplate(as(organizationId), organizationId, id, input, by),
    remove: (organizationId, id) => removeTemplate(as(organizationId), organizationId, id),
    versions: (organizationId, id, query) =>
      listVersions(as(organizationId), organizationId, id, query),
    submit: (decision) => submitVersion(as(decision.organizationId), decision),
    approve: (decision) => approveVersion(as(decision.organizationId), decision),
    reject: (decision) => rejectVersion(as(decision.organizationId), decision),
    preview: (organizationId, id, input) =>
      previewTemplate(as(organizationId), organizationId, id, input),
    compose: (organizationId, requests) =>
      composeTexts({ ...as(organizationId), approvalOf }, organizationId, requests),
  };
}
