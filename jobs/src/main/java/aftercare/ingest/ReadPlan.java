package aftercare.ingest;

import aftercare.contract.Column;
import aftercare.contract.Contract;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * What tasks must know to read the files of one source: which files, what their fields mean, and which of their records
 * to leave out.
 *
 * @param contract the source
 * @param zone the business zone
 * @param personalKey the key of {@link PersonalHash}
 * @param files the files, the later one last
 * @param hadoop how to reach them
 * @param shownNames whether rows name their file as it may be shown, as silver does, and not by its landing path
 */
@SuppressWarnings("ArrayRecordComponent") // Compared nowhere, and read only.
record ReadPlan(
        Contract contract,
        ZoneId zone,
        byte[] personalKey,
        List<PlannedFile> files,
        SerializableConfiguration hadoop,
        boolean shownNames)
        implements Serializable {

    /** Where in {@link #files} the row's file stands. */
    static final String FILE_INDEX = "_f";
    /** The landing path of the row's file; in silver its name as it may be shown. */
    static final String FILE = "_file";
    /** The physical line of the row. */
    static final String LINE = "_line";
    /** Which delivery of its path the row's file is; of one path the later one counts. */
    static final String DELIVERY = "_delivery";
    /** The first day of the business month that partitions the facts. */
    static final String MONTH = "_month";
    /** A code of the row's content: two versions of a row are the same word for word when their codes are. */
    static final String HASH = "_hash";
    /**
     * The names of the row's instants of which only the day is known, in the contract's order with commas between;
     * null when there are none.
     */
    static final String DAYS = Contract.DAYS;
    /** The rule the row breaks; null when it breaks none. */
    static final String RULE = "_rule";
    /** Why the row is refused, in plain words. */
    static final String REASON = "_reason";
    /** The text that the reason is about, for quarantine alone; null where none is to be repeated. */
    static final String QUOTED = "_quoted";
    /** The other files in which the row's keys were not found; null for none. */
    static final String NOTHING_IN = "_nothing_in";
    /**
     * In place of a rule: the row is no data for the source, such as a footer or one that a mapping leaves out. It is
     * counted, and neither taken nor refused.
     */
    static final String SKIPPED = "skipped";

    /**
     * A file and what its fields mean.
     *
     * @param file the file
     * @param header what its header means
     * @param forms how its texts are to be understood
     * @param only the lines to read; null for all
     * @param skip the lines to leave out; null for none
     * @param delivery which delivery of its path it is; 0 where nobody asks, or from before deliveries were counted
     */
    record PlannedFile(
            LandedFile file,
            Header header,
            TextForms forms,
            @Nullable RoaringBitmap only,
            @Nullable RoaringBitmap skip,
            int delivery)
            implements Serializable {
        PlannedFile(
                LandedFile file,
                Header header,
                TextForms forms,
                @Nullable RoaringBitmap only,
                @Nullable RoaringBitmap skip) {
            this(file, header, forms, only, skip, 0);
        }

        PlannedFile skipping(RoaringBitmap lines) {
            return new PlannedFile(file, header, forms, only, lines, delivery);
        }

        PlannedFile reading(RoaringBitmap lines) {
            return new PlannedFile(file, header, forms, lines, skip, delivery);
        }

        boolean takes(int line) {
            return (only == null || only.contains(line)) && (skip == null || !skip.contains(line));
        }
    }

    ReadPlan(
            Contract contract,
            ZoneId zone,
            byte[] personalKey,
            List<PlannedFile> files,
            SerializableConfiguration hadoop) {
        this(contract, zone, personalKey, files, hadoop, false);
    }

    /** The same, whose rows name their file as it may be shown. */
    ReadPlan forSilver() {
        return new ReadPlan(contract, zone, personalKey, files, hadoop, true);
    }

    Configuration configuration() {
        return hadoop.value();
    }

    ReadPlan withFiles(List<PlannedFile> others) {
        return new ReadPlan(contract, zone, personalKey, others, hadoop, shownNames);
    }

    /**
     * The rows as Spark sees them: the contract's columns that reach silver, lineage, and what is wrong with the row.
     */
    StructType type() {
        StructType type = contract.silverType()
                .add(FILE_INDEX, DataTypes.IntegerType)
                .add(FILE, DataTypes.StringType)
                .add(LINE, DataTypes.IntegerType)
                .add(DELIVERY, DataTypes.IntegerType)
                .add(HASH, DataTypes.LongType)
                .add(DAYS, DataTypes.StringType)
                .add(RULE, DataTypes.StringType)
                .add(REASON, DataTypes.StringType)
                .add(QUOTED, DataTypes.StringType)
                .add(NOTHING_IN, DataTypes.StringType);
        return contract.month() == null ? type : type.add(MONTH, DataTypes.DateType);
    }

    /** The position of a column in the contract. */
    int position(String column) {
        List<Column> columns = contract.columns();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        return -1;
    }
}
