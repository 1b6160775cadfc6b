CREATE UNLOGGED TABLE "rate_limits" (
	"key" text COLLATE "C" PRIMARY KEY NOT NULL,
	"next_at" timestamp with time zone NOT NULL
) WITH (fillfactor = 50);
--> statement-breakpoint
CREATE TABLE "scenario_limits" (
	"organization_id" uuid NOT NULL,
	"key" text COLLATE "C" NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	CONSTRAINT "scenario_limits_organization_id_key_pk" PRIMARY KEY("organization_id","key")
) WITH (fillfactor = 50);
--> statement-breakpoint
-- Takes from several buckets at once, in the order given: each take from all of its buckets or from
-- none. A bucket is `keys`, or after them `owners` with `kept`, sorted, so that callers who share
-- buckets wait for each other in one order. The n-th take has `sizes[n]` of the entries that follow:
-- the number of a bucket, what is taken of it, and how far ahead of now it may then be, in microseconds.
-- Answers the moment, who has taken, and how far ahead of it each bucket is now. No plan of it may read
-- a whole table, whatever the statistics said when it was made.
CREATE FUNCTION take_rate_limits(keys text[], owners uuid[], kept text[], sizes integer[], places integer[], spends bigint[], mosts bigint[], OUT at bigint, OUT granted boolean[], OUT levels bigint[]) LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  moment timestamptz;
  before bigint[];
  first integer := 1;
  fits boolean;
BEGIN
  -- Locks every bucket, in one pass over the old and the new ones. The clock is read after it: waiting
  -- for a lock is time in which buckets fill.
  INSERT INTO rate_limits AS bucket SELECT key, clock_timestamp() FROM unnest(keys) AS key
    ON CONFLICT (key) DO UPDATE SET next_at = bucket.next_at WHERE false;
  IF cardinality(kept) > 0 THEN
    INSERT INTO scenario_limits AS bucket
      SELECT owner, key, clock_timestamp() FROM unnest(owners, kept) AS given (owner, key)
      ON CONFLICT (organization_id, key) DO UPDATE SET next_at = bucket.next_at WHERE false;
  END IF;
  moment := clock_timestamp();
  before := array(
    SELECT greatest(0, extract(epoch FROM (SELECT next_at FROM rate_limits WHERE key = given.key) - moment)
      * 1000000)::bigint FROM unnest(keys) WITH ORDINALITY AS given (key, n) ORDER BY n);
  IF cardinality(kept) > 0 THEN
    before := before || array(
      SELECT greatest(0, extract(epoch FROM (SELECT next_at FROM scenario_limits
          WHERE organization_id = given.owner AND key = given.key) - moment) * 1000000)::bigint
      FROM unnest(owners, kept) WITH ORDINALITY AS given (owner, key, n) ORDER BY n);
  END IF;
  -- Usually there is room for all. A bucket that is further ahead than it can come by itself, because
  -- its limit was lowered or the clock set back, is as far as it can.
  SELECT array_agg(level ORDER BY place), bool_and(level <= most) INTO levels, fits
  FROM (SELECT place, min(most) AS most, (least(before[place], min(most)) + sum(spend))::bigint AS level
    FROM unnest(places, spends, mosts) AS entry (place, spend, most) GROUP BY place) AS bucket;
  IF fits THEN
    granted := array_fill(true, ARRAY[cardinality(sizes)]);
  ELSE
    levels := before;
    FOR take IN 1 .. cardinality(sizes) LOOP
      fits := true;
      FOR entry IN first .. first + sizes[take] - 1 LOOP
        levels[places[entry]] := least(levels[places[entry]], mosts[entry]);
        fits := fits AND levels[places[entry]] + spends[entry] <= mosts[entry];
      END LOOP;
      IF fits THEN
        FOR entry IN first .. first + sizes[take] - 1 LOOP
          levels[places[entry]] := levels[places[entry]] + spends[entry];
        END LOOP;
      END IF;
      granted[take] := fits;
      first := first + sizes[take];
    END LOOP;
  END IF;
  IF levels <> before THEN
    INSERT INTO rate_limits AS bucket
      SELECT key, moment + level * interval '1 microsecond'
      FROM unnest(keys, levels[:cardinality(keys)], before[:cardinality(keys)]) AS given (key, level, old)
      WHERE level <> old
      ON CONFLICT (key) DO UPDATE SET next_at = excluded.next_at;
    IF cardinality(kept) > 0 THEN
      INSERT INTO scenario_limits AS bucket
        SELECT owner, key, moment + level * interval '1 microsecond'
        FROM unnest(owners, kept, levels[cardinality(keys) + 1:], before[cardinality(keys) + 1:])
          AS given (owner, key, level, old)
        WHERE level <> old
        ON CONFLICT (organization_id, key) DO UPDATE SET next_at = excluded.next_at;
    END IF;
  END IF;
  at := extract(epoch FROM moment) * 1000000;
END $$;

--> statement-breakpoint
select protect_organizations();
