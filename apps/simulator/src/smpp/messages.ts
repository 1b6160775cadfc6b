import { BoundedMap } from "../bounded-map.ts";
import { toE164 } from "../number.ts";
import { type Account, responseId, toNumber } from "./accounts.ts";
import { createJoiner, type Joined } from "./join-parts.ts";
import { cString, type Pdu, readFields } from "./pdu.ts";
import { isDelivered, messageStates, toSmppTime } from "./receipts.ts";
import { createReporter, type ReporterParts, type Taken } from "./reporter.ts";
import type { Session } from "./session.ts";
import { readSubmit, type Submitted } from "./short-message.ts";
import { statuses, statusName } from "./statuses.ts";
import { decodeText } from "./text.ts";
import type { Decision } from "./triggers.ts";

/** A text on its way to a phone; `to` is E.164 where it is a number. */
export type Message = Omit<Joined, "id">;

/** What the SMSC did with one `submit_sm`, whatever its client came to know. */
export interface SubmitRecord extends Message {
  /** As answered; `null` where the message was not taken. */
  messageId: string | null;
  /** The name of the status, or what was done instead of answering with it. */
  outcome: string;
  accepted: boolean;
}

/** What messages pass through. */
export interface MessageParts extends ReporterParts {
  decide(message: Message): Decision;
  deliver(message: Joined): void;
  log(record: SubmitRecord): void;
}

/** Takes `submit_sm` and `query_sm`; remembers the last 100,000 messages. */
export function createMessages(parts: MessageParts) {
  const { decide, deliver, log, now, wait, stopping } = parts;
  const taken = new BoundedMap<number, Taken>(100_000);
  const join = createJoiner();
  const reporter = createReporter(parts);
  // From the clock, so that ids do not come again after a restart of the process.
  let last = now().getTime();

  function submit({ account, link }: Session, pdu: Pdu): void {
    const submitted = readSubmit(pdu.body);
    const message = toMessage(account, submitted);
    const mayUse = account.sender === undefined || account.sender === message.from;
    const decision = mayUse ? decide(message) : { status: statuses.INVSRCADR, receipts: [] };
    const outcome = outcomeOf(decision);
    const reply = (body?: Buffer) => {
      if (decision.close) link.reset();
      else answer(() => link.respond(pdu, decision.status, body), decision);
    };

    if (decision.status !== statuses.ROK || decision.close === "before") {
      log({ ...message, messageId: null, outcome, accepted: false });
      reply();
      return;
    }
    const entry = remember(account, submitted, message.text);
    const id = responseId(entry.number, account);
    log({ ...message, messageId: id, outcome, accepted: true });
    if (isDelivered(decision.receipts)) show({ id, ...message }, submitted);
    const early = decision.receipts.filter(({ beforeResponse }) => beforeResponse);
    const late = decision.receipts.filter(({ beforeResponse }) => !beforeResponse);
    for (const receipt of early) reporter.report(entry, receipt);
    reply(cString(id));
    for (const receipt of late) reporter.reportLater(entry, receipt);
  }

  function remember(account: Account, submitted: Submitted, text: string): Taken {
    last += 1;
    const entry: Taken = { number: last, account, submitted, text, at: now(), stat: "ENROUTE" };
    taken.set(last, entry);
    return entry;
  }

  function show(message: Joined, { part }: Submitted): void {
    const whole = part ? join({ ...message, part }) : message;
    if (whole) deliver(whole);
  }

  async function answer(respond: () => void, { delayMs = 0, silence }: Decision): Promise<void> {
    if (silence) return;
    if (delayMs > 0) await wait(delayMs, stopping);
    respond();
  }

  function query({ account, link }: Session, pdu: Pdu): void {
    const id = readFields(pdu.body).cString();
    const found = taken.get(toNumber(id, account));
    if (found?.account !== account) {
      link.respond(pdu, statuses.QUERYFAIL);
      return;
    }
    const finalDate = found.doneAt ? toSmppTime(found.doneAt) : "";
    const state = Buffer.from([messageStates[found.stat], 0]); // and error_code
    link.respond(pdu, statuses.ROK, Buffer.concat([cString(id), cString(finalDate), state]));
  }

  return { submit, query };
}

function toMessage({ systemId }: Account, submitted: Submitted): Message {
  const { source, destination, bytes, dataCoding } = submitted;
  const to = toE164(destination.address) ?? destination.address;
  return { systemId, from: source.address, to, text: decodeText(bytes, dataCoding) };
}

function outcomeOf({ status, silence, close }: Decision): string {
  if (close) return `reset-${close}`;
  return silence ? "silence" : statusName(status);
}
