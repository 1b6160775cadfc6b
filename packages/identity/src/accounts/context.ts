import type { Clock, Database, Logger, RareAudit } from "@nx/core";
import type { SendInvitation } from "../organizations/invite.ts";
import type { OtpService } from "../otp/service.ts";
import type { Auth } from "./auth.ts";
import type { Passwords } from "./passwords.ts";

/** What the verbs of accounts and organizations work with. */
export interface AccountContext {
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly logger: Logger;
  readonly rareAudit: RareAudit;
  readonly passwords: Passwords;
  readonly auth: Auth;
  /** Proves phones. Absent: nobody signs in or joins by phone. */
  readonly otp: OtpService | undefined;
  readonly firstOrganizationId: string;
  readonly invitationLink: (token: string) => string;
  readonly sendInvitation: SendInvitation | undefined;
}
