import type { Money } from "../provider.ts";
import type { RouteExclusion, RoutePlan, RouteReason } from "./plan.ts";

/** Languages in which a plan is explained. */
export type ExplainLocale = "en" | "vi";

const money = ({ amount, currency }: Money): string => `${amount} ${currency}`;

type Sentence = Readonly<Record<ExplainLocale, string>>;

/** A plan in plain sentences, one for each decision, in order. */
export function explainPlan(plan: RoutePlan, locale: ExplainLocale = "en"): string[] {
  const say = (sentence: Sentence): string => sentence[locale];
  return [
    plan.rule === undefined
      ? say({ en: "No rule fits this message.", vi: "Không có quy tắc nào khớp với tin nhắn này." })
      : say({ en: `Rule “${plan.rule}” fits.`, vi: `Quy tắc “${plan.rule}” khớp.` }),
    ...plan.candidates.map(({ account, reasons, price }, index) => {
      const why = reasons.map((reason) => say(sentenceOfReason(reason))).join("; ");
      const cost = price === undefined ? "" : `, ${money(price)}`;
      return `${index + 1}. ${account}${cost}: ${why}.`;
    }),
    ...plan.excluded.map(
      ({ account, reason }) =>
        `${say({ en: "Left out", vi: "Bỏ qua" })} ${account}: ${say(sentenceOfExclusion(reason))}.`,
    ),
    ...(plan.candidates.length > 0
      ? []
      : [say({ en: "No account can carry it.", vi: "Không có tài khoản nào gửi được." })]),
  ];
}

function sentenceOfReason(reason: RouteReason): Sentence {
  switch (reason.code) {
    case "forced":
      return { en: "the message asks for it", vi: "tin nhắn yêu cầu" };
    case "rule":
      return { en: "the rule names it", vi: "quy tắc chỉ định" };
    case "weight":
      return { en: `by its weight of ${reason.weight}`, vi: `theo trọng số ${reason.weight}` };
    case "cheapest":
      return { en: "by price", vi: "theo giá" };
    case "order":
      return { en: `number ${reason.place} in order`, vi: `thứ ${reason.place} theo thứ tự` };
    case "circuit_open":
      return { en: "set back, because it fails", vi: "lùi lại vì đang lỗi" };
    case "probe":
      return {
        en: "first, to see whether it is well again",
        vi: "trước tiên, để thử xem đã hồi phục chưa",
      };
    case "share":
      return {
        en: `set back, it gets ${reason.percent} % for now`,
        vi: `lùi lại, hiện chỉ nhận ${reason.percent} %`,
      };
  }
}

function sentenceOfExclusion(reason: RouteExclusion): Sentence {
  switch (reason.code) {
    case "not_forced":
      return { en: "the message asks for another", vi: "tin nhắn yêu cầu tài khoản khác" };
    case "rule_excludes":
      return { en: `rule “${reason.rule}”`, vi: `quy tắc “${reason.rule}”` };
    case "no_unicode":
      return { en: "it carries no Unicode", vi: "không gửi được Unicode" };
    case "too_long":
      return {
        en: `the text is longer than ${reason.most} characters`,
        vi: `nội dung dài hơn ${reason.most} ký tự`,
      };
    case "too_expensive":
      return { en: `it costs ${money(reason.price)}`, vi: `giá là ${money(reason.price)}` };
    case "price_unknown":
      return { en: "its price is not known", vi: "không biết giá" };
  }
}
