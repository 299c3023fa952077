package aftercare.cli.doctor;

import aftercare.config.ExitStatus;

/**
 * What a check saw.
 *
 * @param says one sentence
 * @param fix what to do, empty when all is well
 * @param status what the finding alone would end the command with
 */
public record Finding(Level level, String says, String fix, ExitStatus status) {

    /** How grave it is: with a fail, runs will fail; with a warn, they may surprise. */
    public enum Level {
        OK,
        WARN,
        FAIL
    }

    static Finding ok(String says) {
        return new Finding(Level.OK, says, "", ExitStatus.DONE);
    }

    static Finding warn(String says, String fix) {
        return new Finding(Level.WARN, says, fix, ExitStatus.DONE);
    }

    static Finding fail(String says, String fix) {
        return new Finding(Level.FAIL, says, fix, ExitStatus.USAGE);
    }

    /** A system beside us, such as Postgres, is to blame. */
    static Finding failBeside(String says, String fix) {
        return new Finding(Level.FAIL, says, fix, ExitStatus.SYSTEM_BESIDE);
    }
}
