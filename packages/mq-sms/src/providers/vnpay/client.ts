import { callHttp, type HttpResult, jsonOf } from "../../http.ts";
import type { ProviderRuntime } from "../../provider.ts";
import type { VnpayListItem, VnpaySingleRequest } from "./models.ts";
import type { TMQSMSClientConfig } from "./settings.ts";

/** Speaks the gateway's two calls. It adds the credentials and judges nothing. */
export interface VnpayClient {
  sendSms(request: VnpaySingleRequest, signal: AbortSignal): Promise<HttpResult>;
  sendSmsList(items: readonly VnpayListItem[], signal: AbortSignal): Promise<HttpResult>;
}

/** A client of one account. */
export function createVnpayClient(
  config: TMQSMSClientConfig,
  runtime: Pick<ProviderRuntime, "fetch">,
): VnpayClient {
  const baseUrl = config.baseUrl.replace(/\/+$/, "");
  const post = (call: "single" | "list", body: object, signal: AbortSignal) =>
    callHttp(runtime.fetch, {
      url: baseUrl + config.paths[call],
      body: jsonOf({
        ...body,
        partnerCode: config.partnerCode,
        // The two calls spell the name of the secret differently.
        [config.secretField[call]]: config.secret,
      }),
      timeoutMs: config.timeoutMs,
      signal,
    });
  return {
    sendSms: (request, signal) => post("single", request, signal),
    sendSmsList: (data, signal) => post("list", { data }, signal),
  };
}
