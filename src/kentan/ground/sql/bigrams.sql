-- 两字索引: every pair of neighbouring characters, so that any Chinese word of two characters or more is found exactly.
-- No extension is needed; the reader of the index checks the hit again in the words themselves.
CREATE OR REPLACE FUNCTION kentan_bigrams(written text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_to_tsvector(array_agg(DISTINCT pair)), ''::tsvector) FROM (
        SELECT letter || lead(letter, 1, '') OVER (ORDER BY place) AS pair
        FROM unnest(string_to_array(lower(written), NULL)) WITH ORDINALITY AS letters(letter, place)
    ) AS pairs
$$;
ALTER TABLE voices_voice ADD COLUMN bigrams tsvector GENERATED ALWAYS AS (kentan_bigrams(heading || ' ' || words)) STORED;
CREATE INDEX voices_voice_bigrams ON voices_voice USING gin (bigrams);
