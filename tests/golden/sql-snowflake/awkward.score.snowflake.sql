-- Awkward "names" \ {braces} { { x } } <b>bold</b> | `ticks` %s ''': scores, grade, stage, recycling and route of every lead
-- in one query, for Snowflake. Made by `leadpact compile`; a change belongs in the policy, not here.
-- NOT TESTED on Snowflake: read back by a parser, and run on other engines only.
-- The parameter :as_of is the instant decided at, in ms since 1970-01-01 UTC.
--
-- It reads two tables, and takes them as they are: what does not stand there as it is said here counts for
-- something else, without an error. docs/warehouses.md of leadpact shows how to get there.
--   leads(id text, class text, None bigint, self boolean, print decimal(17, 2), fields text, int decimal(19, 4))
--   activities(lead_id text, activity text, "AT" timestamp, position bigint, values text, kind_2 bigint)
-- A name that the engine keeps for itself is quoted where the tables are made, as "AT" is here.
-- A value that is not known is NULL. Of fields that are text, a blank one is taken for it, too; of choices, ids
-- and activities it is not. `id` and `lead_id` are the same letter for letter, without blanks at their ends; a
-- lead has one row. Times are instants (without a time zone: in UTC). `position` tells the order of activities at
-- one instant.
-- Choices stand there by their names, letter for letter; a label, or any other text, is none of them:
--   fields: True, def, lambda
-- Activities stand there by their names, never as a log spells them; others count for nothing:
--   import, yield
--
-- It gives a row for each lead, in no order:
--   lead_id text, as_of bigint (the parameter)
--   decimal(18, 2), points: sum
--   text, names of levels: min
--   text, names or NULL: stage, disqualified, recycle (the rule in force), route, routed_to (person or team)
--   recycle_until bigint: until when the rule is in force, in ms since 1970-01-01 UTC
--   and, from sum_1 to sum_bound, a decimal for each line of each score: the points that it gave
--   (lead_decisions.yml says which line each is).
-- Of what `leadpact score` writes it has no paid and reasons. Nothing is rejected.
--
-- Digest of the policy's meaning: sha256:70a1a85431082af4f14c7112ab5c02919fe5e76043db38720e9654b8a499cdc9
WITH "RECORD_VALUES" AS (
  /* What is known of a lead */
  SELECT
    "L"."ID" AS "LEAD_ID",
    "L"."CLASS" AS "CLASS",
    "L"."FIELDS" AS "FIELDS",
    CAST(CAST("L"."INT" AS DECIMAL(19, 4)) * 10000 AS BIGINT) AS "INT",
    CAST("L"."NONE" AS BIGINT) AS "NONE",
    COALESCE("L"."SELF", FALSE) AS "SELF"
  FROM "LEADS" AS "L"
), "RECORD_TEXTS" AS (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN OCTET_LENGTH("CLASS") = CHAR_LENGTH("CLASS") AND "CLASS" = TRIM("CLASS", ' \t\r\n ')
      THEN LOWER("CLASS")
      ELSE TRANSLATE(TRIM("CLASS", ' \t\r\n '), 'ABERSTXYſΑΣςẞ', 'aberstxysασσß')
    END AS "CLASS_FOLDED_BARE"
  FROM "RECORD_VALUES"
), "RECORD" AS (
  /* Those that are known */
  SELECT
    *,
    COALESCE(NOT "CLASS_FOLDED_BARE" IN (''), FALSE) AS "CLASS_KNOWN"
  FROM "RECORD_TEXTS"
), "RULES_AND_TEXTS" AS (
  SELECT
    "LEAD_ID",
    "CLASS_KNOWN",
    "NONE",
    "SELF",
    CASE WHEN "CLASS_KNOWN" THEN "CLASS" END AS "CLASS_TEXT",
    CAST(CASE
      WHEN "FIELDS" IS NULL
      THEN 0
      WHEN "FIELDS" = 'True'
      THEN 100
      WHEN "FIELDS" IN ('def', 'lambda')
      THEN 225
      ELSE 0
    END AS BIGINT) AS "SUM_2", /* awkward.sla:24 by _fields */
    CASE WHEN "INT" IS NULL THEN 0 ELSE LEAST(GREATEST("INT", -50000), 50000) END AS "SUM_3", /* awkward.sla:28 adds int from -5 to 5, 0 when unknown */
    CAST(CASE
      WHEN (
        CONTAINS("CLASS_FOLDED_BARE", 'a\\b')
        OR CONTAINS("CLASS_FOLDED_BARE", 'say "x"')
        OR CONTAINS("CLASS_FOLDED_BARE", 'straße')
        OR CONTAINS("CLASS_FOLDED_BARE", 'σασ')
      )
      THEN 300
      ELSE 0
    END AS BIGINT) AS "SUM_4_1", /* awkward.sla:30 +3 if class contains one of "???", "Stra?e", "a\\b", "say \"x\"" */
    CAST(CASE
      WHEN (
        "NONE" >= (
          -5
        ) AND "NONE" <= 5
      )
      AND NOT (
        COALESCE(
          (
            CONTAINS("CLASS_FOLDED_BARE", 'a\\b')
            OR CONTAINS("CLASS_FOLDED_BARE", 'say "x"')
            OR CONTAINS("CLASS_FOLDED_BARE", 'straße')
            OR CONTAINS("CLASS_FOLDED_BARE", 'σασ')
          ),
          FALSE
        )
      )
      THEN 100
      ELSE 0
    END AS BIGINT) AS "SUM_4_2" /* awkward.sla:31 +1 if None is between -5 and 5 */
  FROM "RECORD"
), "STANDING_2" AS (
  SELECT
    "LEAD_ID",
    "NONE",
    "SELF",
    "CLASS_TEXT",
    "SUM_2",
    "SUM_3",
    "SUM_4_1",
    "SUM_4_2",
    CASE WHEN "CLASS_KNOWN" AND NOT "CLASS_TEXT" IS NULL THEN 'all' WHEN TRUE THEN 'rest' END AS "ROUTE" /* awkward.sla:43 route all "all" to the person in class */
  FROM "RULES_AND_TEXTS"
), "STANDING_3" AS (
  SELECT
    "LEAD_ID",
    "NONE",
    "SELF",
    "ROUTE",
    "SUM_2",
    "SUM_3",
    "SUM_4_1",
    "SUM_4_2",
    CASE WHEN "ROUTE" = 'all' THEN "CLASS_TEXT" END AS "PERSON",
    CASE WHEN "ROUTE" = 'rest' THEN 'for_' END AS "TEAM"
  FROM "STANDING_2"
), "LANES" AS (
  /* The ways in which activities of each kind count */
  SELECT
    *
  FROM (
    SELECT
      'import' AS "KIND",
      CAST(0 AS BIGINT) AS "LANE"
  ) AS "A"
), "LOG_2_1" AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "A"."LEAD_ID",
    "A"."ACTIVITY",
    CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) AS "AT",
    "A"."VALUES" AS "VALUES",
    "K"."LANE"
  FROM "ACTIVITIES" AS "A"
  INNER JOIN "LANES" AS "K"
    ON "K"."KIND" = "A"."ACTIVITY"
  WHERE
    "A"."ACTIVITY" = 'import' AND CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) <= CAST(:as_of AS BIGINT)
), "LOG_2_2" AS (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN OCTET_LENGTH("VALUES") = CHAR_LENGTH("VALUES") AND "VALUES" = TRIM("VALUES", ' \t\r\n ')
      THEN LOWER("VALUES")
      ELSE TRANSLATE(TRIM("VALUES", ' \t\r\n '), 'ISTſ', 'ists')
    END AS "VALUES_FOLDED_BARE"
  FROM "LOG_2_1"
), "LOG_2_3" AS (
  /* The words of those that words are looked for in */
  SELECT
    *,
    ' ' || TRANSLATE("VALUES_FOLDED_BARE", ' \t\r\n !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', '                                     ') || ' ' AS "VALUES_WORDS"
  FROM "LOG_2_2"
), "LOG_2" AS (
  /* Which activities are such as a clause asks */
  SELECT
    *,
    CASE
      WHEN "ACTIVITY" = 'import'
      THEN CONTAINS(REPLACE(REPLACE(REPLACE("VALUES_WORDS", ' ', '<>'), '><', ''), '<>', ' '), ' it s ')
    END AS "IS_IMPORT"
  FROM "LOG_2_3"
), "SEEN" AS (
  /* What is asked of activities, and what the clocks of UTC read */
  SELECT
    "R"."LEAD_ID",
    "R"."AT",
    "R"."LANE",
    "R"."IS_IMPORT",
    "R"."AT" AS "WALL"
  FROM "LOG_2" AS "R"
), "HITS" AS (
  /* Where each activity counts, and what it adds there */
  SELECT
    "LEAD_ID",
    "AT",
    CASE
      WHEN "LANE" = 0 AND "IS_IMPORT"
      THEN (
        CAST((
          (
            "WALL" + 259200000
          ) - (
            "WALL" + 259200000
          ) % 604800000
        ) / 604800000 AS BIGINT)
      ) * 2 + 1
      ELSE "LANE"
    END AS "PLACE"
  FROM (
    SELECT
      *
    FROM "SEEN"
    WHERE
      CASE WHEN "LANE" = 0 THEN "IS_IMPORT" ELSE TRUE END
  ) AS "A"
), "BY_PLACE" AS (
  /* All that counts in one place */
  SELECT
    "LEAD_ID",
    "PLACE",
    MAX("AT") AS "AT"
  FROM (
    SELECT
      *
    FROM "HITS"
  ) AS "A"
  GROUP BY
    "LEAD_ID",
    "PLACE"
), "PLACES" AS (
  /* Places of a lead, each with its lane */
  SELECT
    "LEAD_ID",
    "AT",
    "PLACE" % 2 AS "LANE"
  FROM "BY_PLACE"
), "BY_LEAD" AS (
  /* All that counts of a lead */
  SELECT
    "LEAD_ID",
    SUM(CASE WHEN "LANE" = 1 THEN 1 END) AS "SUMS"
  FROM "PLACES"
  GROUP BY
    "LEAD_ID"
), "COUNTED" AS (
  /* What is counted of a lead's activities */
  SELECT
    "LEAD_ID",
    CAST("SUMS" AS BIGINT) AS "WEEKS_IMPORT"
  FROM "BY_LEAD"
), "FACTS" AS (
  /* A lead with all that is told of its activities */
  SELECT
    "L"."NONE",
    "L"."LEAD_ID",
    "L"."PERSON",
    "L"."ROUTE",
    "L"."SELF",
    "L"."SUM_2",
    "L"."SUM_3",
    "L"."SUM_4_1",
    "L"."SUM_4_2",
    "L"."TEAM",
    COALESCE("S0"."WEEKS_IMPORT", 0) AS "WEEKS_IMPORT"
  FROM "STANDING_3" AS "L"
  LEFT JOIN "COUNTED" AS "S0"
    ON "S0"."LEAD_ID" = "L"."LEAD_ID"
), "RULES" AS (
  SELECT
    "LEAD_ID",
    "NONE",
    "SELF",
    "ROUTE",
    "PERSON",
    "TEAM",
    "SUM_2",
    "SUM_3",
    "SUM_4_1",
    "SUM_4_2",
    "WEEKS_IMPORT" * 250 AS "SUM_1" /* awkward.sla:22 +2.5 for each import once a week where values has the word "it's" */
  FROM "FACTS"
), "SUMS_2" AS (
  SELECT
    "LEAD_ID",
    "NONE",
    "SELF",
    "ROUTE",
    "PERSON",
    "TEAM",
    "SUM_1",
    "SUM_2",
    "SUM_3",
    "SUM_4_1",
    "SUM_4_2",
    "SUM_1" * 100 + "SUM_2" * 100 + "SUM_3" + "SUM_4_1" * 100 + "SUM_4_2" * 100 AS "SUM_SUM" /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
  FROM "RULES"
), "SUMS_3" AS (
  SELECT
    "LEAD_ID",
    "NONE",
    "SELF",
    "ROUTE",
    "PERSON",
    "TEAM",
    "SUM_1",
    "SUM_2",
    "SUM_3",
    "SUM_4_1",
    "SUM_4_2",
    "SUM_SUM",
    CASE
      WHEN "SUM_SUM" >= 0
      THEN CAST((
        (
          "SUM_SUM" + 50
        ) - (
          "SUM_SUM" + 50
        ) % 100
      ) / 100 AS BIGINT)
      ELSE -(
        CAST((
          (
            50 - "SUM_SUM"
          ) - (
            50 - "SUM_SUM"
          ) % 100
        ) / 100 AS BIGINT)
      )
    END AS "SUM_ROUNDED" /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
  FROM "SUMS_2"
), "CHANGES_AND_SUMS" AS (
  SELECT
    "LEAD_ID",
    "NONE",
    "SELF",
    "ROUTE",
    "PERSON",
    "TEAM",
    "SUM_1",
    "SUM_2",
    "SUM_3",
    "SUM_4_1",
    "SUM_4_2",
    "SUM_ROUNDED",
    "SUM_ROUNDED" * 100 - "SUM_SUM" AS "SUM_ROUNDING", /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
    LEAST(GREATEST("SUM_ROUNDED", -1000), 5000) AS "SUM_BOUNDED" /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
  FROM "SUMS_3"
), "CHANGES_AND_GRADES" AS (
  SELECT
    "LEAD_ID",
    "SELF",
    "ROUTE",
    "PERSON",
    "TEAM",
    "SUM_1",
    "SUM_2",
    "SUM_3",
    "SUM_4_1",
    "SUM_4_2",
    "SUM_ROUNDING",
    "SUM_BOUNDED",
    "SUM_BOUNDED" - "SUM_ROUNDED" AS "SUM_BOUND", /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
    CASE WHEN "SUM_BOUNDED" >= 500 THEN 'eval' WHEN "NONE" IS NULL THEN 'exec' ELSE 'pass' END AS "MIN" /* awkward.sla:33 grade min "min" */
  FROM "CHANGES_AND_SUMS"
), "STANDING" AS (
  SELECT
    "LEAD_ID",
    "ROUTE",
    "PERSON",
    "TEAM",
    "SUM_1",
    "SUM_2",
    "SUM_3",
    "SUM_4_1",
    "SUM_4_2",
    "SUM_ROUNDING",
    "SUM_BOUNDED",
    "SUM_BOUND",
    "MIN",
    CASE
      WHEN COALESCE((
        "SELF" = TRUE AND COALESCE("MIN" = 'eval', FALSE)
      ), FALSE) /* awkward.sla:40 stage global "Global" */
      THEN 'global'
      ELSE 'inquiry'
    END AS "STAGE" /* awkward.sla:38 stage inquiry "Inquiry" */
  FROM "CHANGES_AND_GRADES"
)
SELECT
  "LEAD_ID",
  CAST(:as_of AS BIGINT) AS "AS_OF",
  CAST(CAST("SUM_BOUNDED" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "SUM",
  "MIN" AS "MIN",
  "STAGE" AS "STAGE",
  CAST(NULL AS VARCHAR) AS "DISQUALIFIED",
  CASE WHEN FALSE THEN NULL END AS "RECYCLE",
  CAST(CASE WHEN FALSE THEN NULL END AS BIGINT) AS "RECYCLE_UNTIL",
  "ROUTE" AS "ROUTE",
  COALESCE("PERSON", "TEAM") AS "ROUTED_TO",
  CAST(CAST("SUM_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "SUM_1",
  CAST(CAST("SUM_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "SUM_2",
  CAST(CAST("SUM_3" AS DECIMAL(16, 0)) * CAST('0.0001' AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS "SUM_3",
  CAST(CAST("SUM_4_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "SUM_4_1",
  CAST(CAST("SUM_4_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "SUM_4_2",
  CAST(CAST("SUM_ROUNDING" AS DECIMAL(16, 0)) * CAST('0.0001' AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS "SUM_ROUNDING",
  CAST(CAST("SUM_BOUND" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "SUM_BOUND"
FROM "STANDING"
