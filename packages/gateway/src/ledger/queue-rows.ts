import type { Lane, NewMessage } from "./accept.ts";
import { createKinds } from "./kinds.ts";
import { inParts, type Part } from "./together.ts";

/** Who holds a row, and for how long from now. */
export interface Lease {
  readonly id: string;
  readonly seconds: number;
}

/** The lease under which messages of a lane are stored; nothing: whoever claims them first has them. */
export type LeaseFor = (lane: Lane) => Lease | undefined;

/** Queue rows of new messages. */
export interface QueueRows {
  /** The messages, those of each row side by side in the order of their ids. */
  readonly ordered: readonly NewMessage[];
  readonly rows: readonly QueueRow[];
  /** By message, the row that whoever asked for its lease dispatches. */
  readonly leasedRows: ReadonlyMap<string, string>;
}

/** One row, as the statement reads it. */
interface QueueRow {
  readonly o: string;
  readonly q: string;
  readonly lane: Lane;
  readonly nb: string | undefined;
  readonly lease: string | undefined;
  /** Seconds of the lease. */
  readonly lasts: number | undefined;
  readonly camp: string | undefined;
  /** Where its messages are among all, from 1. */
  readonly first: number;
  readonly last: number;
}

/** Most messages of one queue row: what one worker takes at a time. */
const mostOfRow = 500;

/** Puts messages into queue rows: those of one are dispatched together. */
export function queueRowsOf(
  messages: readonly NewMessage[],
  newId: () => string,
  leaseFor: LeaseFor,
): QueueRows {
  const { items: ordered, parts } = inParts(byRow(messages), ({ id }) => id);
  const leasedRows = new Map<string, string>();
  const rows = parts.map((part) => {
    const row = toRow(part, newId(), leaseFor);
    if (row.lease !== undefined) for (const { id } of part.members) leasedRows.set(id, row.q);
    return row;
  });
  return { ordered, rows, leasedRows };
}

/** Messages of one organization, campaign, lane and time, as many as a row takes. */
function byRow(messages: readonly NewMessage[]): readonly (readonly NewMessage[])[] {
  const all: NewMessage[][] = [];
  const kindOf = createKinds(
    ({ organizationId, campaignId, lane, notBefore }: NewMessage) => [
      organizationId,
      campaignId,
      lane,
      notBefore,
    ],
    (): { open?: NewMessage[] } => ({}),
  );
  for (const message of messages) {
    const kind = kindOf(message);
    if (kind.open !== undefined && kind.open.length < mostOfRow) kind.open.push(message);
    else {
      kind.open = [message];
      all.push(kind.open);
    }
  }
  return all;
}

function toRow({ one, first, last }: Part<NewMessage>, q: string, leaseFor: LeaseFor): QueueRow {
  const { organizationId: o, lane, notBefore: nb, campaignId: camp } = one;
  const lease = nb === undefined ? leaseFor(lane) : undefined;
  return { o, q, lane, nb, lease: lease?.id, lasts: lease?.seconds, camp, first, last };
}
