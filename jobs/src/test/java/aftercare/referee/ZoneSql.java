package aftercare.referee;

import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The macros that know the business zone. Instants are kept as TIMESTAMP in UTC, since DuckDB handles those several
 * times faster than TIMESTAMP WITH TIME ZONE; in UTC a text of the common form needs no calendar at all.
 */
final class ZoneSql {

    private static final String UTC = """
            SET TimeZone = 'UTC';
            CREATE MACRO instant(x) AS
                CASE WHEN x LIKE '____-__-_____:__:__' THEN TRY_CAST(x AS TIMESTAMP)
                     ELSE timezone('UTC', TRY_CAST(x AS TIMESTAMPTZ)) END;
            CREATE MACRO local_time(t) AS t;
            CREATE MACRO start_of_day(d) AS d::TIMESTAMP;
            """;

    private static final String ELSEWHERE = """
            SET TimeZone = '%1$s';
            CREATE MACRO instant(x) AS timezone('UTC', TRY_CAST(x AS TIMESTAMPTZ));
            CREATE MACRO local_time(t) AS timezone('%1$s', timezone('UTC', t));
            CREATE MACRO start_of_day(d) AS timezone('UTC', timezone('%1$s', d::TIMESTAMP));
            """;

    private ZoneSql() {}

    static String of(ZoneId zone) {
        return zone.normalized().equals(ZoneOffset.UTC) ? UTC : ELSEWHERE.formatted(zone.getId());
    }
}
