/**
 * The dashboards as they are written down in dashboards/: what each shows, in which words, and the query behind every
 * card.
 */
package aftercare.serve.dashboard;
