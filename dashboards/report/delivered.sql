-- Which sources have come.
with sources(source) as (values ('callbacks'), ('competitor_offers'), ('complaints'), ('hotline_calls'), ('models'), ('outlets'), ('product_returns'),
  ('regions'), ('repairs'), ('sales_forecasts'), ('shipments'), ('skill_assessments'), ('skills'), ('standards'), ('survey_answers'), ('technicians'),
  ('trainings'))
select sources.source as need,
       coalesce(sum(rows_accepted), 0) > 0 as delivered
from sources
left join marts.load_ledger on load_ledger.source = sources.source
group by sources.source
