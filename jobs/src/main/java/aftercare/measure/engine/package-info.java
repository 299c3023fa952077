/**
 * Brings gold tables up to date: which measures run, in which order, for which months, and what is remembered of each
 * run.
 */
@NullMarked
package aftercare.measure.engine;

import org.jspecify.annotations.NullMarked;
