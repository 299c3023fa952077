/** How many technicians and outlets the forecast repairs take, where outlets should be, and which limit says so. */
package aftercare.measure.network;
