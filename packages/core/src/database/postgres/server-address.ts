/** What a `postgres://` URL says. */
export interface ServerAddress {
  /** A host name, an IP address or the path of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** libpq's sslmode: "require" encrypts, "verify-full" also checks certificate and name. */
  readonly tls: TlsMode;
  /** libpq's sslrootcert: the file with the authority to trust instead of the usual ones. */
  readonly rootCertificate: string | undefined;
}

export type TlsMode = "disable" | "require" | "verify-full";

/** Reads `postgres://user:password@host:port/database?sslmode=require&sslrootcert=…`; undefined if it is none. */
export function parseServerAddress(url: string): ServerAddress | undefined {
  const parsed = URL.parse(url);
  const tls = parsed?.searchParams.get("sslmode") ?? "disable";
  if (!parsed || !isTlsMode(tls)) return undefined;
  const user = decodeURIComponent(parsed.username) || "postgres";
  return {
    host: decodeURIComponent(parsed.hostname).replace(/^\[|\]$/g, "") || "localhost",
    port: Number(parsed.port || 5432),
    user,
    password: decodeURIComponent(parsed.password),
    database: decodeURIComponent(parsed.pathname.slice(1)) || user,
    tls,
    rootCertificate: parsed.searchParams.get("sslrootcert") ?? undefined,
  };
}

function isTlsMode(text: string): text is TlsMode {
  return text === "disable" || text === "require" || text === "verify-full";
}
