/**
 * DashboardSync as code: brings a Metabase to the state that dashboards/ describes, and says first what that changes.
 */
@NullMarked
package aftercare.serve.metabase;

import org.jspecify.annotations.NullMarked;
