-- What it takes to mean the same as the policy for any log: positions of up to eighteen digits, the clock of any year,
-- texts folded letter by letter, with more blanks than spaces at their ends, and with words for what nobody knows.
CREATE MACRO new_york(moment) AS CASE
  WHEN moment >= make_timestamp(1609477200000000) AND moment < make_timestamp(2114398800000000)
    THEN CASE WHEN moment < make_timestamp(1867906800000000)
      THEN CASE WHEN moment < make_timestamp(1741503600000000)
        THEN CASE WHEN moment < make_timestamp(1678604400000000)
          THEN CASE WHEN moment < make_timestamp(1647154800000000)
            THEN CASE WHEN moment < make_timestamp(1636264800000000)
              THEN CASE WHEN moment < make_timestamp(1615705200000000)
                THEN -18000000
                ELSE -14400000 END
              ELSE -18000000 END
            ELSE CASE WHEN moment < make_timestamp(1667714400000000)
              THEN -14400000
              ELSE -18000000 END END
          ELSE CASE WHEN moment < make_timestamp(1710054000000000)
            THEN CASE WHEN moment < make_timestamp(1699164000000000)
              THEN -14400000
              ELSE -18000000 END
            ELSE CASE WHEN moment < make_timestamp(1730613600000000)
              THEN -14400000
              ELSE -18000000 END END END
        ELSE CASE WHEN moment < make_timestamp(1805007600000000)
          THEN CASE WHEN moment < make_timestamp(1772953200000000)
            THEN CASE WHEN moment < make_timestamp(1762063200000000)
              THEN -14400000
              ELSE -18000000 END
            ELSE CASE WHEN moment < make_timestamp(1793512800000000)
              THEN -14400000
              ELSE -18000000 END END
          ELSE CASE WHEN moment < make_timestamp(1836457200000000)
            THEN CASE WHEN moment < make_timestamp(1825567200000000)
              THEN -14400000
              ELSE -18000000 END
            ELSE CASE WHEN moment < make_timestamp(1857016800000000)
              THEN -14400000
              ELSE -18000000 END END END END
      ELSE CASE WHEN moment < make_timestamp(1994310000000000)
        THEN CASE WHEN moment < make_timestamp(1930806000000000)
          THEN CASE WHEN moment < make_timestamp(1899356400000000)
            THEN CASE WHEN moment < make_timestamp(1888466400000000)
              THEN -14400000
              ELSE -18000000 END
            ELSE CASE WHEN moment < make_timestamp(1919916000000000)
              THEN -14400000
              ELSE -18000000 END END
          ELSE CASE WHEN moment < make_timestamp(1962860400000000)
            THEN CASE WHEN moment < make_timestamp(1951365600000000)
              THEN -14400000
              ELSE -18000000 END
            ELSE CASE WHEN moment < make_timestamp(1983420000000000)
              THEN -14400000
              ELSE -18000000 END END END
        ELSE CASE WHEN moment < make_timestamp(2057209200000000)
          THEN CASE WHEN moment < make_timestamp(2025759600000000)
            THEN CASE WHEN moment < make_timestamp(2014869600000000)
              THEN -14400000
              ELSE -18000000 END
            ELSE CASE WHEN moment < make_timestamp(2046319200000000)
              THEN -14400000
              ELSE -18000000 END END
          ELSE CASE WHEN moment < make_timestamp(2088658800000000)
            THEN CASE WHEN moment < make_timestamp(2077768800000000)
              THEN -14400000
              ELSE -18000000 END
            ELSE CASE WHEN moment < make_timestamp(2109218400000000)
              THEN -14400000
              ELSE -18000000 END END END END END
  ELSE (epoch_us(timezone('America/New_York', timezone('UTC', moment))) - epoch_us(moment)) // 1000 END;
CREATE MACRO key_of(age) AS age::INT128 * 18446744073709551616;
CREATE MACRO latest_key(age, place, code) AS key_of(age) + (1000000000000000000 - place) * 4 + code;
CREATE MACRO age_in(latest) AS (latest >> 64)::BIGINT;
CREATE MACRO blanks() AS ' ' || chr(9) || chr(10) || chr(13) || chr(160);
CREATE MACRO inside(words) AS lower(replace(replace(words, 'ſ', 's'), 'İ', 'ı'));
CREATE MACRO is_plain(words) AS strlen(words) = length(words) AND words >= '!' AND array_extract(words, -1) >= '!';
CREATE MACRO folded(words) AS
  CASE WHEN is_plain(words) THEN lower(words) ELSE inside(trim(words, blanks())) END;
CREATE MACRO known(words) AS CASE
  WHEN folded(words) IN ('', '-', 'n/a', 'unknown') THEN NULL
  WHEN is_plain(words) THEN lower(words)
  -- What the engine leaves as it is, or takes for another letter.
  ELSE translate(lower(replace(trim(words, blanks()), 'İ', chr(57344))), 'µſͅςϐϑϕϖϰϱϵᲀᲁᲂᲃᲄᲅᲆᲇᲈẛι', 'μsισβθφπκρεвдосттъѣꙋṡι') END;
CREATE MACRO is_known(words) AS
  coalesce(NOT regexp_full_match(words, '(?i)[\t\n\r \x{a0}]*(?:-|n/a|unknown)?[\t\n\r \x{a0}]*'), FALSE);
CREATE MACRO has_word(words, any_of) AS
  regexp_matches(words, '(?:\A|[\t\n\r \x{a0}!-/:-@[-`{-~])(?:' || any_of || ')(?:[\t\n\r \x{a0}!-/:-@[-`{-~]|\z)');
