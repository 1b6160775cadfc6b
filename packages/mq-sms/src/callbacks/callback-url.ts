import { Type } from "@sinclair/typebox";
import type { SettingsProblem } from "../provider.ts";
import type { CallbackPurpose, CallbackRequest } from "./request.ts";

/**
 * Where a provider reaches us: the configured URL of the account, then `/status` or `/inbound`.
 * The host is never taken from a request, because whoever sends the request chooses it.
 */
export const callbackUrlFor = (callbackUrl: string, purpose: CallbackPurpose): string =>
  `${callbackUrl.replace(/\/+$/, "")}/${purpose}`;

/** The URL that the provider called, if it called the configured one. */
export function calledUrl(callbackUrl: string, { purpose, url }: CallbackRequest): string {
  const query = url.indexOf("?");
  return callbackUrlFor(callbackUrl, purpose) + (query < 0 ? "" : url.slice(query));
}

/** Problems of a configured callback URL. */
export function callbackUrlProblems(callbackUrl: string | undefined): SettingsProblem[] {
  if (callbackUrl === undefined) return [];
  const problem = (message: string) => [{ path: "/callbackUrl", message }];
  if (!URL.canParse(callbackUrl)) return problem("Must be an absolute URL");
  const url = new URL(callbackUrl);
  if (url.protocol !== "https:" && url.protocol !== "http:")
    return problem("Must be http or https");
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    return problem("Must hold no credentials, query or fragment");
  }
  return [];
}

/** The setting of every provider that calls back. */
export const callbackUrlField = Type.Optional(
  Type.String({
    maxLength: 1024,
    title: "Callback URL",
    description:
      "Public address of this account's callbacks: the provider calls it followed by /status and /inbound.",
    examples: ["https://sms.example.com/in/account"],
  }),
);
