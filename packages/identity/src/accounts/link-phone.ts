import { isUniqueViolation } from "@nx/core";
import { sql } from "drizzle-orm";
import type { VerifyInput } from "../otp/verify.ts";
import { auditPerson } from "./audit.ts";
import type { Client } from "./auth.ts";
import type { AccountContext } from "./context.ts";
import { type AccountResult, done, refused } from "./errors.ts";
import { provePhone } from "./phone-sign-in.ts";
import type { Session } from "./session.ts";

/**
 * Gives an account the phone that a code was sent to, in the place of the one before: from then on it
 * opens the account. So whoever does it has signed in lately.
 */
export const linkPhone = async (
  context: AccountContext,
  { userId, fresh }: Session,
  input: VerifyInput,
  client: Client,
): Promise<AccountResult<void>> => {
  if (!fresh) return refused("sign_in_again");
  const phone = await provePhone(context, input, client, "link-phone");
  if (!phone.ok) return phone;
  try {
    await context.database.transaction(async (tx) => {
      await tx.execute(sql`
        update users set phone = ${phone.value}, updated_at = ${context.clock.now()}::timestamptz
        where id = ${userId}::uuid`);
      const details = { phone: phone.value };
      await auditPerson(tx, { userId, action: "account.phone_linked", details }, client);
    });
    return done(undefined);
  } catch (error) {
    // Whoever has proved a phone may be told that it is somebody's here.
    if (isUniqueViolation(error, "users_phone")) return refused("phone_taken");
    throw error;
  }
};
