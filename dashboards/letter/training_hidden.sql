-- Whether who writes the letters may not see the rows about people that seats are counted from: then nothing is known, which is not the same as no seat.
select row_security_active('marts.training_plan_person')
       and not exists (select from pg_roles where rolname = 'aftercare_hr' and pg_has_role(current_user, pg_roles.oid, 'member')) as hidden
