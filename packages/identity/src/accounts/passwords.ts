import type { Bounded } from "../otp/bounded.ts";
import { argon2 } from "../otp/hash.ts";

/** More passwords wait to be hashed than the machine can do. */
export class HashingBusy extends Error {
  override readonly name = "HashingBusy";
}

/** Hashes and compares passwords, never more at once than the machine can bear. */
export interface Passwords {
  /** Rejects with {@link HashingBusy}. */
  hash(password: string): Promise<string>;
  /** Rejects with {@link HashingBusy}. */
  verify(given: { readonly hash: string; readonly password: string }): Promise<boolean>;
}

/** @param hashing shared by everything in the process that hashes */
export const createPasswords = (hashing: Bounded): Passwords => {
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    const answer = await hashing.run("first", work);
    if ("done" in answer) return answer.done;
    throw new HashingBusy();
  };
  return {
    hash: (password) => inTurn(() => Bun.password.hash(password, argon2)),
    // It throws on a damaged hash; that is a password that does not match.
    verify: ({ hash, password }) =>
      inTurn(() => Bun.password.verify(password, hash).catch(() => false)),
  };
};
