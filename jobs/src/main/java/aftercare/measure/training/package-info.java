/** Who needs which training, what the plan for it is, and whether past training worked. */
package aftercare.measure.training;
