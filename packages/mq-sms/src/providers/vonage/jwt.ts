import { createHash, createHmac, sign } from "node:crypto";
import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { isSameSecret } from "../../callbacks/secrets.ts";

const lifetimeSeconds = 15 * 60;
/** A token is renewed before it can end on its way. */
const marginSeconds = 60;

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Makes tokens for the Messages API (RS256), and uses each one until shortly before it ends. */
export function createTokenSource(applicationId: string, privateKey: string, now: () => Date) {
  let token = { text: "", endsAt: 0 };
  return (): string => {
    const issuedAt = Math.floor(now().getTime() / 1000);
    if (issuedAt >= token.endsAt - marginSeconds) {
      const endsAt = issuedAt + lifetimeSeconds;
      const claims = { application_id: applicationId, iat: issuedAt, exp: endsAt };
      const body = `${encode({ alg: "RS256", typ: "JWT" })}.${encode({ ...claims, jti: crypto.randomUUID() })}`;
      const signature = sign("RSA-SHA256", Buffer.from(body), privateKey).toString("base64url");
      token = { text: `${body}.${signature}`, endsAt };
    }
    return token.text;
  };
}

/** What a signed callback says about itself. */
export const callbackClaims = Type.Object({
  iat: Type.Number(),
  api_key: Type.String(),
  application_id: Type.Optional(Type.String()),
  payload_hash: Type.Optional(Type.String()),
});
const Header = Type.Object({ alg: Type.Literal("HS256") });

/**
 * The claims of a callback's token, if the secret made it. The algorithm is pinned: a token that
 * names another one could turn a public key into a secret.
 */
export function verifyToken(token: string, secret: string) {
  const [header = "", payload = "", signature = "", ...more] = token.split(".");
  if (more.length > 0 || !Value.Check(Header, decode(header))) return undefined;
  const expected = createHmac("sha256", secret).update(`${header}.${payload}`).digest("base64url");
  if (!isSameSecret(signature, expected)) return undefined;
  const claims = decode(payload);
  return Value.Check(callbackClaims, claims) ? claims : undefined;
}

/** `payload_hash`: hex SHA-256 over the raw body. */
export const payloadHash = (body: Uint8Array): string =>
  createHash("sha256").update(body).digest("hex");

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
