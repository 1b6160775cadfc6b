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

/** Who did something, for the audit. */
export type By = Pick<Access, "actor" | "requestId">;

/** Every organization is a UUIDv7, so version 8 (RFC 9562: free to use) is left for the twins. */
const live = /^([0-9a-f]{8}-[0-9a-f]{4}-)7/i;
const twin = /^[0-9a-f]{8}-[0-9a-f]{4}-8/i;

/**
 * The test twin of an organization, under which everything of its test mode lives, so that ledgers
 * never mix. The twin of a twin is itself. Throws for what is no UUIDv7: it would stay live.
 */
export const testOrganizationOf = (organizationId: string): string => {
  const id = organizationId.replace(live, "$18");
  if (!isTestOrganization(id)) throw new TypeError("An organization is a UUIDv7.");
  return id;
};

/** Whether an organization is a test twin. It shows in the id, so that nobody has to look it up. */
export const isTestOrganization = (organizationId: string): boolean => twin.test(organizationId);
