import { type Static, Type } from "@sinclair/typebox";

/** What was put right in a cell. */
export const Repair = Type.Union([
  Type.Literal("text_marker"),
  Type.Literal("full_width"),
  Type.Literal("hidden_characters"),
  Type.Literal("scientific_notation"),
  Type.Literal("decimal_point"),
  Type.Literal("thousands_separators"),
  Type.Literal("lost_zero"),
  Type.Literal("lost_plus"),
  Type.Literal("old_prefix"),
]);
export type Repair = Static<typeof Repair>;

/** Why a row is refused. */
export const RowRefusal = Type.Union([
  Type.Literal("row_too_long"),
  Type.Literal("unclosed_quote"),
  Type.Literal("stray_quote"),
  Type.Literal("nul"),
  Type.Literal("not_utf8"),
  Type.Literal("too_many_columns"),
  Type.Literal("extra_cells"),
  Type.Literal("phone_missing"),
  Type.Literal("digits_lost"),
  Type.Literal("formula"),
  Type.Literal("not_a_number"),
  Type.Literal("ambiguous"),
  Type.Literal("unknown_calling_code"),
  Type.Literal("too_short"),
  Type.Literal("too_long"),
  Type.Literal("not_valid_for_country"),
  Type.Literal("control_character"),
  Type.Literal("invalid_value"),
  Type.Literal("too_many_fields"),
]);
export type RowRefusal = Static<typeof RowRefusal>;
