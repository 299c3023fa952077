package aftercare.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;

/** The heap must be large enough for Spark and leave memory for the rest of the machine. */
final class HeapCheck implements Check {
    private static final long MEBIBYTE = 1 << 20;
    private static final double LARGEST_SHARE = 0.8;
    /** The parallel collector reports one survivor space less than -Xmx. */
    private static final long SMALLEST_MEBIBYTES = 900;

    private final long heapMebibytes;
    private final long memoryMebibytes;

    HeapCheck() {
        this(Runtime.getRuntime().maxMemory() / MEBIBYTE, memory() / MEBIBYTE);
    }

    HeapCheck(long heapMebibytes, long memoryMebibytes) {
        this.heapMebibytes = heapMebibytes;
        this.memoryMebibytes = memoryMebibytes;
    }

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public Optional<Finding> look() {
        String says = String.format(
                Locale.ROOT, "The heap may grow to %,d MiB of %,d MiB of memory.", heapMebibytes, memoryMebibytes);
        if (heapMebibytes < SMALLEST_MEBIBYTES) {
            return Optional.of(Finding.fail(says + " Spark needs 1 GiB.", "Set AFTERCARE_HEAP=2g or more."));
        }
        if (heapMebibytes > LARGEST_SHARE * memoryMebibytes) {
            long advised = Math.max(1, (long) (memoryMebibytes * LARGEST_SHARE / 1024));
            return Optional.of(Finding.warn(
                    says + " The machine may end it when memory runs out.", "Set AFTERCARE_HEAP=" + advised + "g."));
        }
        return Optional.of(Finding.ok(says));
    }

    /** Of the container, where there is one. */
    private static long memory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }
}
