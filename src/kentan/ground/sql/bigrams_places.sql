-- 两字索引, with the place: a clerk looks for 盐官 where somebody wrote it, in the words or as the place.
ALTER TABLE voices_voice DROP COLUMN bigrams;
ALTER TABLE voices_voice ADD COLUMN bigrams tsvector
    GENERATED ALWAYS AS (kentan_bigrams(heading || ' ' || place || ' ' || words)) STORED;
CREATE INDEX voices_voice_bigrams ON voices_voice USING gin (bigrams);
