import { baseUrlProblems } from "../../base-url.ts";
import type { SettingsProblem } from "../../provider.ts";
import type { AfricasTalkingSettings } from "./settings.ts";

const sandbox = { username: "sandbox", host: "api.sandbox.africastalking.com" };
const live = "api.africastalking.com";

/** Problems that the schema cannot see. */
export const africasTalkingProblems = (settings: AfricasTalkingSettings): SettingsProblem[] => [
  ...baseUrlProblems(settings),
  ...environmentProblems(settings),
];

/** The sandbox has a host and a user name of its own; mixed up, every call is refused. */
function environmentProblems({ baseUrl, username }: AfricasTalkingSettings): SettingsProblem[] {
  const host = URL.canParse(baseUrl) ? new URL(baseUrl).host : "";
  if (username === sandbox.username && host === live) {
    return [{ path: "/baseUrl", message: `The sandbox is at https://${sandbox.host}` }];
  }
  if (username !== sandbox.username && host === sandbox.host) {
    return [{ path: "/username", message: "The sandbox takes no other username than sandbox" }];
  }
  return [];
}
