import { addressBucket } from "@nx/core";
import { type Phone, parsePhone } from "mq-sms";
import type { Challenge } from "../challenge.ts";
import type { Caller, ReadyContext } from "../context.ts";
import {
  type CountryPolicy,
  countryAreaOf,
  countryPolicyOf,
  hashOf,
  neighboursOf,
  numberReasonOf,
  prefixOf,
} from "./number.ts";
import type { GuardReason } from "./reasons.ts";

/** A first request, or another message of the same challenge. */
export type TextKind = "request" | "resend";

/** A text that is asked for, as the guard sees it. */
export interface GuardedText {
  readonly challenge: Challenge;
  readonly kind: TextKind;
  readonly country: string;
  readonly prefix: string;
  readonly policy: CountryPolicy;
  /** Set where the number itself gets no code. */
  readonly numberReason: GuardReason | undefined;
  readonly phoneHash: string;
  /** Undefined for a server that did not tell its user's address. */
  readonly clientHash: string | undefined;
  /** Distance of each number around this one, by its hash. */
  readonly neighbours: ReadonlyMap<string, number>;
  /** Rows that are held while this text is counted, so that no two are counted at once. */
  readonly locks: readonly string[];
}

/** Looks at a text by the settings of this moment; asks no database. */
export const describeText = (
  { peppers, current, guard }: ReadyContext,
  { clientIp }: Caller,
  challenge: Challenge,
  kind: TextKind,
): GuardedText => {
  const { scope } = challenge;
  const hash = (value: string) => hashOf(peppers.current.key, "phone", scope, value);
  const phone = storedPhone(challenge);
  const country = countryAreaOf(phone);
  const policy = countryPolicyOf(phone, current, guard);
  const clientHash =
    clientIp === undefined
      ? undefined
      : hashOf(peppers.current.key, "client", scope, addressBucket(clientIp));
  const neighbours = neighboursOf(phone.e164, guard.sequenceSpan);
  return {
    challenge,
    kind,
    country,
    prefix: prefixOf(phone),
    policy,
    numberReason: numberReasonOf(phone, policy, guard),
    phoneHash: hash(phone.e164),
    clientHash,
    neighbours: new Map([...neighbours].map(([distance, number]) => [hash(number), distance])),
    locks: [
      `guard|${scope}|${country}`,
      ...(clientHash === undefined ? [] : [`guard|${scope}|${clientHash}`]),
    ],
  };
};

/** A challenge's phone was parsed before it was stored. */
const storedPhone = ({ phone }: Challenge): Phone => {
  const parsed = parsePhone(phone);
  if (!parsed.ok) throw new Error("a challenge holds a number that is none");
  return parsed;
};
