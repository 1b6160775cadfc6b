import { createHmac, type KeyObject } from "node:crypto";
import type { Keyring } from "@nx/core";
import type { Bounded } from "./bounded.ts";

/** What a hash is bound to: a hash moved to another challenge, scope or purpose matches nothing. */
export interface CodeBinding {
  readonly scope: string;
  readonly challengeId: string;
  readonly purpose: string;
}

/** A stored code. */
export interface HashedCode {
  readonly hash: string;
  readonly pepperId: string;
}

/** `"busy"`: too many hashes wait already; the caller may try again later. */
export type HashAnswer<T> = T | "busy";

/** Hashes and compares codes, never more at once than the machine can bear. */
export interface CodeHasher {
  hash(code: string, binding: CodeBinding): Promise<HashAnswer<HashedCode>>;
  /** True when the code is one of `stored`; every one of them is tried. */
  matches(
    code: string,
    binding: CodeBinding,
    stored: readonly HashedCode[],
  ): Promise<HashAnswer<boolean>>;
  /** Costs what a comparison costs, so that time does not tell an unknown challenge from a known. */
  pretend(): Promise<HashAnswer<void>>;
}

/**
 * OWASP's minimum for argon2id (19 MiB, two passes): about 27 ms of one core. A million codes are
 * tried in hours whatever the hash costs; what protects a stolen table is the pepper.
 */
export const argon2 = { algorithm: "argon2id", memoryCost: 19_456, timeCost: 2 } as const;

/**
 * @param peppers secrets that codes are keyed with before they are hashed; they never enter the
 *   database. The current one is for new codes, the others still verify old ones.
 * @param bounded shared by everything in the process that hashes
 */
export const createCodeHasher = (peppers: Keyring, bounded: Bounded): CodeHasher => {
  const { current } = peppers;
  const dummyHash = Bun.password.hash(keyed("000000", current.key, dummyBinding), argon2);

  return {
    hash: async (code, binding) => {
      const answer = await bounded.run("first", () =>
        Bun.password.hash(keyed(code, current.key, binding), argon2),
      );
      return "done" in answer ? { hash: answer.done, pepperId: current.id } : "busy";
    },

    matches: async (code, binding, stored) => {
      const answer = await bounded.run("first", async () => {
        let found = false;
        for (const { hash, pepperId } of stored) {
          // A retired pepper costs the same time as a wrong code, and never matches.
          const { key } = peppers.find(pepperId) ?? current;
          if (await verifyQuietly(keyed(code, key, binding), hash)) found = true;
        }
        return found;
      });
      return "done" in answer ? answer.done : "busy";
    },

    pretend: async () => {
      // Not an empty text: the runtime knows without hashing that it matches nothing.
      const input = keyed("111111", current.key, dummyBinding);
      const answer = await bounded.run("spare", async () => verifyQuietly(input, await dummyHash));
      return "done" in answer ? undefined : "busy";
    },
  };
};

const dummyBinding: CodeBinding = { scope: "", challengeId: "", purpose: "" };

const keyed = (code: string, pepper: KeyObject, { scope, challengeId, purpose }: CodeBinding) =>
  createHmac("sha256", pepper)
    .update(["otp:v1", scope, challengeId, purpose, code].join("|"))
    .digest("base64url");

/** `Bun.password.verify` throws on a damaged hash; that is a code that does not match. */
const verifyQuietly = (input: string, hash: string): Promise<boolean> =>
  Bun.password.verify(input, hash).catch(() => false);
