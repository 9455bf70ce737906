-- The rules of policies/acme by hand, as fast as DuckDB can be made to run them: ages instead of instants (ms before
-- $as_of), one pass over what can still count, hits packed into a few whole numbers, nothing joined twice.
-- What it takes for granted of the log is in the macros: for_this_log.sql, or for_any_log.sql.
WITH log AS NOT MATERIALIZED (
  SELECT *, $as_of - epoch_us("at") // 1000 AS age,
    -- New York's day, from 1970-01-01.
    ((epoch_us("at") // 1000 + new_york("at")) // 86400000)::INTEGER AS day
  FROM activities
  WHERE "at" < make_timestamp(($as_of + 1) * 1000)
),
own AS (
  SELECT lead_id, max("at") AS last_own
  FROM log
  WHERE activity IN (
    'viewed_page', 'opened_email', 'clicked_email', 'attended_webinar', 'met_at_event', 'joined_partner_event',
    'stayed_away', 'requested_demo', 'submitted_form', 'asked_in_chat', 'used_feature', 'unsubscribed')
  GROUP BY lead_id
),
sales AS MATERIALIZED (
  SELECT lead_id,
    min(CASE WHEN activity IN ('unsubscribed', 'returned') THEN age END) AS reset,
    min(CASE WHEN activity = 'called' THEN age END) AS called,
    min(CASE WHEN activity IN ('called', 'emailed') THEN age END) AS contacted,
    min(CASE WHEN activity = 'handed_over' THEN age END) AS handed_over,
    min(CASE WHEN activity = 'became_mql' THEN age END) AS became_mql,
    min(CASE WHEN activity = 'accepted' THEN age END) AS accepted,
    min(CASE WHEN activity = 'qualified' THEN age END) AS qualified,
    min(CASE WHEN activity = 'won' THEN age END) AS won,
    count(CASE WHEN activity = 'returned' THEN 1 END) AS returned,
    min(CASE WHEN reason IN ('not_now', 'no_budget') THEN age END) AS not_now,
    min(CASE WHEN reason = 'no_reply' THEN age END) AS no_reply,
    min(CASE WHEN reason = 'chose_another' OR activity = 'lost' THEN age END) AS chose_another,
    count(CASE WHEN reason = 'wrong_fit' THEN 1 END) AS wrong_fit,
    count(CASE WHEN outcome = 'wrong_number' THEN 1 END) AS wrong_number,
    count(CASE WHEN outcome IN ('no_answer', 'message') AND age < 2592000000 THEN 1 END) AS unreached,
    count(CASE WHEN outcome = 'spoke' AND age < 2592000000 THEN 1 END) AS spoke
  FROM log
  WHERE activity IN (
    'unsubscribed', 'returned', 'called', 'emailed', 'handed_over', 'became_mql', 'accepted', 'qualified', 'won', 'lost')
  GROUP BY lead_id
),
-- What can still count: the points of a page are gone after 35 days, those of a mail after 120.
hot AS NOT MATERIALIZED (
  SELECT a.lead_id, age, day, activity = 'requested_demo' AS is_demo, form, event, position, folded(path) AS path,
    CASE activity
      WHEN 'viewed_page' THEN 1 WHEN 'opened_email' THEN 2 WHEN 'clicked_email' THEN 3 WHEN 'requested_demo' THEN 4
      WHEN 'submitted_form' THEN 4 WHEN 'attended_webinar' THEN 6 WHEN 'asked_in_chat' THEN 7
      WHEN 'met_at_event' THEN CASE WHEN ours THEN 9 ELSE 8 END WHEN 'joined_partner_event' THEN 10
      WHEN 'stayed_away' THEN 11 WHEN 'bounced' THEN 12 ELSE 13 END::TINYINT AS kind,
    coalesce(age < reset, TRUE) AS live, age < handed_over AS since, age < back AS back
  FROM log AS a LEFT JOIN (
    SELECT lead_id, reset, handed_over, least(not_now, no_reply, chose_another) AS back
    FROM sales
    WHERE reset IS NOT NULL OR handed_over IS NOT NULL OR not_now IS NOT NULL OR no_reply IS NOT NULL OR chose_another IS NOT NULL
  ) AS s ON s.lead_id = a.lead_id
  WHERE "at" >= CASE activity
    WHEN 'viewed_page' THEN make_timestamp(($as_of - 3024000000 + 1) * 1000)
    WHEN 'opened_email' THEN make_timestamp(($as_of - 10368000000 + 1) * 1000)
    WHEN 'clicked_email' THEN make_timestamp(($as_of - 10368000000 + 1) * 1000)
    WHEN 'used_feature' THEN make_timestamp(($as_of - 3456000000 + 1) * 1000)
    WHEN 'requested_demo' THEN TIMESTAMP '1970-01-01'
    WHEN 'submitted_form' THEN TIMESTAMP '1970-01-01'
    WHEN 'attended_webinar' THEN TIMESTAMP '1970-01-01'
    WHEN 'asked_in_chat' THEN TIMESTAMP '1970-01-01'
    WHEN 'met_at_event' THEN TIMESTAMP '1970-01-01'
    WHEN 'joined_partner_event' THEN TIMESTAMP '1970-01-01'
    WHEN 'stayed_away' THEN TIMESTAMP '1970-01-01'
    WHEN 'bounced' THEN TIMESTAMP '1970-01-01'
    END
),
-- place: kind (32 more where it follows the latest reset) × 2^20 + the period it counts in. latest: age, then the later
-- row, then what was chosen; its minimum is the latest. amount: 1, and × 2^20 what adds up. bits: weekdays, and flags.
hit AS NOT MATERIALIZED (
  SELECT lead_id,
    ((kind + CASE WHEN live AND kind < 12 THEN 32 ELSE 0 END) * 1048576 + CASE kind
      WHEN 1 THEN CASE
        WHEN path LIKE '/pricing%' OR path LIKE '/sales%' OR path LIKE '/security%' OR path LIKE '/compare%'
          THEN (day + 3) // 7
        ELSE 0 END
      WHEN 2 THEN day
      WHEN 3 THEN (day - 4) // 3
      WHEN 4 THEN (day + 3) // 7
      WHEN 6 THEN CASE WHEN age < 7776000000 THEN 1 WHEN age > 7776000000 THEN 2 ELSE 0 END
      WHEN 7 THEN 0
      WHEN 8 THEN year(DATE '1970-01-01' + day)
      WHEN 9 THEN 4 * year(DATE '1970-01-01' + day) + quarter(DATE '1970-01-01' + day)
      WHEN 10 THEN 4 * year(DATE '1970-01-01' + day) + quarter(DATE '1970-01-01' + day)
      WHEN 11 THEN 12 * year(DATE '1970-01-01' + day) + month(DATE '1970-01-01' + day)
      WHEN 12 THEN CASE WHEN since THEN day ELSE 0 END
      ELSE day END)::INTEGER AS place,
    CASE
      WHEN kind = 4
        THEN CASE WHEN is_demo THEN NULL
          ELSE latest_key(age, position, CASE form WHEN 'guide' THEN 1 WHEN 'newsletter' THEN 2 ELSE 0 END) END
      WHEN kind = 9
        THEN latest_key(age, position,
          CASE event WHEN 'conference' THEN 1 WHEN 'dinner' THEN 2 WHEN 'booth' THEN 3 ELSE 0 END)
      ELSE key_of(age) END AS latest,
    (1 + CASE kind
      WHEN 1 THEN 100 - 20 * (age // 604800000)
      WHEN 2 THEN (age // 2592000000) & 1
      WHEN 3 THEN (age // 2592000000) & 1
      ELSE 0 END * 1048576)::INTEGER AS amount,
    (CASE kind
      WHEN 1 THEN CASE WHEN path LIKE '/careers%' AND age < 2592000000 THEN 256 ELSE 0 END
      WHEN 4 THEN CASE WHEN is_demo THEN (1 << (day % 7)) + CASE WHEN back THEN 128 ELSE 0 END
        WHEN form = 'contact' THEN 1 << (day % 7) ELSE 0 END
      WHEN 7 THEN CASE WHEN back THEN 128 ELSE 0 END
      ELSE 0 END)::SMALLINT AS bits
  FROM hot
),
period AS (
  SELECT lead_id, place, min(latest) AS latest, sum(amount)::BIGINT AS amount, bit_or(bits) AS bits
  FROM hit
  GROUP BY lead_id, place
),
part AS NOT MATERIALIZED (
  SELECT lead_id, place // 1048576 AS kind, place % 1048576 AS bucket, (latest & 3)::INTEGER AS chosen,
    age_in(latest) AS age, age_in(latest) // 2592000000 AS step, amount & 1048575 AS n, amount // 1048576 AS added, bits
  FROM period
),
-- n: how many; first, second: how many of the latest two of a day stand in its younger and its older step of fading.
mail AS NOT MATERIALIZED (
  SELECT *, CASE WHEN step & 1 = 0 THEN n - added ELSE added END AS younger FROM part
),
worth AS NOT MATERIALIZED (
  SELECT lead_id,
    (CASE kind WHEN 33 THEN added ELSE 0 END)::INTEGER AS browsing,
    (CASE WHEN kind = 33 AND bucket > 0 THEN 25 * (100 - 20 * (age // 604800000)) ELSE 0 END)::INTEGER AS buying,
    (CASE kind
      WHEN 34 THEN CASE WHEN n = 1 THEN 100 - 25 * step
        ELSE (100 - 25 * step) * least(2, younger) + (75 - 25 * step) * least(2 - least(2, younger), n - younger) END
      WHEN 35 THEN 4 * (100 - 25 * step)
      ELSE 0 END)::INTEGER AS mail,
    (CASE kind
      WHEN 36 THEN 5000 * bit_count(bits & 127) + CASE chosen WHEN 1 THEN 1000 WHEN 2 THEN 200 ELSE 0 END
      WHEN 40 THEN 500
      WHEN 41 THEN CASE chosen WHEN 1 THEN 1500 WHEN 2 THEN 2000 WHEN 3 THEN 500 ELSE 0 END
      ELSE 0 END)::INTEGER AS plain,
    (CASE kind WHEN 42 THEN 2000 WHEN 43 THEN -500 ELSE 0 END)::INTEGER AS partners,
    (CASE WHEN kind = 13 AND age < 432000000 THEN 1000 - 200 * (age // 86400000) ELSE 0 END)::INTEGER AS trying,
    -- Counts of 20 bits each: webinars of late and before, opened mails.
    CASE kind
      WHEN 38 THEN CASE bucket WHEN 1 THEN n WHEN 2 THEN n << 20 ELSE 0 END
      WHEN 2 THEN CASE step WHEN 3 THEN 0 WHEN 2 THEN younger ELSE n END << 40
      WHEN 34 THEN CASE step WHEN 3 THEN 0 WHEN 2 THEN younger ELSE n END << 40
      ELSE 0 END AS counts,
    -- Days of bounces since the hand-over, bounces.
    CASE WHEN kind = 12 THEN n + CASE WHEN bucket > 0 THEN 1048576 ELSE 0 END ELSE 0 END AS bounces,
    (CASE kind
      WHEN 33 THEN bits
      WHEN 36 THEN CASE WHEN bits & 127 > 0 THEN 1 ELSE 0 END + CASE WHEN bits & 128 > 0 THEN 2 ELSE 0 END
      WHEN 4 THEN CASE WHEN bits & 127 > 0 THEN 1 ELSE 0 END + CASE WHEN bits & 128 > 0 THEN 2 ELSE 0 END
      WHEN 7 THEN CASE WHEN bits & 128 > 0 THEN 4 ELSE 0 END
      WHEN 39 THEN CASE WHEN bits & 128 > 0 THEN 4 ELSE 0 END + 8
      WHEN 13 THEN 16
      WHEN 3 THEN CASE WHEN age < 7776000000 THEN 32 ELSE 0 END
      WHEN 35 THEN CASE WHEN age < 7776000000 THEN 32 ELSE 0 END
      ELSE 0 END)::SMALLINT AS flags
  FROM mail
),
done AS (
  SELECT lead_id,
    sum(browsing)::BIGINT AS browsing, sum(buying)::BIGINT AS buying, sum(mail)::BIGINT AS mail,
    sum(plain)::BIGINT AS plain, sum(partners)::BIGINT AS partners, sum(trying)::BIGINT AS trying,
    sum(counts)::BIGINT AS counts, sum(bounces)::BIGINT AS bounces, bit_or(flags) AS flags
  FROM worth
  GROUP BY lead_id
),
-- Pages of the last 30 days, of leads for whom that is asked: after a call, and after a return to come back later.
pages AS (
  SELECT a.lead_id,
    min(CASE WHEN age < called AND seconds >= 10 AND folded(path) IN ('/pricing', '/sales', '/security', '/compare')
      THEN age END) AS came_back,
    count(DISTINCT CASE WHEN age < not_now THEN known(path) END) AS paths
  FROM log AS a JOIN sales AS s ON s.lead_id = a.lead_id AND (s.called IS NOT NULL OR s.not_now IS NOT NULL)
  WHERE activity = 'viewed_page' AND "at" >= make_timestamp(($as_of - 2592000000 + 1) * 1000)
  GROUP BY a.lead_id
),
trials AS MATERIALIZED (
  SELECT id, $as_of - epoch_us(trial_started) // 1000 AS started
  FROM leads
  WHERE trial_started >= make_timestamp(($as_of - 3456000000 + 1) * 1000)
    AND trial_started < make_timestamp(($as_of + 1) * 1000)
),
used AS (
  SELECT a.lead_id,
    count(CASE WHEN age < 1209600000 THEN 1 END) AS lately,
    count(DISTINCT CASE WHEN age < 1209600000 THEN known(feature) END) AS features,
    count(CASE WHEN age <= started AND folded(feature) = 'import' THEN 1 END) AS imported
  FROM log AS a JOIN trials AS t ON t.id = a.lead_id LEFT JOIN sales AS s ON s.lead_id = a.lead_id
  WHERE activity = 'used_feature' AND coalesce(age < reset, TRUE)
  GROUP BY a.lead_id
),
-- The lead's own fields.
record AS NOT MATERIALIZED (
  SELECT id, employees, revenue, industry, coalesce(opted_out, FALSE) AS opted_out, coalesce(trial_users, 0) AS users,
    inside(title) AS words, is_known(title) AS has_title,
    known(country) AS country, folded(email_domain) AS domain, source, coalesce(review_points, 0) AS review,
    inside(company) AS company, folded(email) AS email, is_known(brought_by) AS has_partner,
    is_known(last_rep) AS has_rep, last_rep,
    $as_of - epoch_us(created_at) // 1000 AS created, $as_of - epoch_us(trial_started) // 1000 AS trial,
    contract_end,
    make_timestamp(($as_of + new_york(make_timestamp($as_of * 1000))) * 1000)::DATE AS today
  FROM leads
),
facts AS NOT MATERIALIZED (
  SELECT r.*,
    coalesce(has_word(words, 'vp|chief|head|ceo|cfo|coo|cro|president|founder|owner'), FALSE) AS senior,
    domain IN ('billmore.example', 'invoicely.example', 'ledgerline.example', 'quotapay.example', 'tallybird.example')
      AS competitor,
    coalesce(country NOT IN ('cu', 'ir', 'kp', 'sy'), FALSE) AS served,
    coalesce(trial >= 0 AND trial < 3456000000, FALSE) AS on_trial,
    coalesce(employees <= 10 AND revenue < 500000, FALSE) AS small,
    coalesce(employees > 5000, FALSE) OR coalesce(revenue >= 1000000000, FALSE) AS large,
    o.last_own, $as_of - epoch_us(o.last_own) // 1000 AS idle, s.* EXCLUDE (lead_id), d.* EXCLUDE (lead_id),
    p.came_back, p.paths, u.lately, u.features, u.imported
  FROM record AS r
  LEFT JOIN own AS o ON o.lead_id = r.id
  LEFT JOIN sales AS s ON s.lead_id = r.id
  LEFT JOIN done AS d ON d.lead_id = r.id
  LEFT JOIN pages AS p ON p.lead_id = r.id
  LEFT JOIN used AS u ON u.lead_id = r.id
),
-- From here on each lead is a row of its own: what it comes to.
points AS NOT MATERIALIZED (
  SELECT *,
    CASE WHEN competitor THEN 0 ELSE (least(10000, greatest(0, 50 + 100 * (
      CASE WHEN senior THEN 3000 ELSE 0 END
      + CASE WHEN words LIKE '%billing%' OR words LIKE '%revenue%' OR words LIKE '%accounts%' OR words LIKE '%finance%'
          THEN 1000 ELSE 0 END
      + CASE WHEN employees BETWEEN 50 AND 5000 AND industry IN ('software', 'fintech') AND (country IN ('us', 'ca')
          OR senior::INT + coalesce(revenue >= 10000000, FALSE)::INT + on_trial::INT >= 2) THEN 2500 ELSE 0 END
      + CASE WHEN employees < 50 THEN 0 WHEN employees < 500 THEN 1500 WHEN employees < 5000 THEN 2500
          WHEN employees >= 5000 THEN 500 ELSE 0 END
      + CASE WHEN revenue < 500000 THEN -1000 WHEN revenue >= 10000000 THEN 500 ELSE 0 END
      + CASE industry WHEN 'software' THEN 2000 WHEN 'fintech' THEN 1500 WHEN 'commerce' THEN 500 WHEN 'media' THEN 500
          ELSE 0 END
      + CASE WHEN country IN ('us', 'ca', 'gb', 'ie') THEN 500 ELSE 0 END
      + CASE WHEN source = 'referral' THEN 500 ELSE 0 END
      + CASE WHEN has_title THEN 0 ELSE -500 END
      + CASE WHEN domain IN ('gmail.com', 'yahoo.com', 'outlook.com', 'hotmail.com', 'icloud.com', 'aol.com', 'gmx.net',
          'proton.me') THEN -1000 ELSE 0 END)
      + (10000 * least(10, greatest(-10, review)))::BIGINT) // 100)) END AS fit,
    least(10000, greatest(0,
      coalesce(plain, 0) + 1000 * least(3, coalesce(counts & 1048575, 0))
      + 500 * least(2, coalesce((counts >> 20) & 1048575, 0))
      + CASE WHEN flags & 8 > 0 THEN 1000 ELSE 0 END
      + CASE WHEN came_back < 1209600000 THEN 1000 WHEN came_back < 2419200000 THEN 500 ELSE 0 END
      + CASE WHEN contract_end > today AND contract_end <= today + 120 THEN 1000 ELSE 0 END
      + least(4000, coalesce(buying, 0) + least(1000, coalesce(browsing, 0)))
      - CASE WHEN flags & 256 > 0 THEN 2000 ELSE 0 END
      + least(1500, coalesce(mail, 0))
      + least(4000, greatest(-1000, coalesce(partners, 0))) // 2
      + CASE WHEN on_trial AND imported IS NOT NULL THEN least(3000, CASE WHEN lately < 3 THEN 500
          WHEN features >= 3 THEN 3000 ELSE 1500 END + CASE WHEN imported > 0 THEN 1000 ELSE 0 END) ELSE 0 END
      - 1000 * least(3, greatest(0, coalesce(idle, created) // 2592000000)))) AS engagement,
    least(3000,
      CASE WHEN contract_end > DATE '2027-09-30' THEN 1000 ELSE 0 END
      + CASE WHEN returned = 2 THEN 1000 ELSE 0 END
      + CASE WHEN unreached >= 3 AND spoke = 0 AND coalesce(idle >= called, TRUE) THEN 1000 ELSE 0 END
      + CASE WHEN handed_over > 2592000000 AND coalesce(contacted >= 2592000000, TRUE) THEN 500 ELSE 0 END
      + CASE WHEN created > $as_of - 1790827200000 AND coalesce(idle > $as_of - 1790827200000, TRUE) THEN 500 ELSE 0 END
      + CASE WHEN created > 31536000000 AND coalesce(flags & 32 = 0, TRUE) AND coalesce(counts >> 40, 0) <= 2 THEN 500
          ELSE 0 END
      + 500 * least(2, coalesce(bounces >> 20, 0))
      + 1000 * least(2, greatest(0, coalesce(idle, 0) // 7776000000))) AS doubt
  FROM facts
),
graded AS NOT MATERIALIZED (
  SELECT *,
    CASE WHEN fit >= 7000 THEN 'strong' WHEN fit >= 4000 THEN 'medium' ELSE 'weak' END AS profile,
    CASE WHEN served THEN greatest(0, 60 * fit + 40 * engagement - 100 * doubt + 50) // 100 ELSE 0 END AS total,
    least(10000, CASE WHEN fit >= 7000 THEN 3000 WHEN fit >= 4000 THEN 1500 ELSE 0 END
      + CASE WHEN engagement >= 5000 THEN 3000 WHEN engagement >= 2000 THEN 1500 ELSE 0 END
      + 100 * least(10, greatest(0, users)) + coalesce(trying, 0)) AS trial_score,
    least(not_now, no_reply, chose_another) AS returned_at
  FROM points
),
standing AS NOT MATERIALIZED (
  SELECT *,
    CASE WHEN total >= 7500 THEN 'A' WHEN total >= 6000 THEN 'B' ELSE 'C' END AS priority,
    CASE WHEN trial_score >= 7000 AND on_trial THEN 'high' WHEN flags & 16 > 0 THEN 'some' ELSE 'none_yet' END
      AS product,
    CASE
      WHEN opted_out THEN 'opted_out_lead'
      WHEN competitor THEN 'competitor_lead'
      WHEN email LIKE '%@acme.example' THEN 'own_people'
      WHEN NOT served THEN 'no_export'
      WHEN has_word(words, 'student|intern|trainee') OR company LIKE '%university%' OR domain LIKE '%.edu'
        OR domain LIKE '%.ac.uk' THEN 'academic'
      WHEN small AND coalesce(flags & 1 = 0, TRUE) THEN 'too_small'
      WHEN (bounces & 1048575) >= 2 AND wrong_number > 0 THEN 'out_of_reach'
      WHEN wrong_fit > 0 THEN 'wrong_fit'
      WHEN returned >= 3 THEN 'third_return'
    END AS disqualified,
    CASE
      WHEN not_now = returned_at
        THEN CASE WHEN returned_at >= 15552000000 OR flags & 2 > 0 OR paths >= 3 THEN NULL ELSE 'not_now' END
      WHEN no_reply = returned_at
        THEN CASE WHEN returned_at >= 2592000000 OR flags & 2 > 0 OR flags & 4 > 0 THEN NULL ELSE 'no_reply' END
      WHEN chose_another = returned_at THEN CASE WHEN returned_at >= 31536000000 THEN NULL ELSE 'chose_another' END
    END AS recycle
  FROM graded
),
staged AS NOT MATERIALIZED (
  SELECT *,
    CASE
      WHEN disqualified IS NOT NULL OR recycle IS NOT NULL THEN NULL
      WHEN won <= coalesce(returned_at, won) THEN 'customer'
      WHEN qualified <= coalesce(returned_at, qualified) THEN 'SQL'
      WHEN accepted <= coalesce(returned_at, accepted) THEN 'SAL'
      WHEN total >= CASE WHEN $as_of < 1798779600000 THEN 6000 ELSE 6500 END OR product = 'high' OR became_mql <= coalesce(returned_at, became_mql) THEN 'MQL'
      ELSE 'inquiry'
    END AS stage
  FROM standing
),
routed AS NOT MATERIALIZED (
  SELECT *,
    CASE
      WHEN stage IS NULL THEN NULL
      WHEN returned = 2 THEN 'second_look'
      WHEN stage = 'customer' THEN 'account_team'
      WHEN has_partner THEN 'partner_desk'
      WHEN has_rep THEN 'known'
      WHEN large OR employees >= 1000 THEN 'enterprise'
      ELSE 'everyone_else'
    END AS route
  FROM staged
)
SELECT id AS lead_id, make_timestamp($as_of * 1000) AS as_of,
  (fit / 100)::DECIMAL(9, 2) AS fit, (engagement / 100)::DECIMAL(9, 2) AS engagement, (doubt / 100)::DECIMAL(9, 2) AS doubt,
  (total / 100)::DECIMAL(9, 2) AS total, (trial_score / 100)::DECIMAL(9, 2) AS trial, profile, priority, product, stage,
  disqualified, recycle,
  CASE recycle
    WHEN 'not_now' THEN make_timestamp(($as_of - returned_at + 15552000000) * 1000)
    WHEN 'no_reply' THEN make_timestamp(($as_of - returned_at + 2592000000) * 1000)
    WHEN 'chose_another' THEN make_timestamp(($as_of - returned_at + 31536000000) * 1000)
  END AS recycle_until,
  route,
  CASE route
    WHEN 'known' THEN last_rep
    WHEN 'enterprise' THEN CASE ('0x' || substr(sha256(id), 1, 7))::BIGINT % 3 WHEN 0 THEN 'ana' WHEN 1 THEN 'ben'
      ELSE 'chloe' END
    WHEN 'partner_desk' THEN 'partners'
    WHEN 'account_team' THEN 'executives'
    WHEN 'second_look' THEN 'sales'
    WHEN 'everyone_else' THEN 'sales'
  END AS routed_to
FROM routed
