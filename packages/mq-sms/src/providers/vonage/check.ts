import { createPrivateKey } from "node:crypto";
import { baseUrlProblems } from "../../base-url.ts";
import { callbackUrlProblems } from "../../callbacks/callback-url.ts";
import type { SettingsProblem } from "../../provider.ts";
import type { VonageSettings } from "./settings.ts";

/** Problems that the schema cannot see. */
export const vonageProblems = (settings: VonageSettings): SettingsProblem[] => [
  ...baseUrlProblems(settings),
  ...baseUrlProblems({ ...settings, baseUrl: settings.restBaseUrl }, "/restBaseUrl"),
  ...callbackUrlProblems(settings.callbackUrl),
  ...(settings.api === "sms" ? smsProblems(settings) : messagesProblems(settings)),
];

function smsProblems({ apiSecret, signRequests, signatureSecret }: VonageSettings) {
  if (signRequests) {
    return signatureSecret === undefined
      ? [{ path: "/signatureSecret", message: "Needed to sign requests" }]
      : [];
  }
  return apiSecret === undefined ? [{ path: "/apiSecret", message: "The SMS API needs it" }] : [];
}

function messagesProblems({ applicationId, privateKey, apiSecret }: VonageSettings) {
  if (applicationId === undefined && privateKey === undefined) {
    const message = "An application with its private key, or the API secret, is needed";
    return apiSecret === undefined ? [{ path: "/privateKey", message }] : [];
  }
  if (privateKey === undefined)
    return [{ path: "/privateKey", message: "Belongs to applicationId" }];
  if (applicationId === undefined) {
    return [{ path: "/applicationId", message: "Belongs to privateKey" }];
  }
  return isRsaKey(privateKey)
    ? []
    : [{ path: "/privateKey", message: "Is no RSA key in PEM form" }];
}

function isRsaKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === "rsa";
  } catch {
    return false;
  }
}
