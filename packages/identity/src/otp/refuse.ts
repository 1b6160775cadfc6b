import type { Orm } from "@nx/core";
import type { OtpContext } from "./context.ts";
import { done, failed, type OtpError, type OtpResult } from "./errors.ts";

/** Carries a refusal out of a transaction, so that nothing of the transaction stays. */
class Refused extends Error {
  constructor(readonly error: OtpError) {
    super(error.code);
  }
}

/** Ends the transaction of {@link refusable} with this error. */
export const refuse = (error: OtpError): never => {
  throw new Refused(error);
};

/** Runs `work` in a transaction that leaves no trace when it ends in {@link refuse}. */
export const refusable = async <T>(
  { database }: OtpContext,
  work: (tx: Orm) => Promise<T>,
): Promise<OtpResult<T>> => {
  try {
    return done(await database.transaction(work));
  } catch (thrown) {
    if (thrown instanceof Refused) return failed(thrown.error);
    throw thrown;
  }
};
