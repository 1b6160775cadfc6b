import { coreProblems, Problem } from "@nx/core";
import { identityProblems } from "../problems.ts";
import type { ApiKeyError } from "./errors.ts";
import type { KeyRefusal } from "./verify.ts";

/** The reply for an error of somebody who manages keys. */
export const keyErrorProblem = (error: ApiKeyError): Problem => {
  switch (error.code) {
    case "invalid_request":
      return new Problem(coreProblems.invalid_request, { errors: error.errors });
    case "rotation_under_way":
      return new Problem(identityProblems.rotation_under_way, {
        detail: `It ends at ${error.until.toISOString()}; an overlap of 0 ends it now.`,
      });
    default:
      return new Problem(identityProblems[error.code]);
  }
};

/** The reply to a request whose key does not open. */
export const keyRefusalProblem = (refusal: KeyRefusal): Problem => new Problem(refusals[refusal]);

const refusals = {
  malformed: coreProblems.unauthorized,
  unknown: coreProblems.unauthorized,
  revoked: identityProblems.api_key_revoked,
  expired: identityProblems.api_key_expired,
  ip_not_allowed: identityProblems.address_not_allowed,
  origin_not_allowed: identityProblems.origin_not_allowed,
} as const;
