export type SegmentQuery = Record<string, unknown>;
