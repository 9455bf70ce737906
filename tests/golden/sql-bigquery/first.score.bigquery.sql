-- Our first agreement: scores, grade, stage, recycling and route of every lead
-- in one query, for BigQuery. Made by `leadpact compile`; a change belongs in the policy, not here.
-- NOT TESTED on BigQuery: read back by a parser, and run on other engines only.
-- The parameter @as_of is the instant decided at, in ms since 1970-01-01 UTC.
--
-- It reads two tables, and takes them as they are: what does not stand there as it is said here counts for
-- something else, without an error. docs/warehouses.md of leadpact shows how to get there.
--   leads(id text, title text, employees bigint)
--   activities(lead_id text, activity text, `at` timestamp, position bigint)
-- A name that the engine keeps for itself is quoted where the tables are made, as `at` is here.
-- A value that is not known is NULL. Of fields that are text, a blank one is taken for it, too; of choices, ids
-- and activities it is not. `id` and `lead_id` are the same letter for letter, without blanks at their ends; a
-- lead has one row. Times are instants (without a time zone: in UTC). `position` tells the order of activities at
-- one instant.
-- Activities stand there by their names, never as a log spells them; others count for nothing:
--   requested_demo, viewed_page
--
-- It gives a row for each lead, in no order:
--   lead_id text, as_of bigint (the parameter)
--   decimal(18, 2), points: interest
--   text, names or NULL: stage, disqualified, recycle (the rule in force), route, routed_to (person or team)
--   recycle_until bigint: until when the rule is in force, in ms since 1970-01-01 UTC
--   and, from interest_1 to interest_bound, a decimal for each line of each score: the points that it gave
--   (lead_decisions.yml says which line each is).
-- Of what `leadpact score` writes it has no paid and reasons. Nothing is rejected.
--
-- Digest of the policy's meaning: sha256:fd45186f40439fcfdcc62494e057430f112e96dc8a98c08457ffda15cf9a2561
WITH `record_values` AS (
  /* What is known of a lead */
  SELECT
    `l`.`id` AS `lead_id`,
    `l`.`title` AS `title`,
    CAST(`l`.`employees` AS INT64) AS `employees`
  FROM `leads` AS `l`
), `record_texts` AS (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN BYTE_LENGTH(`title`) = CHAR_LENGTH(`title`) AND `title` = TRIM(`title`, ' \t\r\n ')
      THEN LOWER(`title`)
      ELSE TRANSLATE(TRIM(`title`, ' \t\r\n '), 'CEFHIPV', 'cefhipv')
    END AS `title_folded_bare`
  FROM `record_values`
), `record` AS (
  /* The words of those that words are looked for in */
  SELECT
    *,
    ' ' || TRANSLATE(`title_folded_bare`, ' \t\r\n !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', '                                     ') || ' ' AS `title_words`
  FROM `record_texts`
), `rules_2` AS (
  SELECT
    `lead_id`,
    CAST(CASE WHEN (
      STRPOS(`title_words`, ' chief ') > 0 OR STRPOS(`title_words`, ' vp ') > 0
    ) THEN 2000 ELSE 0 END AS INT64) AS `interest_3`, /* first.sla:14 +20 if title has one of the words "VP", "Chief" because "They sign." */
    CAST(CASE WHEN `employees` IS NULL THEN 0 WHEN `employees` < 50 THEN 0 WHEN `employees` >= 50 THEN 1500 ELSE 0 END AS INT64) AS `interest_4` /* first.sla:15 by employees */
  FROM `record`
), `log_2` AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    `a`.`lead_id`,
    `a`.`activity`,
    UNIX_MILLIS(`a`.`at`) AS `at`
  FROM `activities` AS `a`
  WHERE
    (
      `a`.`activity` IN ('requested_demo', 'viewed_page') AND UNIX_MILLIS(`a`.`at`) <= CAST(@as_of AS INT64)
    )
    AND UNIX_MILLIS(`a`.`at`) > CASE WHEN `a`.`activity` = 'requested_demo' THEN CAST(@as_of AS INT64) - CAST(2592000000 AS INT64) ELSE -1 END
), `seen` AS (
  /* What is asked of activities */
  SELECT
    `r`.`lead_id`,
    `r`.`activity`,
    `r`.`at`
  FROM `log_2` AS `r`
), `counted` AS (
  /* What is counted of a lead's activities, in one pass */
  SELECT
    `lead_id`,
    COUNT(
      CASE WHEN `activity` = 'requested_demo' AND `at` > CAST(@as_of AS INT64) - CAST(2592000000 AS INT64) THEN 1 END
    ) AS `count_requested_demo`,
    COUNT(CASE WHEN `activity` = 'viewed_page' THEN 1 END) AS `count_viewed_page`
  FROM `seen`
  GROUP BY
    `lead_id`
), `facts` AS (
  /* A lead with all that is told of its activities */
  SELECT
    `l`.`interest_3`,
    `l`.`interest_4`,
    `l`.`lead_id`,
    COALESCE(`s0`.`count_requested_demo`, 0) AS `count_requested_demo`,
    COALESCE(`s0`.`count_viewed_page`, 0) AS `count_viewed_page`
  FROM `rules_2` AS `l`
  LEFT JOIN `counted` AS `s0`
    ON `s0`.`lead_id` = `l`.`lead_id`
), `rules` AS (
  SELECT
    `lead_id`,
    `interest_3`,
    `interest_4`,
    CAST(CASE WHEN `count_requested_demo` > 0 THEN 5000 ELSE 0 END AS INT64) AS `interest_1`, /* first.sla:12 +50 if requested_demo in the last 30 days */
    LEAST(GREATEST(`count_viewed_page` * 100, -2000), 2000) AS `interest_2` /* first.sla:13 +1 for each viewed_page at most 20 points */
  FROM `facts`
), `sums` AS (
  SELECT
    `lead_id`,
    `interest_1`,
    `interest_2`,
    `interest_3`,
    `interest_4`,
    `interest_1` + `interest_2` + `interest_3` + `interest_4` AS `interest_sum` /* first.sla:11 score interest "Interest" from 0 to 100 */
  FROM `rules`
), `sums_2` AS (
  SELECT
    `lead_id`,
    `interest_1`,
    `interest_2`,
    `interest_3`,
    `interest_4`,
    `interest_sum`,
    LEAST(GREATEST(`interest_sum`, 0), 10000) AS `interest_bounded` /* first.sla:11 score interest "Interest" from 0 to 100 */
  FROM `sums`
), `changes_and_standing` AS (
  SELECT
    `lead_id`,
    `interest_1`,
    `interest_2`,
    `interest_3`,
    `interest_4`,
    `interest_bounded`,
    `interest_bounded` - `interest_sum` AS `interest_bound`, /* first.sla:11 score interest "Interest" from 0 to 100 */
    CASE
      WHEN COALESCE(`interest_bounded` >= 6000, FALSE) /* first.sla:21 stage MQL "Marketing qualified lead" */
      THEN 'MQL'
      ELSE 'inquiry'
    END AS `stage` /* first.sla:20 stage inquiry "Inquiry" */
  FROM `sums_2`
)
SELECT
  `lead_id`,
  CAST(@as_of AS INT64) AS `as_of`,
  CAST(CAST(`interest_bounded` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `interest`,
  `stage` AS `stage`,
  CAST(NULL AS STRING) AS `disqualified`,
  CASE WHEN FALSE THEN NULL END AS `recycle`,
  CAST(CASE WHEN FALSE THEN NULL END AS INT64) AS `recycle_until`,
  CAST(NULL AS STRING) AS `route`,
  COALESCE(NULL, NULL) AS `routed_to`,
  CAST(CAST(`interest_1` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `interest_1`,
  CAST(CAST(`interest_2` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `interest_2`,
  CAST(CAST(`interest_3` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `interest_3`,
  CAST(CAST(`interest_4` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `interest_4`,
  CAST(CAST(`interest_bound` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `interest_bound`
FROM `changes_and_standing`
