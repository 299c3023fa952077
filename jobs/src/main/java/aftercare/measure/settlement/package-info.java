/** Which claims of outlets should be looked at before they are paid. */
package aftercare.measure.settlement;
