/** A whole invented company with known truths: the demo's data, the tests' ground truth and the benchmark's load. */
package aftercare.simulate;
