import { createHash, createHmac, verify } from "node:crypto";
import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { parseJson } from "../http/read-body.ts";
import type { VonageAccount } from "./accounts.ts";

const Header = Type.Object({ alg: Type.Literal("RS256") });
const Claims = Type.Object({
  application_id: Type.String(),
  iat: Type.Integer(),
  jti: Type.String({ minLength: 1 }),
  exp: Type.Optional(Type.Integer()),
});

/** Whether a token is one of the account's application, in force at `now`. */
export function isTokenOf(account: VonageAccount, token: string, now: Date): boolean {
  const [head = "", body = "", signature = ""] = token.split(".");
  const header = decode(head);
  const claims = decode(body);
  if (!account.publicKey || !Value.Check(Header, header) || !Value.Check(Claims, claims)) {
    return false;
  }
  const seconds = now.getTime() / 1000;
  const expires = claims.exp ?? claims.iat + 900;
  if (claims.application_id !== account.applicationId) return false;
  if (expires < seconds || expires - claims.iat > 86_400 || claims.iat > seconds + 60) return false;
  const signed = Buffer.from(`${head}.${body}`);
  return verify("sha256", signed, account.publicKey, Buffer.from(signature, "base64url"));
}

/** The token on a callback: HS256 with the signature secret, and the hash of the body's bytes. */
export function signCallback(account: VonageAccount, body: string, now: Date): string {
  const claims = {
    iat: Math.floor(now.getTime() / 1000),
    jti: crypto.randomUUID(),
    iss: "Vonage",
    payload_hash: createHash("sha256").update(body).digest("hex"),
    api_key: account.apiKey,
    ...(account.applicationId && { application_id: account.applicationId }),
  };
  const signed = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  const mac = createHmac("sha256", account.signatureSecret).update(signed).digest("base64url");
  return `${signed}.${mac}`;
}

const decode = (part: string) => parseJson(Buffer.from(part, "base64url").toString("utf8"));
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
