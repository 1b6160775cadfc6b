import { type Access, Problem } from "@nx/core";
import type { Outreach } from "../outreach.ts";
import { type OutreachResult, outreachProblems } from "../problems.ts";

/** What the controllers of outreach work with. */
export interface OutreachControllerOptions {
  readonly outreach: Outreach;
  /** Who asks; throws a `Problem` for those who may not. */
  readonly access: (request: Request) => Access;
}

/** The value, or the refusal as a problem of RFC 9457. */
export function unwrap<T>(result: OutreachResult<T>): T {
  if (result.ok) return result.value;
  const { code, path, detail } = result.error;
  const message = detail ?? outreachProblems[code].title;
  throw new Problem(outreachProblems[code], {
    ...(detail !== undefined && { detail }),
    ...(path !== undefined && { errors: [{ path, code, message }] }),
  });
}
