/** Stands for the platform where a key cannot be null: the nil UUID is nobody's organization. */
export const platformOrganization = "00000000-0000-0000-0000-000000000000";

/**
 * Who asks, and for whom. It comes from the credential alone: nothing that a caller says about its
 * organization is believed.
 */
export interface Access {
  /** UUID. */
  readonly organizationId: string;
  /** For the audit: `user:usr_…`, `key:key_…`, `operator`. */
  readonly actor: string;
  /** What `test` sends reaches virtual phones only. */
  readonly mode: "live" | "test";
  /** Of the request, so that an audit entry is found from a reply. */
  readonly requestId?: string | undefined;
}
