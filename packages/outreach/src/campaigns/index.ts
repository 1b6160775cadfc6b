import type { By } from "@nx/core";
import type { GatewayResult, Sent, SentBy } from "@nx/gateway";
import type { OutreachResult } from "../problems.ts";
import { cancelCampaign } from "./cancel.ts";
import type { CampaignContext } from "./context.ts";
import { createCampaign } from "./create.ts";
import { duplicateCampaign } from "./duplicate.ts";
import { forecastCampaign } from "./forecast.ts";
import { giveFile, giveRecipients } from "./give-recipients.ts";
import { listRecipients } from "./list-recipients.ts";
import { pauseCampaign } from "./pause.ts";
import { listCampaigns, readCampaign } from "./read.ts";
import { removeCampaign } from "./remove.ts";
import { resumeCampaign } from "./resume.ts";
import type {
  ActionBody,
  Campaign,
  CampaignBody,
  CampaignDetail,
  CampaignPage,
  CampaignPatch,
  CampaignQuery,
  Forecast,
  RecipientPage,
  RecipientQuery,
  RecipientsBody,
  RecipientsReply,
  TestBody,
} from "./schemas.ts";
import { sendTest } from "./send-test.ts";
import { startCampaign } from "./start.ts";
import { updateCampaign } from "./update.ts";

/** What is said to many at once. Ids are those from outside. */
export interface Campaigns {
  create(organizationId: string, body: CampaignBody): Promise<OutreachResult<Campaign>>;
  read(organizationId: string, id: string): Promise<OutreachResult<CampaignDetail>>;
  list(organizationId: string, query: CampaignQuery): Promise<CampaignPage>;
  update(
    organizationId: string,
    id: string,
    patch: CampaignPatch,
  ): Promise<OutreachResult<Campaign>>;
  remove(organizationId: string, id: string): Promise<OutreachResult<undefined>>;
  duplicate(organizationId: string, id: string): Promise<OutreachResult<Campaign>>;
  /** Adds recipients to a draft. */
  give(
    organizationId: string,
    id: string,
    body: RecipientsBody,
  ): Promise<OutreachResult<RecipientsReply>>;
  /** Adds the recipients of a CSV file to a draft; `region`: whose national numbers. */
  giveFile(
    organizationId: string,
    id: string,
    file: AsyncIterable<Uint8Array>,
    region?: string,
  ): Promise<OutreachResult<RecipientsReply>>;
  recipients(
    organizationId: string,
    id: string,
    query: RecipientQuery,
  ): Promise<OutreachResult<RecipientPage>>;
  forecast(organizationId: string, id: string): Promise<OutreachResult<Forecast>>;
  /** Sends its text to one number. */
  sendTest(
    organizationId: string,
    id: string,
    body: TestBody,
    by?: SentBy,
  ): Promise<OutreachResult<GatewayResult<Sent>>>;
  start(
    organizationId: string,
    id: string,
    body: ActionBody,
    by: By,
  ): Promise<OutreachResult<Campaign>>;
  pause(organizationId: string, id: string, body: ActionBody): Promise<OutreachResult<Campaign>>;
  resume(organizationId: string, id: string, body: ActionBody): Promise<OutreachResult<Campaign>>;
  cancel(organizationId: string, id: string, body: ActionBody): Promise<OutreachResult<Campaign>>;
}

/** @param as the context as an organization may see it */
export const campaignsOf = (as: (organizationId: string) => CampaignContext): Campaigns => ({
  create: (organizationId, body) => createCampaign(as(organizationId), organizationId, body),
  read: (organizationId, id) => readCampaign(as(organizationId), organizationId, id),
  list: (organizationId, query) => listCampaigns(as(organizationId), organizationId, query),
  update: (organizationId, id, patch) =>
    updateCampaign(as(organizationId), organizationId, id, patch),
  remove: (organizationId, id) => removeCampaign(as(organizationId), organizationId, id),
  duplicate: (organizationId, id) => duplicateCampaign(as(organizationId), organizationId, id),
  give: (organizationId, id, body) => giveRecipients(as(organizationId), organizationId, id, body),
  giveFile: (organizationId, id, file, region) =>
    giveFile(as(organizationId), organizationId, id, file, region),
  recipients: (organizationId, id, query) =>
    listRecipients(as(organizationId), organizationId, id, query),
  forecast: (organizationId, id) => forecastCampaign(as(organizationId), organizationId, id),
  sendTest: (organizationId, id, body, by) =>
    sendTest(as(organizationId), organizationId, id, body, by),
  start: (organizationId, id, body, by) =>
    startCampaign(as(organizationId), organizationId, id, body, by),
  pause: (organizationId, id, body) => pauseCampaign(as(organizationId), organizationId, id, body),
  resume: (organizationId, id, body) =>
    resumeCampaign(as(organizationId), organizationId, id, body),
  cancel: (organizationId, id, body) =>
    cancelCampaign(as(organizationId), organizationId, id, body),
});
