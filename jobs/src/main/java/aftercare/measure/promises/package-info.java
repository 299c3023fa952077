/** Which promises to customers are kept. */
package aftercare.measure.promises;
