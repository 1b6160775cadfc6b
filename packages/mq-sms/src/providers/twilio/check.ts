import { baseUrlProblems } from "../../base-url.ts";
import { callbackUrlProblems } from "../../callbacks/callback-url.ts";
import type { SettingsProblem } from "../../provider.ts";
import type { TwilioSettings } from "./settings.ts";

/** Problems that the schema cannot see. */
export const twilioProblems = (settings: TwilioSettings): SettingsProblem[] => [
  ...baseUrlProblems(settings),
  ...callbackUrlProblems(settings.callbackUrl),
  ...credentialProblems(settings),
  ...senderProblems(settings),
];

function credentialProblems(settings: TwilioSettings): SettingsProblem[] {
  const { authToken, apiKeySid, apiKeySecret } = settings;
  if (apiKeySid !== undefined && apiKeySecret === undefined) {
    return [{ path: "/apiKeySecret", message: "Belongs to apiKeySid" }];
  }
  if (apiKeySid === undefined && apiKeySecret !== undefined) {
    return [{ path: "/apiKeySid", message: "Belongs to apiKeySecret" }];
  }
  if (authToken !== undefined || apiKeySid !== undefined) return [];
  return [{ path: "/authToken", message: "An auth token or an API key is needed" }];
}

const senderProblems = ({ sender, messagingServiceSid }: TwilioSettings): SettingsProblem[] =>
  sender === undefined && messagingServiceSid === undefined
    ? [{ path: "/sender", message: "A sender or a Messaging Service is needed" }]
    : [];
