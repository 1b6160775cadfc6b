import type { NetworkMemory, ProviderRuntime, SendOutcome } from "../../provider.ts";
import type { Answer } from "./answer.ts";
import { viettel, vnpayCodes } from "./constants.ts";
import { vietnameseNetwork } from "./networks.ts";

const freshForMs = 30 * 24 * 60 * 60 * 1000;

/** Stands for a network whose name the gateway did not tell, only that it is not Viettel. */
const notViettel = "other";

/**
 * Remembers networks in this process for 30 days. Full, it forgets what was learnt longest ago:
 * a number that is asked for again is then guessed from its prefix.
 */
export function createNetworkMemory(
  now: ProviderRuntime["now"],
  maxNumbers = 100_000,
): NetworkMemory {
  const learnt = new Map<string, { readonly network: string; readonly at: number }>();
  return {
    recall: (to) => {
      const entry = learnt.get(to);
      if (entry === undefined) return undefined;
      return now().getTime() - entry.at < freshForMs ? entry.network : undefined;
    },
    remember: (to, network) => {
      // A map keeps the order of insertion, so the first key is the one learnt longest ago.
      learnt.delete(to);
      learnt.set(to, { network, at: now().getTime() });
      const oldest = learnt.keys().next().value;
      if (learnt.size > maxNumbers && oldest !== undefined) learnt.delete(oldest);
    },
  };
}

/** Numbers are portable, so what the gateway told counts before what the prefix suggests. */
export const isViettel = (networks: NetworkMemory, to: string): boolean =>
  (networks.recall(to) ?? vietnameseNetwork(to)) === viettel;

/** Keeps what an answer told about the number's network. */
export function learnNetwork(networks: NetworkMemory, to: string, answer: Answer): void {
  const network = networkBehind(answer.outcome) ?? answer.network;
  if (network !== undefined) networks.remember(to, network);
}

/** The two refusals over encryption are certain, even where they contradict the `providerId`. */
function networkBehind(outcome: SendOutcome): string | undefined {
  if (outcome.kind !== "rejected") return undefined;
  if (outcome.error.providerCode === vnpayCodes.mustBeEncrypted) return viettel;
  return outcome.error.providerCode === vnpayCodes.mustNotBeEncrypted ? notViettel : undefined;
}
