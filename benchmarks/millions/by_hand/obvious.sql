-- The rules of policies/acme as a good analyst writes them: a step for each rule or topic, joined to the leads at the end.
WITH settings AS (
  SELECT make_timestamp($as_of * 1000) AS now
),
acts AS (
  SELECT a.*, s.now, timezone('America/New_York', timezone('UTC', a."at")) AS local_at
  FROM activities a, settings s
  WHERE a."at" <= s.now
),
own_activity AS (
  SELECT lead_id, max("at") AS last_own
  FROM acts
  WHERE activity IN ('viewed_page', 'opened_email', 'clicked_email', 'attended_webinar', 'met_at_event',
    'joined_partner_event', 'stayed_away', 'requested_demo', 'submitted_form', 'asked_in_chat', 'used_feature',
    'unsubscribed')
  GROUP BY lead_id
),
resets AS (
  SELECT lead_id, max("at") AS reset_at FROM acts WHERE activity IN ('unsubscribed', 'returned') GROUP BY lead_id
),
-- Engagement counts only what follows the latest reset.
fresh AS (
  SELECT a.* FROM acts a LEFT JOIN resets r USING (lead_id) WHERE r.reset_at IS NULL OR a."at" > r.reset_at
),
demos AS (
  SELECT lead_id, 50 * COUNT(DISTINCT date_trunc('day', local_at)) AS points
  FROM fresh
  WHERE activity = 'requested_demo' OR (activity = 'submitted_form' AND form = 'contact')
  GROUP BY lead_id
),
forms AS (
  SELECT lead_id, SUM(CASE form WHEN 'guide' THEN 10 WHEN 'newsletter' THEN 2 ELSE 0 END) AS points
  FROM (
    SELECT lead_id, form, ROW_NUMBER() OVER (
      PARTITION BY lead_id, date_trunc('week', local_at) ORDER BY "at" DESC, position DESC) AS n
    FROM fresh
    WHERE activity = 'submitted_form'
  )
  WHERE n = 1
  GROUP BY lead_id
),
webinars AS (
  SELECT lead_id,
    10 * LEAST(3, COUNT(*) FILTER (WHERE "at" > now - INTERVAL 90 DAY))
      + 5 * LEAST(2, COUNT(*) FILTER (WHERE "at" < now - INTERVAL 90 DAY)) AS points
  FROM fresh
  WHERE activity = 'attended_webinar'
  GROUP BY lead_id
),
chats AS (
  SELECT DISTINCT lead_id, 10 AS points FROM fresh WHERE activity = 'asked_in_chat'
),
last_calls AS (
  SELECT lead_id, max("at") AS called_at FROM acts WHERE activity = 'called' GROUP BY lead_id
),
came_back AS (
  SELECT lead_id, GREATEST(0, 10 - 5 * floor(epoch(max(now) - max("at")) / (14 * 86400))) AS points
  FROM acts JOIN last_calls USING (lead_id)
  WHERE activity = 'viewed_page' AND "at" > called_at AND seconds >= 10
    AND lower(trim(path)) IN ('/pricing', '/sales', '/security', '/compare')
  GROUP BY lead_id
),
our_events AS (
  SELECT lead_id, SUM(CASE event WHEN 'conference' THEN 15 WHEN 'dinner' THEN 20 WHEN 'booth' THEN 5 END) AS points
  FROM (
    SELECT lead_id, event, ROW_NUMBER() OVER (
      PARTITION BY lead_id, date_trunc('quarter', local_at) ORDER BY "at" DESC, position DESC) AS n
    FROM fresh
    WHERE activity = 'met_at_event' AND ours
  )
  WHERE n = 1
  GROUP BY lead_id
),
other_events AS (
  SELECT lead_id, 5 * COUNT(DISTINCT date_trunc('year', local_at)) AS points
  FROM fresh
  WHERE activity = 'met_at_event' AND NOT coalesce(ours, FALSE)
  GROUP BY lead_id
),
views AS (
  SELECT lead_id, "at", now, local_at, lower(trim(path)) AS path,
    GREATEST(0, 1 - 0.2 * floor(epoch(now - "at") / (7 * 86400))) AS left_over
  FROM fresh
  WHERE activity = 'viewed_page'
),
buying AS (
  SELECT lead_id, SUM(25 * left_over) AS points
  FROM (
    SELECT lead_id, left_over, ROW_NUMBER() OVER (
      PARTITION BY lead_id, date_trunc('week', local_at) ORDER BY "at" DESC) AS n
    FROM views
    WHERE path LIKE '/pricing%' OR path LIKE '/sales%' OR path LIKE '/security%' OR path LIKE '/compare%'
  )
  WHERE n = 1
  GROUP BY lead_id
),
browsing AS (
  SELECT lead_id, LEAST(10, SUM(left_over)) AS points FROM views GROUP BY lead_id
),
careers AS (
  SELECT DISTINCT lead_id, -20 AS points FROM views WHERE path LIKE '/careers%' AND "at" > now - INTERVAL 30 DAY
),
opened AS (
  SELECT lead_id, SUM(GREATEST(0, 1 - 0.25 * floor(epoch(now - "at") / (30 * 86400)))) AS points
  FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY lead_id, date_trunc('day', local_at) ORDER BY "at" DESC) AS n
    FROM fresh
    WHERE activity = 'opened_email'
  )
  WHERE n <= 2
  GROUP BY lead_id
),
clicked AS (
  SELECT lead_id, SUM(4 * GREATEST(0, 1 - 0.25 * floor(epoch(now - "at") / (30 * 86400)))) AS points
  FROM (
    SELECT *, ROW_NUMBER() OVER (
      PARTITION BY lead_id, floor((date_diff('day', DATE '1970-01-05', local_at::DATE)) / 3) ORDER BY "at" DESC) AS n
    FROM fresh
    WHERE activity = 'clicked_email'
  )
  WHERE n = 1
  GROUP BY lead_id
),
partner_events AS (
  SELECT lead_id,
    20 * COUNT(DISTINCT date_trunc('quarter', local_at)) FILTER (WHERE activity = 'joined_partner_event')
      - 5 * COUNT(DISTINCT date_trunc('month', local_at)) FILTER (WHERE activity = 'stayed_away') AS points
  FROM fresh
  WHERE activity IN ('joined_partner_event', 'stayed_away')
  GROUP BY lead_id
),
usage AS (
  SELECT f.lead_id,
    CASE
      WHEN COUNT(DISTINCT NULLIF(lower(trim(feature)), '')) FILTER (WHERE "at" > now - INTERVAL 14 DAY) >= 3 THEN 30
      WHEN COUNT(*) FILTER (WHERE "at" > now - INTERVAL 14 DAY) >= 3 THEN 15
      ELSE 5
    END + CASE WHEN COUNT(*) FILTER (WHERE "at" >= l.trial_started AND lower(trim(feature)) = 'import') > 0 THEN 10
      ELSE 0 END AS points
  FROM fresh f JOIN leads l ON l.id = f.lead_id
  WHERE activity = 'used_feature'
  GROUP BY f.lead_id
),
returns AS (
  SELECT lead_id, COUNT(*) AS returned, COUNT(*) FILTER (WHERE reason = 'wrong_fit') AS wrong_fit
  FROM acts
  WHERE activity = 'returned'
  GROUP BY lead_id
),
calls AS (
  SELECT lead_id,
    COUNT(*) FILTER (WHERE "at" > now - INTERVAL 30 DAY AND outcome IN ('no_answer', 'message')) AS unreached,
    COUNT(*) FILTER (WHERE "at" > now - INTERVAL 30 DAY AND outcome = 'spoke') AS spoke,
    COUNT(*) FILTER (WHERE outcome = 'wrong_number') AS wrong_number
  FROM acts
  WHERE activity = 'called'
  GROUP BY lead_id
),
hand_overs AS (
  SELECT lead_id, max("at") AS handed_over_at FROM acts WHERE activity = 'handed_over' GROUP BY lead_id
),
contacts AS (
  SELECT lead_id, max("at") AS contacted_at FROM acts WHERE activity IN ('called', 'emailed') GROUP BY lead_id
),
reading AS (
  SELECT lead_id, COUNT(*) FILTER (WHERE activity = 'clicked_email') AS clicked,
    COUNT(*) FILTER (WHERE activity = 'opened_email') AS opened
  FROM acts
  WHERE activity IN ('clicked_email', 'opened_email') AND "at" > now - INTERVAL 90 DAY
  GROUP BY lead_id
),
bounces AS (
  SELECT lead_id, COUNT(*) AS bounced FROM acts WHERE activity = 'bounced' GROUP BY lead_id
),
bounce_days AS (
  SELECT lead_id, LEAST(2, COUNT(DISTINCT date_trunc('day', local_at))) AS days
  FROM acts JOIN hand_overs USING (lead_id)
  WHERE activity = 'bounced' AND "at" > handed_over_at
  GROUP BY lead_id
),
trial_usage AS (
  SELECT lead_id, SUM(GREATEST(0, 10 - 2 * floor(epoch(now - "at") / 86400))) AS points
  FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY lead_id, date_trunc('day', local_at) ORDER BY "at" DESC) AS n
    FROM acts
    WHERE activity = 'used_feature' AND "at" > now - INTERVAL 14 DAY
  )
  WHERE n = 1
  GROUP BY lead_id
),
last_usage AS (
  SELECT lead_id, max("at") AS used_at FROM acts WHERE activity = 'used_feature' GROUP BY lead_id
),
asked AS (
  SELECT DISTINCT lead_id, TRUE AS asked
  FROM acts
  WHERE activity = 'requested_demo' OR (activity = 'submitted_form' AND form = 'contact')
),
milestones AS (
  SELECT lead_id, max("at") FILTER (WHERE activity = 'became_mql') AS became_mql_at,
    max("at") FILTER (WHERE activity = 'accepted') AS accepted_at,
    max("at") FILTER (WHERE activity = 'qualified') AS qualified_at, max("at") FILTER (WHERE activity = 'won') AS won_at
  FROM acts
  WHERE activity IN ('became_mql', 'accepted', 'qualified', 'won')
  GROUP BY lead_id
),
recycled AS (
  SELECT lead_id, rule, "at" AS since, "at" + CASE rule
      WHEN 'not_now' THEN INTERVAL 180 DAY WHEN 'no_reply' THEN INTERVAL 30 DAY ELSE INTERVAL 365 DAY END AS until
  FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY lead_id ORDER BY "at" DESC, CASE rule
      WHEN 'not_now' THEN 1 WHEN 'no_reply' THEN 2 ELSE 3 END) AS n
    FROM (
      SELECT lead_id, "at", CASE WHEN activity = 'lost' THEN 'chose_another' WHEN reason IN ('not_now', 'no_budget')
        THEN 'not_now' ELSE reason END AS rule
      FROM acts
      WHERE activity = 'lost' OR (activity = 'returned'
        AND reason IN ('not_now', 'no_budget', 'no_reply', 'chose_another'))
    )
  )
  WHERE n = 1
),
back_sooner AS (
  SELECT lead_id, COUNT(*) FILTER (WHERE activity = 'requested_demo') AS demos,
    COUNT(*) FILTER (WHERE activity = 'asked_in_chat') AS chats,
    COUNT(DISTINCT NULLIF(lower(trim(path)), '')) FILTER (
      WHERE activity = 'viewed_page' AND "at" > now - INTERVAL 30 DAY) AS paths
  FROM acts JOIN recycled r USING (lead_id)
  WHERE "at" > r.since AND activity IN ('requested_demo', 'asked_in_chat', 'viewed_page')
  GROUP BY lead_id
),
facts AS (
  SELECT l.*, s.now, timezone('America/New_York', timezone('UTC', s.now)) AS local_now,
    ' ' || regexp_replace(lower(trim(l.title)), '[[:punct:]]', ' ', 'g') || ' ' AS words,
    lower(trim(l.country)) AS in_country, lower(trim(l.email_domain)) AS domain,
    coalesce(l.trial_started > s.now - INTERVAL 40 DAY AND l.trial_started <= s.now, FALSE) AS on_trial
  FROM leads l, settings s
),
defined AS (
  SELECT *,
    coalesce(regexp_matches(words, ' (vp|chief|head|ceo|cfo|coo|cro|president|founder|owner) '), FALSE) AS decision_maker,
    coalesce(regexp_matches(words, 'billing|revenue|accounts|finance'), FALSE) AS daily_user,
    coalesce(domain IN ('billmore.example', 'invoicely.example', 'ledgerline.example', 'quotapay.example',
      'tallybird.example'), FALSE) AS competitor,
    in_country NOT IN ('cu', 'ir', 'kp', 'sy') AS served,
    coalesce(employees > 5000, FALSE) OR coalesce(revenue >= 1000000000, FALSE) AS large,
    coalesce(employees <= 10 AND revenue < 500000, FALSE) AS small
  FROM facts
),
fits AS (
  SELECT *,
    CASE WHEN competitor THEN 0 ELSE LEAST(100, GREATEST(0, round(
      CASE WHEN decision_maker THEN 30 ELSE 0 END
      + CASE WHEN daily_user THEN 10 ELSE 0 END
      + CASE WHEN employees BETWEEN 50 AND 5000 AND industry IN ('software', 'fintech') AND (in_country IN ('us', 'ca')
          OR decision_maker::INT + coalesce(revenue >= 10000000, FALSE)::INT + on_trial::INT >= 2) THEN 25 ELSE 0 END
      + CASE WHEN employees < 50 THEN 0 WHEN employees < 500 THEN 15 WHEN employees < 5000 THEN 25
          WHEN employees >= 5000 THEN 5 ELSE 0 END
      + CASE WHEN revenue < 500000 THEN -10 WHEN revenue >= 10000000 THEN 5 ELSE 0 END
      + CASE WHEN industry = 'software' THEN 20 WHEN industry = 'fintech' THEN 15
          WHEN industry IN ('commerce', 'media') THEN 5 ELSE 0 END
      + CASE WHEN in_country IN ('us', 'ca', 'gb', 'ie') THEN 5 ELSE 0 END
      + CASE WHEN source = 'referral' THEN 5 ELSE 0 END
      + CASE WHEN trim(coalesce(title, '')) = '' THEN -5 ELSE 0 END
      + CASE WHEN domain IN ('gmail.com', 'yahoo.com', 'outlook.com', 'hotmail.com', 'icloud.com', 'aol.com',
          'gmx.net', 'proton.me') THEN -10 ELSE 0 END
      + LEAST(10, GREATEST(-10, coalesce(review_points, 0))), 2))) END AS fit
  FROM defined
),
scored AS (
  SELECT f.*, o.last_own, rc.rule, rc.since, rc.until, coalesce(rt.returned, 0) AS returned, rt.wrong_fit,
    cl.wrong_number, bo.bounced, ms.became_mql_at, ms.accepted_at, ms.qualified_at, ms.won_at, lu.used_at,
    coalesce(ak.asked, FALSE) AS asked, bs.demos AS demos_since, bs.chats AS chats_since, bs.paths AS paths_since,
    LEAST(100, GREATEST(0, round((
      coalesce(de.points, 0) + coalesce(fo.points, 0) + coalesce(we.points, 0) + coalesce(ch.points, 0)
      + coalesce(cb.points, 0) + coalesce(oe.points, 0) + coalesce(te.points, 0)
      + CASE WHEN contract_end > local_now AND contract_end <= local_now + INTERVAL 120 DAY THEN 10 ELSE 0 END
      + LEAST(40, coalesce(bu.points, 0) + coalesce(br.points, 0)) + coalesce(ca.points, 0)
      + LEAST(15, coalesce(op.points, 0) + coalesce(ck.points, 0))
      + 0.5 * LEAST(40, GREATEST(-10, coalesce(pe.points, 0)))
      + CASE WHEN on_trial THEN LEAST(30, coalesce(us.points, 0)) ELSE 0 END
      - 10 * LEAST(3, GREATEST(0, floor(epoch(f.now - coalesce(o.last_own, created_at)) / (30 * 86400))))
    )::DECIMAL(12, 4), 2))) AS engagement,
    LEAST(30,
      CASE WHEN contract_end > DATE '2027-09-30' THEN 10 ELSE 0 END
      + CASE WHEN rt.returned = 2 THEN 10 ELSE 0 END
      + CASE WHEN cl.unreached >= 3 AND cl.spoke = 0 AND coalesce(o.last_own <= lc.called_at, TRUE) THEN 10 ELSE 0 END
      + CASE WHEN ho.handed_over_at < f.now - INTERVAL 30 DAY
          AND coalesce(co.contacted_at <= f.now - INTERVAL 30 DAY, TRUE) THEN 5 ELSE 0 END
      + CASE WHEN created_at < TIMESTAMP '2026-10-01 04:00' AND coalesce(o.last_own < TIMESTAMP '2026-10-01 04:00', TRUE)
          THEN 5 ELSE 0 END
      + CASE WHEN created_at < f.now - INTERVAL 365 DAY AND coalesce(rd.clicked, 0) = 0 AND coalesce(rd.opened, 0) <= 2
          THEN 5 ELSE 0 END
      + 5 * coalesce(bd.days, 0)
      + 10 * LEAST(2, GREATEST(0, coalesce(floor(epoch(f.now - o.last_own) / (90 * 86400)), 0)))) AS doubt,
    coalesce(tu.points, 0) AS trying
  FROM fits f
  LEFT JOIN own_activity o ON o.lead_id = f.id
  LEFT JOIN demos de ON de.lead_id = f.id
  LEFT JOIN forms fo ON fo.lead_id = f.id
  LEFT JOIN webinars we ON we.lead_id = f.id
  LEFT JOIN chats ch ON ch.lead_id = f.id
  LEFT JOIN last_calls lc ON lc.lead_id = f.id
  LEFT JOIN came_back cb ON cb.lead_id = f.id
  LEFT JOIN our_events oe ON oe.lead_id = f.id
  LEFT JOIN other_events te ON te.lead_id = f.id
  LEFT JOIN buying bu ON bu.lead_id = f.id
  LEFT JOIN browsing br ON br.lead_id = f.id
  LEFT JOIN careers ca ON ca.lead_id = f.id
  LEFT JOIN opened op ON op.lead_id = f.id
  LEFT JOIN clicked ck ON ck.lead_id = f.id
  LEFT JOIN partner_events pe ON pe.lead_id = f.id
  LEFT JOIN usage us ON us.lead_id = f.id
  LEFT JOIN returns rt ON rt.lead_id = f.id
  LEFT JOIN calls cl ON cl.lead_id = f.id
  LEFT JOIN hand_overs ho ON ho.lead_id = f.id
  LEFT JOIN contacts co ON co.lead_id = f.id
  LEFT JOIN reading rd ON rd.lead_id = f.id
  LEFT JOIN bounces bo ON bo.lead_id = f.id
  LEFT JOIN bounce_days bd ON bd.lead_id = f.id
  LEFT JOIN trial_usage tu ON tu.lead_id = f.id
  LEFT JOIN last_usage lu ON lu.lead_id = f.id
  LEFT JOIN asked ak ON ak.lead_id = f.id
  LEFT JOIN milestones ms ON ms.lead_id = f.id
  LEFT JOIN recycled rc ON rc.lead_id = f.id
  LEFT JOIN back_sooner bs ON bs.lead_id = f.id
),
totals AS (
  SELECT *,
    CASE WHEN fit >= 70 THEN 'strong' WHEN fit >= 40 THEN 'medium' ELSE 'weak' END AS profile,
    CASE WHEN served THEN GREATEST(0, round((0.6 * fit + 0.4 * engagement - doubt)::DECIMAL(12, 6), 2)) ELSE 0 END AS total,
    LEAST(100, CASE WHEN fit >= 70 THEN 30 WHEN fit >= 40 THEN 15 ELSE 0 END
      + CASE WHEN engagement < 20 THEN 0 WHEN engagement < 50 THEN 15 ELSE 30 END
      + LEAST(10, GREATEST(0, coalesce(trial_users, 0))) + trying) AS trial
  FROM scored
),
graded AS (
  SELECT *,
    CASE WHEN total >= 75 THEN 'A' WHEN total >= 60 THEN 'B' ELSE 'C' END AS priority,
    CASE WHEN trial >= 70 AND on_trial THEN 'high' WHEN used_at > now - INTERVAL 40 DAY THEN 'some' ELSE 'none_yet' END
      AS product,
    CASE
      WHEN opted_out THEN 'opted_out_lead'
      WHEN competitor THEN 'competitor_lead'
      WHEN lower(trim(email)) LIKE '%@acme.example' THEN 'own_people'
      WHEN NOT served THEN 'no_export'
      WHEN regexp_matches(words, ' (student|intern|trainee) ') OR lower(company) LIKE '%university%'
        OR domain LIKE '%.edu' OR domain LIKE '%.ac.uk' THEN 'academic'
      WHEN small AND NOT asked THEN 'too_small'
      WHEN bounced >= 2 AND wrong_number > 0 THEN 'out_of_reach'
      WHEN wrong_fit > 0 THEN 'wrong_fit'
      WHEN returned >= 3 THEN 'third_return'
    END AS disqualified,
    CASE
      WHEN now >= until THEN NULL
      WHEN rule = 'not_now' AND (coalesce(demos_since, 0) > 0 OR coalesce(paths_since, 0) >= 3) THEN NULL
      WHEN rule = 'no_reply' AND (coalesce(demos_since, 0) > 0 OR coalesce(chats_since, 0) > 0) THEN NULL
      ELSE rule
    END AS recycle
  FROM totals
),
staged AS (
  SELECT *,
    CASE
      WHEN disqualified IS NOT NULL OR recycle IS NOT NULL THEN NULL
      WHEN won_at >= coalesce(since, won_at) THEN 'customer'
      WHEN qualified_at >= coalesce(since, qualified_at) THEN 'SQL'
      WHEN accepted_at >= coalesce(since, accepted_at) THEN 'SAL'
      WHEN total >= CASE WHEN local_now < DATE '2027-01-01' THEN 60 ELSE 65 END OR product = 'high'
        OR became_mql_at >= coalesce(since, became_mql_at) THEN 'MQL'
      ELSE 'inquiry'
    END AS stage
  FROM graded
),
routed AS (
  SELECT *,
    CASE
      WHEN stage IS NULL THEN NULL
      WHEN returned = 2 THEN 'second_look'
      WHEN stage = 'customer' THEN 'account_team'
      WHEN trim(brought_by) <> '' THEN 'partner_desk'
      WHEN trim(last_rep) <> '' THEN 'known'
      WHEN large OR employees >= 1000 THEN 'enterprise'
      ELSE 'everyone_else'
    END AS route
  FROM staged
)
SELECT id AS lead_id, now AS as_of, fit::DECIMAL(9, 2) AS fit, engagement::DECIMAL(9, 2) AS engagement,
  doubt::DECIMAL(9, 2) AS doubt, total::DECIMAL(9, 2) AS total, trial::DECIMAL(9, 2) AS trial, profile, priority, product,
  stage, disqualified, recycle, CASE WHEN recycle IS NOT NULL THEN until END AS recycle_until, route,
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
