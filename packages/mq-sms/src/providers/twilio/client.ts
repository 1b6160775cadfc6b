import { callHttp, formOf, type HttpResult } from "../../http.ts";
import type { ProviderRuntime } from "../../provider.ts";
import type { TwilioSettings } from "./settings.ts";

/** Form fields of a request; what is `undefined` is left out. */
export type Fields = Readonly<Record<string, string | undefined>>;

/** Speaks Twilio's REST API for one account. It adds the credentials and judges nothing. */
export interface TwilioClient {
  post(resource: string, fields: Fields, signal: AbortSignal): Promise<HttpResult>;
  /** `query` begins with `?`, or is empty. */
  get(resource: string, query: string, signal: AbortSignal): Promise<HttpResult>;
}

/**
 * A client of one account. An API key that is refused may have been revoked while the account is
 * well: the call is made once more with the auth token, and a refused call has sent nothing.
 */
export function createTwilioClient(
  settings: TwilioSettings,
  runtime: Pick<ProviderRuntime, "fetch">,
): TwilioClient {
  const account = `${settings.baseUrl.replace(/\/+$/, "")}/2010-04-01/Accounts/${settings.accountSid}`;
  const credentials = authorizations(settings);

  async function call(url: string, signal: AbortSignal, fields?: Fields): Promise<HttpResult> {
    let result: HttpResult = { kind: "not_sent", code: "unavailable" };
    for (const authorization of credentials) {
      result = await callHttp(runtime.fetch, {
        url,
        headers: { authorization },
        ...(fields && { body: formOf(fields) }),
        timeoutMs: settings.timeoutMs,
        signal,
      });
      if (result.kind !== "response" || result.status !== 401) break;
    }
    return result;
  }

  return {
    post: (resource, fields, signal) => call(`${account}/${resource}`, signal, fields),
    get: (resource, query, signal) => call(`${account}/${resource}${query}`, signal),
  };
}

/** The API key first: it can be revoked alone, so it is the one that is meant to be used. */
function authorizations(settings: TwilioSettings): string[] {
  const { accountSid, authToken, apiKeySid, apiKeySecret } = settings;
  const pairs = [
    apiKeySid && apiKeySecret && `${apiKeySid}:${apiKeySecret}`,
    authToken && `${accountSid}:${authToken}`,
  ];
  return pairs.flatMap((pair) => (pair ? [`Basic ${Buffer.from(pair).toString("base64")}`] : []));
}
