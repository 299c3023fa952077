/** How each outlet does, month by month. */
package aftercare.measure.outlets;
