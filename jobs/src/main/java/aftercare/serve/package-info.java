/** What people and dashboards read: the marts in Postgres. */
@NullMarked
package aftercare.serve;

import org.jspecify.annotations.NullMarked;
