/** Which models break more often than their age, the season and the fleet explain, before anybody has summed it up. */
package aftercare.measure.earlywarning;
