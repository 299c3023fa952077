/**
 * What a measure is and what it is given: one class that reads silver, or other gold tables, and writes one gold table.
 * A measure says what its rows are and which months a change invalidates; {@link aftercare.measure.engine.Compute}
 * decides which months are computed.
 */
@NullMarked
package aftercare.measure.api;

import org.jspecify.annotations.NullMarked;
