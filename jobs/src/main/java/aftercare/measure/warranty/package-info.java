/** What warranty terms of different length cost. */
package aftercare.measure.warranty;
