/** What people and dashboards read: the marts in Postgres. */
package aftercare.serve;
