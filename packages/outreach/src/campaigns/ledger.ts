import type { Orm } from "@nx/core";
import type { SendBody } from "@nx/gateway";

/** A message for one recipient, under an id that the campaign chose. */
export type CampaignMessage = Omit<SendBody, "idempotencyKey" | "dryRun"> & {
  /** UUIDv7. */
  readonly id: string;
};

/** What became of it: in the ledger, or why it never will be. */
export type CampaignAnswer = { readonly ok: true } | { readonly ok: false; readonly code: string };

/**
 * What campaigns need of the ledger. Everything happens in the caller's transaction `orm`: messages are
 * committed with the place from which a campaign goes on, and a stop with its state.
 */
export interface CampaignLedger {
  acceptCampaign(
    organizationId: string,
    campaignId: string,
    messages: readonly CampaignMessage[],
    orm: Orm,
  ): Promise<readonly CampaignAnswer[]>;
  /** From its commit on no message of the campaign leaves. */
  pauseCampaign(organizationId: string, campaignId: string, orm: Orm): Promise<void>;
  resumeCampaign(organizationId: string, campaignId: string, orm: Orm): Promise<void>;
  /** Stops, and ends some of what waits: to be called again while `left`. */
  cancelCampaign(
    organizationId: string,
    campaignId: string,
    orm: Orm,
  ): Promise<{ readonly left: boolean }>;
}

/** Of a gateway that takes no campaigns: whatever is started is paused at its first message. */
export const noLedger: CampaignLedger = {
  acceptCampaign: async (_, __, messages) =>
    messages.map(() => ({ ok: false, code: "sms_not_configured" })),
  pauseCampaign: async () => {},
  resumeCampaign: async () => {},
  cancelCampaign: async () => ({ left: false }),
};
