-- Every version of a message's row is to fit into its page: one that does not is entered into both
-- indexes again. Half a page was too little for the second versions, which are longer than the first.
DO $$
DECLARE
  month regclass;
BEGIN
  FOR month IN SELECT inhrelid FROM pg_inherits WHERE inhparent = 'messages'::regclass LOOP
    EXECUTE format('ALTER TABLE %s SET (fillfactor = 42)', month);
  END LOOP;
END $$;
