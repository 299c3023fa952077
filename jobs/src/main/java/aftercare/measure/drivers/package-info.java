/** What drives satisfaction: what goes wrong with orders, and how many customers it costs. */
@NullMarked
package aftercare.measure.drivers;

import org.jspecify.annotations.NullMarked;
