import { hashOf, nothingBefore } from "./hash.ts";
import type { AuditBreak, AuditHead, AuditRecord, AuditVerification } from "./schemas.ts";
import { isSigned } from "./signing.ts";

/** Action of the entry that says how far old entries were forgotten. */
export const prunedAction = "audit.pruned";

/**
 * Checks a whole chain: every hash, every link, every signed head, and that nothing is missing at
 * either end. It may begin after an entry that is forgotten only if an `audit.pruned` of the chain
 * says so and a signed head vouches for what the first one left follows. Needs no database.
 *
 * @param publicKey without it heads are compared, and their signatures are not looked at
 */
export async function checkChain(
  records: AsyncIterable<AuditRecord>,
  heads: readonly AuditHead[],
  publicKey: string | undefined,
): Promise<AuditVerification> {
  const found: Found = { entries: 0, first: undefined, last: undefined, prunedThrough: 0 };
  const broken =
    findForged(heads, publicKey) ??
    (await findBroken(records, new Map(heads.map((head) => [head.seq, head])), found)) ??
    findMissing(found, heads);
  const signedThrough = broken === undefined && publicKey ? heads.at(-1)?.seq : undefined;
  return {
    valid: broken === undefined,
    entries: found.entries,
    ...(found.first && { first: found.first.seq }),
    ...(found.last && { last: found.last.seq }),
    ...(signedThrough !== undefined && { signedThrough }),
    ...(publicKey !== undefined && { publicKey }),
    ...(broken && { broken }),
  };
}

/** What the walk over the chain has seen. */
interface Found {
  entries: number;
  first: AuditRecord | undefined;
  last: AuditRecord | undefined;
  prunedThrough: number;
}

const findForged = (
  heads: readonly AuditHead[],
  publicKey: string | undefined,
): AuditBreak | undefined => {
  if (publicKey === undefined) return undefined;
  const forged = heads.find((head) => !isSigned(publicKey, head));
  return forged && { seq: forged.seq, reason: "bad_signature" };
};

async function findBroken(
  records: AsyncIterable<AuditRecord>,
  heads: ReadonlyMap<number, AuditHead>,
  found: Found,
): Promise<AuditBreak | undefined> {
  for await (const record of records) {
    const broken = breakAt(record, found.last, heads);
    if (broken !== undefined) return broken;
    found.entries += 1;
    found.first ??= record;
    found.last = record;
    if (record.action === prunedAction) {
      const through = record.details?.["through"];
      if (typeof through === "number") found.prunedThrough = through;
    }
  }
  return undefined;
}

function breakAt(
  record: AuditRecord,
  last: AuditRecord | undefined,
  heads: ReadonlyMap<number, AuditHead>,
): AuditBreak | undefined {
  const { seq, prevHash, hash } = record;
  if (last !== undefined && seq !== last.seq + 1) return { seq: last.seq + 1, reason: "missing" };
  const before = last?.hash ?? (seq === 1 ? nothingBefore : heads.get(seq - 1)?.hash);
  if (before !== undefined && prevHash !== before) return { seq, reason: "unlinked" };
  if (hashOf(record) !== hash) return { seq, reason: "altered" };
  const head = heads.get(seq);
  return head === undefined || head.hash === hash ? undefined : { seq, reason: "head_differs" };
}

/** What was cut off at the beginning or at the end. */
function findMissing(
  { first, last, prunedThrough }: Found,
  heads: readonly AuditHead[],
): AuditBreak | undefined {
  const headSeq = heads.at(-1)?.seq ?? 0;
  const lastSeq = last?.seq ?? 0;
  if (headSeq > lastSeq) return { seq: lastSeq + 1, reason: "missing" };
  if (first === undefined || first.seq === 1) return undefined;
  const { seq } = first;
  const isTold = prunedThrough >= seq - 1 && heads.some((head) => head.seq === prunedThrough);
  return isTold ? undefined : { seq: seq - 1, reason: "missing" };
}
