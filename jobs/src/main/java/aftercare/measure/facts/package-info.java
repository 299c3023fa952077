/**
 * What several questions share: orders as seen at the end of a day, first fix, callbacks, outlets and standards in
 * force.
 */
package aftercare.measure.facts;
