package aftercare.serve.metabase;

import java.time.Duration;

/**
 * How long we wait for Metabase before we give up.
 *
 * @param attempts how often a request that may be repeated is sent, at most
 * @param firstPause before the second attempt; doubled before each further one
 * @param answer for one answer
 * @param start for a Metabase that is starting; a first start migrates its own database and takes minutes
 * @param sync for Metabase to have read the tables of the marts
 * @param look between two looks at something under way
 */
record RetryPolicy(int attempts, Duration firstPause, Duration answer, Duration start, Duration sync, Duration look) {
    static final RetryPolicy USUAL = new RetryPolicy(
            5,
            Duration.ofMillis(500),
            Duration.ofSeconds(60),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofSeconds(1));
}
