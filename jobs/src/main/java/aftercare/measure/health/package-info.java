/** What the figures rest on: what was loaded, what was refused and why, and what each figure means. */
package aftercare.measure.health;
