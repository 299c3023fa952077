/**
 * DashboardSync as code: brings a Metabase to the state that dashboards/ describes, and says first what that changes.
 */
package aftercare.serve.metabase;
