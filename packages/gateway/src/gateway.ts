import {
  type By,
  type Clock,
  createOutboundHttp,
  createSecrets,
  type Database,
  isTestOrganization,
  type Job,
  type Keyring,
  type Logger,
  newUuid,
  type Orm,
  type OutboundHttpOptions,
  systemClock,
} from "@nx/core";
import type { ExplainLocale, ReceivedFacts, SendOutcome } from "mq-sms";
import { readAnalytics } from "./analytics/read-analytics.ts";
import type { AnalyticsQuery, AnalyticsReply } from "./analytics/schemas.ts";
import { createLedgerCampaigns, type LedgerCampaigns } from "./campaigns/campaigns.ts";
import { type Consent, createConsent } from "./consent/consent.ts";
import type { KeywordReceived, ReadConsent } from "./consent/keywords.ts";
import { createTransactionalOptOuts } from "./consent/transactional-opt-outs.ts";
import type { GatewayContext } from "./context.ts";
import { listDeadLetters } from "./dead-letters/list.ts";
import { redriveDeadLetters } from "./dead-letters/redrive.ts";
import type {
  DeadLetterPage,
  DeadLetterQuery,
  RedriveBody,
  RedriveReply,
} from "./dead-letters/schemas.ts";
import { bornChunks } from "./dispatch/born-chunks.ts";
import { createCircuits } from "./dispatch/circuits.ts";
import { createDispatcher } from "./dispatch/dispatcher.ts";
import type { DispatchAccount, Routing } from "./dispatch/routing.ts";
import { systemTiming, type Timing } from "./dispatch/timing.ts";
import { exportPerson } from "./erasure/export-person.ts";
import type { Eraser, PersonExporter } from "./erasure/person.ts";
import { readErasure, requestErasure } from "./erasure/request.ts";
import type { Erasure } from "./erasure/schemas.ts";
import type { Place, PlacePage } from "./events/by-place.ts";
import { createFeed } from "./events/feed.ts";
import type { EventPage } from "./events/schemas.ts";
import { type StreamOptions, streamEvents } from "./events/stream-events.ts";
import { grouped } from "./grouped.ts";
import { groupedReports } from "./grouped-reports.ts";
import { checkAccount } from "./health/check-account.ts";
import { readHealth } from "./health/read-health.ts";
import type { ProviderHealth } from "./health/schemas.ts";
import { type ReceivedMessage, type ReceivedPage, readInbound } from "./inbound/read-inbound.ts";
import { readReceived } from "./inbound/read-received.ts";
import { storeReceived } from "./inbound/store-received.ts";
import { gatewayJobs } from "./jobs/index.ts";
import { type Accepted, acceptMessages, lanes, type NewMessage } from "./ledger/accept.ts";
import { unsealBody } from "./ledger/seal.ts";
import { startUpkeep } from "./ledger/upkeep.ts";
import { acceptWithin, type PlannedMessage } from "./messages/accept-within.ts";
import { cancelMessage } from "./messages/cancel.ts";
import { type ComposeTexts, textsAsGiven } from "./messages/compose.ts";
import { explainMessage } from "./messages/explain.ts";
import { exportCsv } from "./messages/export-csv.ts";
import { listMessages } from "./messages/list.ts";
import { planMessageRoute } from "./messages/plan-route.ts";
import { previewMessage } from "./messages/preview.ts";
import { previewBatch } from "./messages/preview-batch.ts";
import { readMessage } from "./messages/read.ts";
import { readMany } from "./messages/read-many.ts";
import {
  type FollowedEvent,
  type MessageEventType,
  readMessageEvents,
} from "./messages/read-message-events.ts";
import { redriveMessage } from "./messages/redrive.ts";
import type {
  BatchBody,
  BatchPreview,
  BatchReply,
  ListQuery,
  MessageDetail,
  MessagePage,
  MessageView,
  PreviewReply,
  RouteQuestion,
  RouteReply,
  SendBody,
} from "./messages/schemas.ts";
import { type Sent, sendMessage } from "./messages/send.ts";
import { sendBatch } from "./messages/send-batch.ts";
import { sendNow, type UrgentMessage } from "./messages/send-now.ts";
import type { SentBy } from "./messages/sent-by.ts";
import { acceptPaid } from "./money/accept-paid.ts";
import { createMoneyBook } from "./money/book.ts";
import { createMoney, type Money } from "./money/money.ts";
import type { GatewayResult } from "./problems.ts";
import type { QuietHours } from "./quiet-hours/quiet-hours.ts";
import { defaultRetention, type RetentionOf } from "./retention/setting.ts";
import { createSandbox } from "./sandbox/create-sandbox.ts";
import { listSandboxMessages } from "./sandbox/list.ts";
import type { SandboxPage, SandboxQuery } from "./sandbox/schemas.ts";
import { createWebhooks, type Webhooks } from "./webhooks/index.ts";
import { startWebhooks } from "./webhooks/run.ts";

/** The message ledger. Every verb answers with a value or a refusal; `organizationId` is a UUID. */
export interface Gateway {
  send(organizationId: string, input: SendBody, by?: SentBy): Promise<GatewayResult<Sent>>;
  /** With a `key` the whole batch is repeatable. */
  sendBatch(
    organizationId: string,
    input: BatchBody,
    key?: string,
    by?: SentBy,
  ): Promise<BatchReply>;
  /** Sends a one-time code and waits for the provider's answer to its first attempt. */
  sendNow(
    organizationId: string,
    message: UrgentMessage,
    signal: AbortSignal,
  ): Promise<SendOutcome>;
  preview(
    organizationId: string,
    input: SendBody,
    locale: ExplainLocale,
  ): Promise<GatewayResult<PreviewReply>>;
  /** What a batch would be and cost. */
  previewBatch(organizationId: string, input: BatchBody): Promise<BatchPreview>;
  read(organizationId: string, id: string): Promise<GatewayResult<MessageDetail>>;
  /** Those of these messages that are the organization's, inbound ones too, in no order. */
  readMany(organizationId: string, ids: readonly string[]): Promise<MessageView[]>;
  list(organizationId: string, query: ListQuery): Promise<MessagePage>;
  /** Everybody's inbound messages from a place on, for readers that go on at their own pace. */
  readInbound(since: number, limit: number): Promise<ReceivedPage>;
  /** The same for what some organizations received: for each place a page. */
  readReceived(places: readonly Place[]): Promise<readonly PlacePage<ReceivedMessage>[]>;
  /** And for what became of the messages that they sent, one-time codes left out. */
  readMessageEvents(
    places: readonly Place[],
    types: readonly MessageEventType[],
  ): Promise<readonly PlacePage<FollowedEvent>[]>;
  exportCsv(
    organizationId: string,
    query: Omit<ListQuery, "limit" | "cursor">,
    by: By,
  ): Promise<ReadableStream<Uint8Array>>;
  explain(
    organizationId: string,
    id: string,
    locale: ExplainLocale,
  ): Promise<GatewayResult<{ sentences: string[] }>>;
  cancel(organizationId: string, id: string): Promise<GatewayResult<MessageDetail>>;
  /** Sends a message that ended without delivery again, as a new one. */
  redrive(organizationId: string, id: string): Promise<GatewayResult<Sent>>;
  /** What happens from now on, or since a cursor, as it comes; ends when the signal is aborted. */
  events(
    organizationId: string,
    options: StreamOptions,
  ): Promise<GatewayResult<AsyncIterable<EventPage>>>;
  /** Messages that failed for good, the last one first. */
  deadLetters(organizationId: string, query: DeadLetterQuery): Promise<DeadLetterPage>;
  /** Sends dead letters again, each at most once whoever asks how often. */
  redriveDeadLetters(organizationId: string, input: RedriveBody, by: By): Promise<RedriveReply>;
  /** Stores what a provider brought through an account; resolves when it is committed. */
  receive(organizationId: string, account: string, facts: ReceivedFacts): Promise<void>;
  /** What became of the messages of a period, and how many are outstanding. */
  analytics(organizationId: string, query: AnalyticsQuery): Promise<GatewayResult<AnalyticsReply>>;
  /** Whom organizations let us tell what happens. */
  readonly webhooks: Webhooks;
  /** Asks for a person to be forgotten; the job `people.erasure` does it. */
  erase(organizationId: string, phone: string, by: By): Promise<GatewayResult<Erasure>>;
  readErasure(organizationId: string, id: string): Promise<GatewayResult<Erasure>>;
  /** All that is held of a person, as a JSON document. */
  exportPerson(
    organizationId: string,
    phone: string,
    by: By,
  ): Promise<GatewayResult<ReadableStream<Uint8Array>>>;
  /**
   * Takes messages in within the transaction of `orm`, for whoever commits them with what they note of
   * them; answers for each in the order given. Those of a campaign stop with it.
   */
  acceptWithin(
    organizationId: string,
    messages: readonly PlannedMessage[],
    orm: Orm,
    campaignId?: string,
  ): Promise<readonly GatewayResult<undefined>[]>;
  /** How campaigns are stopped, within their own transactions. */
  readonly campaigns: LedgerCampaigns;
  /** Budgets, credit, rate cards and the money ledger. */
  readonly money: Money;
  /** Who wants which messages. */
  readonly consent: Consent;
  /** Where a message would go at this moment, and why. */
  planRoute(
    organizationId: string,
    input: RouteQuestion,
    locale: ExplainLocale,
  ): GatewayResult<RouteReply>;
  /** Looks at an account now; nothing where the organization has no such account. */
  checkAccount(organizationId: string, id: string): Promise<ProviderHealth | undefined>;
  /** What a test twin sent in the last hour, newest first. */
  sandboxMessages(organizationId: string, query: SandboxQuery): Promise<SandboxPage>;
  /** How each account of an organization, or of the platform, is, by what all processes know. */
  providerHealth(organizationId?: string): Promise<ProviderHealth[]>;
  /** What is done by the clock, once for all processes: for `createJobs`. */
  readonly jobs: readonly Job[];
  /** Begins to dispatch. Fails for nothing: what cannot be done now is tried again. */
  start(): void;
  /** Ends every event stream, for good: a server that stops waits for its replies to end. */
  endStreams(): void;
  /** Ends calls under way in good order and hands back what has not left. */
  stop(): Promise<void>;
}

export interface GatewayOptions {
  /** Migrated. */
  readonly database: Database;
  /**
   * Accounts and rules of this moment for an organization, or the platform's own. Not asked for test
   * twins: what they send ends in the sandbox.
   */
  readonly routing: (organizationId?: string) => Routing;
  /** Everybody's accounts. @default those of the platform */
  readonly accounts?: () => readonly DispatchAccount[];
  /** Seals the texts of one-time codes; without it they are refused. */
  readonly keyring?: Keyring | undefined;
  readonly logger: Logger;
  readonly clock?: Clock;
  readonly timing?: Timing;
  /** For how long each organization's data is kept: `retentionOf(config)`. @default `defaultRetention` */
  readonly retention?: RetentionOf;
  /** What forgets a person in the tables of other packages, once the ledger has. */
  readonly alsoErase?: readonly Eraser[];
  /** What other packages hold of a person, for the export of all that is held. */
  readonly alsoExport?: readonly PersonExporter[];
  /** When messages may leave, and how many a day. @default at any hour, any number */
  readonly quietHours?: QuietHours;
  /** Says which inbound messages are keywords: they take effect as they are stored. @default none */
  readonly readConsent?: ReadConsent;
  /**
   * Is told each keyword once it has taken effect, and told again whenever the provider repeats it:
   * the provider is answered after it, so that nothing is left out.
   */
  readonly answerKeyword?: (organizationId: string, keyword: KeywordReceived) => Promise<void>;
  /** False in a process that only accepts; others dispatch, and call webhooks. @default true */
  readonly dispatch?: boolean;
  /** Makes texts of templates. @default there are none, and texts are what was given */
  readonly composeTexts?: ComposeTexts;
  /** Where webhooks may lead, besides the public Internet. */
  readonly outbound?: OutboundHttpOptions;
}

/** Accepts under way at the same time share a statement of at most so many messages. */
const mostAccepts = 500;

/** Makes the gateway. */
export function createGateway(options: GatewayOptions): Gateway {
  const context = contextOf(options);
  const { database, dispatcher, feed } = context;
  let upkeep: { stop(): Promise<void> } | undefined;
  let webhooks: { stop(): Promise<void> } | undefined;
  /** What an organization asks for sees its own rows only, whatever a statement says. */
  const as = (organizationId: string): GatewayContext => ({
    ...context,
    database: context.database.forOrganization(organizationId),
  });

  return {
    send: (organizationId, input, by) => sendMessage(as(organizationId), organizationId, input, by),
    sendBatch: (organizationId, input, key, by) =>
      sendBatch(as(organizationId), organizationId, input, key, by),
    sendNow: (organizationId, message, signal) => sendNow(context, organizationId, message, signal),
    preview: (organizationId, input, locale) =>
      previewMessage(as(organizationId), organizationId, input, locale),
    previewBatch: (organizationId, input) =>
      previewBatch(as(organizationId), organizationId, input),
    read: (organizationId, id) => readMessage(as(organizationId), organizationId, id),
    readMany: (organizationId, ids) => readMany(as(organizationId), organizationId, ids),
    readInbound: (since, limit) => readInbound(database, since, limit),
    readReceived: (places) => readReceived(database, places),
    readMessageEvents: (places, types) => readMessageEvents(database, places, types),
    list: (organizationId, query) => listMessages(as(organizationId), organizationId, query),
    exportCsv: (organizationId, query, by) =>
      exportCsv(as(organizationId), organizationId, query, by),
    explain: (organizationId, id, locale) =>
      explainMessage(as(organizationId), organizationId, id, locale),
    cancel: (organizationId, id) => cancelMessage(as(organizationId), organizationId, id),
    redrive: (organizationId, id) => redriveMessage(as(organizationId), organizationId, id),
    events: (organizationId, options) => streamEvents(as(organizationId), organizationId, options),
    deadLetters: (organizationId, query) =>
      listDeadLetters(as(organizationId), organizationId, query),
    redriveDeadLetters: (organizationId, input, by) =>
      redriveDeadLetters(as(organizationId), organizationId, input, by),
    async receive(organizationId, account, facts) {
      const keywords = await storeReceived(context, { organizationId, account, facts });
      await context.report(facts.reports.map((fact) => ({ account, fact })));
      for (const keyword of keywords) await options.answerKeyword?.(organizationId, keyword);
    },
    analytics: (organizationId, query) => readAnalytics(as(organizationId), organizationId, query),
    webhooks: createWebhooks(as, context.newId),
    erase: (organizationId, phone, by) =>
      requestErasure(as(organizationId), organizationId, phone, by),
    readErasure: (organizationId, id) => readErasure(as(organizationId), organizationId, id),
    exportPerson: (organizationId, phone, by) =>
      exportPerson(as(organizationId), organizationId, phone, by),
    acceptWithin: (organizationId, messages, orm, campaignId) =>
      acceptWithin(context, organizationId, messages, orm, campaignId),
    campaigns: createLedgerCampaigns(),
    money: createMoney(as),
    consent: createConsent(as),
    planRoute: (organizationId, input, locale) =>
      planMessageRoute(context, organizationId, input, locale),
    checkAccount: (organizationId, id) => checkAccount(context, organizationId, id),
    sandboxMessages: (organizationId, query) =>
      listSandboxMessages(as(organizationId), organizationId, query),
    providerHealth: (organizationId) =>
      readHealth(context, context.routing(organizationId).accounts),
    jobs: gatewayJobs(context),
    start() {
      dispatcher?.start();
      upkeep = startUpkeep(context);
      if (dispatcher) webhooks = startWebhooks(context);
    },
    endStreams: () => void feed.stop(),
    async stop() {
      await feed.stop();
      await context.accept.idle();
      await Promise.all([dispatcher?.stop(), webhooks?.stop()]);
      await context.sandbox.stop();
      await upkeep?.stop();
    },
  };
}

/** Waits for whoever claims it first. */
const isQueued = (accepted: Accepted | undefined): boolean =>
  accepted?.kind === "stored" && accepted.leasedRow === undefined;

function contextOf(options: GatewayOptions): GatewayContext {
  const { database, keyring, logger } = options;
  const clock = options.clock ?? systemClock;
  const timing = options.timing ?? systemTiming;
  const newId = () => newUuid(clock);
  const secrets = createSecrets({ clock, ...(keyring && { keyring }) });
  const circuits = createCircuits(database, clock.now);
  const money = createMoneyBook(database);
  const report = groupedReports({ database, circuits, newId, timing, logger });
  const sandbox = createSandbox({ database, newId, timing, logger, report });
  const routing = (organizationId?: string): Routing =>
    organizationId !== undefined && isTestOrganization(organizationId)
      ? sandbox.routing(organizationId)
      : options.routing(organizationId);
  const dispatcher =
    options.dispatch === false
      ? undefined
      : createDispatcher({
          database,
          routing,
          // While the database is away nothing can be marked, so it does not matter by what.
          ratesOf: (organizationId) =>
            money.read().then(
              (terms) => terms.ratesOf(organizationId),
              () => undefined,
            ),
          circuits,
          newId,
          timing,
          logger,
          now: clock.now,
          quietHours: options.quietHours,
          unseal: async (organizationId, { id, sealed, secretKeyId, wrappedKey }) =>
            sealed === null || secretKeyId === null || wrappedKey === null
              ? undefined
              : unsealBody(
                  database,
                  secrets,
                  { organizationId, messageId: id },
                  { text: sealed, secretKeyId, wrappedKey },
                ),
        });
  const accept = grouped<NewMessage, Accepted>(
    async (messages) => {
      const accept = messages.some(({ hold }) => hold) ? acceptPaid : acceptMessages;
      const accepted = await accept(database, messages, newId, dispatcher?.leaseFor);
      dispatcher?.take(bornChunks(messages, accepted));
      const queued = messages.filter((_, index) => isQueued(accepted[index]));
      for (const lane of Object.values(lanes))
        if (queued.some((message) => message.lane === lane)) dispatcher?.wake(lane);
      return accepted;
    },
    // A process that dispatches, too, has work for the pauses, and more groups would only cost it more.
    { most: mostAccepts, halved: dispatcher === undefined },
  );
  return {
    database,
    secrets,
    routing,
    accounts: options.accounts ?? (() => options.routing().accounts),
    report,
    sandbox,
    circuits,
    clock,
    newId,
    timing,
    logger,
    dispatcher,
    accept,
    money,
    quietHours: options.quietHours,
    feed: createFeed({ database, timing, logger }),
    outbound: createOutboundHttp(options.outbound),
    alsoErase: options.alsoErase ?? [],
    alsoExport: options.alsoExport ?? [],
    composeTexts: options.composeTexts ?? textsAsGiven,
    retentionOf: options.retention ?? (() => defaultRetention),
    readConsent: options.readConsent ?? (() => undefined),
    transactionalOptOuts: createTransactionalOptOuts(database, clock),
  };
}
