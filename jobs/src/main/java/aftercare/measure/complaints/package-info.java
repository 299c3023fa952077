/** What customers complain about, and how it is dealt with (docs/decisions.md, D13). */
package aftercare.measure.complaints;
