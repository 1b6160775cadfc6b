import type { SettingsProblem } from "../../provider.ts";
import type { VnpayEncryption } from "./encryption-settings.ts";
import { deriveKey } from "./keys.ts";
import type { TMQSMSClientConfig } from "./settings.ts";

/** Problems that the schema cannot see. */
export const vnpayProblems = (settings: TMQSMSClientConfig): SettingsProblem[] => [
  ...baseUrlProblems(settings),
  ...encryptionProblems(settings.encryption).map(({ path, message }) => ({
    path: `/encryption${path}`,
    message,
  })),
];

/** The secret travels in the body: plain http may only reach this very machine. */
function baseUrlProblems(settings: TMQSMSClientConfig): SettingsProblem[] {
  const problem = (message: string) => [{ path: "/baseUrl", message }];
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

const isLoopback = (hostname: string): boolean =>
  hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);

/** Pointers are relative to the encryption. One that is off has no problems. */
function encryptionProblems(encryption: VnpayEncryption): SettingsProblem[] {
  if (encryption.mode === "off") return [];
  const problems: SettingsProblem[] = [];
  const weak = weakSuites.has(encryption.suite) || encryption.keyDerivation === "md5-3des";
  if (weak && !encryption.allowWeakCipher) {
    problems.push({ path: "/suite", message: "Weak cipher, needs allowWeakCipher" });
  }
  if (encryption.aad !== "none" && encryption.suite !== "A256GCM") {
    problems.push({ path: "/aad", message: "Only A256GCM has authenticated data" });
  }
  const key = deriveKey(encryption);
  if (!key.ok) problems.push({ path: "/key", message: key.problem });
  return problems;
}

/** Suites that exist only for compatibility. */
const weakSuites: ReadonlySet<string> = new Set(["A128ECB", "3DES-ECB", "RSA-PKCS1"]);
