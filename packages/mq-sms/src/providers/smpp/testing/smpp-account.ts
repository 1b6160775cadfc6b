import type { OutboundSms, ProviderRuntime, SmsProvider } from "../../../provider.ts";
import { createFrom, type SettingsInput } from "../../create-provider.ts";
import { type SmppSettings, smpp } from "../index.ts";

export const smppPassword = "secret";

/** A client of an account on this machine. */
export const smppAt = (
  port: number,
  settings: SettingsInput<SmppSettings> = {},
  runtime: Partial<ProviderRuntime> = {},
): SmsProvider =>
  createFrom(
    smpp,
    {
      host: "127.0.0.1",
      port,
      tls: false,
      systemId: "demo",
      password: smppPassword,
      sender: "NXDEMO",
      ...settings,
    },
    { fetch, now: () => new Date(), ...runtime },
  );

export const smppMessage: OutboundSms = {
  id: "5f0c1b6e-9a7d-4c2f-8e3b-1a0d9c8b7a65",
  to: "+84912345678",
  text: "Ma OTP 123456",
  category: "otp",
};

/** Complete settings, for what needs no connection. */
export const smppDefaults: SmppSettings = {
  host: "smsc.example",
  port: 2775,
  tls: true,
  allowPlaintext: false,
  systemId: "demo",
  password: "secret",
  systemType: "",
  sender: "NXDEMO",
  alphabet: "gsm",
  longMessages: "udh8",
  window: 10,
  responseTimeoutMs: 1000,
  bindTimeoutMs: 1000,
  enquireLinkSeconds: 30,
  messageIdBase: "same",
  acceptedIsDelivered: false,
};
