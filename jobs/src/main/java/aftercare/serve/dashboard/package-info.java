/**
 * The dashboards as they are written down in dashboards/: what each shows, in which words, and the query behind every
 * card.
 */
@NullMarked
package aftercare.serve.dashboard;

import org.jspecify.annotations.NullMarked;
