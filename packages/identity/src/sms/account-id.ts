import { toPublicId } from "@nx/core";
import type { ProviderKind } from "mq-sms";

/** Prefix of organizations' ids outside. */
const organizationPrefix = "org";

/**
 * The id of an account, unique over the platform: the platform's are named by their kind (`vnpay`),
 * an organization's own also by the organization (`vnpay@org_…`).
 *
 * @param organization UUID
 */
export const accountIdOf = (kind: ProviderKind, organization?: string): string =>
  organization === undefined ? kind : `${kind}@${toPublicId(organizationPrefix, organization)}`;
