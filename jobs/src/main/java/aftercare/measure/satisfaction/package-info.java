/** How satisfied customers are with completed orders. */
package aftercare.measure.satisfaction;
