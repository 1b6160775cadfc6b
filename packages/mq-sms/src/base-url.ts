import { Type } from "@sinclair/typebox";
import type { SettingsProblem } from "./provider.ts";

/** Plain http is for simulators alone. */
export const allowInsecureLoopback = Type.Boolean({
  default: false,
  title: "Allow http on loopback",
  description: "Lets the base URL be http on this machine, for a simulator.",
});

/** The two settings of every provider that is reached over HTTP. */
export const httpBase = (baseUrl: string) => ({
  baseUrl: Type.String({
    maxLength: 2048,
    default: baseUrl,
    title: "Base URL",
    description: "Address of the provider's API, without a path of its own.",
  }),
  allowInsecureLoopback,
});

/** Credentials travel in every request: plain http may only reach this very machine. */
export function baseUrlProblems(
  settings: { readonly baseUrl: string; readonly allowInsecureLoopback: boolean },
  path = "/baseUrl",
): SettingsProblem[] {
  const problem = (message: string) => [{ path, message }];
  if (!URL.canParse(settings.baseUrl)) return problem("Must be an absolute URL");
  const url = new URL(settings.baseUrl);
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    return problem("Must hold no credentials, query or fragment");
  }
  if (url.protocol === "https:") return [];
  if (url.protocol !== "http:" || !isLoopback(url.hostname)) return problem("Must be https");
  if (settings.allowInsecureLoopback) return [];
  return problem("http on loopback needs allowInsecureLoopback");
}

/** Whether a host name of a URL is this very machine. */
export const isLoopback = (hostname: string): boolean =>
  hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
