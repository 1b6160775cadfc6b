import { defaultAccounts, type Provider, type Simulator, vonageTestKey } from "@nx/simulator";
import { createProvider, type OutboundSms, type SmsProvider } from "mq-sms";

/** The ways in which our clients can speak to a provider, each with what it needs to reach one. */
export interface Peer {
  /** Which of the simulator's providers it is. */
  provider: Provider;
  /** A phone that the provider can reach. */
  phone: string;
  /** A client of the simulator's default account; `callbackUrl` is where the provider calls back. */
  connect(simulator: Pick<Simulator, "url">, callbackUrl?: string): SmsProvider;
}

const { vnpay, twilio, vonage, africastalking, veevotech } = defaultAccounts;

/** Secret part of the paths of providers that do not sign. */
export const callbackToken = "0123456789abcdefghij_-XY";

/** Base URL and, where there is one, the callback URL. */
const at = (simulator: Pick<Simulator, "url">, provider: Provider, callbackUrl?: string) => ({
  baseUrl: `${simulator.url}/${provider}`,
  allowInsecureLoopback: true,
  ...(callbackUrl !== undefined && { callbackUrl }),
});

const vonageAccount = {
  apiKey: vonage.apiKey,
  apiSecret: vonage.apiSecret,
  signatureSecret: vonage.signatureSecret,
  sender: "12015550123",
};

/** Every client and every way in which it can be set up to send. */
export const peers: Record<string, Peer> = {
  vnpay: {
    provider: "vnpay",
    phone: "+84912345678",
    connect: (simulator) =>
      createProvider("vnpay", {
        ...at(simulator, "vnpay"),
        partnerCode: vnpay.partnerCode,
        secret: vnpay.secret,
        sender: "NXDEMO",
        keyword: "NXDEMO",
      }),
  },
  twilio: {
    provider: "twilio",
    phone: "+84912345678",
    connect: (simulator, callbackUrl) =>
      createProvider("twilio", {
        ...at(simulator, "twilio", callbackUrl),
        accountSid: twilio.accountSid,
        authToken: twilio.authToken,
        sender: "+15005550006",
      }),
  },
  "twilio by API key and service": {
    provider: "twilio",
    phone: "+84912345678",
    connect: (simulator, callbackUrl) =>
      createProvider("twilio", {
        ...at(simulator, "twilio", callbackUrl),
        accountSid: twilio.accountSid,
        authToken: twilio.authToken,
        apiKeySid: "SK00000000000000000000000000000001",
        apiKeySecret: "simulator-key-secret",
        messagingServiceSid: "MG00000000000000000000000000000001",
      }),
  },
  "vonage Messages API by token": {
    provider: "vonage",
    phone: "+84912345678",
    connect: (simulator, callbackUrl) =>
      createProvider("vonage", {
        ...at(simulator, "vonage", callbackUrl),
        ...vonageAccount,
        restBaseUrl: `${simulator.url}/vonage`,
        ...(vonage.applicationId && { applicationId: vonage.applicationId }),
        privateKey: vonageTestKey.privateKey,
      }),
  },
  "vonage Messages API by secret": {
    provider: "vonage",
    phone: "+84912345678",
    connect: (simulator, callbackUrl) =>
      createProvider("vonage", {
        ...at(simulator, "vonage", callbackUrl),
        ...vonageAccount,
        restBaseUrl: `${simulator.url}/vonage`,
      }),
  },
  "vonage SMS API": {
    provider: "vonage",
    phone: "+84912345678",
    connect: (simulator, callbackUrl) =>
      createProvider("vonage", {
        ...at(simulator, "vonage", callbackUrl),
        ...vonageAccount,
        restBaseUrl: `${simulator.url}/vonage`,
        api: "sms",
      }),
  },
  "vonage SMS API, signed": {
    provider: "vonage",
    phone: "+84912345678",
    connect: (simulator, callbackUrl) =>
      createProvider("vonage", {
        ...at(simulator, "vonage", callbackUrl),
        ...vonageAccount,
        restBaseUrl: `${simulator.url}/vonage`,
        api: "sms",
        signRequests: true,
      }),
  },
  africastalking: {
    provider: "africastalking",
    phone: "+254711222678",
    connect: (simulator) =>
      createProvider("africastalking", {
        ...at(simulator, "africastalking"),
        username: africastalking.username,
        apiKey: africastalking.apiKey,
        sender: "22345",
        callbackToken,
      }),
  },
  veevotech: {
    provider: "veevotech",
    phone: "+923001234678",
    connect: (simulator) =>
      createProvider("veevotech", {
        ...at(simulator, "veevotech"),
        apiKey: veevotech.apiKey,
      }),
  },
  "veevotech as a form": {
    provider: "veevotech",
    phone: "+923001234678",
    connect: (simulator) =>
      createProvider("veevotech", {
        ...at(simulator, "veevotech"),
        apiKey: veevotech.apiKey,
        bodyFormat: "form",
      }),
  },
};

/** Those of {@link peers} whose providers call back. */
export const callingPeers = Object.entries(peers).filter(
  ([, { provider }]) => provider !== "vnpay" && provider !== "veevotech",
);

/** A message with an id of its own. */
export const messageTo = (to: string, text: string): OutboundSms => ({
  id: crypto.randomUUID(),
  to,
  text,
  category: "transactional",
});

/** A signal that nobody aborts. */
export const { signal } = new AbortController();
