import { basicAuth } from "../http/basic-auth.ts";
import type { VonageAccount } from "./accounts.ts";
import { isTokenOf } from "./jwt.ts";
import { signParameters } from "./signature.ts";

type Accounts = ReadonlyMap<string, VonageAccount>;

/** The account of a Basic header. */
export function byBasic(accounts: Accounts, headers: Headers): VonageAccount | undefined {
  const given = basicAuth(headers);
  const account = accounts.get(given?.user ?? "");
  return account?.apiSecret === given?.password ? account : undefined;
}

/** The account whose application made the bearer token. */
export function byToken(accounts: Accounts, headers: Headers, now: Date) {
  const token = /^Bearer (\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (!token) return undefined;
  return [...accounts.values()].find((account) => isTokenOf(account, token, now));
}

/** The account of the SMS API's parameters or header, or the status that refuses them. */
export function byParameters(
  accounts: Accounts,
  headers: Headers,
  parameters: Record<string, string>,
  now: Date,
): VonageAccount | string {
  const { api_key, api_secret, sig } = parameters;
  if (!api_key && headers.has("authorization")) return byBasic(accounts, headers) ?? "4";
  if (!api_key || (!api_secret && !sig)) return "2";
  if (api_secret && sig) return "32";
  const account = accounts.get(api_key);
  if (!account) return "4";
  if (!sig) return account.apiSecret === api_secret ? account : "4";
  const age = Math.abs(now.getTime() / 1000 - Number(parameters["timestamp"]));
  if (!(age <= 300)) return "14";
  const expected = signParameters(parameters, account);
  return expected === sig.toLowerCase() ? account : "14";
}
