import { baseUrlProblems } from "../../base-url.ts";
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
