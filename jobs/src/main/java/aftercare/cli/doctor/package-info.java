/** What can be wrong with a set-up, one small check each. */
package aftercare.cli.doctor;
