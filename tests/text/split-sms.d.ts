declare module "split-sms" {
  export interface SplitText {
    readonly characterSet: "GSM" | "Unicode";
    readonly parts: readonly { readonly content: string; readonly bytes: number }[];
    /** Septets, or octets where the text is Unicode. */
    readonly bytes: number;
    readonly length: number;
    readonly remainingInPart: number;
  }
  export const split: (text: string) => SplitText;
}
