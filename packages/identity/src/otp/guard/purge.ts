import type { Orm } from "@nx/core";
import { lt, sql } from "drizzle-orm";
import {
  otpGuardDecisions,
  otpGuardGuesses,
  otpGuardIncidents,
  otpGuardTraffic,
} from "./tables.ts";

const before = (period: string) => sql`now() - ${period}::interval`;

/** Deletes what no rule looks at any more; decisions are kept for 30 days, incidents for 90. */
export const purgeGuard = async (orm: Orm): Promise<void> => {
  await orm.delete(otpGuardDecisions).where(lt(otpGuardDecisions.at, before("30 days")));
  await orm.delete(otpGuardTraffic).where(lt(otpGuardTraffic.hour, before("15 days")));
  await orm.delete(otpGuardGuesses).where(lt(otpGuardGuesses.minute, before("1 day")));
  await orm.delete(otpGuardIncidents).where(lt(otpGuardIncidents.until, before("90 days")));
};
