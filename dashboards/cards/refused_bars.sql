select label(source, source) || ': ' || label(rule, quarantine_summary.rule) as rule,
       source as source,
       sum(open_n)::bigint as open_n,
       sum(resolved_n)::bigint as resolved_n
from marts.quarantine_summary
where true [[ and {{source}} ]]
group by quarantine_summary.source, quarantine_summary.rule
order by open_n desc
limit 15
