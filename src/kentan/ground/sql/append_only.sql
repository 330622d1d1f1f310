-- 留痕只增不改: entries and numbers can be added, never changed or removed.
CREATE OR REPLACE FUNCTION kentan_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'ledger rows are append-only (%)', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION kentan_append_only();
CREATE TRIGGER ledger_number_append_only BEFORE UPDATE OR DELETE ON ledger_number
    FOR EACH ROW EXECUTE FUNCTION kentan_append_only();
