/**
 * The measures: each is one class that reads silver (or other gold tables) and writes one gold table. {@link aftercare.measure.Compute}
 * decides which months of which measure are to be computed; a measure only says what its rows are, and how far a change reaches.
 */
package aftercare.measure;
