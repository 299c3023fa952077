/** What was said of a month when it was closed, and what has moved since. */
package aftercare.measure.closing;
