import { isLoopback } from "../../base-url.ts";
import type { SettingsProblem } from "../../provider.ts";
import type { SmppSettings } from "./settings.ts";

/** Problems that the schema cannot see. */
export function smppProblems({ host, tls, allowPlaintext }: SmppSettings): SettingsProblem[] {
  if (/[\s/@]/.test(host)) return [{ path: "/host", message: "Must be a bare name or address" }];
  if (tls || allowPlaintext || isLoopback(host) || host === "::1") return [];
  return [{ path: "/tls", message: "Without TLS the password is readable: needs allowPlaintext" }];
}
