-- Inbound marketing and sales agreement, version 1.0: scores, grade, stage, recycling and route of every lead
-- in one query, for Spark. Made by `leadpact compile`; a change belongs in the policy, not here.
-- The parameter :as_of is the instant decided at, in ms since 1970-01-01 UTC.
--
-- It reads two tables, and takes them as they are: what does not stand there as it is said here counts for
-- something else, without an error. docs/warehouses.md of leadpact shows how to get there.
--   leads(id text, full_name text, title text, company text, industry text, employees bigint, email text,
--     source text, owner text, created_at timestamp, opted_out boolean, do_not_call boolean, budget boolean,
--     authority boolean, need boolean, timeframe text, revenue_share decimal(19, 4))
--   activities(lead_id text, activity text, `at` timestamp, position bigint, path text, item text,
--     interested boolean, reason text)
-- A name that the engine keeps for itself is quoted where the tables are made, as `at` is here.
-- A value that is not known is NULL. Of fields that are text, a blank one, and "N/A", "None" in any case, is taken
-- for it, too; of choices, ids and activities it is not. `id` and `lead_id` are the same letter for letter,
-- without blanks at their ends; a lead has one row. Times are instants (without a time zone: in UTC). `position`
-- tells the order of activities at one instant.
-- Required, so that a row without it is to be left out:
--   created_at, path of viewed_page, reason of returned
-- Choices stand there by their names, letter for letter; a label, or any other text, is none of them:
--   industry: manufacturing, logistics, services, other (to be put for all others)
--   source: partner, trade_show, web_search, purchased_list, other (to be put for all others)
--   timeframe: this_quarter, this_year, later
--   item of downloaded: justify, ebook (to be put for all others)
--   reason of returned: unqualified, too_early, no_answer
-- Activities stand there by their names, never as a log spells them; others count for nothing:
--   opened_email, clicked_email, viewed_page, attended_webinar, downloaded, enquired, converted, met_at_event,
--     described_challenge, asked_prices, asked_proposal, became_mql, handed_over, called, emailed, spoke,
--     opportunity_opened, demonstrated, requirements_found, proposal_sent, selected_technically, negotiated,
--     decided_for_us, in_purchasing, ordered, deal_lost, returned
--
-- It gives a row for each lead, in no order:
--   lead_id text, as_of bigint (the parameter)
--   decimal(18, 2), points: fit, interest, points
--   text, names or NULL: stage, disqualified, recycle (the rule in force), route, routed_to (person or team)
--   recycle_until bigint: until when the rule is in force, in ms since 1970-01-01 UTC
--   and, from fit_1 to points_bound, a decimal for each line of each score: the points that it gave
--   (lead_decisions.yml says which line each is).
-- Of what `leadpact score` writes it has no same_as, paid and reasons, and nothing of clocks. Nothing is rejected.
--
-- Digest of the policy's meaning: sha256:3e686b09be8b685c90a071ec0366b398858d844f8276c4b38417f17fd9bafb1e
WITH `record_values` AS (
  /* What is known of a lead */
  SELECT
    `l`.`id` AS `lead_id`,
    COALESCE(`l`.`opted_out`, FALSE) AS `opted_out`,
    COALESCE(`l`.`do_not_call`, FALSE) AS `do_not_call`,
    CAST(CAST(`l`.`revenue_share` AS DECIMAL(19, 4)) * 10000 AS BIGINT) AS `revenue_share`,
    `l`.`owner` AS `owner`,
    `l`.`title` AS `title`,
    `l`.`industry` AS `industry`,
    CAST(`l`.`employees` AS BIGINT) AS `employees`
  FROM `leads` AS `l`
), `record_texts` AS (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN OCTET_LENGTH(`owner`) = CHAR_LENGTH(`owner`) AND `owner` = TRIM(BOTH ' \t\r\n ' FROM `owner`)
      THEN LOWER(`owner`)
      ELSE TRANSLATE(TRIM(BOTH ' \t\r\n ' FROM `owner`), 'AENO', 'aeno')
    END AS `owner_folded_bare`,
    CASE
      WHEN OCTET_LENGTH(`title`) = CHAR_LENGTH(`title`) AND `title` = TRIM(BOTH ' \t\r\n ' FROM `title`)
      THEN LOWER(`title`)
      ELSE TRANSLATE(TRIM(BOTH ' \t\r\n ' FROM `title`), 'ACDEFHINOPRSTVWſ', 'acdefhinoprstvws')
    END AS `title_folded_bare`
  FROM `record_values`
), `record_known` AS (
  /* Those that are known */
  SELECT
    *,
    COALESCE(NOT `owner_folded_bare` IN ('', 'n/a', 'none'), FALSE) AS `owner_known`
  FROM `record_texts`
), `record` AS (
  /* The words of those that words are looked for in */
  SELECT
    *,
    ' ' || TRANSLATE(`title_folded_bare`, ' \t\r\n !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', '                                     ') || ' ' AS `title_words`
  FROM `record_known`
), `rules_and_standing_2` AS (
  SELECT
    `lead_id`,
    `revenue_share`,
    CASE WHEN `opted_out` = TRUE THEN 'opt_out' WHEN `do_not_call` = TRUE THEN 'no_calls' END AS `disqualified`, /* pipeline.sla:51 disqualify opt_out "Opted out" */
    CASE WHEN `owner_known` THEN `owner` END AS `owner_text`,
    CAST(CASE
      WHEN (
        CONTAINS(`title_words`, ' ceo ')
        OR CONTAINS(`title_words`, ' cfo ')
        OR CONTAINS(`title_words`, ' chief ')
        OR CONTAINS(`title_words`, ' coo ')
        OR CONTAINS(`title_words`, ' director ')
        OR CONTAINS(`title_words`, ' head ')
        OR CONTAINS(`title_words`, ' owner ')
        OR CONTAINS(`title_words`, ' vp ')
        OR CONTAINS(REPLACE(REPLACE(REPLACE(`title_words`, ' ', '<>'), '><', ''), '<>', ' '), ' vice president ')
      )
      THEN 1000
      ELSE 0
    END AS BIGINT) AS `fit_1`, /* scoring.sla:4 +10 if title has one of the words deciding_words */
    CAST(CASE WHEN `industry` IS NULL THEN 0 WHEN `industry` IN ('logistics', 'manufacturing') THEN 1000 ELSE 0 END AS BIGINT) AS `fit_2`, /* scoring.sla:5 by industry */
    CAST(CASE
      WHEN `employees` IS NULL
      THEN 0
      WHEN `employees` < 50
      THEN 0
      WHEN `employees` >= 50 AND `employees` <= 2000
      THEN 1000
      WHEN `employees` >= 2001
      THEN 500
      ELSE 0
    END AS BIGINT) AS `fit_3` /* scoring.sla:9 by employees */
  FROM `record`
), `sums` AS (
  SELECT
    `lead_id`,
    `revenue_share`,
    `disqualified`,
    `owner_text`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_1` + `fit_2` + `fit_3` AS `fit_sum` /* scoring.sla:3 score fit "Fit" from 0 to 30 */
  FROM `rules_and_standing_2`
), `sums_2` AS (
  SELECT
    `lead_id`,
    `revenue_share`,
    `disqualified`,
    `owner_text`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_sum`,
    LEAST(GREATEST(`fit_sum`, 0), 3000) AS `fit_bounded` /* scoring.sla:3 score fit "Fit" from 0 to 30 */
  FROM `sums`
), `changes` AS (
  SELECT
    `lead_id`,
    `revenue_share`,
    `disqualified`,
    `owner_text`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_bounded`,
    `fit_bounded` - `fit_sum` AS `fit_bound` /* scoring.sla:3 score fit "Fit" from 0 to 30 */
  FROM `sums_2`
), `log_of_since` AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    `a`.`lead_id`,
    `a`.`activity`,
    UNIX_MILLIS(`a`.`at`) AS `at`
  FROM `activities` AS `a`
  WHERE
    `a`.`activity` IN (
      'became_mql',
      'handed_over',
      'spoke',
      'opportunity_opened',
      'demonstrated',
      'requirements_found',
      'proposal_sent',
      'selected_technically',
      'negotiated',
      'decided_for_us',
      'in_purchasing',
      'ordered',
      'deal_lost',
      'returned'
    )
    AND UNIX_MILLIS(`a`.`at`) <= CAST(:as_of AS BIGINT)
), `since` AS (
  /* What is counted of a lead's activities, in one pass */
  SELECT
    `lead_id`,
    MAX(CASE WHEN `activity` = 'returned' THEN `at` END) AS `latest_returned`,
    MAX(CASE WHEN `activity` = 'deal_lost' THEN `at` END) AS `latest_deal_lost`,
    MAX(CASE WHEN `activity` = 'spoke' THEN `at` END) AS `latest_spoke`,
    MAX(CASE WHEN `activity` = 'ordered' THEN `at` END) AS `latest_ordered`,
    MAX(CASE WHEN `activity` = 'in_purchasing' THEN `at` END) AS `latest_in_purchasing`,
    MAX(CASE WHEN `activity` = 'decided_for_us' THEN `at` END) AS `latest_decided_for_us`,
    MAX(CASE WHEN `activity` = 'negotiated' THEN `at` END) AS `latest_negotiated`,
    MAX(CASE WHEN `activity` = 'selected_technically' THEN `at` END) AS `latest_selected_technically`,
    MAX(CASE WHEN `activity` = 'proposal_sent' THEN `at` END) AS `latest_proposal_sent`,
    MAX(CASE WHEN `activity` = 'requirements_found' THEN `at` END) AS `latest_requirements_found`,
    MAX(CASE WHEN `activity` = 'demonstrated' THEN `at` END) AS `latest_demonstrated`,
    MAX(CASE WHEN `activity` = 'opportunity_opened' THEN `at` END) AS `latest_opportunity_opened`,
    MAX(CASE WHEN `activity` = 'handed_over' THEN `at` END) AS `latest_handed_over`,
    MAX(CASE WHEN `activity` = 'became_mql' THEN `at` END) AS `latest_became_mql`
  FROM `log_of_since`
  GROUP BY
    `lead_id`
), `log_2_1` AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    `a`.`lead_id`,
    `a`.`activity`,
    UNIX_MILLIS(`a`.`at`) AS `at`,
    `a`.`interested` AS `interested`,
    `a`.`path` AS `path`
  FROM `activities` AS `a`
  WHERE
    (
      (
        `a`.`activity` IN (
          'viewed_page',
          'attended_webinar',
          'downloaded',
          'enquired',
          'converted',
          'met_at_event',
          'described_challenge',
          'asked_prices',
          'asked_proposal'
        )
        AND UNIX_MILLIS(`a`.`at`) <= CAST(:as_of AS BIGINT)
      )
      AND UNIX_MILLIS(`a`.`at`) > CASE
        WHEN `a`.`activity` IN ('viewed_page', 'attended_webinar', 'downloaded')
        THEN CAST(:as_of AS BIGINT) - CAST(15552000000 AS BIGINT)
        WHEN `a`.`activity` IN ('enquired', 'converted', 'met_at_event', 'described_challenge', 'asked_prices', 'asked_proposal')
        THEN CAST(:as_of AS BIGINT) - CAST(7776000000 AS BIGINT)
        ELSE -1
      END
    )
    AND `a`.`at` > TIMESTAMP_MILLIS((
      CAST(:as_of AS BIGINT) - CAST(15552000000 AS BIGINT) - 86400000
    ))
), `log_2_2` AS (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN OCTET_LENGTH(`path`) = CHAR_LENGTH(`path`) AND `path` = TRIM(BOTH ' \t\r\n ' FROM `path`)
      THEN LOWER(`path`)
      ELSE TRANSLATE(TRIM(BOTH ' \t\r\n ' FROM `path`), 'ABCEFGIJMNOPRSTUYſ', 'abcefgijmnoprstuys')
    END AS `path_folded_bare`
  FROM `log_2_1`
), `log_2` AS (
  /* Which activities are such as a clause asks */
  SELECT
    *,
    CASE WHEN `activity` = 'met_at_event' THEN COALESCE(`interested`, FALSE) = TRUE END AS `is_met_at_event`,
    CASE WHEN `activity` = 'viewed_page' THEN STARTSWITH(`path_folded_bare`, '/pricing') END AS `is_viewed_page`,
    CASE
      WHEN `activity` = 'viewed_page'
      THEN `path_folded_bare` IN ('/cases', '/compare', '/features', '/integrations', '/roi', '/security')
    END AS `is_viewed_page_2`,
    CASE
      WHEN `activity` = 'viewed_page'
      THEN (
        STARTSWITH(`path_folded_bare`, '/careers') OR STARTSWITH(`path_folded_bare`, '/jobs')
      )
    END AS `is_viewed_page_3`
  FROM `log_2_2`
), `seen` AS (
  /* What is asked of activities */
  SELECT
    `r`.`lead_id`,
    `r`.`activity`,
    `r`.`at`,
    `r`.`is_met_at_event`,
    `r`.`is_viewed_page`,
    `r`.`is_viewed_page_2`,
    `r`.`is_viewed_page_3`
  FROM `log_2` AS `r`
), `counted` AS (
  /* What is counted of a lead's activities, in one pass */
  SELECT
    `lead_id`,
    COUNT(
      CASE
        WHEN `activity` IN ('described_challenge', 'asked_prices', 'asked_proposal')
        AND `at` > CAST(:as_of AS BIGINT) - CAST(7776000000 AS BIGINT)
        THEN 1
      END
    ) AS `count_described_challenge_asked_prices`,
    COUNT(
      CASE
        WHEN `activity` IN ('enquired', 'converted') AND `at` > CAST(:as_of AS BIGINT) - CAST(7776000000 AS BIGINT)
        THEN 1
      END
    ) AS `count_enquired_converted`,
    COUNT(CASE WHEN `is_met_at_event` AND `at` > CAST(:as_of AS BIGINT) - CAST(7776000000 AS BIGINT) THEN 1 END) AS `count_met_at_event`,
    COUNT(
      CASE
        WHEN `activity` = 'attended_webinar' AND `at` > CAST(:as_of AS BIGINT) - CAST(15552000000 AS BIGINT)
        THEN 1
      END
    ) AS `count_attended_webinar`,
    COUNT(CASE WHEN `is_viewed_page` AND `at` > CAST(:as_of AS BIGINT) - CAST(15552000000 AS BIGINT) THEN 1 END) AS `count_viewed_page`,
    COUNT(CASE WHEN `is_viewed_page_2` AND `at` > CAST(:as_of AS BIGINT) - CAST(15552000000 AS BIGINT) THEN 1 END) AS `count_viewed_page_2`,
    COUNT(CASE WHEN `activity` = 'downloaded' AND `at` > CAST(:as_of AS BIGINT) - CAST(15552000000 AS BIGINT) THEN 1 END) AS `count_downloaded`,
    COUNT(CASE WHEN `is_viewed_page_3` AND `at` > CAST(:as_of AS BIGINT) - CAST(15552000000 AS BIGINT) THEN 1 END) AS `count_viewed_page_3`
  FROM `seen`
  GROUP BY
    `lead_id`
), `log_of_latest` AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    `a`.`lead_id`,
    `a`.`activity`,
    UNIX_MILLIS(`a`.`at`) AS `at`
  FROM `activities` AS `a`
  WHERE
    `a`.`activity` IN ('described_challenge', 'asked_prices', 'asked_proposal')
    AND UNIX_MILLIS(`a`.`at`) <= CAST(:as_of AS BIGINT)
), `latest` AS (
  /* Only the latest of these counts, however old */
  SELECT
    `lead_id`,
    MAX(`at`) AS `latest_described_challenge_asked_prices`
  FROM `log_of_latest`
  GROUP BY
    `lead_id`
), `log_of_latest_2` AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    `a`.`lead_id`,
    `a`.`activity`,
    UNIX_MILLIS(`a`.`at`) AS `at`
  FROM `activities` AS `a`
  WHERE
    `a`.`activity` IN ('asked_prices', 'asked_proposal') AND UNIX_MILLIS(`a`.`at`) <= CAST(:as_of AS BIGINT)
), `latest_2` AS (
  /* Only the latest of these counts, however old */
  SELECT
    `lead_id`,
    MAX(`at`) AS `latest_asked_prices_asked_proposal`
  FROM `log_of_latest_2`
  GROUP BY
    `lead_id`
), `log_of_latest_3` AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    `a`.`lead_id`,
    `a`.`activity`,
    UNIX_MILLIS(`a`.`at`) AS `at`
  FROM `activities` AS `a`
  WHERE
    `a`.`activity` IN ('clicked_email', 'viewed_page', 'attended_webinar', 'downloaded')
    AND UNIX_MILLIS(`a`.`at`) <= CAST(:as_of AS BIGINT)
), `latest_3` AS (
  /* Only the latest of these counts, however old */
  SELECT
    `lead_id`,
    MAX(`at`) AS `latest_clicked_email_viewed_page`
  FROM `log_of_latest_3`
  GROUP BY
    `lead_id`
), `log_of_latest_4` AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    `a`.`lead_id`,
    `a`.`activity`,
    UNIX_MILLIS(`a`.`at`) AS `at`
  FROM `activities` AS `a`
  WHERE
    `a`.`activity` IN ('enquired', 'converted', 'met_at_event') AND UNIX_MILLIS(`a`.`at`) <= CAST(:as_of AS BIGINT)
), `latest_4` AS (
  /* Only the latest of these counts, however old */
  SELECT
    `lead_id`,
    MAX(`at`) AS `latest_enquired_converted`
  FROM `log_of_latest_4`
  GROUP BY
    `lead_id`
), `facts` AS (
  /* A lead with all that is told of its activities */
  SELECT
    `l`.`disqualified`,
    `l`.`fit_1`,
    `l`.`fit_2`,
    `l`.`fit_3`,
    `l`.`fit_bound`,
    `l`.`fit_bounded`,
    `l`.`lead_id`,
    `l`.`owner_text`,
    `l`.`revenue_share`,
    `s0`.`latest_returned` AS `latest_returned`,
    `s0`.`latest_deal_lost` AS `latest_deal_lost`,
    `s0`.`latest_spoke` AS `latest_spoke`,
    `s0`.`latest_ordered` AS `latest_ordered`,
    `s0`.`latest_in_purchasing` AS `latest_in_purchasing`,
    `s0`.`latest_decided_for_us` AS `latest_decided_for_us`,
    `s0`.`latest_negotiated` AS `latest_negotiated`,
    `s0`.`latest_selected_technically` AS `latest_selected_technically`,
    `s0`.`latest_proposal_sent` AS `latest_proposal_sent`,
    `s0`.`latest_requirements_found` AS `latest_requirements_found`,
    `s0`.`latest_demonstrated` AS `latest_demonstrated`,
    `s0`.`latest_opportunity_opened` AS `latest_opportunity_opened`,
    `s0`.`latest_handed_over` AS `latest_handed_over`,
    `s0`.`latest_became_mql` AS `latest_became_mql`,
    COALESCE(`s1`.`count_described_challenge_asked_prices`, 0) AS `count_described_challenge_asked_prices`,
    COALESCE(`s1`.`count_enquired_converted`, 0) AS `count_enquired_converted`,
    COALESCE(`s1`.`count_met_at_event`, 0) AS `count_met_at_event`,
    COALESCE(`s1`.`count_attended_webinar`, 0) AS `count_attended_webinar`,
    COALESCE(`s1`.`count_viewed_page`, 0) AS `count_viewed_page`,
    COALESCE(`s1`.`count_viewed_page_2`, 0) AS `count_viewed_page_2`,
    COALESCE(`s1`.`count_downloaded`, 0) AS `count_downloaded`,
    COALESCE(`s1`.`count_viewed_page_3`, 0) AS `count_viewed_page_3`,
    `s2`.`latest_described_challenge_asked_prices` AS `latest_described_challenge_asked_prices`,
    `s3`.`latest_asked_prices_asked_proposal` AS `latest_asked_prices_asked_proposal`,
    `s4`.`latest_clicked_email_viewed_page` AS `latest_clicked_email_viewed_page`,
    `s5`.`latest_enquired_converted` AS `latest_enquired_converted`
  FROM `changes` AS `l`
  LEFT JOIN `since` AS `s0`
    ON `s0`.`lead_id` = `l`.`lead_id`
  LEFT JOIN `counted` AS `s1`
    ON `s1`.`lead_id` = `l`.`lead_id`
  LEFT JOIN `latest` AS `s2`
    ON `s2`.`lead_id` = `l`.`lead_id`
  LEFT JOIN `latest_2` AS `s3`
    ON `s3`.`lead_id` = `l`.`lead_id`
  LEFT JOIN `latest_3` AS `s4`
    ON `s4`.`lead_id` = `l`.`lead_id`
  LEFT JOIN `latest_4` AS `s5`
    ON `s5`.`lead_id` = `l`.`lead_id`
), `rules_and_standing` AS (
  SELECT
    `lead_id`,
    `latest_returned`,
    `latest_deal_lost`,
    `latest_described_challenge_asked_prices`,
    `latest_asked_prices_asked_proposal`,
    `revenue_share`,
    `latest_spoke`,
    `latest_ordered`,
    `latest_in_purchasing`,
    `latest_decided_for_us`,
    `latest_negotiated`,
    `latest_selected_technically`,
    `latest_proposal_sent`,
    `latest_requirements_found`,
    `latest_demonstrated`,
    `latest_opportunity_opened`,
    `latest_handed_over`,
    `latest_became_mql`,
    `latest_clicked_email_viewed_page`,
    `latest_enquired_converted`,
    `disqualified`,
    `owner_text`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_bounded`,
    `fit_bound`,
    NULLIF(GREATEST(COALESCE(`latest_returned`, -1), COALESCE(`latest_deal_lost`, -1)), -1) AS `recycle_since`,
    CAST(CASE
      WHEN (
        `count_described_challenge_asked_prices` > 0
      ) /* definitions.sla:68 define sql_sign "Showed a sign of a sales qualified lead" */
      THEN 6000
      ELSE 0
    END AS BIGINT) AS `interest_1`, /* scoring.sla:17 +60 if sql_sign because "Whoever asks sales for something gets sales, wh... */
    CAST(CASE
      WHEN (
        `count_enquired_converted` > 0 OR `count_met_at_event` > 0
      ) /* definitions.sla:63 define mql_sign "Showed a sign of a marketing qualified lead" */
      THEN 3000
      ELSE 0
    END AS BIGINT) AS `interest_2`, /* scoring.sla:18 +30 if mql_sign */
    LEAST(`count_attended_webinar`, 3) * 1000 AS `interest_3`, /* scoring.sla:19 +10 for each attended_webinar in the last 180 days at most 3 times */
    LEAST(`count_viewed_page`, 3) * 1000 AS `interest_4`, /* scoring.sla:20 +10 for each viewed_page in the last 180 days at most 3 times where path... */
    LEAST(GREATEST(`count_viewed_page_2` * 100, -2000), 2000) AS `interest_5`, /* scoring.sla:21 +1 for each viewed_page in the last 180 days at most 20 points where pat... */
    LEAST(`count_downloaded`, 2) * 500 AS `interest_6`, /* scoring.sla:22 +5 for each downloaded in the last 180 days at most 2 times */
    CAST(CASE WHEN `count_viewed_page_3` > 0 THEN -2000 ELSE 0 END AS BIGINT) AS `interest_7` /* scoring.sla:23 -20 if viewed_page in the last 180 days where path starts with one of jo... */
  FROM `facts`
), `standing_and_sums` AS (
  SELECT
    `lead_id`,
    `latest_returned`,
    `latest_deal_lost`,
    `latest_described_challenge_asked_prices`,
    `latest_asked_prices_asked_proposal`,
    `revenue_share`,
    `latest_spoke`,
    `latest_ordered`,
    `latest_in_purchasing`,
    `latest_decided_for_us`,
    `latest_negotiated`,
    `latest_selected_technically`,
    `latest_proposal_sent`,
    `latest_requirements_found`,
    `latest_demonstrated`,
    `latest_opportunity_opened`,
    `latest_handed_over`,
    `latest_became_mql`,
    `latest_clicked_email_viewed_page`,
    `latest_enquired_converted`,
    `recycle_since`,
    `disqualified`,
    `owner_text`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_bounded`,
    `fit_bound`,
    `interest_1`,
    `interest_2`,
    `interest_3`,
    `interest_4`,
    `interest_5`,
    `interest_6`,
    `interest_7`,
    CASE
      WHEN `latest_returned` = `recycle_since`
      THEN 'not_ready'
      WHEN `latest_deal_lost` = `recycle_since`
      THEN 'lost'
    END AS `recycle`, /* nurture.sla:10 recycle not_ready "Not ready yet" */
    `interest_1` + `interest_2` + `interest_3` + `interest_4` + `interest_5` + `interest_6` + `interest_7` AS `interest_sum` /* scoring.sla:16 score interest "Interest" from 0 to 100 */
  FROM `rules_and_standing`
), `standing_and_sums_2` AS (
  SELECT
    `lead_id`,
    `latest_returned`,
    `latest_deal_lost`,
    `latest_described_challenge_asked_prices`,
    `latest_asked_prices_asked_proposal`,
    `revenue_share`,
    `latest_spoke`,
    `latest_ordered`,
    `latest_in_purchasing`,
    `latest_decided_for_us`,
    `latest_negotiated`,
    `latest_selected_technically`,
    `latest_proposal_sent`,
    `latest_requirements_found`,
    `latest_demonstrated`,
    `latest_opportunity_opened`,
    `latest_handed_over`,
    `latest_became_mql`,
    `latest_clicked_email_viewed_page`,
    `latest_enquired_converted`,
    `recycle_since`,
    `recycle`,
    `disqualified`,
    `owner_text`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_bounded`,
    `fit_bound`,
    `interest_1`,
    `interest_2`,
    `interest_3`,
    `interest_4`,
    `interest_5`,
    `interest_6`,
    `interest_7`,
    `interest_sum`,
    CASE
      WHEN `recycle` = 'not_ready'
      THEN `recycle_since` + CAST(31622400000 AS BIGINT)
      WHEN `recycle` = 'lost'
      THEN `recycle_since` + CAST(31622400000 AS BIGINT)
    END AS `recycle_until`,
    LEAST(GREATEST(`interest_sum`, 0), 10000) AS `interest_bounded` /* scoring.sla:16 score interest "Interest" from 0 to 100 */
  FROM `standing_and_sums`
), `standing_and_changes` AS (
  SELECT
    `lead_id`,
    `latest_described_challenge_asked_prices`,
    `revenue_share`,
    `latest_spoke`,
    `latest_ordered`,
    `latest_in_purchasing`,
    `latest_decided_for_us`,
    `latest_negotiated`,
    `latest_selected_technically`,
    `latest_proposal_sent`,
    `latest_requirements_found`,
    `latest_demonstrated`,
    `latest_opportunity_opened`,
    `latest_handed_over`,
    `latest_became_mql`,
    `latest_clicked_email_viewed_page`,
    `latest_enquired_converted`,
    `recycle_since`,
    `recycle`,
    `recycle_until`,
    `disqualified`,
    `owner_text`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_bounded`,
    `fit_bound`,
    `interest_1`,
    `interest_2`,
    `interest_3`,
    `interest_4`,
    `interest_5`,
    `interest_6`,
    `interest_7`,
    `interest_bounded`,
    COALESCE(CAST(:as_of AS BIGINT) < `recycle_until`, FALSE)
    AND CASE
      WHEN `recycle` = 'not_ready'
      THEN NOT (
        COALESCE(
          NOT CASE
            WHEN `latest_described_challenge_asked_prices` > `latest_returned`
            THEN `latest_described_challenge_asked_prices`
          END IS NULL,
          FALSE
        )
      )
      WHEN `recycle` = 'lost'
      THEN NOT (
        COALESCE(
          NOT CASE WHEN `latest_asked_prices_asked_proposal` > `latest_deal_lost` THEN `latest_asked_prices_asked_proposal` END IS NULL,
          FALSE
        )
      )
      ELSE TRUE
    END AS `recycle_in_force`,
    `interest_bounded` - `interest_sum` AS `interest_bound`, /* scoring.sla:16 score interest "Interest" from 0 to 100 */
    `fit_bounded` * 100 + `interest_bounded` * 100 AS `points_sum` /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
  FROM `standing_and_sums_2`
), `standing_and_sums_3` AS (
  SELECT
    `lead_id`,
    `latest_described_challenge_asked_prices`,
    `latest_spoke`,
    `latest_ordered`,
    `latest_in_purchasing`,
    `latest_decided_for_us`,
    `latest_negotiated`,
    `latest_selected_technically`,
    `latest_proposal_sent`,
    `latest_requirements_found`,
    `latest_demonstrated`,
    `latest_opportunity_opened`,
    `latest_handed_over`,
    `latest_became_mql`,
    `latest_clicked_email_viewed_page`,
    `latest_enquired_converted`,
    `recycle_since`,
    `recycle`,
    `recycle_until`,
    `recycle_in_force`,
    `disqualified`,
    `owner_text`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_bounded`,
    `fit_bound`,
    `interest_1`,
    `interest_2`,
    `interest_3`,
    `interest_4`,
    `interest_5`,
    `interest_6`,
    `interest_7`,
    `interest_bounded`,
    `interest_bound`,
    `points_sum`,
    CASE
      WHEN NOT (
        (
          NOT `disqualified` IS NULL OR `recycle_in_force`
        )
      )
      AND (
        COALESCE(`revenue_share` <= 800000, FALSE) /* definitions.sla:73 define a_customer "A customer" */
        OR COALESCE((
          `revenue_share` > 800000 AND `revenue_share` <= 900000
        ), FALSE) /* definitions.sla:77 define b_customer "B customer" */
      )
      AND NOT `owner_text` IS NULL
      THEN 'key_accounts'
      WHEN NOT (
        (
          NOT `disqualified` IS NULL OR `recycle_in_force`
        )
      )
      AND NOT `latest_spoke` IS NULL
      AND NOT `owner_text` IS NULL
      THEN 'keeps_lead'
      WHEN NOT (
        (
          NOT `disqualified` IS NULL OR `recycle_in_force`
        )
      )
      THEN 'inside'
    END AS `route`, /* pipeline.sla:57 route key_accounts "Whoever looks after the customer" to the person in... */
    CASE
      WHEN `points_sum` >= 0
      THEN (
        `points_sum` + 50
      ) DIV 100
      ELSE -(
        (
          50 - `points_sum`
        ) DIV 100
      )
    END AS `points_rounded` /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
  FROM `standing_and_changes`
), `standing_and_changes_2` AS (
  SELECT
    `lead_id`,
    `latest_described_challenge_asked_prices`,
    `latest_spoke`,
    `latest_ordered`,
    `latest_in_purchasing`,
    `latest_decided_for_us`,
    `latest_negotiated`,
    `latest_selected_technically`,
    `latest_proposal_sent`,
    `latest_requirements_found`,
    `latest_demonstrated`,
    `latest_opportunity_opened`,
    `latest_handed_over`,
    `latest_became_mql`,
    `latest_clicked_email_viewed_page`,
    `latest_enquired_converted`,
    `recycle_since`,
    `recycle`,
    `recycle_until`,
    `recycle_in_force`,
    `disqualified`,
    `route`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_bounded`,
    `fit_bound`,
    `interest_1`,
    `interest_2`,
    `interest_3`,
    `interest_4`,
    `interest_5`,
    `interest_6`,
    `interest_7`,
    `interest_bounded`,
    `interest_bound`,
    `points_rounded`,
    CASE WHEN `route` = 'key_accounts' THEN `owner_text` WHEN `route` = 'keeps_lead' THEN `owner_text` END AS `person`,
    CASE WHEN `route` = 'inside' THEN 'sales' END AS `team`,
    `points_rounded` * 100 - `points_sum` AS `points_rounding`, /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
    LEAST(GREATEST(`points_rounded`, 0), 10000) AS `points_bounded` /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
  FROM `standing_and_sums_3`
), `changes_and_standing` AS (
  SELECT
    `lead_id`,
    `recycle`,
    `recycle_until`,
    `recycle_in_force`,
    `disqualified`,
    `route`,
    `person`,
    `team`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_bounded`,
    `fit_bound`,
    `interest_1`,
    `interest_2`,
    `interest_3`,
    `interest_4`,
    `interest_5`,
    `interest_6`,
    `interest_7`,
    `interest_bounded`,
    `interest_bound`,
    `points_rounding`,
    `points_bounded`,
    `points_bounded` - `points_rounded` AS `points_bound`, /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
    CASE
      WHEN NOT (
        (
          NOT `disqualified` IS NULL OR `recycle_in_force`
        )
      )
      THEN CASE
        WHEN COALESCE(`latest_ordered` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:47 stage closed "Closed" owned by sales, probability 100% */
        THEN 'closed'
        WHEN COALESCE(`latest_in_purchasing` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:44 stage purchasing "In purchasing" owned by sales, probability 90% */
        THEN 'purchasing'
        WHEN COALESCE(`latest_decided_for_us` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:41 stage signature "Final signature" owned by sales, probability 80% */
        THEN 'signature'
        WHEN COALESCE(`latest_negotiated` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:38 stage negotiation "Contract negotiation" owned by sales, probability 70% */
        THEN 'negotiation'
        WHEN COALESCE(`latest_selected_technically` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:35 stage selected "Technically selected" owned by sales, probability 60% */
        THEN 'selected'
        WHEN COALESCE(`latest_proposal_sent` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:31 stage proposal "Proposal submitted" owned by sales, probability 50% */
        THEN 'proposal'
        WHEN COALESCE(`latest_requirements_found` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:28 stage budget_qualification "Budget qualification" owned by sales, proba... */
        THEN 'budget_qualification'
        WHEN COALESCE(`latest_demonstrated` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:25 stage evaluation "Evaluation" owned by sales, probability 30% */
        THEN 'evaluation'
        WHEN COALESCE(`latest_opportunity_opened` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:21 stage qualified "Opportunity" owned by sales */
        THEN 'qualified'
        WHEN COALESCE(`latest_spoke` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:17 stage prospect_engaged "Prospect engaged" owned by sales, probability 20% */
        THEN 'prospect_engaged'
        WHEN COALESCE(`latest_handed_over` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:13 stage prospect_new "Prospect new" owned by sales, probability 10% */
        THEN 'prospect_new'
        WHEN COALESCE(`latest_became_mql` >= COALESCE(`recycle_since`, -1) OR `points_bounded` >= 6000, FALSE) /* pipeline.sla:8 stage MQL "Marketing qualified lead" owned by marketing */
        THEN 'MQL'
        WHEN COALESCE(
          (
            NOT `latest_clicked_email_viewed_page` IS NULL
            OR NOT `latest_enquired_converted` IS NULL
            OR NOT `latest_described_challenge_asked_prices` IS NULL
          ) /* definitions.sla:37 define responded "Lead" */,
          FALSE
        ) /* pipeline.sla:5 stage responder "Responding lead" owned by marketing */
        THEN 'responder'
        ELSE 'inquiry'
      END
    END AS `stage` /* pipeline.sla:3 stage inquiry "Inquiry" owned by marketing because "A name in the databa... */
  FROM `standing_and_changes_2`
)
SELECT
  `lead_id`,
  CAST(:as_of AS BIGINT) AS `as_of`,
  CAST(CAST(`fit_bounded` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `fit`,
  CAST(CAST(`interest_bounded` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `interest`,
  CAST(CAST(`points_bounded` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `points`,
  `stage` AS `stage`,
  `disqualified` AS `disqualified`,
  CASE WHEN `recycle_in_force` THEN `recycle` END AS `recycle`,
  CAST(CASE WHEN `recycle_in_force` THEN `recycle_until` END AS BIGINT) AS `recycle_until`,
  `route` AS `route`,
  COALESCE(`person`, `team`) AS `routed_to`,
  CAST(CAST(`fit_1` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `fit_1`,
  CAST(CAST(`fit_2` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `fit_2`,
  CAST(CAST(`fit_3` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `fit_3`,
  CAST(CAST(`fit_bound` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `fit_bound`,
  CAST(CAST(`interest_1` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `interest_1`,
  CAST(CAST(`interest_2` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `interest_2`,
  CAST(CAST(`interest_3` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `interest_3`,
  CAST(CAST(`interest_4` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `interest_4`,
  CAST(CAST(`interest_5` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `interest_5`,
  CAST(CAST(`interest_6` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `interest_6`,
  CAST(CAST(`interest_7` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `interest_7`,
  CAST(CAST(`interest_bound` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `interest_bound`,
  CAST(CAST(`points_rounding` AS DECIMAL(16, 0)) * CAST('0.0001' AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS `points_rounding`,
  CAST(CAST(`points_bound` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `points_bound`
FROM `changes_and_standing`
