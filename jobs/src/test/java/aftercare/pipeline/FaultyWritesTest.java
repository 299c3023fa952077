package aftercare.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.bench.FaultFigures;
import aftercare.pipeline.FaultyFileSystem.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A day of a company (load, compute, close a month, maintain) that dies before any one of the changes it makes on disk,
 * or is not told that a change was made, and is started again, ends in the lake of a day that nothing happened to.
 */
class FaultyWritesTest {
    @TempDir
    private static Path folder;

    private static SmallDay day;
    private static Map<String, List<String>> expected;
    private static long changes;
    private static long changesBeforeMaintaining;
    private static int lakes;

    @BeforeAll
    static void aDayThatNothingHappensTo() throws IOException {
        FaultyFileSystem.install();
        day = new SmallDay(folder);
        Path whole = day.lake(folder.resolve("whole"));
        FaultyFileSystem.arm(whole, Fault.DEATH, 0);
        day.run(new Pipeline(whole).lake());
        changesBeforeMaintaining = FaultyFileSystem.changes();
        day.maintain(whole);
        changes = FaultyFileSystem.disarm();
        expected = LakeContents.of(new Pipeline(whole).lake());
        assertThat(expected).containsKeys("silver/repairs", "quarantine/repairs", "gold/closed_month");
        assertThat(LakeContents.leftovers(whole)).isEmpty();
    }

    @AfterAll
    static void theUsualFileSystem() throws IOException {
        FaultyFileSystem.uninstall();
    }

    @Test
    void aDayThatDiesBeforeAChangeAndIsStartedAgainEndsInTheSameLake() {
        for (long change : new long[] {changes / 12, changes / 3}) {
            assertThat(after(Fault.DEATH, change)).isEmpty();
        }
    }

    @Test
    void aDayThatIsNotToldOfAChangeEndsInTheSameLake() {
        for (long change : new long[] {changes / 4}) {
            assertThat(after(Fault.LOST_ANSWER, change)).isEmpty();
        }
    }

    /**
     * Tries changes in an order drawn by {@code -Daftercare.faults.seed=N}, so that those tried in {@code
     * -Daftercare.faults.minutes=N} are spread over the day; an hour unless it is given.
     */
    @Test
    @Tag("torture")
    void whateverTheChangeTheLakeIsTheSame() {
        List<Long> order =
                new ArrayList<>(LongStream.rangeClosed(1, changes).boxed().toList());
        Collections.shuffle(order, new Random(Long.getLong("aftercare.faults.seed", 20)));
        Instant end = Instant.now().plus(Duration.ofMinutes(Long.getLong("aftercare.faults.minutes", 60)));
        List<String> differences = new ArrayList<>();
        Map<Fault, Long> tried = new EnumMap<>(Fault.class);
        for (Long change : order) {
            for (Fault fault : Fault.values()) {
                if (Instant.now().isBefore(end)) {
                    differences.addAll(after(fault, change));
                    tried.merge(fault, 1L, Long::sum);
                    System.out.println("faults: " + Instant.now() + " " + fault + " at " + change + " of " + changes
                            + ", " + differences.size() + " differences so far");
                }
            }
        }
        assertThat(differences).isEmpty();
        String outcome = "drawn from the " + changes + " changes of a day; all lakes equal, no drafts left behind";
        FaultFigures.note(
                "A day (load, compute, close, maintain) dies before a change it makes on disk, and is started again",
                tried.getOrDefault(Fault.DEATH, 0L),
                outcome);
        FaultFigures.note(
                "A change on disk is made, but the run is told that it failed; the day goes on, or is started again",
                tried.getOrDefault(Fault.LOST_ANSWER, 0L),
                outcome);
    }

    /** Maintaining takes longer than all else, and changes no rows: it is done where the fault is in it. */
    private static void run(Path lake, long change) {
        day.run(new Pipeline(lake).lake());
        if (change > changesBeforeMaintaining) {
            day.maintain(lake);
        }
    }

    /** What is other than it should be after a fault and a day more. */
    private static List<String> after(Fault fault, long change) {
        Path lake = day.lake(folder.resolve("lake-" + ++lakes));
        List<String> differences = new ArrayList<>();
        String where = fault + " at change " + change + " of " + changes;
        FaultyFileSystem.arm(lake, fault, change);
        String ended = "by itself";
        try {
            run(lake, change);
        } catch (Exception failed) { // Scala throws checked ones that Java does not see coming.
            ended = failed.toString();
        } finally {
            FaultyFileSystem.disarm();
        }
        try {
            run(lake, change);
            Map<String, List<String>> found = LakeContents.of(new Pipeline(lake).lake());
            expected.forEach((table, rows) -> {
                if (!rows.equals(found.get(table))) {
                    differences.add(where + ": " + table + " is " + found.get(table) + " and not " + rows);
                }
            });
            if (!found.keySet().equals(expected.keySet())) {
                differences.add(where + ": there are " + found.keySet());
            }
            LakeContents.leftovers(lake).forEach(file -> differences.add(where + ": " + file + " is left"));
        } catch (Exception failed) {
            differences.add(where + ": started again it fails: " + failed);
        }
        if (!differences.isEmpty()) {
            System.out.println(where + " ended " + ended + "\n  " + String.join("\n  ", differences));
        }
        return differences;
    }
}
