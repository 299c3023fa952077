/** The command line: one small class per command, no logic of its own. */
package aftercare.cli;
