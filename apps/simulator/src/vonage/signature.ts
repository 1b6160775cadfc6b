import { createHash, createHmac } from "node:crypto";
import type { VonageAccount } from "./accounts.ts";

type Signer = Pick<VonageAccount, "signatureMethod" | "signatureSecret">;

/**
 * The `sig` of the SMS API over all other parameters: `&name=value` sorted by name, with `&` and `=`
 * in values replaced; then MD5 with the secret appended, or the HMAC under the secret.
 */
export function signParameters(parameters: Record<string, string>, signer: Signer): string {
  const { signatureMethod, signatureSecret } = signer;
  const text = Object.keys(parameters)
    .filter((name) => name !== "sig")
    .sort()
    .map((name) => `&${name}=${(parameters[name] ?? "").replace(/[&=]/g, "_")}`)
    .join("");
  return signatureMethod === "md5hash"
    ? createHash("md5")
        .update(text + signatureSecret)
        .digest("hex")
    : createHmac(signatureMethod, signatureSecret).update(text).digest("hex");
}
