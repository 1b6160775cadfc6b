import { type ExplainLocale, explainSendError, type SendErrorCode, sendErrors } from "mq-sms";
import type { GatewayContext } from "../context.ts";
import { done, type GatewayResult } from "../problems.ts";
import { readMessage } from "./read.ts";
import type { EventView, MessageDetail } from "./schemas.ts";

/** What happened to a message and why, in sentences, in order. */
export async function explainMessage(
  context: Pick<GatewayContext, "database">,
  organizationId: string,
  publicId: string,
  locale: ExplainLocale,
): Promise<GatewayResult<{ sentences: string[] }>> {
  const found = await readMessage(context, organizationId, publicId);
  if (!found.ok) return found;
  return done({ sentences: explainTimeline(found.value, locale) });
}

/** A message's events as sentences, and at last where it stands and what comes next. */
export function explainTimeline(message: MessageDetail, locale: ExplainLocale): string[] {
  return [
    ...message.events.map((event) => `${secondOf(event.at)} ${sentenceOf(event, locale)}`),
    standing(message, locale),
  ];
}

const secondOf = (instant: string): string => `${instant.slice(0, 19)}Z`;

function sentenceOf(event: EventView, locale: ExplainLocale): string {
  const texts = sentences[event.type] ?? sentences["REPORT"];
  const text = texts?.[locale] ?? event.type;
  return text
    .replace("{attempt}", String(event.attempt ?? 1))
    .replace("{account}", event.account ?? "-")
    .replace("{report}", event.report ?? "-")
    .replace("{until}", event.until === undefined ? "-" : secondOf(event.until))
    .replace("{why}", whyOf(event, locale));
}

/** The provider's own code helps whoever asks them. */
function whyOf({ error, providerCode }: EventView, locale: ExplainLocale): string {
  if (error === undefined) return "";
  const own = reasons[error]?.[locale];
  const known = isCode(error) ? explainSendError({ code: error }).sentence : error;
  const reason = own ?? (locale === "vi" ? (vietnamese[error] ?? known) : known);
  return `: ${reason}${providerCode === undefined ? "" : ` [${providerCode}]`}`;
}

const isCode = (text: string): text is SendErrorCode => Object.hasOwn(sendErrors, text);

type Sentence = Readonly<Record<ExplainLocale, string>>;

const sentences: Readonly<Record<string, Sentence>> = {
  QUEUED: { en: "Accepted and stored.", vi: "Đã nhận và lưu." },
  DEFERRED: {
    en: "It waits until {until}: the recipient has quiet hours.",
    vi: "Chờ đến {until}: người nhận đang trong giờ yên tĩnh.",
  },
  LEASE_RECLAIMED: {
    en: "A worker stopped before sending; another one took over. Nothing had left.",
    vi: "Một tiến trình dừng trước khi gửi; tiến trình khác tiếp nhận. Chưa có gì được gửi đi.",
  },
  DEFINITE_RETRY: {
    en: "Attempt {attempt} through {account}, because the one before surely did not take it.",
    vi: "Lần gửi {attempt} qua {account}, vì lần trước chắc chắn chưa được nhận.",
  },
  AMBIGUOUS_RETRY: {
    en: "Attempt {attempt} through {account}, although the one before may have arrived: it can come twice.",
    vi: "Lần gửi {attempt} qua {account}, dù lần trước có thể đã đến nơi: tin có thể đến hai lần.",
  },
  SUBMITTED: {
    en: "Attempt {attempt}: {account} took it.",
    vi: "Lần gửi {attempt}: {account} đã nhận.",
  },
  ATTEMPT_UNKNOWN: {
    en: "Attempt {attempt} through {account}: nobody knows whether it was taken{why}",
    vi: "Lần gửi {attempt} qua {account}: không rõ đã được nhận hay chưa{why}",
  },
  ATTEMPT_REFUSED: {
    en: "Attempt {attempt}: {account} surely did not take it{why}",
    vi: "Lần gửi {attempt}: {account} chắc chắn không nhận{why}",
  },
  ATTEMPT_FAILED: {
    en: "{account} reports that it did not arrive{why} It is sent once more.",
    vi: "{account} báo không đến nơi{why} Tin được gửi lại một lần.",
  },
  ATTEMPT_LATE_RESULT: {
    en: "Attempt {attempt}: the answer of {account} came late, and is known now{why}.",
    vi: "Lần gửi {attempt}: câu trả lời của {account} đến muộn, nay đã rõ{why}.",
  },
  SENT: { en: "{account} passed it on to the network.", vi: "{account} đã chuyển cho nhà mạng." },
  DELIVERED: {
    en: "{account} reports that the phone has it.",
    vi: "{account} báo điện thoại đã nhận.",
  },
  FAILED: { en: "It failed{why}", vi: "Thất bại{why}" },
  REJECTED: { en: "It was refused{why}", vi: "Bị từ chối{why}" },
  EXPIRED: { en: "Its time ran out{why}", vi: "Hết hạn{why}" },
  CANCELLED: { en: "It was cancelled before it left.", vi: "Đã hủy trước khi gửi." },
  REPORT: {
    en: "{account} reported “{report}”, which changed nothing.",
    vi: "{account} báo “{report}”, không thay đổi gì.",
  },
};

const reasons: Readonly<Record<string, Sentence>> = {
  quiet_hours: {
    en: "the recipient had quiet hours.",
    vi: "người nhận đang trong giờ yên tĩnh.",
  },
  no_receipt: {
    en: "no delivery report came within 72 hours.",
    vi: "không có báo cáo trong 72 giờ.",
  },
  ambiguous: {
    en: "it may have been sent, and no report came within 72 hours.",
    vi: "có thể đã được gửi, và không có báo cáo trong 72 giờ.",
  },
  poison: {
    en: "handling it ended several workers; it was set aside.",
    vi: "việc xử lý nó làm dừng nhiều tiến trình; đã được tách riêng.",
  },
};

/** The usual reasons; the others are told in English. */
const vietnamese: Readonly<Record<string, string>> = {
  invalid_recipient: "số điện thoại này không nhận được tin.",
  blocked_recipient: "nhà mạng không nhận tin cho số này.",
  opted_out: "người nhận đã từ chối nhận tin.",
  no_route: "không có đường gửi.",
  bad_content: "nhà cung cấp không chấp nhận nội dung.",
  validity_expired: "không gửi được kịp thời.",
  bad_sender: "tên người gửi chưa được đăng ký.",
  bad_credentials: "nhà cung cấp từ chối tài khoản.",
  insufficient_balance: "tài khoản nhà cung cấp hết tiền.",
  throttled: "nhà cung cấp yêu cầu gửi chậm lại.",
  unavailable: "không kết nối được nhà cung cấp.",
  timeout: "nhà cung cấp không trả lời kịp.",
  connection_lost: "mất kết nối trước khi có câu trả lời.",
  delivery_failed: "nhà mạng không chuyển được tin.",
  handset_unreachable: "điện thoại tắt máy hoặc ngoài vùng phủ sóng.",
};

function standing(
  { status, outcome, attempts = 0, validUntil }: MessageDetail,
  locale: ExplainLocale,
) {
  const say = (en: string, vi: string) => (locale === "vi" ? vi : en);
  const until = validUntil?.slice(0, 19);
  if (outcome === "unknown")
    return say(
      "It may have been sent. It is not sent again by itself unless its text is a one-time code; a report or 72 hours settle it.",
      "Có thể đã được gửi. Tin không tự gửi lại trừ khi là mã một lần; báo cáo hoặc 72 giờ sẽ quyết định.",
    );
  if (status === "QUEUED" && attempts > 0)
    return say(
      `It waits for its next attempt, until ${until}Z.`,
      `Đang chờ lần gửi tiếp theo, đến ${until}Z.`,
    );
  if (status === "QUEUED") return say("It waits for its turn.", "Đang chờ đến lượt.");
  if (status === "SENDING")
    return say("It is on its way to a provider.", "Đang được gửi đến nhà cung cấp.");
  if (status === "SUBMITTED" || status === "SENT")
    return say("A delivery report is waited for.", "Đang chờ báo cáo.");
  return say(`Final state: ${status}.`, `Trạng thái cuối: ${status}.`);
}
