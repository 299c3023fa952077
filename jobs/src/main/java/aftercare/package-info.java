/** Aftercare: how good an after-sales service organisation is, why, and what to do next. */
package aftercare;
