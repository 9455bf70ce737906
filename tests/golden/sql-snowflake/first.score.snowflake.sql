-- Our first agreement: scores, grade, stage, recycling and route of every lead
-- in one query, for Snowflake. Made by `leadpact compile`; a change belongs in the policy, not here.
-- NOT TESTED on Snowflake: read back by a parser, and run on other engines only.
-- The parameter :as_of is the instant decided at, in ms since 1970-01-01 UTC.
--
-- It reads two tables, and takes them as they are: what does not stand there as it is said here counts for
-- something else, without an error. docs/warehouses.md of leadpact shows how to get there.
--   leads(id text, title text, employees bigint)
--   activities(lead_id text, activity text, "AT" timestamp, position bigint)
-- A name that the engine keeps for itself is quoted where the tables are made, as "AT" is here.
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
WITH "RECORD_VALUES" AS (
  /* What is known of a lead */
  SELECT
    "L"."ID" AS "LEAD_ID",
    "L"."TITLE" AS "TITLE",
    CAST("L"."EMPLOYEES" AS BIGINT) AS "EMPLOYEES"
  FROM "LEADS" AS "L"
), "RECORD_TEXTS" AS (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN OCTET_LENGTH("TITLE") = CHAR_LENGTH("TITLE") AND "TITLE" = TRIM("TITLE", ' \t\r\n ')
      THEN LOWER("TITLE")
      ELSE TRANSLATE(TRIM("TITLE", ' \t\r\n '), 'CEFHIPV', 'cefhipv')
    END AS "TITLE_FOLDED_BARE"
  FROM "RECORD_VALUES"
), "RECORD" AS (
  /* The words of those that words are looked for in */
  SELECT
    *,
    ' ' || TRANSLATE("TITLE_FOLDED_BARE", ' \t\r\n !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', '                                     ') || ' ' AS "TITLE_WORDS"
  FROM "RECORD_TEXTS"
), "RULES_2" AS (
  SELECT
    "LEAD_ID",
    CAST(CASE WHEN (
      CONTAINS("TITLE_WORDS", ' chief ') OR CONTAINS("TITLE_WORDS", ' vp ')
    ) THEN 2000 ELSE 0 END AS BIGINT) AS "INTEREST_3", /* first.sla:14 +20 if title has one of the words "VP", "Chief" because "They sign." */
    CAST(CASE WHEN "EMPLOYEES" IS NULL THEN 0 WHEN "EMPLOYEES" < 50 THEN 0 WHEN "EMPLOYEES" >= 50 THEN 1500 ELSE 0 END AS BIGINT) AS "INTEREST_4" /* first.sla:15 by employees */
  FROM "RECORD"
), "LOG_2" AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "A"."LEAD_ID",
    "A"."ACTIVITY",
    CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) AS "AT"
  FROM "ACTIVITIES" AS "A"
  WHERE
    (
      "A"."ACTIVITY" IN ('requested_demo', 'viewed_page')
      AND CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) <= CAST(:as_of AS BIGINT)
    )
    AND CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) > CASE WHEN "A"."ACTIVITY" = 'requested_demo' THEN CAST(:as_of AS BIGINT) - CAST(2592000000 AS BIGINT) ELSE -1 END
), "SEEN" AS (
  /* What is asked of activities */
  SELECT
    "R"."LEAD_ID",
    "R"."ACTIVITY",
    "R"."AT"
  FROM "LOG_2" AS "R"
), "COUNTED" AS (
  /* What is counted of a lead's activities, in one pass */
  SELECT
    "LEAD_ID",
    COUNT(
      CASE WHEN "ACTIVITY" = 'requested_demo' AND "AT" > CAST(:as_of AS BIGINT) - CAST(2592000000 AS BIGINT) THEN 1 END
    ) AS "COUNT_REQUESTED_DEMO",
    COUNT(CASE WHEN "ACTIVITY" = 'viewed_page' THEN 1 END) AS "COUNT_VIEWED_PAGE"
  FROM "SEEN"
  GROUP BY
    "LEAD_ID"
), "FACTS" AS (
  /* A lead with all that is told of its activities */
  SELECT
    "L"."INTEREST_3",
    "L"."INTEREST_4",
    "L"."LEAD_ID",
    COALESCE("S0"."COUNT_REQUESTED_DEMO", 0) AS "COUNT_REQUESTED_DEMO",
    COALESCE("S0"."COUNT_VIEWED_PAGE", 0) AS "COUNT_VIEWED_PAGE"
  FROM "RULES_2" AS "L"
  LEFT JOIN "COUNTED" AS "S0"
    ON "S0"."LEAD_ID" = "L"."LEAD_ID"
), "RULES" AS (
  SELECT
    "LEAD_ID",
    "INTEREST_3",
    "INTEREST_4",
    CAST(CASE WHEN "COUNT_REQUESTED_DEMO" > 0 THEN 5000 ELSE 0 END AS BIGINT) AS "INTEREST_1", /* first.sla:12 +50 if requested_demo in the last 30 days */
    LEAST(GREATEST("COUNT_VIEWED_PAGE" * 100, -2000), 2000) AS "INTEREST_2" /* first.sla:13 +1 for each viewed_page at most 20 points */
  FROM "FACTS"
), "SUMS" AS (
  SELECT
    "LEAD_ID",
    "INTEREST_1",
    "INTEREST_2",
    "INTEREST_3",
    "INTEREST_4",
    "INTEREST_1" + "INTEREST_2" + "INTEREST_3" + "INTEREST_4" AS "INTEREST_SUM" /* first.sla:11 score interest "Interest" from 0 to 100 */
  FROM "RULES"
), "SUMS_2" AS (
  SELECT
    "LEAD_ID",
    "INTEREST_1",
    "INTEREST_2",
    "INTEREST_3",
    "INTEREST_4",
    "INTEREST_SUM",
    LEAST(GREATEST("INTEREST_SUM", 0), 10000) AS "INTEREST_BOUNDED" /* first.sla:11 score interest "Interest" from 0 to 100 */
  FROM "SUMS"
), "CHANGES_AND_STANDING" AS (
  SELECT
    "LEAD_ID",
    "INTEREST_1",
    "INTEREST_2",
    "INTEREST_3",
    "INTEREST_4",
    "INTEREST_BOUNDED",
    "INTEREST_BOUNDED" - "INTEREST_SUM" AS "INTEREST_BOUND", /* first.sla:11 score interest "Interest" from 0 to 100 */
    CASE
      WHEN COALESCE("INTEREST_BOUNDED" >= 6000, FALSE) /* first.sla:21 stage MQL "Marketing qualified lead" */
      THEN 'MQL'
      ELSE 'inquiry'
    END AS "STAGE" /* first.sla:20 stage inquiry "Inquiry" */
  FROM "SUMS_2"
)
SELECT
  "LEAD_ID",
  CAST(:as_of AS BIGINT) AS "AS_OF",
  CAST(CAST("INTEREST_BOUNDED" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "INTEREST",
  "STAGE" AS "STAGE",
  CAST(NULL AS VARCHAR) AS "DISQUALIFIED",
  CASE WHEN FALSE THEN NULL END AS "RECYCLE",
  CAST(CASE WHEN FALSE THEN NULL END AS BIGINT) AS "RECYCLE_UNTIL",
  CAST(NULL AS VARCHAR) AS "ROUTE",
  COALESCE(NULL, NULL) AS "ROUTED_TO",
  CAST(CAST("INTEREST_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "INTEREST_1",
  CAST(CAST("INTEREST_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "INTEREST_2",
  CAST(CAST("INTEREST_3" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "INTEREST_3",
  CAST(CAST("INTEREST_4" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "INTEREST_4",
  CAST(CAST("INTEREST_BOUND" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "INTEREST_BOUND"
FROM "CHANGES_AND_STANDING"
