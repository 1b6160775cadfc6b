import { segments, stripVietnamese } from "mq-sms";
import { splitText } from "./compile.ts";
import type { TemplateContent, TemplateVariable, TextLint } from "./schemas.ts";

/** As many as a message may have. */
const mostSegments = 10;

/** What a value may be made of at its dearest; `~` takes two septets, `ế` makes the text Unicode. */
const dearest: Readonly<Record<TemplateVariable["kind"], string>> = {
  text: "ế",
  number: "0",
  date: "0",
  url: "~",
};

/** What each text of a template costs on the air when its values are as long as they may be. */
export const lintTexts = ({
  texts,
  variables,
}: Pick<TemplateContent, "texts" | "variables">): TextLint[] =>
  texts.map(({ language, body }) => {
    const plain = cost(filled(body, variables, () => "0"));
    const worst = cost(filled(body, variables, ({ kind }) => dearest[kind]));
    const stripped = stripVietnamese(body);
    const without = cost(filled(stripped, variables, () => "0"));
    const saved = plain.segments - without.segments;
    return {
      language,
      plain,
      worst,
      tooLong: worst.segments > mostSegments,
      offending: segments(body).offending.map(({ character, index }) => ({ character, index })),
      ...(saved > 0 && { suggestion: { body: stripped, segments: without.segments, saved } }),
    };
  });

const cost = (text: string) => {
  const { encoding, segments: count } = segments(text);
  return { encoding, segments: count };
};

function filled(
  body: string,
  variables: readonly TemplateVariable[],
  of: (variable: TemplateVariable) => string,
): string {
  const { fixed, names } = splitText(body);
  const longest = new Map(
    variables.map((variable) => [variable.name, of(variable).repeat(variable.maxLength)]),
  );
  return fixed.map((part, index) => part + (longest.get(names[index] ?? "") ?? "")).join("");
}
