import { createHash, createHmac } from "node:crypto";
import type { Field } from "../../callbacks/fields.ts";
import type { VonageSettings } from "./settings.ts";

/**
 * `sig` of the SMS API: a hash, or an HMAC, over `&name=value` of all other parameters sorted by
 * name, where `&` and `=` in values become `_`. (developer.vonage.com, "Signing messages". The
 * official SDK signs requests otherwise; this is the documented way.)
 */
export function signVonage(
  { secret, method }: { secret: string; method: VonageSettings["signatureMethod"] },
  fields: readonly Field[],
): string {
  const signed = fields
    .filter(([name]) => name !== "sig")
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `&${name}=${value.replace(/[&=]/g, "_")}`)
    .join("");
  if (method === "md5hash") {
    return createHash("md5")
      .update(signed + secret)
      .digest("hex");
  }
  return createHmac(method, secret).update(signed).digest("hex");
}
