import { isGsm } from "../gsm7.ts";
import type { Scenario } from "../scenario.ts";
import type { VnpayAccount } from "./accounts.ts";
import { decrypt } from "./decrypt.ts";
import { networkOf, networks } from "./networks.ts";
import { type Item, isEncrypted } from "./requests.ts";

const MAX_ID = 32;
const MAX_TEXT = 480;

/** Codes that, set as a scenario, still let the right message pass. */
const rules = new Set(["00", "88", "89"]);

/** The gateway's decision about one message. `text` is there when it is accepted. */
export type Verdict =
  | { code: "00"; text: string; network: string; originalNetwork: string }
  | { code: string; text?: undefined };

/**
 * Decides about a message of an account that has been let in. The order of the checks is the
 * gateway's: keyword before number was seen in its answers. A code by scenario comes last, so that
 * a real mistake is never hidden by it.
 */
export function judge(
  item: Item,
  account: VnpayAccount,
  isDuplicate: boolean,
  scenario: Scenario | undefined,
): Verdict {
  if (!account.keywords.includes(item.keyword)) return { code: "86" };
  if (!account.senders.includes(item.sender)) return { code: "85" };

  const originalNetwork = networkOf(item.destination);
  if (!originalNetwork) return { code: "01" };
  const network = scenario?.portedTo ?? originalNetwork;

  const text = textOf(item, account);
  const visible = text ?? item.shortMessage;
  if (item.messageId.length > MAX_ID || visible.length > MAX_TEXT) return { code: "02" };
  if (!isGsm(visible)) return { code: "12" };

  const rule = encryptionRule(scenario, network);
  if (rule === "required" && !isEncrypted(item)) return { code: "88" };
  if (rule === "refused" && isEncrypted(item)) return { code: "89" };
  if (text === undefined) return { code: "97" };

  if (isDuplicate) return { code: "90" };
  if (scenario?.code && !rules.has(scenario.code)) return { code: scenario.code };
  return { code: "00", text, network, originalNetwork };
}

function textOf(item: Item, account: VnpayAccount): string | undefined {
  if (!isEncrypted(item)) return item.shortMessage;
  if (!account.encryption || !item.encryptMessage) return undefined;
  return decrypt(account.encryption, item.encryptMessage, item.messageId);
}

function encryptionRule(
  scenario: Scenario | undefined,
  network: string,
): "required" | "refused" | "any" {
  if (scenario?.code === "88") return "required";
  if (scenario?.code === "89") return "refused";
  if (!scenario?.requireEncryption) return "any";
  return network === networks.viettel ? "required" : "refused";
}
