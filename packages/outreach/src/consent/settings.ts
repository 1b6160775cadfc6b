import { type Config, defineSetting } from "@nx/core";
import { type Static, Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";

const strict = { additionalProperties: false } as const;
const words = (title: string) =>
  Type.Array(Type.String({ minLength: 1, maxLength: 30, pattern: "[\\p{L}\\p{N}]" }), {
    title,
    description: "Besides those that are known anyway.",
    maxItems: 50,
    default: [],
  });
const text = (title: string, byDefault: string) =>
  Type.String({ title, minLength: 1, maxLength: 480, default: byDefault });

/** What an organization does with keywords. */
export const ConsentSettings = Type.Object(
  {
    stop: words("Words that opt out"),
    start: words("Words that opt in again"),
    help: words("Words that ask for help"),
    language: Type.Union([Type.Literal("en"), Type.Literal("vi")], {
      title: "Language of the answer to these words, and where a word's own has no text",
      default: "en",
    }),
    confirmStop: Type.Boolean({ title: "Confirm an opt-out", default: true }),
    answerHelp: Type.Boolean({
      title: "Answer HELP",
      description: "With a text that names you; off, HELP is a message like any other.",
      default: false,
    }),
    stopTexts: Type.Object(
      {
        en: text(
          "Confirmation in English",
          "You will get no more advertising from us. Reply START to get it again.",
        ),
        vi: text(
          "Confirmation in Vietnamese",
          "Ban se khong nhan tin quang cao nua. Soan START de nhan lai.",
        ),
      },
      { ...strict, default: {} },
    ),
    helpTexts: Type.Object(
      {
        en: text("Help in English", "Reply STOP to get no more advertising."),
        vi: text("Help in Vietnamese", "Soan TC de tu choi tin quang cao."),
      },
      { ...strict, default: {} },
    ),
  },
  strict,
);
export type ConsentSettings = Static<typeof ConsentSettings>;

/** Keywords and their answers; an organization may have its own. */
export const consentSetting = defineSetting({
  group: "CONSENT",
  key: "keywords",
  title: "Keywords",
  description: "What is understood as STOP, START and HELP, and what is answered.",
  schema: ConsentSettings,
});

const defaults: ConsentSettings = Value.Parse(ConsentSettings, {});

/** An organization's settings of this moment; where they cannot be read, those that ship. */
export const consentSettingsOf =
  (config: Pick<Config, "read"> | undefined) =>
  (organization: string): ConsentSettings => {
    const reading = config?.read(consentSetting, { organization });
    return reading?.state === "ok" ? reading.value : defaults;
  };
