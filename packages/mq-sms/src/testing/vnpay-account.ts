import type { NetworkMemory, OutboundSms, SmsProvider } from "../provider.ts";
import { createProvider, type SettingsInput } from "../providers/create-provider.ts";
import type { TMQSMSClientConfig } from "../providers/vnpay/index.ts";
import { httpAnswer, openLoopback } from "./loopback.ts";

/** Every secret of the account, to be looked for where none may be. */
export const vnpaySecret = "11111111-2222-4333-8444-555555555555";

/** Settings of an account whose values are invented. */
export const vnpayInput = {
  baseUrl: "https://smsgw.example.vn",
  partnerCode: "900001",
  secret: vnpaySecret,
  sender: "NXDEMO",
  keyword: "NXKEY",
} satisfies SettingsInput<TMQSMSClientConfig>;

/** A message to a VinaPhone number. */
export const otpMessage: OutboundSms = {
  id: "5f0c1b6e-9a7d-4c2f-8e3b-1a0d9c8b7a65",
  to: "+84912345678",
  text: "Ma OTP cua ban la 482915",
  category: "otp",
};

/** A request that reached the gateway. */
export interface GatewayRequest {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A VNPAY account at a gateway on loopback that answers as told. */
export interface VnpayAccount extends Disposable {
  readonly provider: SmsProvider;
  readonly requests: readonly GatewayRequest[];
}

/** Opens the account; `answer` returns the JSON of the 200 for the request of that index. */
export async function openVnpayAccount(
  answer: (request: GatewayRequest, index: number) => unknown,
  settings: SettingsInput<TMQSMSClientConfig> = {},
  runtime: { readonly now?: () => Date; readonly networks?: NetworkMemory } = {},
): Promise<VnpayAccount> {
  const requests: GatewayRequest[] = [];
  const server = await openLoopback({
    request: (socket, { requestLine, body }, index) => {
      const request = { path: requestLine.split(" ")[1] ?? "", body: JSON.parse(body) };
      requests.push(request);
      socket.end(httpAnswer(200, JSON.stringify(answer(request, index))));
    },
  });
  const provider = createProvider(
    "vnpay",
    { ...vnpayInput, baseUrl: server.url, allowInsecureLoopback: true, ...settings },
    { fetch, now: () => new Date(), ...runtime },
  );
  return { provider, requests, [Symbol.dispose]: () => server[Symbol.dispose]() };
}
