-- What holds for the made-up log: it is shorter than 16 million rows, lies in the years 2024 to 2026, and its texts come
-- to the same when the engine makes them small and takes spaces off.
CREATE MACRO new_york(moment) AS CASE
  WHEN moment >= make_timestamp(1793512800000000) THEN -18000000
  WHEN moment >= make_timestamp(1772953200000000) THEN -14400000
  WHEN moment >= make_timestamp(1762063200000000) THEN -18000000
  WHEN moment >= make_timestamp(1741503600000000) THEN -14400000
  WHEN moment >= make_timestamp(1730613600000000) THEN -18000000
  ELSE -14400000 END;
CREATE MACRO key_of(age) AS age * 67108864;
CREATE MACRO latest_key(age, place, code) AS (age * 16777216 + 16777215 - place) * 4 + code;
CREATE MACRO age_in(latest) AS latest // 67108864;
CREATE MACRO folded(words) AS lower(trim(words));
CREATE MACRO inside(words) AS lower(words);
CREATE MACRO known(words) AS nullif(lower(trim(words)), '');
CREATE MACRO is_known(words) AS coalesce(trim(words) <> '', FALSE);
CREATE MACRO has_word(words, any_of) AS
  regexp_matches(words, '(?:^|[ !-/:-@\[-`{-~])(?:' || any_of || ')(?:[ !-/:-@\[-`{-~]|$)');
