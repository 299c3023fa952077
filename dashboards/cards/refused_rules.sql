select quarantine_summary.source as source_code,
       label(source, quarantine_summary.source) as source,
       label(rule, quarantine_summary.rule) as rule,
       sum(refused_n)::bigint as refused_n,
       sum(resolved_n)::bigint as resolved_n,
       sum(open_n)::bigint as open_n,
       max(last_refused_at) as last_refused_at,
       max(example_reason) as example_reason
from marts.quarantine_summary
where true [[ and {{source}} ]]
group by quarantine_summary.source, quarantine_summary.rule
order by open_n desc, refused_n desc
